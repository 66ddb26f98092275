/**
 * One cell of the table of methods and presets: one method on one preset with one seed, trained to its end and scored
 * there. Independent encoders, the honest rival, have their way of averaging chosen on validation samples, and so has
 * DI-MML in a row of its own beside its defaults.
 */
import { generateDataSet } from '../../data/generator/generate';
import { PRESETS, presetSettings } from '../../data/presets';
import type { Device } from '../../engine/device/device';
import { accuracy, type Matrix } from '../../math/matrix';
import { catalogue } from '../../method/catalogue';
import { certaintyWeighted } from '../../method/model/certainty';
import { logitsOf } from '../../method/model/readings';
import { DivergedError } from '../../method/run/errors';
import type { Scores } from '../../method/run/evaluate';
import { uploadRaceData } from '../../method/run/race-data';
import { ENSEMBLE, EQUAL_WEIGHTS } from '../../protocol/names';
import { parseSettings, SettingsError, type SettingsInput } from '../../protocol/settings';
import { VALIDATION_SAMPLES } from '../../protocol/validation-need';
import { trainAndScore } from '../train-and-score';

/** The method that all others are held against, with its average chosen on validation samples. */
export const BASELINE = 'late-ensemble';
/** DI-MML with its temperature chosen as the baseline's average is. */
export const TUNED_DI_MML = 'di-mml, T chosen';

/** Certainty temperatures to choose from. */
const TEMPERATURES = [0.05, 0.1, 0.2, 0.5, 1, 2] as const;

/** What a cell is filed under. */
export interface Cell {
  readonly preset: string;
  readonly seed: number;
  readonly method: string;
}

/** A cell that was trained, or that says why it cannot be. */
export interface CellResult extends Cell {
  /** Shares of the test samples, by row of the table: `fusion` null where the method has no fused answer. */
  readonly rows: Readonly<Record<string, Row>>;
  readonly steps: number;
  /** Steps of teachers among them. */
  readonly before: number;
  /** Processor seconds of the whole process while it trained. */
  readonly cpu: number;
  /** Why there are no rows. */
  readonly refused?: string;
}

export interface Row {
  readonly fusion: number | null;
  readonly unimodal: Readonly<Record<string, number>>;
  /** What was chosen on validation samples. */
  readonly chosen?: string;
}

/** Every cell of these presets and seeds, seed after seed, so that a table of few seeds is whole. */
export const cellsOf = (
  seeds: readonly number[],
  presets: readonly string[] = PRESETS.map(({ id }) => id),
  methods: readonly string[] = catalogue.map(({ id }) => id),
): Cell[] =>
  seeds.flatMap((seed) =>
    presets.flatMap((preset) => methods.map((method) => ({ preset, seed, method }))),
  );

/** The answers a run would give under other averages, by a word for each. */
function averages(method: string, { answers, readings }: Scores): ReadonlyMap<string, Matrix> {
  const { certainty, readouts } = answers;
  const found = new Map<string, Matrix>();
  const plain: Readonly<Record<string, string>> =
    method === BASELINE
      ? { logits: ENSEMBLE.logits, probabilities: ENSEMBLE.probabilities }
      : { 'equal weights': EQUAL_WEIGHTS };
  for (const [word, key] of Object.entries(plain)) {
    const scores = readouts[key];
    if (scores) found.set(word, scores);
  }
  const heads = certainty?.heads.map((key) => logitsOf(readings, key));
  for (const temperature of heads ? TEMPERATURES : []) {
    found.set(`T ${temperature}`, certaintyWeighted(heads ?? [], temperature));
  }
  return found;
}

/** The average that is right on most validation samples, the first of several, and its share of the test samples. */
function tuned(
  method: string,
  validation: Scores,
  test: Scores,
  labels: { readonly validation: Int32Array; readonly test: Int32Array },
): { readonly chosen: string; readonly fusion: number } {
  const here = averages(method, test);
  let best = { chosen: '', share: Number.NEGATIVE_INFINITY };
  for (const [chosen, scores] of averages(method, validation)) {
    const share = accuracy(scores, labels.validation);
    if (share > best.share) best = { chosen, share };
  }
  const scores = here.get(best.chosen);
  if (!scores) throw new Error(`${method} has no averages to choose from.`);
  return { chosen: best.chosen, fusion: accuracy(scores, labels.test) };
}

/** Trains and scores one cell; what the method refuses, or cannot learn, is part of the table. */
export async function trainCell(
  { kernels, probing }: Pick<Device, 'kernels' | 'probing'>,
  cell: Cell,
  changes: SettingsInput = {},
): Promise<CellResult> {
  const { preset, seed, method } = cell;
  const base = presetSettings(preset);
  const settings = parseSettings({
    ...base,
    ...changes,
    samples: { ...base.samples, ...changes.samples, validation: VALIDATION_SAMPLES },
    ...{ seed, methods: { [method]: method === BASELINE ? { average: 'certainty' } : {} } },
  });
  const data = uploadRaceData(kernels, generateDataSet(settings), probing);
  const began = process.cpuUsage();
  try {
    const { test, validation, steps, before } = await trainAndScore(
      { kernels },
      data,
      settings,
      method,
    );
    const { user, system } = process.cpuUsage(began);
    const { fusion, unimodal } = test.accuracy;
    const spent = { steps, before, cpu: (user + system) / 1e6 };
    const labels = {
      validation: data.validation?.labels ?? new Int32Array(),
      test: data.test.labels,
    };
    const rows: Record<string, Row> = { [method]: { fusion, unimodal } };
    if (validation && method === BASELINE) {
      rows[method] = { unimodal, ...tuned(method, validation, test, labels) };
    }
    if (validation && method === 'di-mml') {
      rows[TUNED_DI_MML] = { unimodal, ...tuned(method, validation, test, labels) };
    }
    return { ...cell, rows, ...spent };
  } catch (error) {
    if (!(error instanceof SettingsError || error instanceof DivergedError)) throw error;
    return { ...cell, rows: {}, steps: 0, before: 0, cpu: 0, refused: error.message };
  } finally {
    data.free();
  }
}

/** Everything that was chosen on validation samples somewhere, in order. */
export const chosenIn = (results: readonly CellResult[]): string[] =>
  [
    ...new Set(
      results.flatMap(({ rows }) => Object.values(rows).flatMap(({ chosen }) => chosen ?? [])),
    ),
  ].sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));
