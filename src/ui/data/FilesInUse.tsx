/** What the panel says of a person's own files: how they were understood, or that they must be opened again. */
import { leftOutCount, readingText } from '../../state/importing/tell-import';
import { useExperiment, useImporting, useSession } from '../session-context';

export function FilesInUse() {
  const { importing } = useSession();
  const inUse = useImporting((state) => state.inUse);
  const name = useExperiment((state) => state.settings.data.id);
  if (!inUse) {
    return (
      <p className="small">
        This page was loaded anew, and files stay on your computer: open <bdi>{name}</bdi> again, or
        choose another data set. The choices made for it are still known.
      </p>
    );
  }
  const left = leftOutCount(inUse.reading);
  return (
    <p className="small quiet">
      {readingText(inUse.reading)}
      {left > 0 ? `; ${left} left out` : ''}.{' '}
      <button type="button" className="link" onClick={importing.reopen}>
        Report and choices
      </button>
    </p>
  );
}
