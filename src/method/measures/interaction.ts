/**
 * What the interaction of the modalities is worth to a prediction: its accuracy minus that of its best additive
 * likeness, EMAP (Hessel & Lee, EMNLP 2020, arXiv 2010.06572). With f(i, j) the scores for modality a of sample i and
 * modality v of sample j, the additive part for sample i is mean_j f(i, j) + mean_j f(j, i) - mean f. A head that adds
 * up its modalities is its own additive part, so that a late fusion reads exactly 0: it cannot use what only shows in
 * both modalities at once.
 */
import { accuracy, takeRows } from '../../math/matrix';
import { type NumbersMeasure, PROBABILITY_NS } from './measure';

/** Pairs of samples that are predicted, at most; 256 samples of two modalities, 147 of three. */
const PAIRS = 65_536;
/** How many of so many samples are paired with each other. */
function paired(rows: number, modalities: number): number {
  const passes = modalities > 2 ? modalities : 1;
  return Math.min(rows, Math.floor(Math.sqrt(PAIRS / passes)));
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
    // once a race, at its end
    const { additivePart } = await import('./additive-part');
    const whole = accuracy(await predict(features), labels);
    return whole - accuracy(await additivePart(predict, features), labels);
  },
};
