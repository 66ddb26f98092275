/**
 * What golden runs have of methods that train one modality after the other, beside what all have: the state after the
 * first turn, and what is weighed at the end (method-parity.ts).
 */
import type { Kernels } from '../engine/kernels/kernels';
import { accuracy, type Matrix, valueAt } from '../math/matrix';
import { entropyWeights } from '../method/model/entropy-weights';
import { kernelsWith } from './kernels-with';

/** Kernels whose optimizer makes its first step and no other. */
export function oneStepOf(kernels: Kernels): Kernels {
  let steps = 0;
  const first = (step: () => void) => {
    steps += 1;
    if (steps === 1) step();
  };
  const own: Pick<Kernels, 'sgd' | 'adam'> = {
    sgd: (...step) => first(() => kernels.sgd(...step)),
    adam: (...step) => first(() => kernels.adam(...step)),
  };
  return kernelsWith(kernels, own);
}

const columnMeans = (table: Matrix): readonly number[] =>
  Array.from({ length: table.columns }, (_, c) => {
    let sum = 0;
    for (let i = 0; i < table.rows; i++) sum += valueAt(table, i, c);
    return sum / table.rows;
  });

/** What a file has of an epoch's end and a run shows in its readouts, one number for each modality. */
export const FROM_READOUTS: Readonly<
  Record<string, (readouts: readonly Matrix[], labels: Int32Array) => readonly number[]>
> = {
  accuracyOf: (readouts, labels) => readouts.map((readout) => accuracy(readout, labels)),
  meanWeight: (readouts) => columnMeans(entropyWeights(readouts)),
};
