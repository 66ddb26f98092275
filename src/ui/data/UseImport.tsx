/** The foot of an import: use what was read, open something else, or let it go. */
import { counted, isAsking, leftOutCount } from '../../state/importing/tell-import';
import { useImporting, useSession } from '../session-context';
import importSheetCss from './ImportSheet.module.css';
import css from './UseImport.module.css';

export function UseImport({ chooseFiles }: { readonly chooseFiles: () => void }) {
  const { importing } = useSession();
  const current = useImporting((state) => state.current);
  if (!current) return null;
  const { phase, reading } = current;
  const isBusy = phase === 'gathering' || phase === 'reading';
  const canUse = phase === 'read' && reading !== null && !isAsking(reading);
  const asks = phase === 'read' && reading !== null && isAsking(reading);
  return (
    <footer className={importSheetCss.foot}>
      {canUse ? (
        <button type="button" className={`button outlined ${css.use}`} onClick={importing.use}>
          {leftOutCount(reading) > 0
            ? `Use the ${counted(reading.report.samples, 'good sample', 'good samples')}`
            : `Use these ${counted(reading.report.samples, 'sample', 'samples')}`}
        </button>
      ) : null}
      {asks ? <p className="small">Choose a reading above; then these files can be used.</p> : null}
      {phase === 'failed' && reading ? (
        <button type="button" className="button outlined" onClick={importing.cancel}>
          Back to what was read
        </button>
      ) : null}
      {isBusy ? null : (
        <>
          <button type="button" className="button" onClick={chooseFiles}>
            Open other files
          </button>
          <button type="button" className="button" onClick={importing.discard}>
            Discard
          </button>
        </>
      )}
    </footer>
  );
}
