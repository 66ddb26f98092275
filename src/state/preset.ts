/**
 * What the experiment on the page would be if nobody had changed it: what its data set starts from, the lab's own knobs
 * for the runs that race. Says of a setting whether it differs and which value brings it back. Pure.
 */
import { proposedTraining, startingSettings } from '../data/starting-settings';
import { DEFAULT_RACE } from '../protocol/default-race';
import { type KnobValue, valueAt } from '../protocol/knobs';
import { keyOf } from '../protocol/same-settings';
import { parseSettings, runNames, type Settings } from '../protocol/settings';
import { changesFrom } from '../protocol/settings-overlay';
import { leavesOf, withPath } from '../protocol/settings-paths';
import { TRAINING } from '../protocol/training-knobs';
import type { ExperimentState } from './experiment-store';

type Experiment = Pick<ExperimentState, 'settings' | 'summary'>;

/** Settings are values that nobody changes, so a preset once made stays true while the data are the same. */
const made = new WeakMap<Settings, { readonly of: ExperimentState['summary']; preset: Settings }>();

/** Of a person's files the number of epochs is the one that their samples propose. */
export function presetOf({ settings, summary }: Experiment): Settings {
  const known = made.get(settings);
  if (known && known.of === summary) return known.preset;
  const start = parseSettings(startingSettings(settings.data));
  const isProposed = settings.data.source === 'files' && summary !== null;
  const preset: Settings = {
    ...start,
    seed: settings.seed,
    epochs: isProposed ? proposedTraining(summary.counts.train, settings).epochs : start.epochs,
    methods: Object.fromEntries(runNames(settings).map((name) => [name, DEFAULT_RACE[name] ?? {}])),
  };
  made.set(settings, { of: summary, preset });
  return preset;
}

/** Reads a setting through the layers that it may come from. */
export type ReadSetting = (settings: Settings) => KnobValue;

/** Whether a setting is another one than in the preset. */
export const isChanged = (experiment: Experiment, read: ReadSetting): boolean =>
  keyOf(read(experiment.settings)) !== keyOf(read(presetOf(experiment)));

/**
 * What is to be written at a setting's path so that it is as in the preset; undefined where nothing must stand there,
 * which also lets what is set for all hold again.
 */
export function presetValue(experiment: Experiment, path: string, read: ReadSetting): KnobValue {
  const preset = presetOf(experiment);
  const own = valueAt(preset, path) as KnobValue;
  const back = withPath(experiment.settings, path, own);
  return keyOf(read(back)) === keyOf(read(preset)) ? own : read(preset);
}

/** What the Training form changes; the seed stands elsewhere, and is nobody's preset. */
const TRAINED = [
  ...Object.keys(TRAINING).filter((key) => key !== 'seed'),
  'encoders',
] as readonly (keyof Settings)[];

const trainingOf = (settings: Settings) =>
  Object.fromEntries(Object.entries(settings).filter(([key]) => TRAINED.some((of) => of === key)));

/** How many settings of training differ from the preset. */
export function changedTraining(experiment: Experiment): number {
  const { settings } = experiment;
  const preset = presetOf(experiment);
  const changed = { ...preset, ...trainingOf(settings) };
  return [...leavesOf(changesFrom(changed, preset))].length;
}

/** The same experiment, trained as the preset is. */
export function withPresetTraining(experiment: Experiment): Settings {
  const others = Object.entries(experiment.settings).filter(
    ([key]) => !TRAINED.some((of) => of === key),
  );
  return parseSettings({ ...trainingOf(presetOf(experiment)), ...Object.fromEntries(others) });
}
