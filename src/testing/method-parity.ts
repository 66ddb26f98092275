/**
 * Walks a method through a golden run and writes down every number that is not as near as it must be: losses, what the
 * method steers by, accuracies, parameters after the first step and at the end, logits, readouts. It drives the
 * product's own trainer and method; initial weights, batch order and random numbers are the file's.
 */
import type { Kernels } from '../engine/kernels/kernels';
import { accuracy, type Matrix, matrix, valueAt } from '../math/matrix';
import { randomStream } from '../math/rng';
import { zip } from '../math/zip';
import { methodOf, startRun } from '../method/catalogue';
import type { MethodRun, Readings, RunContext, Stage } from '../method/method';
import { entropyWeights, weighed } from '../method/model/entropy-weights';
import { FUSION_HEAD_MODULE } from '../method/model/parameter-names';
import { signalKey } from '../method/model/signals';
import { TEACHER } from '../method/model/teachers';
import type { Notes } from '../method/run/notes';
import { contextOf } from '../method/run/race';
import { type SplitData, uploadRaceData } from '../method/run/race-data';
import { train } from '../method/run/train';
import type { BackendReport } from '../protocol/messages';
import { type ByName, keyOf, ownKey, TOTAL_LOSS } from '../protocol/names';
import { parseSettings } from '../protocol/settings';
import type { Parameters, Rows } from './golden-rows';
import { FROM_READOUTS, oneStepOf } from './golden-turns';
import {
  countedInto,
  dataSetOf,
  givenTeachers,
  keyOfName,
  knobsOf,
  lossKey,
  type MethodGolden,
  parametersByOurNames,
  steeringTolerance,
  trainedTeachers,
} from './method-golden';
import { parametersOf } from './one-step';
import { RecordedDraws } from './recorded-draws';

/** A number that is not as near as it must be. */
export interface Disagreement {
  readonly what: string;
  readonly got: number | undefined;
  readonly want: number;
  readonly tolerance: number;
}

/** How a run compares with a file. */
export interface Comparison {
  readonly compared: number;
  readonly disagreements: readonly Disagreement[];
  /** Largest difference of a final parameter and of a logit, as shares of the largest of those in the file. */
  readonly finalOff: number;
  readonly logitsOff: number;
}

export const sentenceOf = ({ what, got, want, tolerance }: Disagreement): string =>
  `${what}: ${got} here, ${want} in the golden file (tolerance ${tolerance}).`;

const largestOf = (values: Iterable<number>): number => {
  let largest = 0;
  for (const value of values) largest = Math.max(largest, Math.abs(value));
  return largest;
};

/** What was noted of an epoch: once, sample by sample, and batch by batch; and what its readouts show at its end. */
interface EpochNotes {
  readonly epoch: Map<string, number>;
  readonly end: Map<string, number>;
  readonly samples: Map<string, ArrayLike<number>>;
  readonly batches: ByName<number>[];
}

/** Steering numbers that a file has with the epoch after which they are known; here they are told before the next one. */
const KNOWN_AFTER: Readonly<Record<string, string>> = {
  accuracyOf: 'accuracyOf',
  accuracyTrainAfter: 'accuracyTrainAfter',
  boost: 'boost',
  clusters: 'clusters',
  gap: 'gap',
  meanShapley: 'shapley',
  nextCopies: 'copies',
  nextRatio: 'ratio',
  purity: 'purity',
  shapley: 'shapley',
  trace: 'trace',
  weight: 'weight',
};

/** What a file has of an epoch and a run only sample by sample. */
const meanOf = (samples: ArrayLike<number> | undefined): number | undefined =>
  samples && Array.from(samples).reduce((sum, value) => sum + value, 0) / samples.length;

const conflicts = (batches: readonly ByName<number>[], modality: string): number =>
  batches.reduce(
    (sum, batch) => sum + (batch[signalKey('gradientConflict', modality)] ?? Number.NaN),
    0,
  );

/** What a file has of an epoch and a run only batch by batch. */
const FROM_BATCHES: Readonly<
  Record<string, (batches: readonly ByName<number>[], modality: string) => number>
> = {
  conflicts,
  conflictShare: (batches, modality) => conflicts(batches, modality) / batches.length,
};

/** Lengths that a file has of each modality after an epoch; no method tells them. */
const LENGTHS: Readonly<
  Record<string, (weight: Matrix, feature: Matrix) => readonly number[] | number>
