/** How far the copy is that is trained for the step asked for, with a way out; or why the step is not there. */
import { wayText } from '../../state/slow-motion/step-words';
import { useSession, useSlowMotion } from '../session-context';
import css from './WayThere.module.css';

export function WayThere() {
  const session = useSession();
  const { run, stage, epoch, way, isAwaited, isGivenUp, failed } = useSlowMotion((state) => state);
  if (failed) {
    return (
      <p role="alert">
        {failed.message} {failed.hint}
      </p>
    );
  }
  if (isGivenUp) {
    return (
      <p role="status" className={css.way}>
        You stopped on the way to epoch {epoch}.
        <button type="button" className="link" onClick={() => session.showStep(run, stage, epoch)}>
          Go on
        </button>
      </p>
    );
  }
  if (!isAwaited) return null;
  if (way === null || epoch === null) {
    return (
      <p role="status" className="quiet">
        The step is being computed.
      </p>
    );
  }
  const of = epoch - 1 - way.from;
  const done = way.trained - way.from;
  return (
    <div className={css.way}>
      <p role="status">{wayText(epoch, way.from)}</p>
      <progress value={done} max={of} aria-label="Epochs retrained" />
      <span className={css.count}>
        {done} of {of} {of === 1 ? 'epoch' : 'epochs'}
      </span>
      <button type="button" className="button" onClick={session.giveUpStep}>
        Stop
      </button>
    </div>
  );
}
