/**
 * The strip under the columns, always in sight: time on the left, finished runs on the right; the shelf unfolds
 * above it and is loaded when it first does. Layout only.
 */
import { lazy, Suspense, useRef, useState } from 'react';
import { RunsStrip } from '../runs/RunsStrip';
import css from './Dock.module.css';
import { TimeBar } from './TimeBar';

const ShelfPanel = lazy(() => import('../runs/ShelfPanel'));

export function Dock() {
  const [isOpen, setOpen] = useState(false);
  const dock = useRef<HTMLElement>(null);
  const close = () => {
    setOpen(false);
    dock.current?.querySelector<HTMLElement>('[aria-controls="shelf"]')?.focus();
  };
  return (
    <footer className={css.dock} ref={dock}>
      <div className={css.row} data-tour="time">
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
