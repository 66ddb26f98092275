/** What limits the end numbers, in sentences that stand below their table. Pure. */
import type { Catalogue } from '../protocol/catalogue';
import type { DataSetSummary } from '../protocol/data-set';
import { completeOnlyText, constantText, dataLimits } from '../protocol/number-limits';
import { methodIdOf } from '../protocol/settings';
import { modalityWord } from './charts/modality-word';
import { type RaceSaid, racingRuns } from './race-store';
import { changedText } from './stretches';

export function endLimits(
  { record }: Pick<RaceSaid, 'record'>,
  summary: DataSetSummary | null,
  catalogue: Catalogue = [],
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
  const completeOnly = record.flatMap(({ name, label }) => {
    const method = catalogue.find(({ id }) => id === methodIdOf(name));
    return completeOnlyText(label, method?.missing, summary) ?? [];
  });
  return [...dataLimits(summary), ...completeOnly, ...constant, ...changedText(racingRuns(record))];
}
