/**
 * What looks ahead on single losses say of their weights, and when they are taken (G-Blend, Wang et al., CVPR 2020).
 * Plain numbers in and out.
 */

/** A loss before a copy was trained on it alone, or after, in nats. */
export interface SplitLosses {
  readonly train: number;
  readonly validation: number;
}

/** What a look ahead came to. */
export interface Ahead {
  readonly before: SplitLosses;
  readonly after: SplitLosses;
}

/** G: how much lower the validation loss is. O: how much farther it is from the training loss. */
export function promise({ before, after }: Ahead): { readonly G: number; readonly O: number } {
  const apart = ({ validation, train }: SplitLosses) => validation - train;
  return { G: before.validation - after.validation, O: apart(after) - apart(before) };
}

/**
 * max(G, 0) / max(O^2, floor^2) of every loss, divided by their sum.
 * @returns null where no loss came lower on validation samples: the formula then gives nothing.
 */
export function blendWeights(ahead: readonly Ahead[], floor: number): readonly number[] | null {
  const worth = ahead.map((each) => {
    const { G, O } = promise(each);
    return Math.max(G, 0) / Math.max(O * O, floor * floor);
  });
  const sum = worth.reduce((all, each) => all + each, 0);
  return sum > 0 ? worth.map((each) => each / sum) : null;
}

/**
 * Epochs before which weights are searched, and for how many epochs copies are trained then. A last super-epoch that is
 * shorter is looked ahead of as the others are, so that a race that is trained on has found the same.
 */
export function searches(mode: string, epochs: number, superEpoch: number): Map<number, number> {
  if (mode === 'given') return new Map();
  const length = mode === 'offline' ? epochs : superEpoch;
  const begins = Array.from({ length: Math.ceil(epochs / length) }, (_, k) => k * length);
  return new Map(begins.map((epoch) => [epoch, length]));
}
