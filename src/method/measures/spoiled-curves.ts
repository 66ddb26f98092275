/**
 * What a run still answers where a modality is missing or noisy after training: accuracy against how much of it is
 * spoiled. The missing-modality curve has the rates at which AUG (Jiang et al., NeurIPS 2025) reports accuracy, and its end.
 * Where it is not said which modality a sample lacks, the curve is the mean of those of the modalities.
 */
import { argmaxRows, type Matrix } from '../../math/matrix';
import type { ByModality, SpoiledCurve, SpoiledCurves } from '../../protocol/measures';
import { ownKey } from '../../protocol/names';
import type { Measuring, Sizes, StructureMeasure } from './measure';
import { SpoiledSamples } from './spoiled-samples';

/** In how many of 100 samples the modality is covered. */
const RATES = [0, 20, 50, 100];
/** Standard deviations of the noise; at the last little of the modality is left. */
const DEVIATIONS = [0, 1, 2, 4];

/** One point of a curve: how badly, and the share right. */
type Point = readonly [at: number, right: number];

/** Of each sample 1 where the answer is right and 0 where it is not. */
const rightOf = (scores: Matrix, labels: Int32Array): Uint8Array =>
  Uint8Array.from(argmaxRows(scores), (answer, i) => Number(answer === labels[i]));

const shareOf = (right: Uint8Array): number =>
  right.reduce((sum, one) => sum + one, 0) / right.length;

/**
 * Accuracy as a modality is covered in a growing share of the samples, the first of them: every sample is answered by itself,
 * and who is covered at one rate stays covered at the next.
 * @param whole of each sample whether the answer is right. @param covered the same without the modality.
 */
export const coveredPoints = (whole: Uint8Array, covered: Uint8Array): readonly Point[] =>
  RATES.map((rate) => {
    const count = Math.round((rate / 100) * whole.length);
    return [rate, shareOf(whole.map((right, i) => (i < count ? (covered[i] ?? 0) : right)))];
  });

/** The area under a curve of straight pieces, as a share of that under a curve that is always right. */
export function areaUnder(points: readonly Point[]): number {
  let area = 0;
  let [before] = points;
  for (const point of points) {
    if (before) area += ((point[0] - before[0]) * (point[1] + before[1])) / 2;
    before = point;
  }
  const width = (points.at(-1)?.[0] ?? 0) - (points[0]?.[0] ?? 0);
  return area / width;
}

type Curves = ReadonlyMap<string, readonly Point[]>;

/** What was found, by modality; null where there is nothing. */
function curvesOf(prediction: Curves, own: Curves = new Map()): SpoiledCurves | null {
  const each = <T>(curves: Curves, of: (points: readonly Point[]) => T): ByModality<T> =>
    Object.fromEntries([...curves].map(([id, points]) => [id, of(points)]));
  if (prediction.size + own.size === 0) return null;
  return {
    prediction: each(prediction, (points): SpoiledCurve => Object.fromEntries(points)),
    own: each(own, (points): SpoiledCurve => Object.fromEntries(points)),
    area: each(prediction, areaUnder),
  };
}

/** Does something with samples of which modalities can be spoiled, and gives the device back what they take. */
async function spoiling<T>(
  { kernels, split, subsetRows }: Measuring,
  use: (samples: SpoiledSamples) => Promise<T>,
): Promise<T> {
  const samples = new SpoiledSamples(kernels, split, subsetRows);
  try {
    return await use(samples);
  } finally {
    samples.free();
  }
}

async function missingCurve(at: Measuring): Promise<SpoiledCurves | null> {
  const { run, ids, subset } = at;
  const { fusion } = subset.answers;
  if (!fusion) return null;
  return spoiling(at, async (samples) => {
    const { labels } = samples;
    const whole = rightOf(fusion, subset.labels).subarray(0, labels.length);
    const prediction = new Map<string, readonly Point[]>();
    for (const [m, id] of ids.entries()) {
      const { fusion: without } = run.answers(await run.read(samples.covered(m)));
      if (without) prediction.set(id, coveredPoints(whole, rightOf(without, labels)));
    }
    return curvesOf(prediction);
  });
}

