/**
 * The settings value: one JSON document that describes an experiment completely.
 * The address carries it, the headless command reads it, a run record holds it.
 * This file validates the envelope; a method's knobs are validated in `method`, which knows them.
 */
import * as v from 'valibot';
import { LabError } from './failure';

/** Format number of the settings value; raised with a migration when a path changes its meaning. */
const SETTINGS_FORMAT = 1;

/** A settings value that cannot be used; the message names the path, the value and the range. */
export class SettingsError extends LabError {
  readonly path: string;

  constructor(
    path: string,
    message: string,
    hint = 'Correct that value and try again; nothing has been changed.',
  ) {
    super('settings-invalid', message, hint);
    this.path = path;
  }
}

const number = (min: number, max: number, range = `from ${min} to ${max}`) =>
  v.pipe(
    v.number(`must be a number ${range}`),
    v.finite(`must be a number ${range}`),
    v.minValue(min, `must be ${range}`),
    v.maxValue(max, `must be ${range}`),
  );
const integer = (min: number, max: number) =>
  v.pipe(
    v.number(`must be a whole number from ${min} to ${max}`),
    v.integer(`must be a whole number from ${min} to ${max}`),
    v.minValue(min, `must be from ${min} to ${max}`),
    v.maxValue(max, `must be from ${min} to ${max}`),
  );
const choice = <const T extends readonly string[]>(...options: T) =>
  v.picklist(options, `must be one of ${options.join(', ')}`);
const flag = v.boolean('must be true or false');
const share = number(0, 1);

/** Groups of classes a modality cannot tell apart, e.g. `0-3` or `0-1,4-7`; empty for none. */
const merge = v.pipe(
  v.string('must be class groups such as 0-3, or empty'),
  v.regex(/^(\d-\d(,\d-\d)*)?$/, 'must be class groups such as 0-3 or 0-1,4-7, or empty'),
);

const pictureKnobs = v.strictObject({
  noise: v.optional(number(0, 10), 0.4),
  fail: v.optional(share, 0.15),
  /** Failure share at test; null means the same as in training. */
  failTest: v.optional(v.nullable(share), null),
  jitter: v.optional(integer(0, 4), 1),
  merge: v.optional(merge, ''),
});
const soundKnobs = v.strictObject({
  noise: v.optional(number(0, 10), 0.9),
  fail: v.optional(share, 0.25),
  failTest: v.optional(v.nullable(share), null),
  phaseRange: v.optional(share, 1),
  view: v.optional(choice('wave', 'spectrum'), 'wave'),
  step: v.optional(integer(1, 3), 1),
  merge: v.optional(merge, ''),
});
const vectorKnobs = v.strictObject({
  enabled: v.optional(flag, false),
  dims: v.optional(integer(2, 256), 24),
  styles: v.optional(integer(1, 10), 3),
  antipodal: v.optional(flag, true),
  noise: v.optional(number(0, 10), 0.6),
  fail: v.optional(share, 0.3),
});

const encoderFields = {
  kind: choice('mlp', 'cnn'),
  hidden: v.pipe(
    v.array(integer(1, 1024), 'must be a list of layer widths such as [128]'),
    v.maxLength(4, 'must name at most 4 layers'),
  ),
  channels: v.pipe(
    v.array(integer(1, 128), 'must be a list of channel counts such as [16,32]'),
    v.minLength(1, 'must name at least one layer'),
    v.maxLength(4, 'must name at most 4 layers'),
  ),
  featureDim: integer(1, 512),
  embedding: choice('linear', 'relu'),
  /** How a cnn halves the sides between layers: 2x2 max pooling, or convolutions that step by two. */
  downsample: choice('pool', 'stride'),
};
const encoderOverrides = v.partial(v.strictObject(encoderFields));

/** One encoder, all its numbers given. */
export type EncoderSettings = v.InferOutput<v.StrictObjectSchema<typeof encoderFields, undefined>>;

/** The nets of docs/presets.md: one hidden layer of 128, a linear 16-d embedding. */
const DEFAULT_ENCODER: EncoderSettings = {
  kind: 'mlp',
  hidden: [128],
  channels: [16, 32],
  featureDim: 16,
  embedding: 'linear',
  downsample: 'pool',
};

const defaulted = <T extends v.GenericSchema>(schema: T) =>
  v.optional(schema, {} as v.InferInput<T>);

const methodId = v.pipe(
  v.string(),
  v.regex(/^(\*|[a-z0-9-]+)$/, 'must be a method id such as di-mml, or * for all'),
);

const runName = v.pipe(
  v.string(),
  v.regex(
    /^[a-z0-9-]+(@[a-z0-9-]+)?$/,
    'must be a method id such as di-mml, or an id with a tag such as di-mml@no-duc',
  ),
);

