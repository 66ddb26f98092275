/** What limits the end numbers, in sentences that stand below their table. Pure. */
import type { DataSetSummary } from '../protocol/data-set';
import { constantText, dataLimits } from '../protocol/number-limits';
import { modalityWord } from './charts/modality-word';
import type { RaceSaid } from './race-store';

export function endLimits(
  { record }: Pick<RaceSaid, 'record'>,
  summary: DataSetSummary | null,
): readonly string[] {
  if (!summary) return [];
  const constant = record.flatMap(({ label, end, epochs }) => {
    const ids = (end ?? epochs.at(-1))?.constantFeatures ?? [];
    const words = summary.modalities.filter(({ id }) => ids.includes(id));
    return (
      constantText(
        label,
        words.map(({ name }) => modalityWord(name)),
      ) ?? []
    );
  });
  return [...dataLimits(summary), ...constant];
}