> = {
  // the file's weights have a row for each class, ours a column
  rowNorms: (weight) =>
    indices(weight.columns).map((c) =>
      Math.hypot(...indices(weight.rows).map((i) => valueAt(weight, i, c))),
    ),
  smallestFeatureNorm: (_, feature) =>
    Math.min(
      ...indices(feature.rows).map((i) =>
        Math.hypot(...indices(feature.columns).map((c) => valueAt(feature, i, c))),
      ),
    ),
};

const indices = (count: number) => Array.from({ length: count }, (_, k) => k);

/** What a file has as a set of modalities, where other lists have one entry a batch. */
const SETS: readonly string[] = ['ensemble'];

/** The keys of a batch's number, of one for each modality, or of several for each; of several that are no modality's. */
function ofBatch(
  name: string,
  value: unknown,
  modalities: readonly string[],
): readonly (readonly [string, unknown])[] {
  // the one modality that is meant, if any
  if (typeof value === 'string' || value === null) {
    return modalities.map((id) => [keyOfName(`${name}_${id}`, modalities), Number(id === value)]);
  }
  if (typeof value !== 'object') return [[keyOfName(name, modalities), value]];
  return Object.entries(value).flatMap(([modality, own]) => {
    if (!modalities.includes(modality)) {
      const word = `${name}${modality.charAt(0).toUpperCase()}${modality.slice(1)}`;
      return [[keyOf({ kind: 'whole', word }), own] as const];
    }
    return Array.isArray(own)
      ? own.map((part, k) => [keyOfName(`${name}${k}_${modality}`, modalities), part] as const)
      : [[keyOfName(`${name}_${modality}`, modalities), own] as const];
  });
}

/** What a file has of every sample: one number, all of them as the digits of a text, or one for each modality. */
const OF_SAMPLES: ReadonlySet<string> = new Set(['assigned', 'bits']);
const ofSamples = (value: unknown): readonly (readonly unknown[])[] => {
  if (typeof value === 'string') return Array.from(value, (digit) => [Number(digit)]);
  return Array.isArray(value) ? value.filter((row) => Array.isArray(row)) : [];
};

/** The numbers of an epoch for a modality, one, several or a record of them, and which of several each is. */
const ofEpoch = (
  modality: string,
  own: unknown,
): readonly (readonly [name: string, part: unknown, k: number | null])[] => {
  if (Array.isArray(own)) return own.map((part, k) => [`${modality}[${k}]`, part, k] as const);
  if (typeof own !== 'object' || own === null) return [[modality, own, null]];
  return Object.entries(own).flatMap(([word, part]) => ofEpoch(`${modality}.${word}`, part));
};

class Walk {
  readonly disagreements: Disagreement[] = [];
  compared = 0;
  finalOff = 0;
  logitsOff = 0;
  private readonly golden: MethodGolden;
  /** Whether the run follows the file's own rule. */
  private readonly isAsRecorded: boolean;
  private readonly run: MethodRun;
  private readonly context: RunContext;
  /** By epoch, from 0. */
  readonly noted: EpochNotes[] = [];
  private firstStepSeen = false;

  constructor(golden: MethodGolden, run: MethodRun, context: RunContext, isAsRecorded: boolean) {
    this.isAsRecorded = isAsRecorded;
    this.golden = golden;
    this.run = run;
    this.context = context;
  }

  /** Epochs before the file's own. */
  get before(): number {
    const all = this.run.stages.reduce((sum, { epochs }) => sum + epochs, 0);
    return all - this.golden.config.epochs;
  }

