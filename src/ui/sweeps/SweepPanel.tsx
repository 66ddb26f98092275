/**
 * The place of sweeps in the lab: one sentence and a button, until somebody opens the room, or a sweep of before is kept
 * in this browser.
 */
import { lazy, Suspense, useState } from 'react';
import { useSession } from '../session-context';
import css from './Sweeps.module.css';

const SweepRoom = lazy(() => import('./SweepRoom'));

export function SweepPanel() {
  const { sweeps } = useSession();
  const [isOpen, setOpen] = useState(sweeps.isKept);
  return (
    <section aria-labelledby="sweeps-title">
      <h2 id="sweeps-title">Sweep one knob</h2>
      {isOpen ? (
        <Suspense fallback={<p className="quiet">The room is being fetched.</p>}>
          <SweepRoom />
        </Suspense>
      ) : (
        <div className={css.closed}>
          <p>
            One number of a race at several values, each on several seeds: a chart of any measure
            against it. The race on the page stays as it is.
          </p>
          <button type="button" className="button outlined" onClick={() => setOpen(true)}>
            Set up a sweep
          </button>
        </div>
      )}
    </section>
  );
}
