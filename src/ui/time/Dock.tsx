/**
 * The strip under the columns, always in sight: time on the left, finished runs on the right; the shelf unfolds
 * above it and is loaded when it first does. Layout only.
 */
import { lazy, Suspense, useRef, useState } from 'react';
import { RunsStrip } from '../runs/RunsStrip';
import { TimeBar } from './TimeBar';
import './time.css';
import '../runs/runs.css';

const ShelfPanel = lazy(() => import('../runs/ShelfPanel'));

export function Dock() {
  const [isOpen, setOpen] = useState(false);
  const dock = useRef<HTMLElement>(null);
  const close = () => {
    setOpen(false);
    dock.current?.querySelector<HTMLElement>('[aria-controls="shelf"]')?.focus();
  };
  return (
    <footer className="dock" ref={dock}>
      <div className="dock-row">
        <TimeBar />
        <RunsStrip isOpen={isOpen} onToggle={() => setOpen(!isOpen)} />
      </div>
      {isOpen ? (
        <Suspense fallback={null}>
          <ShelfPanel onClose={close} />
        </Suspense>
      ) : null}
    </footer>
  );
}
