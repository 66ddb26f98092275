/** The additive part of a prediction (EMAP; `interaction.ts` says what it is). Fetched when a race is at its end. */
import { columnMeans, type Matrix, takeRows } from '../../math/matrix';
import { numberAt } from '../../math/numbers';

/** Predictions asked for at once. */
const ROWS_AT_ONCE = 2048;

/** Mean scores of every row's own modality `m` over the other modalities of all rows, `[rows, classes]`. */
async function meanOverOthers(
  predict: (features: readonly Matrix[]) => Promise<Matrix>,
  features: readonly Matrix[],
  m: number,
): Promise<{ readonly own: Matrix; readonly others: Matrix }> {
  const rows = features[0]?.rows ?? 0;
  const atOnce = Math.max(1, Math.floor(ROWS_AT_ONCE / rows));
  let own = new Float64Array();
  let others = new Float64Array();
  let columns = 0;
  for (let from = 0; from < rows; from += atOnce) {
    const count = Math.min(atOnce, rows - from);
    const pairs = { length: count * rows };
    const ofOwn = Int32Array.from(pairs, (_, k) => from + Math.floor(k / rows));
    const ofOthers = Int32Array.from(pairs, (_, k) => k % rows);
    const scores = await predict(
      features.map((feature, k) => takeRows(feature, k === m ? ofOwn : ofOthers)),
    );
    columns = scores.columns;
    if (from === 0) {
      own = new Float64Array(rows * columns);
      others = new Float64Array(rows * columns);
    }
    for (let k = 0; k < scores.rows; k++) {
      for (let c = 0; c < columns; c++) {
        const part = numberAt(scores.values, k * columns + c) / rows;
        const i = (ofOwn[k] as number) * columns + c;
        const j = (ofOthers[k] as number) * columns + c;
        own[i] = numberAt(own, i) + part;
        others[j] = numberAt(others, j) + part;
      }
    }
  }
  return { own: { values: own, rows, columns }, others: { values: others, rows, columns } };
}

/**
 * The additive part of a prediction. For more than two modalities: the sum of what each modality says by itself, the
 * others together taken from every sample in turn, minus M - 1 means of all.
 * @param predict the method's prediction for given features, `[rows, classes]`.
 * @param features `[rows, dims]` per modality, at least two of them.
 * @returns `[rows, classes]`
 */
export async function additivePart(
  predict: (features: readonly Matrix[]) => Promise<Matrix>,
  features: readonly Matrix[],
): Promise<Matrix> {
  const parts: Matrix[] = [];
  for (let m = 0; parts.length < features.length; m++) {
    const { own, others } = await meanOverOthers(predict, features, m);
    // of two modalities the pairs are the same both ways
    parts.push(...(features.length === 2 ? [own, others] : [own]));
  }
  const [first] = parts;
  if (!first) throw new RangeError('A prediction of no modality has no additive part.');
  const grand = parts.map(columnMeans);
  const doubled = (parts.length - 1) / parts.length;
  const values = Float64Array.from(first.values, (_, k) => {
    const c = k % first.columns;
    return parts.reduce(
      (sum, part, m) =>
        sum + numberAt(part.values, k) - doubled * numberAt(grand[m] as Float64Array, c),
      0,
    );
  });
  return { ...first, values };
}
