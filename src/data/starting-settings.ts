/**
 * What choosing data means for the settings: which presets, sizes and defaults a data set starts from, before anyone
 * changes anything. The page, its address and the command all start here, so that the same data train alike however
 * they were opened. Imports the protocol and this room's lists only.
 */
import { show } from '../protocol/failure';
import {
  checkBuild,
  parseSettings,
  type Settings,
  SettingsError,
  type SettingsInput,
} from '../protocol/settings';
import { layOver } from '../protocol/settings-overlay';
import { isTree } from '../protocol/settings-paths';
import { MOST_EPOCHS, MOST_SAMPLES, USUAL_EPOCHS } from '../protocol/training-knobs';
import { BUILTIN_SETS } from './builtin/builtin-sets';
import { PRESETS, presetSettings } from './presets';

/** Which data, and how a person's files are understood. */
export type DataReference = Settings['data'];

/** The data of an untouched page and of a command that names none. */
export const DEFAULT_DATA = { source: 'generator', id: 'sound-starves' } as const;

/**
 * Sensors of real data do not fail sample by sample, which is what the sharp certainty temperature of the generator's
 * presets is for; 1 suits them, and every method that weighs by certainty gets the same.
 */
const REAL_DATA: SettingsInput = {
  methodDefaults: {
    'di-mml': { certainty: { temperature: 1 } },
    'late-ensemble': { temperature: 1 },
  },
};

/** People's files are used whole unless somebody sets a limit. */
const EVERY_SAMPLE = {
  train: MOST_SAMPLES,
  validation: MOST_SAMPLES,
  test: MOST_SAMPLES,
} as const;

/**
 * The settings a data set starts from.
 * @throws SettingsError where no such set is on offer.
 */
export function startingSettings(data: DataReference): SettingsInput {
  if (data.source === 'files') return { ...REAL_DATA, data, samples: EVERY_SAMPLE };
  const list = data.source === 'generator' ? PRESETS : BUILTIN_SETS;
  if (!list.some(({ id }) => id === data.id)) {
    throw new SettingsError(
      'data.id',
      `data.id is ${show(data.id)}; it must be one of ${list.map(({ id }) => id).join(', ')}.`,
    );
  }
  if (data.source === 'generator') return presetSettings(data.id);
  return { ...REAL_DATA, data: { source: 'builtin', id: data.id } };
}

/** Optimizer steps with which a small net has learned what a few samples can teach it. */
const LEAST_STEPS = 600;
/** More than the usual number of epochs is a multiple of this. */
const ROUND = 10;

/** How long data are proposed to be trained on. */
export interface ProposedTraining {
  readonly epochs: number;
  readonly stepsPerEpoch: number;
}

/**
 * What is proposed for a person's own data: the usual number of epochs, and more where they would come to fewer than
 * about 600 steps.
 * @param trainSamples in the training part, at least 1.
 */
export function proposedTraining(
  trainSamples: number,
  { batchSize, dropLast }: Pick<Settings, 'batchSize' | 'dropLast'>,
): ProposedTraining {
  const batches = trainSamples / Math.min(batchSize, trainSamples);
  const stepsPerEpoch = dropLast ? Math.floor(batches) : Math.ceil(batches);
  const needed = ROUND * Math.ceil(LEAST_STEPS / stepsPerEpoch / ROUND);
  const epochs = Math.min(MOST_EPOCHS, Math.max(USUAL_EPOCHS, needed));
  return { epochs, stepsPerEpoch };
}

/** The experiment of an untouched page. */
export function defaultSettings(): Settings {
  return parseSettings(startingSettings(DEFAULT_DATA));
}

/**
 * Which data changes speak of; the default data where they name none.
 * @throws SettingsError where what they hold is no settings.
 */
export function dataNamedBy(changes: unknown): DataReference {
  checkBuild(changes);
  if (!isTree(changes)) {
    throw new SettingsError(
      'settings',
      `The settings are ${show(changes)}; they must be an object.`,
    );
  }
  return parseSettings('data' in changes ? { data: changes.data } : {}).data;
}

/**
 * Settings that say with `whole` that they are all there is: nothing of what their data start from holds beside them. So
 * an address speaks of an experiment from which a person took something away that its data start with.
 */
export type WholeSettings = SettingsInput & { readonly whole: true };

const areWhole = (changes: unknown): changes is WholeSettings =>
  isTree(changes) && changes['whole'] === true;

/**
 * Changes, as an address or a file holds them, laid on what their data start from; not yet validated.
 * @param data the data to start from, where it is not theirs to say.
 * @throws SettingsError where they are no settings, or larger than any.
 */
export function withChanges(changes: unknown, data = dataNamedBy(changes)): SettingsInput {
  if (areWhole(changes)) {
    const { whole: _, ...settings } = changes;
    return { ...settings, data };
  }
  return layOver(startingSettings(data), changes as SettingsInput);
}

/** Completes changes to a full experiment. @throws SettingsError naming what cannot be used. */
export function settingsFrom(changes: unknown): Settings {
  return parseSettings(withChanges(changes));
}
