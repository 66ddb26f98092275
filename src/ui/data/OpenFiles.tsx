/**
 * The buttons that open files of this computer and record new ones, and what goes on with them while their sheet is
 * closed. The sheets themselves load when they are first needed. The dialogues accept every file: a list of endings would hide those
 * without one (MNIST's), and whoever picks a file that is not read is told what it is and what to do.
 */
import { lazy, Suspense, useRef } from 'react';
import { progressText } from '../../state/importing/tell-import';
import { useImporting, useRecording, useSession } from '../session-context';
import { DropZone } from './DropZone';
import css from './OpenFiles.module.css';

const ImportSheet = lazy(() => import('./ImportSheet'));
const RecordSheet = lazy(() => import('../recording/RecordSheet'));

export function OpenFiles() {
  const { importing, recording } = useSession();
  const shown = useImporting((state) => state.shown);
  const records = useRecording((state) => state.shown);
  const files = useRef<HTMLInputElement>(null);
  const folder = useRef<HTMLInputElement>(null);
  const take = (input: HTMLInputElement) => {
    if (input.files && input.files.length > 0) void importing.openChosen(input.files);
    // the same files can be opened again
    input.value = '';
  };
  return (
    <div className={css.open}>
      <button type="button" className="button outlined" onClick={() => files.current?.click()}>
        Open files on this computer
      </button>
      <button type="button" className="button outlined" onClick={() => recording.show(true)}>
        Record here
      </button>
      <p className="small quiet">
        Nothing leaves this tab. Open{' '}
        <button type="button" className="link" onClick={() => folder.current?.click()}>
          a folder
        </button>
        , drop files anywhere, or paste a table.{' '}
        <button type="button" className="link" onClick={() => importing.showGuide()}>
          What can be opened?
        </button>
      </p>
      <input
        ref={files}
        type="file"
        multiple
        hidden
        aria-label="Files to open"
        onChange={(event) => take(event.currentTarget)}
      />
      <input
        ref={(input) => {
          folder.current = input;
          if (input) input.webkitdirectory = true;
        }}
        type="file"
        multiple
        hidden
        aria-label="Folder to open"
        onChange={(event) => take(event.currentTarget)}
      />
      <WaitingImport />
      <DropZone />
      {shown ? (
        <Suspense>
          <ImportSheet chooseFiles={() => files.current?.click()} />
        </Suspense>
      ) : null}
      {records ? (
        <Suspense>
          <RecordSheet />
        </Suspense>
      ) : null}
    </div>
  );
}

/** Files that were opened and are not in use yet, while their sheet is closed. */
function WaitingImport() {
  const { importing } = useSession();
  const current = useImporting((state) => state.current);
  const shown = useImporting((state) => state.shown);
  if (!current || shown) return null;
  return (
    <p className="small" role="status">
      {current.name}: {current.phase === 'read' ? 'read, not in use yet' : progressText(current)}.{' '}
      <button type="button" className="link" onClick={() => importing.show(true)}>
        Look at it
      </button>
    </p>
  );
}
