/**
 * Expected calibration error (Guo et al., ICML 2017, arXiv 1706.04599, eq. 3) and the reliability diagram behind it:
 * samples go to 15 bins of equal width by confidence max softmax(z); ECE = sum over bins of
 * (count / rows) |share right - mean confidence|.
 */

import { argmaxRows, type Matrix } from '../../math/matrix';
import { addAt, numberAt, wholeAt } from '../../math/numbers';
import type { CalibrationOfHead } from '../../protocol/measures';
import { type ByName, PREDICTION } from '../../protocol/names';
import { probabilitiesOf } from '../model/probabilities';
import { PROBABILITY_NS, type Sampled, type StructureMeasure } from './measure';

/** The number of bins of the source. */
const BINS = 15;
/** How far a row of probabilities may sum from 1. */
const SUM_SLACK = 1e-4;

/** Whether every row is a probability distribution already: ensembles of probabilities are, logits never all are. */
function areProbabilities({ values, rows, columns }: Matrix): boolean {
  for (let i = 0; i < rows; i++) {
    let total = 0;
    for (let c = 0; c < columns; c++) {
      const value = numberAt(values, i * columns + c);
      if (value < 0) return false;
      total += value;
    }
    if (Math.abs(total - 1) > SUM_SLACK) return false;
  }
  return true;
}

/**
 * @param scores a head's logits or probabilities, `[rows, classes]`. @param labels `[rows]`.
 * @returns error 0..1; bins from confidence 0 up, a confidence on a border in the lower bin.
 */
export function calibration(scores: Matrix, labels: Int32Array): CalibrationOfHead {
  const { values, rows, columns } = areProbabilities(scores) ? scores : probabilitiesOf(scores);
  const predicted = argmaxRows(scores);
  const count = new Float64Array(BINS);
  const confident = new Float64Array(BINS);
  const right = new Float64Array(BINS);
  for (let i = 0; i < rows; i++) {
    const answer = wholeAt(predicted, i);
    const confidence = numberAt(values, i * columns + answer);
    const bin = Math.min(BINS - 1, Math.max(0, Math.ceil(confidence * BINS) - 1));
    addAt(count, bin, 1);
    addAt(confident, bin, confidence);
    addAt(right, bin, answer === labels[i] ? 1 : 0);
  }
  const perSample = (totals: Float64Array) =>
    Array.from(totals, (total, bin) =>
      numberAt(count, bin) > 0 ? total / numberAt(count, bin) : null,
    );
  const error = count.reduce(
    (sum, _, bin) => sum + Math.abs(numberAt(right, bin) - numberAt(confident, bin)) / rows,
    0,
  );
  return {
    error,
    count: [...count],
    confidence: perSample(confident),
    accuracy: perSample(right),
  };
}

/** Every head of the run on these samples, and the prediction where there is one, by key. */
export function headsOf({ readings, answers }: Sampled): ByName<Matrix> {
  return { ...readings.logits, ...(answers.fusion && { [PREDICTION]: answers.fusion }) };
}

export const calibrationMeasure: StructureMeasure = {
  description: {
    id: 'calibration',
    label: 'Calibration',
    explanation:
      'A head is calibrated when answers given with 70 % confidence are right 70 % of the time: its dots lie on the diagonal.',
    citation: 'Guo et al., On Calibration of Modern Neural Networks, ICML 2017, arXiv 1706.04599.',
    per: 'structure',
    heavy: true,
    tab: 'certainty',
    waiting: 'Whether each head is as sure as it is right will show here.',
    absent: 'No head could be scored in this epoch.',
    terms: {
      error:
        'Expected calibration error: the mean distance between confidence and being right, weighted by samples.',
    },
    columns: {
      '*.error': {
        meaning:
          'Expected calibration error of {of}: mean distance between confidence and being right, weighted by samples.',
        unit: 'share, 0 to 1',
      },
    },
  },
  // private heads and shared ones, ensembles, the prediction
  workNs: ({ dims, classes, subsetRows }) =>
    subsetRows * classes * (2 * dims.length + 2) * PROBABILITY_NS,
  take: (at) =>
    Object.fromEntries(
      Object.entries(headsOf(at.subset)).map(([name, z]) => [
        name,
        calibration(z, at.subset.labels),
      ]),
    ),
};
