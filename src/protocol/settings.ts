/**
 * The settings value: one JSON document that describes an experiment completely.
 * The address carries it, the headless command reads it, a run record holds it.
 * What can be set stands in the lists of knobs (training, generator, media, encoders) and file roles; this file puts
 * them together and checks what takes more than one value. A method's knobs are checked where the methods are known.
 */
import * as v from 'valibot';
import type { MethodDescription } from './catalogue';
import { DEFAULT_RACE, DEFAULT_RUNS } from './default-race';
import { encoderOverrides } from './encoders';
import { LabError, show, shownPath } from './failure';
import { FILE_ROLES } from './file-roles';
import { GENERATOR } from './generator-knobs';
import { entriesOf } from './knob-tree';
import { parseClassGroups } from './knobs';
import { MEDIA } from './media-knobs';
import { MISSING } from './missing-knobs';
import { beyondBounds } from './settings-bounds';
import { fromFormat1 } from './settings-format-1';
import { listForObject } from './settings-lists';
import { TRAINING } from './training-knobs';

/** Format number of the settings value; raised with a migration when a path changes its meaning. */
const SETTINGS_FORMAT = 2;

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

/** A run for error sentences. */
const EXAMPLE = DEFAULT_RUNS.at(-1);

const methodId = v.pipe(
  v.string(),
  v.regex(/^(\*|[a-z0-9-]+)$/, `must be a method id such as ${EXAMPLE}, or * for all`),
);

const runName = v.pipe(
  v.string(),
  v.regex(
    /^[a-z0-9-]+(@[a-z0-9-]+)?$/,
    `must be a method id such as ${EXAMPLE}, or an id with a tag such as ${EXAMPLE}@wide`,
  ),
);

/** A method's knobs, nested as their paths are. */
const knobs = v.record(v.string(), v.unknown());

/** Where samples come from: made by the generator, one of the sets that come with the lab, a person's own files. */
const DATA_SOURCES = ['generator', 'builtin', 'files'] as const;

const { sound, series, text, ...media } = MEDIA;
// keys in the order in which settings have always been written
const { measures, ...training } = entriesOf(TRAINING);

/** What every value of the settings must be; a test walks it and finds a control of the page for each. */
export const settingsSchema = v.strictObject({
  format: v.optional(
    v.literal(
      SETTINGS_FORMAT,
      `must be ${SETTINGS_FORMAT}; other formats come from another version of the lab`,
    ),
    SETTINGS_FORMAT,
  ),
  data: v.optional(
    v.strictObject({
      source: v.optional(
        v.picklist(DATA_SOURCES, `must be one of ${DATA_SOURCES.join(', ')}`),
        'generator',
      ),
      /** Preset the generator's knobs started from, the built-in set's id, or the name of the user's files. */
      id: v.optional(
        v.pipe(
          v.string('must be a name'),
          v.maxLength(200, 'must be a name of at most 200 letters'),
        ),
        'sound-starves',
      ),
      ...FILE_ROLES,
      ...MISSING,
      ...entriesOf(media),
      sound: v.optional(v.strictObject(entriesOf(sound))),
      series: v.optional(v.strictObject(entriesOf(series))),
      text: v.optional(v.strictObject(entriesOf(text))),
    }),
    {},
  ),
  ...training,
  ...entriesOf({ generator: GENERATOR }),
  measures,
  /** By modality id; `*` is the default of all. */
  encoders: v.optional(v.record(v.string(), encoderOverrides), {}),
  /** Knobs a preset gives to every run of a method id, or under `*` to every method that has them. */
  methodDefaults: v.optional(v.record(methodId, knobs), {}),
  /** By run name, in the order of the race. */
  methods: v.optional(v.record(runName, knobs), DEFAULT_RACE),
});

