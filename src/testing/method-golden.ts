/**
 * Golden runs of whole methods as they lie in files (golden/methods/README.md), and how their names are ours: a file is
 * known by its `method`, `variant` and `knobs`, never by what it is called.
 */
import {
  BOOST_MODULE,
  encoderModule,
  FUSION_HEAD_MODULE,
  growingHeadModule,
  privateHeadModule,
  RECONSTRUCTION_MODULE,
  SHARED_HEAD_MODULE,
} from '../method/model/parameter-names';
import type { MethodDescription } from '../protocol/catalogue';
import type { DataSet } from '../protocol/data-set';
import { FUSED_LOSS, keyOf, ownKey, TOTAL_LOSS } from '../protocol/names';
import { flat, type Parameters, type Rows } from './golden-rows';
import type { Draw } from './recorded-draws';

/** A value a method steers by: of an epoch, of each of its batches, of each modality in either. */
export type Steering = unknown;

/** The parts of a file that are read. */
export interface MethodGolden {
  readonly method: string;
  readonly variant: 'written' | 'released';
  readonly knobs: Readonly<Record<string, unknown>>;
  readonly config: {
    readonly N: number;
    readonly modalities: readonly string[];
    readonly hidden: number;
    readonly featureDim: number;
    readonly classes: number;
    readonly batchSize: number;
    readonly epochs: number;
    readonly learningRate: number;
    readonly momentum: number;
    readonly weightDecay: number;
    readonly embedding: 'linear' | 'relu';
    readonly optimizer: 'sgd' | 'adam';
  };
  readonly labels: readonly number[];
  readonly validation?: { readonly labels: readonly number[] };
  readonly init: Parameters;
  /** After the first batch, unless `names` says what else it is. */
  readonly afterFirstStep: Parameters;
  readonly names?: Readonly<Record<string, string>>;
  readonly final: Parameters;
  /** Absent where the file holds a search (g-blend's look-ahead) and no run. */
  readonly epochs?: readonly {
    readonly losses: Readonly<Record<string, number>>;
    readonly other: Readonly<Record<string, Steering>>;
    readonly accuracyTrain: number;
  }[];
  readonly logits: Rows;
  readonly readouts: Readonly<Record<string, Rows>>;
  readonly draws: readonly Draw[];
  /** Where a batch has a step for each modality: the state after the first of them in the first batch. */
  readonly afterFirstModality?: Parameters;
  /** What MLA weighs its heads by at the end, `[samples, heads]`, and its answer with weights that are the same for all. */
  readonly weights?: Rows;
  readonly staticLogits?: Rows;
  /** MLA's projection at the end, among other moments. */
  readonly projectionMatrices?: { readonly final: Rows };
  /** Unimodal models that train before the file's epochs; or the parameters they have after that, as constants. */
  readonly teacher?: TrainedTeachers | Parameters;
}

/** How teachers start, what they come to, their losses by modality. */
interface TrainedTeachers {
  readonly init: Parameters;
  readonly final: Parameters;
  readonly epochLoss: Readonly<Record<string, readonly number[]>>;
}

const areTrained = (teacher: TrainedTeachers | Parameters): teacher is TrainedTeachers =>
  Object.hasOwn(teacher, 'epochLoss');

/** Teachers whose training is in the file; null where there are none. */
export const trainedTeachers = ({ teacher }: MethodGolden): TrainedTeachers | null =>
  teacher && areTrained(teacher) ? teacher : null;

/** Teachers that are there as constants; null where there are none. */
export const givenTeachers = ({ teacher }: MethodGolden): Parameters | null =>
  teacher && !areTrained(teacher) ? teacher : null;

/** The coefficients of LFM's released polynomial. */
const LFM_SCHEDULE = [
  0.204623704, 0.00335472727, 0.000122989557, -2.92947416e-6, 2.23835486e-8, -5.39717505e-11,
];

/**
 * What of a file's `knobs` is no knob of ours but part of the rule: held against these, so that no other rule passes;
 * what differs between the rules stands under their names.
 */