function noiseCurve(at: Measuring): Promise<SpoiledCurves | null> {
  const { run, ids } = at;
  return spoiling(at, async (samples) => {
    const prediction = new Map<string, Point[]>();
    const own = new Map<string, Point[]>();
    for (const [m, id] of ids.entries()) {
      const noisy = await samples.noisy(m);
      for (const deviation of DEVIATIONS) {
        const { fusion, readouts } = run.answers(await run.read(noisy(deviation)));
        for (const [curves, scores] of [
          [prediction, fusion],
          [own, readouts[ownKey(id)]],
        ] as const) {
          if (!scores) continue;
          const point: Point = [deviation, shareOf(rightOf(scores, samples.labels))];
          curves.set(id, [...(curves.get(id) ?? []), point]);
        }
      }
    }
    return curvesOf(prediction, own);
  });
}

/** Reads the samples so many times for each modality. */
const readings =
  (times: number) =>
  ({ dims, subsetRows, forwardNs }: Sizes): number =>
    times * dims.length * subsetRows * forwardNs;

const AREA = 'share, 0 to 1';

/** What its points are in a table of epochs. @param at how badly the modality is spoiled at a level, in words. */
const columnsOf = (
  part: keyof SpoiledCurves,
  who: string,
  levels: readonly number[],
  at: (level: number) => string,
) =>
  Object.fromEntries(
    levels.map((level) => [
      `${part}.*.${level}`,
      { meaning: `Share of held-out samples that ${who} has right with ${at(level)}.`, unit: AREA },
    ]),
  );

const WHERE = { per: 'structure', heavy: true, when: 'end', tab: 'competition' } as const;

export const missingCurveMeasure: StructureMeasure = {
  description: {
    ...WHERE,
    id: 'missingCurve',
    label: 'Missing-modality curve',
    explanation:
      'How many answers stay right after training when one modality is covered in more and more of the samples: a steep curve leans on that modality, a flat one does without it.',
    citation:
      'Jiang et al., Rethinking Multimodal Learning from the Perspective of Mitigating Classification Ability Disproportion, NeurIPS 2025, arXiv 2502.20120.',
    waiting:
      'What is left of the accuracy without one modality will show here after the last epoch.',
    absent: '{run} makes no prediction where a modality is missing.',
    terms: {
      area: 'The mean height of the curve, from no sample covered to all of them: one number for the whole curve.',
    },
    columns: {
      ...columnsOf(
        'prediction',
        'the prediction',
        RATES,
        (rate) => `{of} covered in ${rate} % of them`,
      ),
      'area.*': {
        meaning: 'Missing-modality curve: mean height of the curve as {of} is covered.',
        unit: AREA,
      },
    },
  },
  workNs: readings(1),
  take: missingCurve,
};

export const noiseCurveMeasure: StructureMeasure = {
  description: {
    ...WHERE,
    id: 'noiseCurve',
    label: 'Noise curve',
    explanation:
      'How many answers stay right after training when noise is added to one modality of every sample: 1 is noise as strong as the modality itself varies, at 4 it is drowned.',
    waiting: 'What is left of the accuracy in noise will show here after the last epoch.',
    absent: '{run} gives no answers that noise could spoil.',
    terms: {
      area: 'The mean height of the curve, from no noise to the strongest: one number for the whole curve.',
      own: 'The modality’s own head, which hears nothing but the noisy modality.',
    },
    columns: {
      ...columnsOf(
        'prediction',
        'the prediction',
        DEVIATIONS,
        (deviation) => `noise of ${deviation} standard deviations on {of}`,
      ),
      ...columnsOf(
        'own',
        'the modality’s own head',
        DEVIATIONS,
        (deviation) => `noise of ${deviation} standard deviations on {of}`,
      ),
      'area.*': {
        meaning: 'Noise curve: mean height of the prediction’s curve as {of} is drowned.',
        unit: AREA,
      },
    },
  },
  workNs: readings(DEVIATIONS.length),
  take: noiseCurve,
};
