/** What is wrong with what this browser keeps: a sentence a cause, what lives only in this page, and what can be done. */

import { FAULT_WORDS, onlyHereText } from '../../state/storage/fault-words';
import type { Mending } from '../../state/storage/mending';
import { type Fault, faultsToTell } from '../../state/storage/storage-store';
import { saveBlob } from '../runs/save-file';
import { useSession, useStorage } from '../session-context';
import notice from '../shell/Notices.module.css';
import css from './StorageNote.module.css';

/** Of these it may help to ask the browser once more. */
const CAN_BE_TRIED: ReadonlySet<Fault['cause']> = new Set(['lost', 'full-at-end', 'full-in-race']);

export default function StorageNote() {
  const session = useSession();
  const state = useStorage((all) => all);
  const faults = faultsToTell(state);
  const only = onlyHereText(state);
  const mend = async (how: (mending: Mending) => Promise<unknown>) => {
    await how(await session.mend());
  };
  const saveOnlyHere = () =>
    mend(async ({ saveOnlyHere: save }) => {
      const saved = await save();
      if (saved) saveBlob(saved.file, saved.name);
    });
  const saveDamaged = () =>
    mend(async ({ saveDamaged: save }) => {
      const { file, name } = await save();
      saveBlob(file, name);
    });
  return faults.map((fault, place) => {
    const { cause } = fault;
    const words = FAULT_WORDS[cause];
    const isDamaged = cause === 'damaged';
    // counted once, where there are several
    const counted = place === 0 && !isDamaged ? only : '';
    return (
      <div key={cause} className={`${notice.notice} ${css.note}`} data-tone="problem">
        <p>
          {words.message(fault, state)} <span className="quiet">{words.hint(fault, state)}</span>
          {counted ? <span className={css.count}>{counted}</span> : null}
        </p>
        <span className={css.actions}>
          {counted ? (
            <button type="button" className="button outlined small" onClick={saveOnlyHere}>
              Save to a file
            </button>
          ) : null}
          {isDamaged ? (
            <>
              <button type="button" className="button outlined small" onClick={saveDamaged}>
                Save to a file
              </button>
              <button
                type="button"
                className="button outlined small"
                onClick={() => mend(({ removeDamaged }) => removeDamaged())}
              >
                Remove
              </button>
            </>
          ) : null}
          {cause === 'newer' ? (
            <button
              type="button"
              className="button outlined small"
              onClick={() => location.reload()}
            >
              Reload
            </button>
          ) : null}
          {CAN_BE_TRIED.has(cause) ? (
            <button
              type="button"
              className="button outlined small"
              onClick={() => mend(({ tryAgain }) => tryAgain())}
            >
              Try again
            </button>
          ) : null}
          <button
            type="button"
            className="link small"
            onClick={() => mend(async ({ dismiss }) => dismiss(cause))}
          >
            Dismiss
          </button>
        </span>
      </div>
    );
  });
}
