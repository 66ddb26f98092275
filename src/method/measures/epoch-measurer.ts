/**
 * Takes every measure of the catalogue at the end of an epoch, and remembers between epochs what a few of them compare
 * with. One per run; it holds nothing on the device and knows no single measure.
 */
import type { Kernels } from '../../engine/kernels/kernels';
import type { Matrix } from '../../math/matrix';
import { wholesAt } from '../../math/numbers';
import type { Labelled } from '../../math/probe/standardise';
import type { EpochEnded } from '../../protocol/events';
import { NOT_MEASURED, type StructuredMeasures } from '../../protocol/measures';
import type { MethodRun, Readings, RunContext } from '../method';
import {
  type DimensionPair,
  type DimensionRule,
  dimensionPairs,
  effectiveDimensions,
  separability,
} from '../model/complementary-dimensions';
import { whereThere } from '../model/present';
import type { Signals } from '../model/signals';
import { checkFinite, type Scores, score } from '../run/evaluate';
import { Probes } from '../run/probes';
import type { RaceData } from '../run/race-data';
import { type Remembering, remembering } from '../run/remembering';
import { MEASURES } from './catalogue';
import { CostlyRhythm } from './costly';
import { byModality, type Measure, type Measuring, type Sampled } from './measure';
import { sampled } from './sampled';
import {
  completeSubset,
  heldOutSubset,
  type Subset,
  takeAnswers,
  takeReadings,
  trainingSubset,
} from './subset';

/** What the measures contribute to `epoch-ended`; those that are plain numbers stand beside the ones named here. */
export type Measured = StructuredMeasures &
  Pick<
    EpochEnded,
    'accuracy' | 'scoredOn' | 'right' | 'constantFeatures' | 'fusionSource' | 'setsFixed' | 'costly'
  >;

type Separabilities = readonly Float64Array[];

/** By the features themselves, which runs of a race that share their encoders have in common, and their labels too. */
const knownSeparability = new WeakMap<Matrix, Float64Array>();

export class EpochMeasurer {
  private readonly run: MethodRun;
  private readonly kernels: Kernels;
  private readonly ids: readonly string[];
  private readonly data: RaceData;
  private readonly heldOut: Subset;
  private readonly training: Subset;
  /** The samples that measures of several modalities are taken on: all, where nothing is missing. */
  private readonly complete: { readonly heldOut: Subset; readonly training: Subset };
  readonly rhythm: CostlyRhythm;
  /** Of all stages together. */
  private readonly epochs: number;
  /** Fitted after every epoch; the end numbers are theirs too. */
  readonly probes: Probes;
  /** What was read of the run after its last epoch, for its end numbers; null before. */
  atEnd: { readonly samples: readonly Labelled[]; readonly scores: Scores } | null = null;
  /** Of the encoders as they are now, `[dims]` per modality; null before the first epoch. */
  private separabilities: Separabilities | null = null;
  /** The sets in use and what every dimension separated when they were chosen. */
  private choice: { pairs: readonly DimensionPair[]; separabilities: Separabilities } | null = null;

  /** For checkpoints; the sets themselves are the run's to remember. */
  readonly memory: Remembering = remembering(
    async () => ({
      now: this.separabilities,
      atChoice: this.choice?.separabilities ?? null,
      probes: await this.probes.memory.save(),
    }),
    ({ now, atChoice, probes }) => {
      this.probes.memory.restore(probes ?? null);
      const pairs = this.run.dimensionPairs();
      this.separabilities = now;
      this.choice = pairs && atChoice && { pairs, separabilities: atChoice };
    },
  );

  /** @param now milliseconds, for what the probes cost alone. */
  constructor(run: MethodRun, context: RunContext, now: () => number) {
    const { whole: data, settings } = context;
    this.run = run;
    this.kernels = context.kernels;
    this.data = data;
    this.probes = new Probes(settings.seed, data, now);
    this.epochs = run.stages.reduce((total, stage) => total + stage.epochs, 0);
    this.rhythm = new CostlyRhythm(context, this.epochs);
    this.ids = data.modalities.map(({ id }) => id);
    this.heldOut = heldOutSubset(settings.seed, data.heldOut);
    this.training = trainingSubset(settings.seed, data.train);
    this.complete = {
      heldOut: completeSubset(data.heldOut),
      training: completeSubset(data.train, this.training),
    };
  }

  /** Must be called when an epoch may have chosen dimensions and before its first step. */
  async noteChoice(): Promise<void> {
    const pairs = this.run.dimensionPairs();
    if (pairs === null || pairs === this.choice?.pairs) return;
    const separabilities =
      this.separabilities ??
      this.separabilitiesOf(
        takeReadings(await this.run.read(this.data.train, true), this.training),
      );
    this.choice = { pairs, separabilities };
  }

