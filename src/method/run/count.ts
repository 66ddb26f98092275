/**
 * What a run takes, counted from its settings and data without building anything: the answer where weighing it
 * (weigh.ts) would keep a person waiting. The counts are turned into times by what the lab's kernels did on one laptop,
 * so they are right by a factor of two or three; a step that was timed says by how much they are off.
 */
import { sizeOf } from '../../math/shape';
import { type BackendName, VARIANTS } from '../../protocol/backends';
import type { RunNeed } from '../../protocol/need';
import { methodIdOf } from '../../protocol/settings';
import { methodOf } from '../catalogue';
import { MEASURES } from '../measures/catalogue';
import { CostlyRhythm, IN_A_RACE, sizesOf } from '../measures/costly';
import { type Measure, PROBABILITY_NS } from '../measures/measure';
import type { RunContext } from '../method';
import { chooseEncoder } from '../model/encoder-choice';
import { epochBatches } from './epoch-batches';

/** A run as it was counted. Times in milliseconds. */
export interface CountedRun {
  readonly run: string;
  readonly steps: number;
  /** What the device takes for all of it: steps, and readings of every sample after each epoch. */
  readonly deviceMs: number;
  /** What probes and measures take beside it. */
  readonly hostMs: number;
  readonly bytes: number;
  /** One step of the encoders. */
  readonly stepMs: number;
  /** What weighing it would take. */
  readonly weighingMs: number;
}

/** What a back end does in a nanosecond, and takes for a step however small. */
interface Pace {
  /** Multiplications with additions, whole steps counted. */
  readonly plain: number;
  /** The same of nets whose arithmetic outweighs all else, by far. */
  readonly deep: number;
  readonly stepMs: number;
}

const PACES: Readonly<Record<BackendName, Pace>> = {
  wasm: { plain: 18, deep: 40, stepMs: 0.05 },
  // a graphics card between one on the processor's chip and one of its own
  webgpu: { plain: 100, deep: 400, stepMs: 2 },
  cpu: { plain: 0.4, deep: 0.4, stepMs: 0.2 },
};
/** Forward, and the gradients on weights and inputs. */
const PASSES_OF_A_STEP = 3;
/** Every modality has a head of its own, and answers to a common one. */
const HEADS_OF_A_MODALITY = 2;
/** Evaluations that the fit of a probe takes, from where the last one ended: more, the more alike the dimensions are. */
const PROBE_ROUNDS = 20;
const PROBE_ROUNDS_DIMS = 64;
const PROBE_ROUNDS_POWER = 0.75;
/** One class of one sample in such an evaluation, and each dimension of that. */
const PROBE_CLASS_NS = 5;
const PROBE_DIMENSION_NS = 0.1;
/** One weight, in the choice of where to go next. */
const PROBE_WEIGHT_NS = 60;
/** One dimension of one sample, in what precedes them. */
const PROBE_DESIGN_NS = 70;
/** Values and gradients, and what the optimizer keeps. */
const ARRAYS_OF_A_WEIGHT = { sgd: 3, adam: 4 } as const;
/** Every output of a batch and the gradient on it. */
const KEPT_OF_A_NUMBER = 2;
const BYTES = 4;
const MS = 1e6;
/** Steps of a stage, and measurings, that weighing takes. */
const WEIGHED_STEPS = 5;
const WEIGHED_MEASURINGS = 3;

/**
 * @param context whose encoders have been fetched.
 * @param isAlike its encoders are trained for it by another run of the race.
 */
