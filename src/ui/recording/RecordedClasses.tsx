/** The classes as buckets: a name, a button that is held, how many there are, and every sample of it. */
import { useRecording, useSession } from '../session-context';
import { HoldButton } from './HoldButton';
import css from './RecordedClasses.module.css';
import { RecordedTile } from './RecordedTile';

export function RecordedClasses() {
  const { recording } = useSession();
  const classes = useRecording((state) => state.classes);
  const most = Math.max(1, ...classes.map(({ samples }) => samples.length));
  return (
    <div className={css.classes}>
      {classes.map(({ id, name, samples }) => (
        <section key={id} className={css.class} aria-label={name}>
          <div className={css.head}>
            <input
              className="field"
              aria-label="Name of the class"
              value={name}
              maxLength={40}
              onChange={(event) => recording.rename(id, event.target.value)}
            />
            <HoldButton classId={id} name={name} />
            <button
              type="button"
              className="button"
              aria-label={`Remove ${name}`}
              onClick={() => recording.removeClass(id)}
            >
              Remove
            </button>
          </div>
          <div className={css.count}>
            <span className={css.bar} aria-hidden="true">
              <span style={{ width: `${(samples.length / most) * 100}%` }} />
            </span>
            <span className="small" role="status">
              {samples.length}
              <span className="unseen"> of {name}</span>
            </span>
          </div>
          {samples.length === 0 ? null : (
            <ul className={css.tiles} aria-label={`Recorded of ${name}`}>
              {samples.map((sample, place) => (
                <RecordedTile key={sample.id} sample={sample} name={`${name} ${place + 1}`} />
              ))}
            </ul>
          )}
        </section>
      ))}
      <button type="button" className={`button outlined ${css.add}`} onClick={recording.addClass}>
        Add a class
      </button>
    </div>
  );
}