  /** The run with an ear at every step of its last stage. @param drain what has been noted on the device since the last call. */
  listening(drain: () => Promise<ByName<number>>): MethodRun {
    const listen = (stage: Stage): Stage => ({
      ...stage,
      begin: async () => {
        this.giveTeachers();
        await stage.begin?.();
      },
      feeder: () => stage.feeder(),
      losses: () => stage.losses(),
      beforeEpoch: async (epoch) => {
        this.noted.push({ epoch: new Map(), end: new Map(), samples: new Map(), batches: [] });
        await stage.beforeEpoch?.(epoch);
        const changed = this.golden.epochs?.[epoch - 1]?.other.accuracyTrainAfter;
        if (changed === undefined) return;
        const after = await this.accuracyOn(this.context.data.train);
        this.noted.at(-1)?.epoch.set(keyOfName('accuracyTrainAfter', []), after);
      },
      step: async (learningRate) => {
        await stage.step(learningRate);
        this.noted.at(-1)?.batches.push(await drain());
        if (this.firstStepSeen) return;
        this.firstStepSeen = true;
        const { afterFirstStep, names } = this.golden;
        // where a batch has several updates, the file's may be one of them
        const isOfBatch = names?.['afterFirstStep'] === undefined;
        if (isOfBatch) await this.parametersAgree('after the first step', afterFirstStep);
      },
    });
    const last = this.run.stages.at(-1);
    const stages = this.run.stages.map((stage) => (stage === last ? listen(stage) : stage));
    return { ...this.run, stages };
  }

  /** Puts teachers that are there as constants in the place of those that the run has trained. */
  private giveTeachers(): void {
    const given = givenTeachers(this.golden) ?? {};
    for (const [name, ours, values] of parametersByOurNames(given, this.golden, TEACHER)) {
      const arena = this.run.arenas.find(({ specs }) =>
        specs.some((spec) => ours.includes(spec.name)),
      );
      const known = ours.find((each) => arena?.specs.some((spec) => spec.name === each));
      if (!arena || !known) throw new Error(`The run has no teacher with ${name}.`);
      arena.write(known, values);
    }
  }

  /** An epoch before the file's own: the teachers'. */
  async teachersEpochEnded(epoch: number, losses: ByName<number>): Promise<void> {
    if (givenTeachers(this.golden)) return;
    const teacher = trainedTeachers(this.golden);
    if (!teacher) throw new Error('The golden file has no epochs before its own.');
    for (const [modality, values] of Object.entries(teacher.epochLoss)) {
      const value = values[epoch] ?? Number.NaN;
      const where = `teacher of ${modality}, epoch ${epoch}`;
      this.agree(where, losses[ownKey(modality)], value, 1e-4 * Math.abs(value));
    }
    if (epoch + 1 === this.before) {
      await this.parametersAgree('of the teachers', teacher.final, TEACHER);
    }
  }

  private async answersOn(split: SplitData) {
    const readings = await this.run.read(split);
    const { fusion } = this.run.answers(readings);
    if (!fusion) throw new Error('The method makes no prediction to compare.');
    return { readings, fusion };
  }

  private async accuracyOn(split: SplitData): Promise<number> {
    return accuracy((await this.answersOn(split)).fusion, split.labels);
  }

  async epochEnded(epoch: number, losses: ByName<number>): Promise<void> {
    const { config, epochs = [], logits, readouts, final } = this.golden;
    const want = epochs[epoch];
    if (!want) throw new Error(`Epoch ${epoch} is not in the golden file.`);
    const where = `epoch ${epoch}`;
    for (const [name, value] of Object.entries(want.losses)) {
      const tolerance = Math.abs(value) < 0.01 ? 1e-4 : 1e-4 * Math.abs(value);
      const ours = losses[lossKey(name, config.modalities)] ?? this.lossBeside(name, epoch, losses);
      const got = ours === undefined ? ours : ours * countedInto(name, this.golden);
      this.agree(`${where}: loss ${name}`, got, value, tolerance);
    }
    const { train, validation } = this.context.data;
    const { readings, fusion } = await this.answersOn(train);
    const right = accuracy(fusion, train.labels);
    this.agree(`${where}: accuracy`, right, want.accuracyTrain, 1.5 / config.N);
    if (validation) {
      const known = this.noted.at(-1)?.epoch;
      known?.set(keyOfName('accuracyValidation', []), await this.accuracyOn(validation));
    }
    await this.lengthsAgree(epoch, want.other, readings);
    const read = (id: string): Matrix => {
      const readout = readings.logits[ownKey(id)];
      if (!readout) throw new Error(`The method has no readout of ${id}.`);
      return readout;
    };
    for (const [word, from] of Object.entries(FROM_READOUTS)) {
      if (!Object.hasOwn(want.other, word)) continue;
      const values = from(config.modalities.map(read), train.labels);
      for (const [modality, value] of zip(config.modalities, values)) {
        this.noted[epoch]?.end.set(keyOf({ kind: 'on', word, modality }), value);
      }
    }
    if (epoch + 1 < config.epochs) return;
    this.finalOff = await this.parametersAgree('at the end', final);
    const scale = largestOf(logits.flat());
    this.logitsOff = this.matricesAgree('logits', fusion, logits, scale);
    for (const [id, rows] of Object.entries(readouts)) {
      this.matricesAgree(`readout of ${id}`, read(id), rows, scale);
    }
    const { weights, staticLogits, projectionMatrices } = this.golden;
    const heads = () => config.modalities.map(read);
    if (weights) this.matricesAgree('weights', entropyWeights(heads()), weights, 1);
    if (staticLogits) {
      this.matricesAgree('static logits', weighed('static', heads()).answer, staticLogits, scale);
    }
    if (projectionMatrices) await this.projectionAgrees(projectionMatrices.final);
  }

