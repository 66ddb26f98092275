/**
 * One preset with one seed: every method that the table needs, trained to its end and scored there. Runs that differ in
 * their prediction alone are read from one training.
 */
import { generateDataSet } from '../../data/generator/generate';
import { presetSettings } from '../../data/presets';
import type { Device } from '../../engine/device/device';
import { accuracy } from '../../math/matrix';
import { methodOf } from '../../method/catalogue';
import type { Answers, Readings } from '../../method/method';
import { certaintyWeighted } from '../../method/model/certainty';
import { logitsOf } from '../../method/model/readings';
import { uploadRaceData } from '../../method/run/race-data';
import type { Accuracies } from '../../protocol/events';
import { ENSEMBLE, EQUAL_WEIGHTS } from '../../protocol/names';
import { parseSettings, type SettingsInput } from '../../protocol/settings';
import { ablationMethods } from '../../state/ablation';
import { trainAndScore } from '../train-and-score';

/** Which training of a preset: what the table's numbers are filed under. */
export interface Asked {
  readonly preset: string;
  readonly seed: number;
  readonly dropLast: boolean;
}

/** One training, done. */
export interface PresetResult extends Asked {
  /** Shares of the test samples, by run. */
  readonly accuracy: Readonly<Record<string, Accuracies>>;
}

/** The preset whose methods are taken apart. */
export const ABLATED = 'sound-starves';
/** The certainty temperature that the published code has for most sets, beside the lab's. */
const MILD_TEMPERATURE = 1;

const RUNS = ['joint', 'ogm-ge', 'multi-loss', 'late-ensemble', 'di-mml'] as const;
/** Needs each modality's share of the fused answer, which a head with a hidden layer has not. */
const READS_SHARES = 'ogm-ge';

/** The runs of a preset, with their knobs. */
export function runsOf(preset: string): NonNullable<SettingsInput['methods']> {
  const base = presetSettings(preset);
  const hasShares = !base.methodDefaults?.['*']?.['fusionHidden'];
  const runs = Object.fromEntries(
    RUNS.filter((run) => hasShares || run !== READS_SHARES).map((run) => [run, {}]),
  );
  if (preset !== ABLATED) return runs;
  const settings = parseSettings({ ...base, methods: { 'di-mml': {} } });
  const ablated = ablationMethods(settings, methodOf('di-mml').description);
  // read from the training of DI-MML itself
  const { 'di-mml@no-certainty': _read, ...trained } = ablated;
  return { ...runs, ...trained };
}

/** What the same training would answer under another prediction, by run name. */
function otherPredictions(
  run: string,
  { readouts, certainty }: Answers,
  readings: Readings,
): ReadonlyMap<string, Answers['fusion']> {
  const others = new Map<string, Answers['fusion']>();
  if (run === 'di-mml' && certainty) {
    const heads = certainty.heads.map((key) => logitsOf(readings, key));
    others.set('di-mml@t1', certaintyWeighted(heads, MILD_TEMPERATURE));
    others.set('di-mml@no-certainty', readouts[EQUAL_WEIGHTS] ?? null);
  }
  if (run === 'late-ensemble') {
    others.set('late-ensemble@certainty', readouts[ENSEMBLE.certainty] ?? null);
  }
  return others;
}

/** @throws SettingsError for a preset or a setting that does not exist. */
export async function trainPreset(
  { kernels, probing }: Pick<Device, 'kernels' | 'probing'>,
  { preset, seed, dropLast }: Asked,
  changes: SettingsInput = {},
): Promise<PresetResult> {
  const settings = parseSettings({
    ...presetSettings(preset),
    ...changes,
    ...{ seed, dropLast, methods: runsOf(preset) },
  });
  const data = uploadRaceData(kernels, generateDataSet(settings), probing);
  const results: Record<string, Accuracies> = {};
  try {
    for (const name of Object.keys(settings.methods)) {
      const { test } = await trainAndScore({ kernels }, data, settings, name);
      results[name] = test.accuracy;
      for (const [other, fusion] of otherPredictions(name, test.answers, test.readings)) {
        const share = fusion && accuracy(fusion, data.test.labels);
        results[other] = { ...test.accuracy, fusion: share };
      }
    }
  } finally {
    data.free();
  }
  return { preset, seed, dropLast, accuracy: results };
}