export async function countRun(context: RunContext, isAlike: boolean): Promise<CountedRun> {
  const { data, settings, kernels, batch, knobs } = context;
  const { description } = methodOf(methodIdOf(context.run));
  const pace = PACES[VARIANTS[kernels.backend].backend];
  const sizes = sizesOf(context);
  const plans = data.modalities.map((modality) => chooseEncoder(settings, modality));
  const sumOf = (numbers: readonly number[]) => numbers.reduce((sum, number) => sum + number, 0);
  const speed = plans.some(({ isDeep }) => isDeep) ? pace.deep : pace.plain;
  const heads = HEADS_OF_A_MODALITY * sumOf(sizes.dims) * sizes.classes;
  const headNs = heads / pace.plain;
  const forwardNs = sumOf(plans.map(({ multiplyAdds }) => multiplyAdds)) / speed + headNs;
  const { count: stepsPerEpoch } = epochBatches(context);
  const stepOf = (passNs: number) => pace.stepMs + (PASSES_OF_A_STEP * batch.whole * passNs) / MS;
  const stepMs = stepOf(forwardNs);
  const later = sumOf(
    description.knobs
      .filter(({ countsEpochs }) => countsEpochs)
      .map(({ path }) => knobs.numberOrWord(path) ?? 0),
  );
  // a later stage trains encoders again, or a head on features that stay
  const isWhole = description.stages.slice(1).some(({ trains }) => trains.includes('encoder'));
  const laterStepMs = stepOf(isWhole ? forwardNs : headNs);
  const encoderSteps = isAlike ? 0 : settings.epochs * stepsPerEpoch;
  const epochs = settings.epochs + later;
  const readMs = ((data.train.size + sizes.heldOutRows) * forwardNs) / MS;

  const answers = sizes.dims.length + 1;
  const probeNs = sumOf(
    sizes.dims.map((dims) => {
      const rounds = PROBE_ROUNDS * Math.max(1, dims / PROBE_ROUNDS_DIMS) ** PROBE_ROUNDS_POWER;
      const rowNs = PROBE_CLASS_NS + PROBE_DIMENSION_NS * dims;
      const roundNs = sizes.classes * (sizes.probeRows * rowNs + PROBE_WEIGHT_NS * dims);
      return rounds * roundNs + PROBE_DESIGN_NS * sizes.probeRows * dims;
    }),
  );
  const answersNs = PROBABILITY_NS * sizes.heldOutRows * sizes.classes * answers;
  // runs that train alike share the fits of their probes
  const lightMs = ((isAlike ? 0 : probeNs) + answersNs) / MS;
  const { END_MEASURES } = await import('../measures/end-measures');
  const workMs = (measures: readonly Measure[]) =>
    (IN_A_RACE * sumOf(measures.map(({ workNs }) => workNs?.(sizes) ?? 0))) / MS;
  const rhythm = new CostlyRhythm(context, epochs);
  const costlyMs = settings.measures.heavy ? workMs(MEASURES) : 0;
  const endMs = settings.measures.heavy ? workMs(END_MEASURES) : 0;

  const weights =
    heads + sumOf(plans.flatMap(({ specs }) => specs.map(({ shape }) => sizeOf(shape))));
  const kept = sumOf(plans.map(({ numbersPerRow }) => numbersPerRow));
  return {
    run: context.run,
    steps: encoderSteps + later * stepsPerEpoch,
    deviceMs: encoderSteps * stepMs + later * stepsPerEpoch * laterStepMs + epochs * readMs,
    hostMs: epochs * lightMs + rhythm.times * costlyMs + endMs,
    bytes:
      BYTES *
      (ARRAYS_OF_A_WEIGHT[settings.optimizer.kind] * weights +
        KEPT_OF_A_NUMBER * batch.most * kept),
    stepMs,
    weighingMs:
      WEIGHED_STEPS * (stepMs + (later > 0 ? laterStepMs : 0)) +
      WEIGHED_MEASURINGS * (readMs + lightMs + costlyMs) +
      endMs,
  };
}

/** @param factor by which a step took longer than counted. */
export const needOfCounted = (
  { run, steps, deviceMs, hostMs, bytes }: CountedRun,
  factor = 1,
): RunNeed => ({ run, steps, ms: factor * deviceMs + hostMs, bytes });
