/**
 * Modalities whose features are the same for every training sample, in words: there no probe can read anything, no
 * prediction can use anything, and where that is so alone, nothing can be lost or gained. Pure.
 */
import { modalityWord } from '../charts/modality-word';
import { listed } from '../format';
import type { GapSource } from '../gaps';
import type { RunRecord } from '../race-record';
import { referenceRun } from '../race-store';
import { capital, under } from './words';

/** As of its end, or of its last epoch. */
const constantIn = ({ end, epochs }: RunRecord): readonly string[] =>
  (end ?? epochs.at(-1))?.constantFeatures ?? [];

/** A sentence for each such modality; empty where there is none. @param runs that are spoken of, without the reference. */
export function tellConstant(
  { record, summary, catalogue }: GapSource,
  runs: readonly RunRecord[],
): string {
  const reference = referenceRun(record);
  return (summary?.modalities ?? [])
    .flatMap(({ id, name }) => {
      const isAlone = reference ? constantIn(reference).includes(id) : false;
      const where = [
        ...runs.filter((run) => constantIn(run).includes(id)).map((run) => under(run, catalogue)),
        ...(isAlone ? ['alone'] : []),
      ];
      if (where.length === 0) return [];
      const verdict = isAlone ? '; whether it lost or gained cannot be said' : '';
      return [
        `${capital(listed(where))} the features of ${modalityWord(name)} are the same for every training sample, so no probe can read them and no prediction can use them${verdict}.`,
      ];
    })
    .join(' ');
}
