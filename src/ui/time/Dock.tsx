/** The strip under the columns, always in sight: time on the left, finished runs on the right. Layout only. */
import { TimeBar } from './TimeBar';
import './time.css';

export function Dock() {
  return (
    <footer className="dock">
      <div className="dock-row">
        <TimeBar />
      </div>
    </footer>
  );
}
