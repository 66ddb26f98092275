/**
 * What a method is: plain data that describes it, and training code that builds its networks for one run, loaded when
 * a run asks for it.
 * The trainer drives the stages; the evaluation reads features and logits. A method is the wiring between
 * encoders, heads and losses, and nothing else.
 */
import type { BatchFeeder, BatchRows, Kernels, ParameterArena } from '../engine/kernels/kernels';
import type { Building } from '../engine/kernels/undone-on-failure';
import type { Matrix } from '../math/matrix';
import { type Random, randomStream } from '../math/rng';
import type { MethodDescription } from '../protocol/catalogue';
import type { FusionSource } from '../protocol/measures';
import type { ByName } from '../protocol/names';
import type { Settings } from '../protocol/settings';
import type { DimensionPair, DimensionRule } from './model/complementary-dimensions';
import type { Has } from './model/present';
import type { EpochPlan, OrderOf } from './run/epoch-plan';
import type { KnobValues } from './run/knobs';
import type { Notes } from './run/notes';
import type { RaceData, SplitData } from './run/race-data';
import type { Remembering } from './run/remembering';

/** What a method is given to build a run. */
export interface RunContext {
  /** The run's name in the settings, for error sentences. */
  readonly run: string;
  readonly kernels: Kernels;
  readonly settings: Settings;
  readonly knobs: KnobValues;
  /** What it trains on, and what it may look at while it does: complete samples alone where its method needs them. */
  readonly data: RaceData;
  /** All data of the race: what every run is measured on. */
  readonly whole: RaceData;
  /**
   * Rows of the batch at hand, and at most: the settings' batch size, or the whole training split where that is
   * smaller. What is allocated for a batch has this as its first side.
   */
  readonly batch: BatchRows;
  /** Draws the first weights and the order of the batches; everything else is drawn by the settings' seed. */
  readonly weightSeed: number;
  /**
   * The same object for all runs of a race that start after the same epoch, so that those that train something alike
   * find each other; absent where nothing is shared.
   */
  readonly together?: object;
  /** Values that replace drawn initial weights, by parameter name (tests against known trajectories). */
  readonly given?: ReadonlyMap<string, Float32Array>;
  /** Stands for every random stream of the method's own (tests against known trajectories). */
  readonly draws?: Random;
  /**
   * Told of a loss that the method puts together from several kernels, before each step, and answers what it counts: a step
   * that is watched lets single losses through (run/watch-step.ts). Its own weight where absent.
   */
  readonly weighed?: (loss: string, weight: number) => number;
  /** Has undone what the run takes part in beside its own arrays, where it cannot be built to its end. */
  readonly whenUndone?: Building['whenUndone'];
  /** Takes down what the method steers by (tests against known trajectories). */
  readonly notes?: Notes;
}

/** The random stream of one purpose of a method's own: what it drops, what noise it adds. */
export const ownStream = (
  { draws, settings }: RunContext,
  ...purpose: readonly (string | number)[]
): Random => draws ?? randomStream(settings.seed, ...purpose);

/** Features and logits of one split at one moment. */
export interface Readings {
  /** Per modality, `[rows, dims]`. */
  readonly features: readonly Matrix[];
  /** Per head, `[rows, classes]`, by the key of its name. */
  readonly logits: ByName<Matrix>;
  /** Per modality, which rows have it; features and logits of the others mean nothing. Absent where all have all. */
  readonly has?: readonly Has[];
}

/** What a run says about a split: scores whose argmax is the answer. */
export interface Answers {
  /** The method's prediction, `[rows, classes]`; null where it makes none. */
  readonly fusion: Matrix | null;
  readonly fusionSource: FusionSource;
  /** Of single heads and of ensembles, by the key of its name. */
  readonly readouts: ByName<Matrix>;
  /** Readouts that answer rows with every modality only; none where absent. */
  readonly needAll?: readonly string[];
  /**
   * How much the answer of each modality counts, `[rows, modalities]`, each row summing to 1; absent where the prediction
   * is no such sum.
   */
  readonly weights?: Matrix;
  /** The heads that the prediction weighs by certainty (R9), keys of `Readings.logits`; absent where it weighs none. */
  readonly certainty?: { readonly heads: readonly string[]; readonly temperature: number };
}