const columnName = v.pipe(
  v.string('must be the name of a column'),
  v.minLength(1, 'must be the name of a column'),
  v.maxLength(1000, 'must be a name of at most 1000 letters'),
);
/** A number is a name too: files without a first line of names number their columns. */
const columnRef = v.union(
  [columnName, v.pipe(v.number(), v.transform(String))],
  'must be the name or number of a column',
);
const columnRefs = v.pipe(
  v.array(columnRef, 'must be a list of columns such as ["bill_length","bill_depth"]'),
  v.minLength(1, 'must name at least one column'),
);
const oneOf = <const T extends readonly number[]>(...options: T) =>
  v.picklist(options, `must be one of ${options.join(', ')}`);
/** How sounds become pictures; what is absent is chosen by the sounds' own length and rate. */
const soundOfFiles = v.strictObject({
  /** `published`: the power spectrum that DI-MML's code feeds its nets, averaged to bands x frames. */
  spectrogram: v.optional(choice('log-mel', 'published')),
  bands: v.optional(integer(8, 257)),
  frames: v.optional(integer(8, 1004)),
  /** Length of sound that is looked at; log-mel only. */
  seconds: v.optional(number(0.1, 30)),
  /** Length of one window; log-mel only. */
  windowMs: v.optional(oneOf(16, 32, 64, 128)),
  /** Samples per second the sounds are brought to; log-mel only. */
  rateHz: v.optional(oneOf(8000, 16_000, 32_000)),
});
/** How files of the user's own are understood; all guessed where absent. */
const filesFields = {
  label: v.optional(columnRef),
  /** By modality id: columns of tables, arrays of NPZ files, or whole files. */
  modalities: v.optional(
    v.record(
      v.pipe(
        v.string(),
        v.regex(/^[a-z0-9][a-z0-9-]{0,39}$/, 'must be a short name of small letters and digits'),
      ),
      columnRefs,
    ),
  ),
  /** Column that names each sample's split, or `none`. */
  split: v.optional(columnRef),
  /** Column whose equal values stay in one split, or `none`. */
  group: v.optional(columnRef),
  /** Groups that make up the test split. */
  holdOut: v.optional(v.union([columnRef, columnRefs], 'must be a group or a list of groups')),
  /** `redraw` pairs modalities anew among samples of the same class and split. */
  pairing: v.optional(choice('given', 'redraw')),
  /** Sides that pictures and the frames of videos are brought to, in pixels. */
  imageSize: v.optional(integer(4, 128)),
  /** Pictures keep red, green and blue; grey otherwise. */
  colour: v.optional(flag),
  /** Pictures taken from every video, evenly spaced. */
  frames: v.optional(integer(1, 16)),
  /** Whether the motion between frames is a modality of its own. */
  flow: v.optional(flag),
  sound: v.optional(soundOfFiles),
};

const settingsSchema = v.strictObject({
  format: v.optional(
    v.literal(
      SETTINGS_FORMAT,
      `must be ${SETTINGS_FORMAT}; other formats come from another version of the lab`,
    ),
    SETTINGS_FORMAT,
  ),
  data: defaulted(
    v.strictObject({
      source: v.optional(choice('generator', 'builtin', 'files'), 'generator'),
      /** Preset the generator's knobs started from, the built-in set's id, or the name of the user's files. */
      id: v.optional(
        v.pipe(
          v.string('must be a name'),
          v.maxLength(200, 'must be a name of at most 200 letters'),
        ),
        'sound-starves',
      ),
      ...filesFields,
    }),
  ),
  seed: v.optional(integer(0, 2 ** 31 - 1), 1),
  epochs: v.optional(integer(1, 5000), 40),
  batchSize: v.optional(integer(2, 1024), 32),
  samples: defaulted(
    v.strictObject({
      train: v.optional(integer(8, 100_000), 1200),
      test: v.optional(integer(8, 100_000), 1000),
      validation: v.optional(integer(0, 100_000), 0),
    }),
  ),
  split: defaulted(
    v.strictObject({
      train: v.optional(share, 0.7),
      validation: v.optional(share, 0.1),
      test: v.optional(share, 0.2),
    }),
  ),
  optimizer: defaulted(
    v.strictObject({
      kind: v.optional(choice('sgd', 'adam'), 'sgd'),
      learningRate: v.optional(
        v.pipe(
          v.number('must be a number above 0 and at most 100'),
          v.gtValue(0, 'must be above 0 and at most 100'),
          v.maxValue(100, 'must be above 0 and at most 100'),
        ),
        0.01,
      ),
      momentum: v.optional(number(0, 0.999), 0.9),
      weightDecay: v.optional(number(0, 1), 1e-4),
      /** Epochs between steps of the learning rate; 0 keeps it. */
      decayEvery: v.optional(integer(0, 5000), 0),
      decayBy: v.optional(number(0.001, 1), 0.1),
    }),
  ),
  generator: defaulted(
    v.strictObject({
      classes: v.optional(integer(2, 10), 8),
      labelNoise: v.optional(share, 0),
      failureOverlap: v.optional(share, 0),
      synergy: v.optional(flag, false),
      picture: defaulted(pictureKnobs),
      sound: defaulted(soundKnobs),
      vector: defaulted(vectorKnobs),
    }),
  ),
  /** Shapley, calibration and the like, taken on a subset each epoch; false saves their time. */
  measures: defaulted(v.strictObject({ heavy: v.optional(flag, true) })),
  /** By modality id; `*` is the default of all. */
  encoders: v.optional(v.record(v.string(), encoderOverrides), {}),
  /** Knobs a preset gives to every run of a method id, or under `*` to every method that has them. */
  methodDefaults: v.optional(v.record(methodId, v.record(v.string(), v.unknown())), {}),
  /** By run name, in the order of the race. */
  methods: v.optional(v.record(runName, v.record(v.string(), v.unknown())), {
    joint: {},
    'di-mml': {},
  }),
});

