/**
 * The runs of all seeds as a table: one row per run, and for the fused prediction and every modality what each seed
 * came to, on the test split. Pure; what is compared with what is said by the verdict room alone.
 */
import { runNames, type Settings } from '../../protocol/settings';
import type { Accuracy } from '../../protocol/units';
import { compareSeeds, type SeedComparison } from '../../verdict/compare-seeds';
import { type BySeed, type GapBySeed, gapsOf } from '../../verdict/seed-numbers';
import type { SeedRun } from './seed-runs';

/** The name under which "each trained alone" is compared; no run can be called so. */
export const ALONE = '(alone)';

/** What a number is of: the prediction, or a modality by its probe. */
export type SeedMeasure =
  | { readonly of: 'fusion' }
  | { readonly of: 'modality'; readonly modality: string };

export interface SeedCell {
  readonly modality: string;
  readonly accuracy: BySeed;
  /** What it reaches alone minus what it reaches here. */
  readonly gap: GapBySeed;
}

export interface SeedRow {
  readonly run: string;
  readonly label: string;
  /** Seeds on which it failed by itself. */
  readonly failed: readonly number[];
  readonly fusion: BySeed;
  readonly cells: readonly SeedCell[];
}

export interface SeedTable {
  /** All that any run has, ascending. */
  readonly seeds: readonly number[];
  /** In the order of the race; a run without any seed has a row too. */
  readonly rows: readonly SeedRow[];
  /** How far each modality gets alone, by its id. */
  readonly alone: ReadonlyMap<string, BySeed>;
}

const bySeed = (
  runs: readonly SeedRun[],
  value: (run: SeedRun) => Accuracy | null | undefined,
): BySeed =>
  new Map(
    runs.flatMap((run) => {
      const number = value(run);
      return number === null || number === undefined ? [] : [[run.seed, number] as const];
    }),
  );

/**
 * @param labels what each run is called, by its name, where the shelf does not say.
 */
export function seedTable(
  runs: readonly SeedRun[],
  settings: Settings,
  modalities: readonly { readonly id: string }[],
  labelOf: (run: string) => string,
): SeedTable {
  const ended = runs.filter(({ status }) => status === 'ended');
  const alone = new Map(modalities.map(({ id }) => [id, bySeed(ended, (run) => run.alone[id])]));
  const rows = runNames(settings).map((name): SeedRow => {
    const own = runs.filter(({ run }) => run === name);
    const done = own.filter(({ status }) => status === 'ended');
    return {
      run: name,
      label: own[0]?.label ?? labelOf(name),
      failed: own.filter(({ status }) => status === 'failed').map(({ seed }) => seed),
      fusion: bySeed(done, (run) => run.fusion),
      cells: modalities.map(({ id }) => {
        const accuracy = bySeed(done, (run) => run.unimodal[id]);
        return { modality: id, accuracy, gap: gapsOf(alone.get(id) ?? new Map(), accuracy) };
      }),
    };
  });
  const seeds = [...new Set(runs.map(({ seed }) => seed))].sort((a, b) => a - b);
  return { seeds, rows, alone };
}

/** Every run's numbers in one measure. */
export function valuesIn(row: SeedRow, measure: SeedMeasure): BySeed {
  if (measure.of === 'fusion') return row.fusion;
  return row.cells.find(({ modality }) => modality === measure.modality)?.accuracy ?? new Map();
}

/** Every other run against the baseline; nothing where there is nobody to compare with. */
export function comparisonsIn(
  { rows, alone }: SeedTable,
  measure: SeedMeasure,
  baseline: string,
): readonly SeedComparison[] {
  const runs = rows.map((row) => ({ method: row.run, bySeed: valuesIn(row, measure) }));
  const own = measure.of === 'modality' ? alone.get(measure.modality) : undefined;
  const values = baseline === ALONE && own ? [...runs, { method: ALONE, bySeed: own }] : runs;
  if (!values.some(({ method }) => method === baseline)) return [];
  const name = measure.of === 'fusion' ? 'fusion' : `unimodal.${measure.modality}`;
  return compareSeeds({ values, baseline, measure: name });
}