/** What training took: time on the clock, and programs that a graphics card was told to run. */
export interface Spent {
  readonly ms: number;
  readonly dispatches: number;
}

/** What a look ahead trains. */
export type StageAhead = Pick<Stage, 'order' | 'feeder' | 'plan' | 'step' | 'losses'>;

/** Trains one epoch of a stage as the trainer would. @returns the steps that it took. */
export type TrainAhead = (
  stage: StageAhead,
  epoch: number,
) => AsyncGenerator<unknown, { readonly steps: number }, void>;

/** One stage of training. */
export interface Stage {
  readonly id: string;
  readonly label: string;
  readonly epochs: number;
  /** Comes before the stage that is as long as the settings say, and has a length of its own. */
  readonly prepares?: true;
  /** Names the batch order: stages of one kind see the same batches in every method. */
  readonly order: 'encoder' | 'fusion';
  /** Called once before the first epoch, e.g. to freeze features. */
  begin?(): Promise<void>;
  /** The batches of this stage; asked for after `begin`. */
  feeder(): BatchFeeder;
  /** Called before each epoch, 0-based within the stage. */
  beforeEpoch?(epoch: number): Promise<void>;
  /**
   * What the epoch serves, where that is not every training sample once. Asked for after `beforeEpoch`, again where
   * somebody looks at the same epoch once more, and always the same then.
   */
  plan?(orderOf: OrderOf): EpochPlan;
  /**
   * Trains on for some epochs to see where that leads, and goes back to where the run stood. Called before each epoch,
   * after `beforeEpoch`; yields where its caller may breathe.
   * @param train an epoch of a stage by the trainer's own steps, 0-based within this stage.
   * @returns the steps that it took.
   */
  lookAhead?(epoch: number, train: TrainAhead): AsyncGenerator<void, number, void>;
  /** Epochs that `lookAhead` trains in all; 0 where absent. */
  readonly epochsAhead?: number;
  /** Trains on the current batch. */
  step(learningRate: number): void | Promise<void>;
  /** Mean losses of an epoch by the key of their name; unweighted, in nats. */
  losses(): Promise<Record<string, number>>;
  /**
   * For a stage that shares its steps with other runs: what the epoch just ended took in all, whoever took its steps.
   * Called once an epoch, with what this run spent itself.
   */
  wholeCost?(own: Spent): Spent;
}

/** One training of one method. Owns what it allocated; `free` gives all of it back. */
export interface MethodRun {
  readonly stages: readonly Stage[];
  /** Reads features, and logits too unless only features are wanted. */
  read(split: SplitData, featuresOnly?: boolean): Promise<Readings>;
  answers(readings: Readings): Answers;
  /** Chooses what may be chosen on validation data (certainty temperature "auto"). */
  tune?(readings: Readings, labels: Int32Array): void;
  /** The complementary dimensions in use, the same array as long as they stay; null where there are none (yet). */
  dimensionPairs(): readonly DimensionPair[] | null;
  /** How they are chosen; complementary where absent. */
  readonly dimensionRule?: DimensionRule;
  /** The prediction's scores for given features, `[rows, dims]` per modality; absent where no prediction is made. */
  predictFrom?(features: readonly Matrix[]): Promise<Matrix>;
  /** Cosine of the fused and the unimodal gradient on each encoder; absent where there are not both. */
  gradientCosine?(): Promise<Record<string, number | null>>;
  /** Every arena, in a fixed order. */
  readonly arenas: readonly ParameterArena[];
  /** Those whose nets answer now, under their own names; all of them where absent. */
  answering?(): readonly ParameterArena[];
  /** What the run carries from epoch to epoch beside its arenas. */
  readonly memory: Remembering;
  /**
   * Whether its rule asks how many epochs the race has, so that one of more epochs is another from the start and cannot
   * go on from its end.
   */
  readonly asksLength?: boolean;
  free(): void;
}

/** The training code of a method. */
export interface Training {
  /** @throws SettingsError where the settings do not suit the method. */
  start(context: RunContext): MethodRun;
}

/** A way of training. */
export interface Method {
  readonly description: MethodDescription;
  /** Fetches its training code: a thread loads what it trains, and nothing of the other methods. */
  load(): Promise<Training>;
}