/** A complete, validated experiment. */
export type Settings = v.InferOutput<typeof settingsSchema>;
/** What a person or a preset writes: any part of the settings. */
export type SettingsInput = v.InferInput<typeof settingsSchema>;
export type GeneratorSettings = Settings['generator'];
export type OptimizerSettings = Settings['optimizer'];

/** How a value looks in an error sentence. */
export function show(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 80 ? `${text.slice(0, 77)}...` : text;
}

/**
 * Validates a settings value from anywhere and fills in the defaults.
 * @throws SettingsError naming the first path that is unknown or out of range, its value and its range.
 */
export function parseSettings(input: unknown): Settings {
  const result = v.safeParse(settingsSchema, input, { abortEarly: true });
  if (!result.success) {
    const issue = result.issues[0];
    const path = v.getDotPath(issue) ?? 'settings';
    // valibot reports an unknown key as a value that should "never" have been there
    const unknownKey = issue.expected === 'never';
    throw new SettingsError(
      path,
      unknownKey
        ? `There is no setting called ${path}.`
        : `${path} is ${show(issue.input)}; it ${issue.message}.`,
    );
  }
  const settings = result.output;
  checkTogether(settings);
  return settings;
}

/** Rules that need more than one value. */
function checkTogether(settings: Settings): void {
  const { split, generator } = settings;
  const total = split.train + split.validation + split.test;
  if (Math.abs(total - 1) > 1e-6 || split.train === 0 || split.test === 0) {
    throw new SettingsError(
      'split',
      `split.train, split.validation and split.test are ${split.train}, ${split.validation} and ${split.test}; they must add up to 1, with some for training and some for the test.`,
    );
  }
  for (const modality of ['picture', 'sound'] as const) {
    for (const group of parseMerge(generator[modality].merge)) {
      if (group.some((label) => label >= generator.classes)) {
        throw new SettingsError(
          `generator.${modality}.merge`,
          `generator.${modality}.merge is ${show(generator[modality].merge)}; with ${generator.classes} classes its numbers must lie from 0 to ${generator.classes - 1}.`,
        );
      }
    }
  }
  if (runNames(settings).length === 0) {
    throw new SettingsError(
      'methods',
      'methods is empty; it must name at least one method such as joint.',
    );
  }
}

/** Class groups of a merge knob: `0-1,4-7` gives `[[0,1],[4,5,6,7]]`. */
export function parseMerge(text: string): number[][] {
  if (text === '') return [];
  return text.split(',').map((group) => {
    const [first = 0, last = 0] = group.split('-').map(Number);
    const [low, high] = first <= last ? [first, last] : [last, first];
    return Array.from({ length: high - low + 1 }, (_, i) => low + i);
  });
}

/** The runs of the race, in order. */
export function runNames(settings: Settings): string[] {
  return Object.keys(settings.methods);
}

/** The method a run name asks for: `di-mml@no-duc` gives `di-mml`. */
export function methodIdOf(runName: string): string {
  return runName.split('@')[0] ?? runName;
}

/** What a run is called: its method's name, and its tag in words; `di-mml@no-duc` gives "DI-MML (no DUC)". */
export function runLabel(runName: string, method: { readonly label: string }): string {
  const tag = runName.slice(methodIdOf(runName).length + 1);
  const words = tag.replaceAll('-', ' ').replace(/\bduc\b/, 'DUC');
  return words === '' ? method.label : `${method.label} (${words})`;
}

/** The encoder of one modality: its own settings over those of `*` over the defaults. */
export function encoderOf(settings: Settings, modality: string): EncoderSettings {
  const merged: EncoderSettings = { ...DEFAULT_ENCODER };
  for (const part of [settings.encoders['*'], settings.encoders[modality]]) {
    for (const [key, value] of Object.entries(part ?? {})) {
      if (value !== undefined) Object.assign(merged, { [key]: value });
    }
  }
  return merged;
}
