/** Which samples of arrays can be used. Imports math, the protocol's types and this room only. */
import { sizeOf } from '../../../math/shape';
import type { SplitName } from '../../../protocol/data-set';
import { plainName } from '../import-error';
import type { LeftOut } from '../source-file';
import type { Looked } from './array-modalities';
import { type AnyArray, type NumberArray, wordsOf } from './number-array';

/**
 * Samples in which every number is finite and the split, where there is one, is known. A series may have gaps, and a
 * sample without any number of a modality lacks it.
 * @param faults gets a line for what is left out.
 */
export function usableRows(
  chosen: readonly { readonly looked: readonly Looked[] }[],
  split: AnyArray | null,
  splitOf: ((row: number) => SplitName | null) | null,
  samples: number,
  faults: LeftOut[],
): number[] {
  const good = new Uint8Array(samples).fill(1);
  for (const { kind, array } of chosen.flatMap(({ looked }) => looked)) {
    if (array.kind !== 'numbers' || kind === 'series') continue;
    const bad = damagedRows(array);
    for (const row of bad) good[row] = 0;
    if (bad.length === 0) continue;
    faults.push({
      file: array.file,
      reason: `${bad.length === 1 ? '1 sample has' : `${bad.length} samples have`} a number that is missing or infinite in the array "${plainName(array.name)}" (the first: entry ${bad[0]}).`,
      fix: 'Correct those entries or leave those samples out.',
      count: bad.length,
    });
  }
  if (split && splitOf) {
    const odd = Array.from({ length: samples }, (_, row) => row).filter(
      (row) => splitOf(row) === null,
    );
    for (const row of odd) good[row] = 0;
    const [first] = odd;
    if (first !== undefined) {
      faults.push({
        file: split.file,
        reason: `${odd.length === 1 ? '1 sample has' : `${odd.length} samples have`} no split that the lab knows (the first: "${plainName(wordsOf(split)[first] ?? '')}", entry ${first}).`,
        fix: 'Write train, validation or test, or 0, 1 or 2.',
        count: odd.length,
      });
    }
  }
  return Array.from(good.keys()).filter((row) => good[row] === 1);
}

function damagedRows({ shape, data }: NumberArray): number[] {
  const width = sizeOf(shape.slice(1));
  return Array.from({ length: shape[0] ?? 0 }, (_, row) => row).filter((row) => {
    const numbers = data.subarray(row * width, (row + 1) * width);
    const finite = numbers.filter(Number.isFinite).length;
    if (finite === width) return false;
    // without any number it lacks the modality, which is no fault
    return !numbers.every((value) => Number.isNaN(value)) || width === 1;
  });
}