const PARTS_OF_RULES: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  agm: {
    window: 'all epochs',
    cap: 10,
    floor: 1e-8,
    clip: {
      norm: 1,
      when: 'an element of the gradient of fusion.a.weight or fusion.v.weight is above 1 or below -1',
    },
  },
  dgl: { readoutBias: 'whole' },
  'lfm, written': {
    J: 'js',
    schedule: 'a1(200 e / E), clipped to [0, 1]',
    coefficients: LFM_SCHEDULE,
  },
  'lfm, released': { J: 'released', schedule: 'a1(200 e / E)', coefficients: LFM_SCHEDULE },
  aug: { margin: 0.01 },
  'aug, written': { newHeads: 'trained', otherEncoders: 'skipped' },
  'aug, released': {
    newHeads: 'never trained, no decay',
    otherEncoders: 'encoder a, its first head: a second step with gradient 0',
  },
  reconboost: { emptyEnsemble: 'zero logits' },
  'g2d, written': { frozen: 'skipped' },
  'g2d, released': { frozen: 'zero gradient on weights' },
  valuation: {
    order:
      'originals in file order, then per sample its copies through a (v zero), then its copies through v (a zero)',
    lastBatch: 'served smaller',
  },
  remix: {
    order: 'last modality first',
    maskedFusionBlock: 'stepped with a zero gradient',
  },
  'remix, written': { untouched: 'skipped' },
  'remix, released': { untouched: 'stepped with a zero gradient' },
  'mla, written': { otherEncoders: 'skipped' },
  'mla, released': { otherEncoders: 'stepped with a zero gradient' },
  'inforeg, written': { scores: 'means', trace: 'own' },
  'inforeg, released': { scores: 'sums', trace: 'of a for both' },
  'g-blend': { G: 'max(G, 0)', lookAheadMomentum: 'from zero' },
};

/** Knobs of a file that are ours under other names. */
const RENAMED: Readonly<Record<string, (knobs: MethodGolden['knobs']) => MethodGolden['knobs']>> = {
  'g-blend': ({ weights, ...others }) => {
    if (typeof weights !== 'object' || weights === null) return others;
    const { fused, ...own } = { fused: null, ...weights };
    return { ...others, mode: 'given', weights: own, fusedWeight: fused };
  },
};

/**
 * The file's knobs as ours.
 * @throws Error for one that is neither a knob of the method nor part of its rule as it is here.
 */
export function knobsOf(
  { method, variant, knobs, config }: MethodGolden,
  { knobs: ours }: MethodDescription,
) {
  const isOurs = ([name]: [string, unknown]) =>
    ours.some(({ path }) => path === name || path.startsWith(`${name}.`));
  const entries = Object.entries(RENAMED[method]?.(knobs) ?? knobs);
  for (const [name, value] of entries.filter((entry) => !isOurs(entry))) {
    const parts: Readonly<Record<string, unknown>> = {
      // whose turn comes when
      order: config.modalities,
      ...PARTS_OF_RULES[method],
      ...PARTS_OF_RULES[`${method}, ${variant}`],
    };
    const part = parts[name];
    if (JSON.stringify(part) !== JSON.stringify(value)) {
      throw new Error(
        `${method} has no knob called ${name}, and its rule does not hold it as ${JSON.stringify(value)}.`,
      );
    }
  }
  return Object.fromEntries(entries.filter(isOurs));
}

/**
 * What ours may be called that the file calls `name`: a head of one modality is private, or its part of a sum where the
 * file has no fusion head beside it.
 */
function ourNames(
  name: string,
  modalities: readonly string[],
  hasFusion: boolean,
): readonly string[] {
  const [first = '', second = '', part = ''] = name.split('.');
  const fusion = FUSION_HEAD_MODULE.name;
  if (first === RECONSTRUCTION_MODULE.name) {
    return [`${first}.${second.replace(/^l/, 'layer')}.${part}`];
  }
  if (first === 'shared') return [`${SHARED_HEAD_MODULE.name}.${second}`];
  if (first === 'boost') return [`${BOOST_MODULE.name}.rate`];
  if (first === 'fusion') {
    return part ? [`${fusion}.${modalities.indexOf(second)}.${part}`] : [`${fusion}.${second}`];
  }
  const position = modalities.indexOf(first);
  const later = /^head(\d+)$/.exec(second)?.[1];
  if (later !== undefined) {
    return [`${growingHeadModule(position, Number(later)).name}.${part}`];
  }
  if (second === 'head') {
    const own = `${privateHeadModule(position).name}.${part}`;
    return hasFusion ? [own] : [own, `${fusion}.${position}.${part}`];
  }
  return [`${encoderModule(position).name}.${second.replace(/^l/, 'layer')}.${part}`];
}

/** A file's parameters under every name they may have here. @param prefix of all of them. */
export const parametersByOurNames = (
  parameters: Parameters,
  { config, init }: MethodGolden,
  prefix = '',
): [name: string, ours: readonly string[], values: Float32Array][] => {
  const hasFusion = Object.keys(init).some((name) => name.startsWith('fusion.'));
  return Object.entries(parameters).map(([name, value]) => [
    name,
    ourNames(name, config.modalities, hasFusion).map((ours) => prefix + ours),
    flat(value),
  ]);
};

/** The word and the modality of a name such as `factor_a`. */
function wordOf(name: string, modalities: readonly string[]) {
  const at = name.lastIndexOf('_');
  const modality = name.slice(at + 1);
  return at > 0 && modalities.includes(modality)
    ? { word: name.slice(0, at), modality }
    : { word: name, modality: null };
}