  private async projectionAgrees(want: Rows): Promise<void> {
    const saved = await this.run.memory.save();
    const values: unknown = Reflect.get(Object(saved), 'projection');
    if (!(values instanceof Float64Array)) throw new Error('The method has no projection.');
    this.matricesAgree('P', matrix(values, want.length), want, 1);
  }

  /** A loss that a file has for comparison: noted batch by batch, or TCMax's as its release prints it. */
  private lossBeside(name: string, epoch: number, losses: ByName<number>): number | undefined {
    const { N, batchSize, modalities } = this.golden.config;
    if (name === 'releasedPrinted') {
      const sizes = indices(Math.ceil(N / batchSize)).map((b) =>
        Math.min(batchSize, N - b * batchSize),
      );
      const logs = sizes.reduce((sum, size) => sum + Math.log(size), 0) / sizes.length;
      return (losses[TOTAL_LOSS] ?? Number.NaN) + (modalities.length - 1) * logs;
    }
    const key = keyOfName(name, modalities);
    const batches = this.noted[epoch]?.batches.map((batch) => batch[key]) ?? [];
    const known = batches.filter((value) => value !== undefined);
    if (known.length === 0 || known.length < batches.length) return undefined;
    return known.reduce((sum, value) => sum + value, 0) / known.length;
  }

  /** The first batch, cut off after its first turn. @param twin of the run, whose optimizer makes one step. */
  async firstTurn(twin: MethodRun, want: Parameters): Promise<void> {
    const { config } = this.golden;
    const [stage] = twin.stages;
    if (!stage) throw new Error('The run has no stage.');
    await stage.beforeEpoch?.(0);
    stage.feeder().startEpoch(Int32Array.from({ length: config.N }, (_, i) => i));
    stage.feeder().next();
    await stage.step(config.learningRate);
    await this.parametersAgree('after the first modality', want, '', twin);
  }

  /** What the method steered by, once everything has been noted. */
  steeringAgrees(): void {
    this.golden.epochs?.forEach(({ other }, epoch) => {
      for (const [name, value] of Object.entries(other)) {
        if (!LENGTHS[name]) this.oneSteeringAgrees(name, value, epoch);
      }
    });
  }

  private async lengthsAgree(epoch: number, other: object, { features }: Readings): Promise<void> {
    const told = Object.entries(LENGTHS).filter(([name]) => name in other);
    if (told.length === 0) return;
    const { modalities, classes } = this.golden.config;
    const parameters = await parametersOf(this.run);
    for (const [name, of] of told) {
      for (const [m, modality] of modalities.entries()) {
        const weight = parameters.get(`${FUSION_HEAD_MODULE.name}.${m}.weight`);
        const feature = features[m];
        if (!weight || !feature)
          throw new Error(`The run has no weights that ${name} could be of.`);
        const got = [of(matrix(weight, classes), feature)].flat();
        const want: unknown = Reflect.get(Reflect.get(other, name), modality);
        for (const [k, value] of [want].flat().entries()) {
          const where = `epoch ${epoch}: ${name}[${k}] of ${modality}`;
          if (typeof value !== 'number')
            throw new Error(`${where} is no number in the golden file.`);
          this.agree(where, got[k], value, steeringTolerance(name, value, this.golden));
        }
      }
    }
  }

