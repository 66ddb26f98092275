/** Own data that stay in this browser, and what can be done with those in use: keep them, save them, test on others. */
import { useRef } from 'react';
import { sizeText } from '../../state/importing/tell-import';
import { saveBlob } from '../runs/save-file';
import { useExperiment, useImporting, useKeeping, useSession } from '../session-context';
import css from './KeepFiles.module.css';

export function KeepFiles() {
  const isFiles = useExperiment((state) => state.settings.data.source === 'files');
  const inUse = useImporting((state) => state.inUse);
  const failed = useKeeping((state) => state.failed);
  return (
    <div className={css.keep}>
      {isFiles && inUse ? <InUse /> : null}
      {failed ? (
        <p className="small" role="alert">
          <span className="problem">{failed.message}</span> {failed.hint}
        </p>
      ) : null}
      <Kept />
    </div>
  );
}

function InUse() {
  const { importing, keeping } = useSession();
  const isKept = useKeeping(({ keptInUse }) => keptInUse !== null);
  const writing = useKeeping((state) => state.writing);
  const test = useRef<HTMLInputElement>(null);
  const save = async () => {
    const saved = await keeping.save();
    if (saved) saveBlob(saved.file, saved.name);
  };
  return (
    <>
      <div className={css.acts}>
        {isKept ? (
          <p className="small quiet">These data are kept in this browser.</p>
        ) : (
          <button type="button" className="button outlined" onClick={() => void keeping.keep()}>
            Keep in this browser
          </button>
        )}
        <button type="button" className="button outlined" onClick={() => void save()}>
          Save as a file
        </button>
        <button type="button" className="button outlined" onClick={() => test.current?.click()}>
          Test on another file
        </button>
      </div>
      <p className="small quiet" role="status">
        {writing
          ? `Writing file ${writing.done + 1} of ${Math.max(1, writing.total)} ...`
          : 'Another file, such as one that another class has saved, can test what these data train.'}
      </p>
      <input
        ref={test}
        type="file"
        multiple
        hidden
        aria-label="Files to test on"
        onChange={({ currentTarget }) => {
          if (currentTarget.files?.length) void importing.openTest([...currentTarget.files]);
          currentTarget.value = '';
        }}
      />
    </>
  );
}

/** Everything that stays here, with its size. */
function Kept() {
  const { keeping } = useSession();
  const sets = useKeeping((state) => state.sets);
  const keptInUse = useKeeping((state) => state.keptInUse);
  if (sets.length === 0) return null;
  return (
    <section aria-label="Kept in this browser">
      <h3>Kept in this browser</h3>
      <ul className="small">
        {sets.map(({ name, bytes }) => (
          <li key={name} className={css.set}>
            <span className={css.name}>
              {name} <span className="quiet">{sizeText(bytes)}</span>
            </span>
            {name === keptInUse ? null : (
              <button
                type="button"
                className="link"
                aria-label={`Open ${name}`}
                onClick={() => void keeping.open(name)}
              >
                Open
              </button>
            )}
            <button
              type="button"
              className="link"
              aria-label={`Forget ${name}`}
              onClick={() => void keeping.forget(name)}
            >
              Forget
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
