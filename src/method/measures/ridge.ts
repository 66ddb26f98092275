/**
 * The ridge probe: unimodal accuracy by another linear read-out, least squares on one-hot labels. It costs next to
 * nothing, and is no stand-in for the logistic probe: the two differ by a few points that depend on the method.
 */
import { ridgeProbe } from '../../math/probe/ridge';
import type { Labelled } from '../../math/probe/standardise';
import { zip } from '../../math/zip';
import { RIDGE_MOST_DIMS } from '../../protocol/measured-part';
import type { ByModality } from '../../protocol/measures';
import type { Readings } from '../method';
import { sharesRight } from '../run/evaluate';
import type { SplitData } from '../run/race-data';
import { byModality, type NumbersMeasure } from './measure';

/** @param dims of the features, per modality. */
const isTaken = (dims: readonly number[]): boolean => dims.every((dim) => dim <= RIDGE_MOST_DIMS);

/**
 * @param samples that the probes are fitted on, per modality. @param readings of every sample of `split`.
 * @returns the share right by modality id, 0..1; of no modality where a feature has more dimensions than it is taken of.
 */
export function ridgeAccuracy(
  ids: readonly string[],
  samples: readonly Labelled[],
  readings: Pick<Readings, 'features'>,
  split: Pick<SplitData, 'labels' | 'has'>,
  classes: number,
): ByModality<number> {
  if (!isTaken(readings.features.map(({ columns }) => columns))) return {};
  const answers = zip(samples, readings.features).map(([seen, unseen]) =>
    ridgeProbe(seen, unseen, classes),
  );
  return sharesRight(
    byModality(ids, (_, m) => answers[m] as Int32Array),
    ids,
    split,
  );
}

const untaken = (ids: readonly string[]) => byModality(ids, () => null);

export const ridgeMeasure: NumbersMeasure = {
  description: {
    id: 'ridge',
    label: 'Ridge probe',
    explanation:
      'Unimodal accuracy by a simpler read-out, least squares. It reads otherwise than the logistic probe, by an amount that depends on the method: compare it only with itself.',
    per: 'modality',
    unit: 'share',
    subtitle: 'least squares on each encoder\u2019s features \u00B7 {split} split',
    shows: 'every-run',
    heavy: true,
    tab: 'geometry',
    waiting: 'What the ridge probe reads will show here.',
    absent: `No ridge probe was fitted in this epoch. It never is to features of more than ${RIDGE_MOST_DIMS} dimensions, for it costs their square.`,
  },
  blank: untaken,
  workNs: ({ dims, classes, probeRows, heldOutRows }) =>
    dims.reduce((sum, dim) => {
      if (!isTaken(dims)) return sum;
      const width = dim + 1;
      const gram = (probeRows * width * width) / 2 + 8 * probeRows * width;
      const solve = width ** 3 / 4 + 2 * width * width * classes;
      return sum + gram + solve + heldOutRows * width * (4 + classes);
    }, 0),
  take: ({ ids, classes, probe, readings, split }) => ({
    ...untaken(ids),
    ...ridgeAccuracy(ids, probe.training, readings, split, classes),
  }),
};