  private oneSteeringAgrees(name: string, value: unknown, epoch: number): void {
    const { modalities } = this.golden.config;
    const what = `epoch ${epoch}: ${name}`;
    const check = (where: string, got: number | undefined, want: unknown) => {
      if (typeof want !== 'number') throw new Error(`${where} is no number in the golden file.`);
      this.agree(where, got, want, steeringTolerance(name, want, this.golden));
    };
    const noted = this.noted[KNOWN_AFTER[name] ? epoch + 1 : epoch];
    const word = KNOWN_AFTER[name] ?? name;
    if (OF_SAMPLES.has(name)) {
      for (const [i, want] of ofSamples(value).entries()) {
        for (const [m, part] of want.entries()) {
          const key =
            want.length === 1
              ? keyOfName(word, [])
              : keyOfName(`${word}_${modalities[m]}`, modalities);
          check(`${what}[${i}]`, noted?.samples.get(key)?.[i], part);
        }
      }
    } else if (SETS.includes(name) && Array.isArray(value)) {
      for (const id of modalities) {
        const key = keyOfName(`${word}_${id}`, modalities);
        check(`${what} of ${id}`, noted?.epoch.get(key), Number(value.includes(id)));
      }
    } else if (typeof value === 'string' || value === null) {
      for (const [key, want] of ofBatch(word, value, modalities)) {
        check(what, noted?.epoch.get(key), want);
      }
    } else if (Array.isArray(value)) {
      for (const [b, want] of value.entries()) {
        for (const [key, part] of ofBatch(name, want, modalities)) {
          check(`${what}, batch ${b}`, noted?.batches[b]?.[key], part);
        }
      }
    } else if (FROM_BATCHES[name]) {
      for (const [modality, want] of Object.entries(value ?? {})) {
        check(`${what} of ${modality}`, FROM_BATCHES[name](noted?.batches ?? [], modality), want);
      }
    } else if (typeof value === 'object' && value !== null) {
      const keyOfOne = (modality: string) => keyOf({ kind: 'on', word, modality });
      for (const [modality, want] of Object.entries(value)) {
        const samples = noted?.samples.get(keyOfOne(modality));
        for (const [one, part, k] of ofEpoch(modality, want)) {
          const got =
            noted?.epoch.get(keyOfOne(one)) ??
            this.noted[epoch]?.end.get(keyOfOne(one)) ??
            (k === null ? meanOf(samples) : samples?.[k]);
          check(`${what} of ${one}`, got, part);
        }
      }
    } else {
      check(what, noted?.epoch.get(keyOfName(word, modalities)), value);
    }
  }

  /**
   * @param of what the names of those parameters begin with that are compared; of teachers', or of all others.
   * @returns the largest difference as a share of the largest value.
   */
  private async parametersAgree(
    when: string,
    want: Parameters,
    of = '',
    run = this.run,
  ): Promise<number> {
    const all = [...(await parametersOf(run))];
    const got = new Map(all.filter(([name]) => name.startsWith(TEACHER) === (of === TEACHER)));
    const parameters = parametersByOurNames(want, this.golden, of);
    const scale = largestOf(parameters.flatMap(([, , values]) => [...values]));
    const known = new Set<string>();
    let off = 0;
    for (const [name, names, values] of parameters) {
      const ours = names.find((candidate) => got.has(candidate));
      const own = ours === undefined ? undefined : got.get(ours);
      if (ours) known.add(ours);
      values.forEach((value, k) => {
        this.agree(`${name}[${k}] ${when}`, own?.[k], value, 1e-4 * scale);
        // another rule may have another number of heads
        const here = own?.[k] ?? (this.isAsRecorded ? Number.NaN : 0);
        off = Math.max(off, Math.abs(here - value) / scale);
      });
    }
    const more = [...got.keys()].filter((name) => !known.has(name));
    if (more.length > 0 && this.isAsRecorded)
      throw new Error(`The golden file does not have ${more.join(', ')}.`);
    return off;
  }

  private matricesAgree(what: string, got: Matrix, want: Rows, scale: number): number {
    let off = 0;
    want.forEach((row, i) => {
      row.forEach((value, c) => {
        const own = got.values[i * got.columns + c];
        this.agree(`${what}[${i}][${c}]`, own, value, 1e-4 * scale);
        off = Math.max(off, Math.abs((own ?? Number.NaN) - value) / scale);
      });
    });
    return off;
  }

  agree(what: string, got: number | undefined, want: number, tolerance: number): void {
    this.compared += 1;
    if (got !== undefined && Math.abs(got - want) <= tolerance) return;
    this.disagreements.push({ what, got, want, tolerance });
  }
}

