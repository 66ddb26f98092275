/** What two modalities give to the right answers on a split, sample by sample, as a run stands. */
import { argmaxRows, type Matrix } from '../../math/matrix';
import type { MethodRun } from '../method';
import type { SplitData } from '../run/race-data';
import { type Values, valuesOf } from './copies';

/** What the training samples are worth as the run stands; the feature that is not asked is 0. */
export async function valuesNow(
  { read, predictFrom }: MethodRun,
  train: SplitData,
): Promise<Values> {
  const [first, second] = (await read(train, true)).features;
  if (!first || !second || !predictFrom)
    throw new Error('Two features and a prediction are needed.');
  const rightFrom = async (...features: readonly Matrix[]) => {
    const given = argmaxRows(await predictFrom(features));
    return Float32Array.from(given, (label, row) => (label === train.labels[row] ? 1 : 0));
  };
  const without = ({ values, ...sides }: Matrix): Matrix => ({
    ...sides,
    values: new Float32Array(values.length),
  });
  return valuesOf([
    await rightFrom(first, without(second)),
    await rightFrom(without(first), second),
    await rightFrom(first, second),
  ]);
}