/** What files call losses and a batch's steering numbers otherwise than runs do (model/signals.ts). */
const OUR_WORDS: Readonly<Record<string, string>> = {
  factor: 'gradientFactor',
  weightOfFused: 'fusedWeight',
  frozen: 'frozenShare',
  modality: 'turn',
  logits: 'soft',
  features: 'distil',
};

/** The key of a loss or of what a method steers by. */
export function keyOfName(name: string, modalities: readonly string[]): string {
  const { word: theirs, modality } = wordOf(name, modalities);
  const word = OUR_WORDS[theirs] ?? theirs;
  return modality === null ? keyOf({ kind: 'whole', word }) : keyOf({ kind: 'on', word, modality });
}

/** The key under which events have a loss of the file. */
export function lossKey(name: string, modalities: readonly string[]): string {
  if (name === 'total') return TOTAL_LOSS;
  if (name === 'fused') return FUSED_LOSS;
  return modalities.includes(name) ? ownKey(name) : keyOfName(name, modalities);
}

/** What a file counts into a loss and a run leaves to its weight: T squared of a divergence at temperature T. */
export const countedInto = (name: string, { config, knobs }: MethodGolden): number =>
  wordOf(name, config.modalities).word === 'logits' ? Number(knobs['temperature']) ** 2 : 1;

/** The samples as a data set: all of them train and are answered; what is set aside for validation comes behind. */
export function dataSetOf(golden: MethodGolden): DataSet {
  const { config, labels, validation } = golden;
  const inputsOf = (part: object, id: string): Rows => Reflect.get(part, `x_${id}`);
  const all = Int32Array.from(labels, (_, i) => i);
  return {
    id: 'golden',
    name: 'golden',
    classNames: Array.from({ length: config.classes }, (_, c) => String(c)),
    provenance: { origin: 'test', licence: 'test' },
    modalities: config.modalities.map((id) => {
      const rows = [...inputsOf(golden, id), ...(validation ? inputsOf(validation, id) : [])];
      return {
        id,
        name: id,
        kind: 'vector' as const,
        shape: [rows[0]?.length ?? 0],
        data: Float32Array.from(rows.flat()),
        normalisation: { shift: [0], scale: [1] },
      };
    }),
    labels: Int32Array.from([...labels, ...(validation?.labels ?? [])]),
    split: {
      train: all,
      validation: Int32Array.from(validation?.labels ?? [], (_, i) => labels.length + i),
      test: all,
    },
    notes: [],
  };
}

/** How near a number must be. */
type Tolerance = 'exact' | 'absolute' | 'relative' | 'one-sample';

/** Half of the last digit that a file has of a share. */
const NINE_DIGITS = 5e-10;

const TOLERANCES: Readonly<Record<Tolerance, readonly string[]>> = {
  exact: [
    'assigned',
    'clipped',
    'clusters',
    'conflicts',
    'copies',
    'counts',
    'dropped',
    'ensemble',
    'frozen',
    'gap',
    'heads',
    'kept',
    'modality',
    'newHead',
    'phase',
    'nextCopies',
    'purity',
    'shapley',
    'stage',
    'steps',
    'trainedOn',
  ],
  absolute: [
    'J',
    'a1',
    'a1Unclipped',
    'beta',
    'boost',
    'classShare',
    'conflictShare',
    'cosine',
    'factor',
    'k',
    'lookAhead',
    'meanQ',
    'meanShapley',
    'meanWeight',
    'nextRatio',
    'nll',
    'omega',
    'projection',
    'q',
    'ratio',
    'rowNorms',
    'smallestFeatureNorm',
    'weight',
    'weightOfFused',
    'weights',
  ],
  relative: ['bits', 'gradientNorm', 'rescale', 'score', 'teacher', 'trace'],
  'one-sample': ['accuracyOf', 'accuracyTrainAfter', 'accuracyValidation'],
};

/**
 * How far a steering number may be from the file's.
 * @throws Error for a name without a tolerance: a number that nobody compares must not look compared.
 */
export function steeringTolerance(name: string, want: number, golden: MethodGolden): number {
  const { word } = wordOf(name, golden.config.modalities);
  const kinds = Object.entries(TOLERANCES).filter(([, words]) => words.includes(word));
  switch (kinds[0]?.[0]) {
    case 'exact':
      return NINE_DIGITS;
    case 'absolute':
      return 1e-4;
    case 'relative':
      // where a rescaling is below 1 its tolerance is absolute
      return (
        1e-4 *
        (word === 'rescale' || word === 'bits' ? Math.max(1, Math.abs(want)) : Math.abs(want))
      );
    case 'one-sample':
      return 1.5 / (golden.validation?.labels ?? golden.labels).length;
    default:
      throw new Error(`It is not said how near ${name} must be.`);
  }
}
