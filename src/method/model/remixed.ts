/** Which modality a sample is trained through, and in which batches: the one that is less sure of it. Plain numbers. */
import { type Matrix, softmaxRows, valueAt } from '../../math/matrix';
import { numberAt } from '../../math/numbers';
import type { RunContext } from '../method';
import { inBatches } from '../run/epoch-batches';
import type { EpochPlan } from '../run/epoch-plan';

/** No probability counts as less. */
const LEAST = 1e-9;

/** How sure a head is of each sample: the divergence of its probabilities from even ones, sum of p log2(p C), in bits. */
export function certainty(logits: Matrix): Float64Array {
  const probabilities = softmaxRows(logits);
  const { rows, columns } = probabilities;
  return Float64Array.from({ length: rows }, (_, i) => {
    let bits = 0;
    for (let c = 0; c < columns; c++) {
      const p = Math.max(LEAST, valueAt(probabilities, i, c));
      bits += p * Math.log2(p * columns);
    }
    return bits;
  });
}

/** For each sample the place of the modality with the fewest bits, of several the last. */
export function leastSure(bits: readonly Float64Array[]): Int32Array {
  const [first = new Float64Array(0)] = bits;
  return Int32Array.from(first, (_, row) => {
    let least = 0;
    for (const [m, own] of bits.entries()) {
      if (numberAt(own, row) <= numberAt(bits[least] ?? own, row)) least = m;
    }
    return least;
  });
}

/** A plan in which every batch trains through one modality. */
export interface Remixed extends EpochPlan {
  /** That modality's place, by batch. */
  readonly turns: readonly number[];
}

/**
 * Each modality's samples in the order given, cut into batches. The batches of the last modality come first and those
 * of the first last, or all of them evenly mixed.
 * @param through by row of the training split.
 */
export function remixed(
  order: Int32Array,
  through: Int32Array,
  isMixed: boolean,
  context: RunContext,
): Remixed {
  const places = context.data.modalities.map((_, m) => m);
  const apart = places.toReversed().flatMap((m) => {
    const own = inBatches(
      order.filter((row) => through[row] === m),
      context,
    );
    let end = 0;
    return own.batches.map((count, k) => {
      end += count;
      const rows = own.order.subarray(end - count, end);
      return { m, rows, when: (k + 0.5) / own.batches.length };
    });
  });
  const batches = isMixed ? apart.toSorted((a, b) => a.when - b.when) : apart;
  const shownThrough = batches.flatMap(({ m, rows }) => Array.from(rows, () => m));
  return {
    order: Int32Array.from(batches.flatMap(({ rows }) => [...rows])),
    batches: batches.map(({ rows }) => rows.length),
    shown: places.map((m) => Uint8Array.from(shownThrough, (own) => (own === m ? 1 : 0))),
    turns: batches.map(({ m }) => m),
  };
}
