/**
 * What the interaction of the modalities is worth to a prediction: its accuracy minus that of its best additive
 * likeness, EMAP (Hessel & Lee, EMNLP 2020, arXiv 2010.06572). With f(i, j) the scores for modality a of sample i and
 * modality v of sample j, the additive part for sample i is mean_j f(i, j) + mean_j f(j, i) - mean f. A head that adds
 * up its modalities is its own additive part, so that a late fusion reads exactly 0: it cannot use what only shows in
 * both modalities at once.
 */
import { accuracy, columnMeans, type Matrix, takeRows } from '../../math/matrix';
import { numberAt } from '../../math/numbers';
import { type NumbersMeasure, PROBABILITY_NS } from './measure';

/** Pairs of samples that are predicted, at most; 256 samples of two modalities, 147 of three. */
const PAIRS = 65_536;
/** Predictions asked for at once. */
const ROWS_AT_ONCE = 2048;

/** How many of so many samples are paired with each other. */
function paired(rows: number, modalities: number): number {
  const passes = modalities > 2 ? modalities : 1;
  return Math.min(rows, Math.floor(Math.sqrt(PAIRS / passes)));
}

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

export const interactionMeasure: NumbersMeasure = {
  description: {
    id: 'interaction',
    label: 'Worth of the interaction',
    explanation:
      'How much accuracy the prediction owes to what shows only in several modalities at once: its accuracy minus that of its additive part (EMAP). Exactly 0 for heads that add up their modalities; weights by certainty are interaction too.',
    citation:
      'Hessel & Lee, Does my multimodal model learn cross-modal interactions? It’s harder to tell than you might think!, EMNLP 2020, arXiv 2010.06572.',
    per: 'run',
    unit: 'contribution',
    subtitle: 'points of accuracy over the additive part \u00B7 at most 256 held-out samples',
    shows: 'every-run',
    heavy: true,
    when: 'end',
    tab: 'competition',
    waiting: 'What the interaction of the modalities is worth will show here.',
    absent: '{run} makes no prediction from all modalities, so none of it is interaction.',
  },
  workNs: ({ dims, classes, subsetRows }) =>
    paired(subsetRows, dims.length) ** 2 *
    (dims.length > 2 ? dims.length : 1) *
    (2 * dims.reduce((sum, dim) => sum + dim, 0) + PROBABILITY_NS * (dims.length + 1) * classes),
  async take({ run, subset }) {
    const predict = run.predictFrom?.bind(run);
    if (!predict) return null;
    const count = paired(subset.labels.length, subset.readings.features.length);
    const rows = Int32Array.from({ length: count }, (_, i) => i);
    const labels = subset.labels.subarray(0, count);
    const features = subset.readings.features.map((feature) => takeRows(feature, rows));
    const whole = accuracy(await predict(features), labels);
    return whole - accuracy(await additivePart(predict, features), labels);
  },
};