/** Initial weights under every name they may have here; the run takes those it knows. */
const givenBy = (golden: MethodGolden) =>
  new Map(
    [
      ...parametersByOurNames(golden.init, golden),
      ...parametersByOurNames(trainedTeachers(golden)?.init ?? {}, golden, TEACHER),
    ].flatMap(([, names, values]) => names.map((name) => [name, values] as const)),
  );

/**
 * Trains a golden run on `kernels`.
 * @param rule another rule than the file's, to see that it makes a difference.
 * @throws Error where the file asks for something that the method does not have.
 */
export async function walkMethod(
  golden: MethodGolden,
  kernels: Kernels,
  rule: string = golden.variant,
): Promise<Comparison> {
  const { config, method } = golden;
  const { description } = methodOf(method);
  const hasKnob = (called: string) => description.knobs.some(({ path }) => path === called);
  // a file whose head is one linear map per modality has a sum of them, under either rule, if its method has a choice
  const isSum = Object.keys(golden.init).some((name) => name.endsWith('.head.weight'));
  const hasFusion = Object.keys(golden.init).some((name) => name.startsWith('fusion.'));
  const settings = parseSettings({
    epochs: config.epochs,
    batchSize: config.batchSize,
    optimizer: {
      kind: config.optimizer,
      learningRate: config.learningRate,
      momentum: config.momentum,
      weightDecay: config.weightDecay,
    },
    measures: { heavy: false },
    encoders: {
      '*': { hidden: [config.hidden], featureDim: config.featureDim, embedding: config.embedding },
    },
    methods: {
      [method]: {
        ...knobsOf(golden, description),
        ...(hasKnob('rule') && { rule }),
        ...(isSum && !hasFusion && hasKnob('fusion') && { fusion: 'sum' }),
      },
    },
  });
  const data = uploadRaceData(kernels, dataSetOf(golden));
  const recorder = kernels.recorder();
  const isAsRecorded = rule === golden.variant;
  const beyond = isAsRecorded ? null : randomStream(1, 'beyond the golden draws');
  const draws = new RecordedDraws(golden.draws, beyond);
  let walk: Walk | null = null;
  let known = new Map<string, number>();
  const notes: Notes = {
    batch(key, value) {
      if (typeof value === 'number') known.set(key, value);
      else kernels.record(value, { recorder, name: key });
    },
    epoch: (key, value) => walk?.noted.at(-1)?.epoch.set(key, value),
    samples: (key, values) => walk?.noted.at(-1)?.samples.set(key, Array.from(values)),
  };
  const context: RunContext = {
    ...contextOf(method, { kernels, settings, data }),
    given: givenBy(golden),
    notes,
    ...(golden.draws.length > 0 && { draws }),
  };
  const run = await startRun(context);
  walk = new Walk(golden, run, context, isAsRecorded);
  const listening = walk.listening(async () => {
    const values = { ...Object.fromEntries(known), ...(await recorder.drain()) };
    known = new Map();
    return values;
  });
  const report: BackendReport = { backend: kernels.backend, adapter: 'test', reasons: [] };
  try {
    if (golden.afterFirstModality) {
      const twin = await startRun({ ...context, kernels: oneStepOf(kernels) });
      await walk.firstTurn(twin, golden.afterFirstModality);
      twin.free();
      await recorder.drain();
      known = new Map();
    }
    const events = train(listening, context, {
      label: method,
      report,
      now: () => 0,
      chunkMs: Number.POSITIVE_INFINITY,
      orderOf: (_stage, _epoch, rows) => Int32Array.from({ length: rows }, (_, i) => i),
    });
    for await (const event of events) {
      if (event.kind !== 'epoch-ended') continue;
      const epoch = event.epoch - 1;
      if (epoch < walk.before) await walk.teachersEpochEnded(epoch, event.losses);
      else await walk.epochEnded(epoch - walk.before, event.losses);
    }
    const { unused } = draws;
    if (unused !== null && isAsRecorded) {
      throw new Error(`The run does not use the number drawn for "${unused}".`);
    }
    // what would steer the epoch after the last
    await listening.stages.at(-1)?.beforeEpoch?.(config.epochs);
    walk.steeringAgrees();
    const { compared, disagreements, finalOff, logitsOff } = walk;
    return { compared, disagreements, finalOff, logitsOff };
  } finally {
    run.free();
    recorder.free();
    data.free();
  }
}
