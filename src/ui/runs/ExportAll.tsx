/** All runs of the shelf as files: everything, or tables of numbers; how far it is, and the way to give it up. */
import type { ExportKind } from '../../state/runs/write-export';
import { useExporting, useSession, useShelf } from '../session-context';
import { saveBlob } from './save-file';

export function ExportAll() {
  const { runs } = useSession();
  const cards = useShelf((state) => state.cards);
  const writing = useExporting((state) => state.writing);
  const save = async (kind: ExportKind) => {
    const exported = await runs.exportRuns(
      cards.map(({ id }) => id),
      kind,
    );
    if (exported) saveBlob(exported.file, exported.name);
  };
  if (writing) {
    return (
      <>
        <span role="status" className="small">
          {`Writing ${writing.done} of ${writing.of} runs`}
        </span>
        <button type="button" className="button" onClick={() => runs.cancelExport()}>
          Cancel
        </button>
      </>
    );
  }
  return (
    <>
      <button type="button" className="button" onClick={() => void save('runs')}>
        Export all
      </button>
      <button type="button" className="button" onClick={() => void save('tables')}>
        Tables as CSV
      </button>
    </>
  );
}