  /**
   * Reads the run and measures it.
   * @returns the measures, and what they were taken from: every held-out sample's features and logits.
   * @param signals what the steps of the epoch said of themselves. @param epoch 1-based, over all stages.
   * @throws DivergedError when features or logits are not finite.
   */
  async take(signals: Signals, epoch: number): Promise<{ measured: Measured; scores: Scores }> {
    const { run, data, probes } = this;
    const { heldOut } = data;
    const train = await run.read(data.train);
    checkFinite(train, data);
    const samples = probes.trainedOn(train);
    probes.fit(samples);
    const scores = await score(run, data, heldOut, probes);
    if (heldOut.name === 'validation') run.tune?.(scores.readings, heldOut.labels);
    const isLast = epoch >= this.epochs;
    if (isLast) this.atEnd = { samples, scores };
    const heavy = this.rhythm.isDue(epoch);
    const at = this.measuring(scores, { train, samples }, { signals, heavy });
    const values: Record<string, unknown> = { ...NOT_MEASURED };
    for (const { description, take, blank } of isLast ? await allMeasures() : MEASURES) {
      const isOff = (description.heavy && !at.heavy) || at.heldOut.labels.length === 0;
      put(values, description.id, isOff ? (blank?.(at.ids) ?? null) : await take(at));
    }
    const measured = {
      accuracy: scores.accuracy,
      ...(scores.scoredOn && { scoredOn: scores.scoredOn }),
      right: scores.right,
      ...constantFeatures(probes),
      fusionSource: scores.fusionSource,
      setsFixed: at.fixed !== null,
      ...this.rhythm.told(epoch),
      // the catalogue's type holds every structured measure to its own shape
      ...(values as unknown as StructuredMeasures),
    };
    return { measured, scores };
  }

  /** The run as the measures see it. */
  private measuring(
    scores: Scores,
    { train, samples }: { readonly train: Readings; readonly samples: readonly Labelled[] },
    { signals, heavy }: Pick<Measuring, 'signals' | 'heavy'>,
  ): Measuring {
    const { run, kernels, ids, data, complete } = this;
    const separabilities = this.separabilitiesOf(takeReadings(train, this.training));
    const training = takeReadings(train, complete.training);
    const heldOut = takeReadings(scores.readings, complete.heldOut);
    this.separabilities = separabilities;
    const fixed = run.dimensionPairs();
    const isTuned = run.tune !== undefined && data.heldOut.name === 'validation';
    const taken = () => {
      const readings = takeReadings(scores.readings, this.heldOut);
      return sampled(ids, readings, this.heldOut.labels, () =>
        // what was chosen on validation samples since then counts
        isTuned ? run.answers(readings) : takeAnswers(scores.answers, this.heldOut),
      );
    };
    let subset: Sampled | null = null;
    const pairsNow = (rule?: DimensionRule) => pairsFrom(separabilities, rule);
    return {
      run,
      kernels,
      ids,
      classes: data.classes,
      readings: scores.readings,
      heldOut: sampled(ids, heldOut, complete.heldOut.labels, () =>
        heldOut === scores.readings
          ? scores.answers
          : takeAnswers(scores.answers, complete.heldOut),
      ),
      get subset() {
        subset ??= taken();
        return subset;
      },
      subsetRows: this.heldOut.rows,
      training: sampled(ids, training, complete.training.labels, () => run.answers(training)),
      split: data.heldOut,
      probe: {
        training: samples,
        subset: byModality(ids, (id) =>
          wholesAt(scores.probed[id] as Int32Array, this.heldOut.rows),
        ),
      },
      trainFeatures: train.features.map(
        (feature, m) => whereThere(feature, data.train.labels, data.train.has[m] ?? null).features,
      ),
      signals,
      heavy,
      separabilities,
      atChoice: fixed && (this.choice?.separabilities ?? null),
      fixed,
      pairs: fixed ?? pairsNow(),
      pairsNow,
    };
  }

  private separabilitiesOf({ features, has }: Readings): Separabilities {
    const { classes } = this.data;
    return features.map((feature, m) => {
      const known = knownSeparability.get(feature);
      if (known) return known;
      const there = whereThere(feature, this.training.labels, has?.[m] ?? null);
      const found = separability(there.features, there.labels, classes);
      knownSeparability.set(feature, found);
      return found;
    });
  }
}

/** Those of the end are fetched with it. */
async function allMeasures(): Promise<readonly Measure[]> {
  const { END_MEASURES } = await import('./end-measures');
  return [...MEASURES, ...END_MEASURES];
}

/** Puts a measure where its id says: a dot leads into a part, which stands by itself (`trainingAccuracy.fusion`). */
function put(values: Record<string, unknown>, id: string, value: unknown): void {
  const [whole = id, part] = id.split('.');
  values[whole] = part === undefined ? value : { [part]: value };
}

/** Said only where there are such modalities. */
export function constantFeatures(probes: Probes): Pick<EpochEnded, 'constantFeatures'> {
  const constant = probes.constantModalities();
  return constant.length > 0 ? { constantFeatures: constant } : {};
}

/** Sets chosen by a rule; none where the features differ in length. */
function pairsFrom(separabilities: Separabilities, rule?: DimensionRule): DimensionPair[] {
  const dims = separabilities[0]?.length ?? 0;
  if (separabilities.some(({ length }) => length !== dims)) return [];
  return dimensionPairs(separabilities.map(effectiveDimensions), dims, rule);
}