/** A complete, validated experiment. */
export type Settings = v.InferOutput<typeof settingsSchema>;
/** What a person or a preset writes: any part of the settings. */
export type SettingsInput = v.InferInput<typeof settingsSchema>;
export type GeneratorSettings = Settings['generator'];
export type OptimizerSettings = Settings['optimizer'];

/**
 * Asks how large a settings value from anywhere is and whether it is built as settings are, before anything else walks it.
 * @throws SettingsError naming the path that is too large and the limit, or the list that stands for an object.
 */
export function checkBuild(input: unknown): void {
  const beyond = beyondBounds(input);
  if (beyond) throw new SettingsError(beyond.path, beyond.message);
  const keys = listForObject(settingsSchema, input);
  if (!keys) return;
  const path = shownPath(keys) || 'settings';
  throw new SettingsError(
    path,
    keys.length > 0
      ? `${path} is a list; it must be an object.`
      : `The settings are ${show(input)}; they must be an object.`,
  );
}

/**
 * Validates a settings value from anywhere and fills in the defaults; one of an older format is brought to this one.
 * @throws SettingsError naming the first path that is unknown or out of range, its value and its range.
 */
export function parseSettings(input: unknown): Settings {
  checkBuild(input);
  const result = v.safeParse(settingsSchema, fromFormat1(input), { abortEarly: true });
  if (!result.success) {
    const issue = result.issues[0];
    const path = v.getDotPath(issue) ?? 'settings';
    const shown = shownPath(path.split('.'));
    // knobs say what they must be; what holds them is left to the validator, in its own words
    const must = issue.message.startsWith('must') ? issue.message : 'must be an object';
    // valibot reports an unknown key as a value that should "never" have been there
    const unknownKey = issue.expected === 'never';
    throw new SettingsError(
      path,
      unknownKey
        ? `There is no setting called ${shown}.`
        : `${shown} is ${show(issue.input)}; it ${must}.`,
    );
  }
  const settings = result.output;
  checkTogether(settings);
  return settings;
}

/** Rules that need more than one value. */
function checkTogether(settings: Settings): void {
  const { split, generator, data, folds, fold } = settings;
  if (fold !== undefined && fold > (folds ?? 0)) {
    throw new SettingsError(
      'fold',
      `fold is ${fold}; ${folds === undefined ? 'folds says of how many' : `there are ${folds} folds`}.`,
    );
  }
  if (folds !== undefined && data.source === 'generator') {
    throw new SettingsError(
      'folds',
      `folds is ${folds}; generated data are drawn anew for every seed and need no folds.`,
      'Choose real data, or train several seeds.',
    );
  }
  const total = split.train + split.validation + split.test;
  if (Math.abs(total - 1) > 1e-6 || split.train === 0 || split.test === 0) {
    throw new SettingsError(
      'split',
      `split.train, split.validation and split.test are ${split.train}, ${split.validation} and ${split.test}; they must add up to 1, with some for training and some for the test.`,
    );
  }
  for (const modality of ['picture', 'sound'] as const) {
    for (const group of parseClassGroups(generator[modality].merge)) {
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
      `methods is empty; it must name at least one method such as ${DEFAULT_RUNS[0]}.`,
    );
  }
}

/** The runs of the race, in order. */
export function runNames(settings: Settings): string[] {
  return Object.keys(settings.methods);
}

/** The method a run name asks for: `di-mml@no-duc` gives `di-mml`. */
export function methodIdOf(runName: string): string {
  return runName.split('@')[0] ?? runName;
}

/**
 * What a run is called: its method's name, and its tag in the words that the method has for it, else in its own;
 * `joint@late-start` gives "Joint (late start)".
 */
export function runLabel(
  runName: string,
  { label, ablation }: Pick<MethodDescription, 'label' | 'ablation'>,
): string {
  const tag = runName.slice(methodIdOf(runName).length + 1);
  const variant = ablation?.variants.find((each) => each.tag === tag);
  const words = variant?.words ?? tag.replaceAll('-', ' ');
  return words === '' ? label : `${label} (${words})`;
}
