/** The room of sweeps: what is to be swept, how far it has come, and what it came to. Fetched when somebody opens it. */
import { use, useMemo } from 'react';
import { sweepTasks } from '../../state/sweeps/sweep-plan';
import { sweepProgress } from '../../state/sweeps/sweep-words';
import { useSession, useShelf, useSweeps } from '../session-context';
import { SweepForm } from './SweepForm';
import { SweepResults } from './SweepResults';
import css from './Sweeps.module.css';

export default function SweepRoom() {
  const session = useSession();
  const sweeps = use(session.sweeps.open());
  const state = useSweeps(sweeps, (now) => now);
  const cards = useShelf((shelf) => shelf.cards);
  const { plan, status } = state;
  const isOpening = useShelf(({ storage }) => storage === 'opening');
  const tasks = useMemo(() => (plan ? sweepTasks(plan, cards) : []), [plan, cards]);
  const left = status === 'running' ? 0 : tasks.length;
  // what is on the shelf is not known before it is open
  const progress = isOpening ? null : sweepProgress(state, tasks, sweeps.timeLeft());
  return (
    <>
      <SweepForm sweeps={sweeps} isRunning={status === 'running'} />
      {progress === null ? null : (
        <p role="status" aria-live="off">
          {progress}
        </p>
      )}
      {plan ? (
        <p className={css.buttons}>
          {status === 'running' ? (
            <button type="button" className="button outlined" onClick={sweeps.stop}>
              Stop the sweep
            </button>
          ) : null}
          {status !== 'running' && left > 0 ? (
            <button type="button" className="button outlined" onClick={sweeps.goOn}>
              {`Go on: ${left === 1 ? '1 race' : `${left} races`}`}
            </button>
          ) : null}
          {status === 'running' ? null : (
            <button type="button" className="link" onClick={sweeps.forget}>
              Forget this sweep
            </button>
          )}
        </p>
      ) : null}
      {plan ? <SweepResults plan={plan} /> : null}
    </>
  );
}
