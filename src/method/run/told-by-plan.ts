/** What a planned epoch says of its samples. Apart from what serves them, which a thread loads with a method that plans. */
import { signalKey } from '../model/signals';
import type { EpochPlan } from './epoch-plan';
import type { RaceData } from './race-data';

/**
 * How often each training sample comes in an epoch with a modality that takes part, `[modalities][rows]`.
 * @param rows of the training split.
 */
export function timesShown({ order, shown }: EpochPlan, rows: number): readonly Uint16Array[] {
  return shown.map((mask) => {
    const times = new Uint16Array(rows);
    order.forEach((row, place) => {
      times[row] = (times[row] ?? 0) + (mask?.[place] ?? 1);
    });
    return times;
  });
}

/**
 * What a plan says of each modality, under the key of its signal: how often a training sample comes with it, the mean
 * over all of them, or of one alone.
 * @param row of the training split, for one alone.
 */
export function toldByPlan(
  plan: EpochPlan,
  { train, modalities }: Pick<RaceData, 'train' | 'modalities'>,
  row?: number,
): Record<string, number> {
  const times = timesShown(plan, train.size);
  return Object.fromEntries(
    modalities.map(({ id, position }) => {
      const own = times[position] ?? new Uint16Array(train.size);
      const mean = own.reduce((sum, count) => sum + count, 0) / train.size;
      return [signalKey('timesTrained', id), row === undefined ? mean : (own[row] ?? 0)];
    }),
  );
}
