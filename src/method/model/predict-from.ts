/**
 * A method's own prediction for features that are given instead of encoded: what would it say if a modality were
 * absent? Uploads the features, lets the method's heads run on the device, and frees everything.
 */
import type { DeviceArray } from '../../engine/kernels/kernels';
import { type Matrix, matrix } from '../../math/matrix';
import { zip } from '../../math/zip';
import type { MethodRun, Readings, RunContext } from '../method';

/** Rows predicted at once, as in evaluation. */
const ROWS_AT_ONCE = 2048;

/**
 * The hook `MethodRun.predictFrom` of a method.
 * @param heads the method's logits from features on the device; returns arrays it allocated, read and freed here.
 * @param predict the method's prediction alone, for it is asked about many rows; must make one.
 */
export function predictFrom(
  { kernels, data }: RunContext,
  heads: (features: readonly DeviceArray[], rows: number) => Record<string, DeviceArray>,
  predict: (readings: Readings) => Matrix | null,
): NonNullable<MethodRun['predictFrom']> {
  const predictSome = async (features: readonly Matrix[]): Promise<Matrix> => {
    const owned: DeviceArray[] = [];
    try {
      for (const { values, rows, columns } of features) {
        const floats = values instanceof Float32Array ? values : new Float32Array(values);
        owned.push(kernels.upload(floats, [rows, columns]));
      }
      const logits = heads([...owned], features[0]?.rows ?? 0);
      owned.push(...Object.values(logits));
      const values = await kernels.read(Object.values(logits));
      const named = zip(Object.keys(logits), values).map(
        ([name, scores]) => [name, matrix(scores, data.classes)] as const,
      );
      const fusion = predict({ features, logits: Object.fromEntries(named) });
      if (!fusion) throw new Error('A method without a prediction cannot predict from features.');
      return fusion;
    } finally {
      kernels.free(owned);
    }
  };

  return async (features) => {
    const rows = features[0]?.rows ?? 0;
    const out = new Float64Array(rows * data.classes);
    for (let begin = 0; begin < rows; begin += ROWS_AT_ONCE) {
      const end = Math.min(rows, begin + ROWS_AT_ONCE);
      const part = await predictSome(
        features.map(({ values, columns }) =>
          matrix(values.subarray(begin * columns, end * columns), columns),
        ),
      );
      out.set(part.values, begin * data.classes);
    }
    return matrix(out, data.classes);
  };
}
