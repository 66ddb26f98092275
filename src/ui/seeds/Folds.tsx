/** Few samples are offered folds instead of one split, and whoever took them the one split again. */
import { isOfferedFolds, OFFERED_FOLDS } from '../../state/seeds/repeat';
import { useExperiment, useImporting, useSeeds, useSession } from '../session-context';

export function Folds() {
  const { setFolds } = useSession();
  const settings = useExperiment((state) => state.settings);
  const counts = useExperiment(({ summary }) => summary?.counts ?? null);
  const isOwnSplit = useImporting(({ inUse }) => {
    const from = inUse?.reading.report.meaning.splitFrom ?? null;
    return from !== null && from !== 'drawn';
  });
  const isOff = useSeeds(({ status }) => status === 'off');
  if (settings.folds !== undefined) {
    return (
      <p className="small">
        <button type="button" className="link" disabled={!isOff} onClick={() => setFolds(null)}>
          Back to one split and several seeds
        </button>
      </p>
    );
  }
  const samples = counts ? counts.train + counts.validation + counts.test : 0;
  if (!counts || (settings.data.source === 'files' && isOwnSplit)) return null;
  if (!isOfferedFolds(settings, samples)) return null;
  return (
    <p className="small">
      {`Of ${samples} samples one split tests ${counts.test}. Cross-validation tests each of them once: classes spread evenly over the folds, groups kept whole. `}
      <button
        type="button"
        className="link"
        disabled={!isOff}
        onClick={() => setFolds(OFFERED_FOLDS)}
      >
        {`Use ${OFFERED_FOLDS} folds`}
      </button>
    </p>
  );
}
