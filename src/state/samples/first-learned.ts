/** When a head learned a sample, and whether it forgot it again, as far as the snapshots tell. Pure. */

import { NO_ANSWER, type Snapshot } from '../../protocol/snapshot';
import { asEpoch, type Epoch, placeOf, type Row } from '../../protocol/units';

/** One head's history with one sample. */
export interface Learning {
  readonly head: string;
  /** Right or wrong at each snapshot in which the head answered, in order. */
  readonly moments: readonly { readonly epoch: Epoch; readonly isRight: boolean }[];
  /** The first epoch at which it was right; null where it never was. */
  readonly first: Epoch | null;
  /** Epochs at which it was wrong again after having been right at the snapshot before. */
  readonly forgotten: readonly Epoch[];
  /** Since when it has been right without a break; null where it is wrong now. */
  readonly since: Epoch | null;
}

/**
 * @param snapshots of one run, in order.
 * @param heads readout names; one that never answered is left out.
 */
export function learnings(
  snapshots: readonly Snapshot[],
  row: Row,
  heads: readonly string[],
): readonly Learning[] {
  return heads.flatMap((head) => {
    const moments = snapshots.flatMap(({ epoch, rows, labels, predictions }) => {
      const place = placeOf(rows, row);
      if (place === null) return [];
      const answer = predictions[head]?.[place];
      const isRight = answer === labels[place];
      return answer === undefined || answer === NO_ANSWER
        ? []
        : [{ epoch: asEpoch(epoch), isRight }];
    });
    if (moments.length === 0) return [];
    const lastWrong = moments.findLastIndex(({ isRight }) => !isRight);
    return [
      {
        head,
        moments,
        first: moments.find(({ isRight }) => isRight)?.epoch ?? null,
        forgotten: moments
          .filter(({ isRight }, k) => !isRight && moments[k - 1]?.isRight)
          .map(({ epoch }) => epoch),
        since: moments[lastWrong + 1]?.epoch ?? null,
      },
    ];
  });
}

/** A history in words: "first right at epoch 3, forgotten at 7, right since 9". */
export function learningText({ first, forgotten, since, moments }: Learning): string {
  if (first === null) return `never right so far (${moments.length} snapshots)`;
  const parts = [`first right at epoch ${first}`];
  const [once] = forgotten;
  if (forgotten.length === 1) parts.push(`forgotten at ${once}`);
  if (forgotten.length > 1) parts.push(`forgotten ${forgotten.length} times, first at ${once}`);
  if (forgotten.length > 0) parts.push(since === null ? 'wrong now' : `right since ${since}`);
  return parts.join(', ');
}
