/**
 * A sweep: one knob of an experiment at several values, each on several seeds (or folds). What it came to is never
 * stored as such: its runs stand on the shelf, and are found there by their settings. Pure.
 */
import * as v from 'valibot';
import { toFailure } from '../../protocol/failure';
import type { KnobValue } from '../../protocol/knobs';
import { parseSettings, runNames, type Settings } from '../../protocol/settings';
import { withPath } from '../../protocol/settings-paths';
import type { RunCard } from '../runs/run-card';
import { asNumber } from '../seeds/repeat';
import { runsOfSeeds, type SeedRun } from '../seeds/seed-runs';

export interface SweepPlan {
  /** The experiment; its runs are those that take part. */
  readonly settings: Settings;
  /** Where the knob stands in it. */
  readonly path: string;
  /** The only run that the knob changes; null where it changes all. */
  readonly run: string | null;
  readonly values: readonly KnobValue[];
  /** Seeds, or folds where the settings ask for them. */
  readonly numbers: readonly number[];
}

/** One race of a sweep: a value on a seed, with the runs that are still to be trained. */
export interface SweepTask {
  readonly value: KnobValue;
  readonly seed: number;
  readonly missing: readonly string[];
  /** The race of these runs alone. */
  readonly settings: Settings;
}

/** The experiment at a value, on the seed it has. @throws SettingsError where the value does not suit the others. */
const settingsAt = ({ settings, path }: SweepPlan, value: KnobValue): Settings =>
  parseSettings(withPath(settings, path, value));

/** Why a plan cannot be trained; null where it can. */
export function whyNot(plan: SweepPlan): string | null {
  try {
    for (const value of plan.values) settingsAt(plan, value);
    return null;
  } catch (error) {
    return toFailure(error).message;
  }
}

/** The runs that take part at every value, and those that are the same at each. */
const isSwept = ({ run }: SweepPlan, name: string): boolean => run === null || run === name;

/** What is on the shelf of a value: of every run and seed of the plan. */
export function runsAt(
  plan: SweepPlan,
  value: KnobValue,
  cards: readonly RunCard[],
): readonly SeedRun[] {
  const wanted = new Set(plan.numbers);
  return runsOfSeeds(cards, settingsAt(plan, value)).filter(({ seed }) => wanted.has(seed));
}

/**
 * What is still to be trained. Seed by seed, so that what is stopped has whole curves of the first ones; a run that the
 * knob does not change is trained with the first value.
 */
export function sweepTasks(plan: SweepPlan, cards: readonly RunCard[]): readonly SweepTask[] {
  const names = runNames(plan.settings);
  const rows = plan.values.map((value) => ({
    value,
    settings: settingsAt(plan, value),
    known: runsAt(plan, value, cards),
  }));
  return plan.numbers.flatMap((seed) =>
    rows.flatMap(({ value, settings, known }, place): readonly SweepTask[] => {
      const have = new Set(known.flatMap((run) => (run.seed === seed ? [run.run] : [])));
      const missing = names.filter(
        (name) => !have.has(name) && (place === 0 || isSwept(plan, name)),
      );
      if (missing.length === 0) return [];
      const methods = Object.fromEntries(
        missing.map((name) => [name, settings.methods[name] ?? {}]),
      );
      return [{ value, seed, missing, settings: { ...asNumber(settings, seed), methods } }];
    }),
  );
}

/** How many races and runs a plan is, trained or not. */
export function sizeOf(plan: SweepPlan): { readonly races: number; readonly runs: number } {
  const all = sweepTasks(plan, []);
  return {
    races: all.length,
    runs: all.reduce((sum, { missing }) => sum + missing.length, 0),
  };
}

/** Format number of a plan that a browser keeps. */
const PLAN_FORMAT = 1;

const value = v.union([
  v.pipe(v.number(), v.finite()),
  v.string(),
  v.boolean(),
  v.null(),
  v.array(v.pipe(v.number(), v.finite())),
]);

const keptPlan = v.object({
  format: v.literal(PLAN_FORMAT),
  settings: v.unknown(),
  path: v.string(),
  run: v.nullable(v.string()),
  /** Whether nothing is one of the values, for which JSON has no word. */
  unset: v.boolean(),
  values: v.pipe(v.array(value), v.maxLength(100)),
  numbers: v.pipe(v.array(v.pipe(v.number(), v.integer())), v.minLength(1), v.maxLength(100)),
});

/** As a browser keeps it. */
export function planAsText({ values, ...plan }: SweepPlan): string {
  const said = values.filter((each) => each !== undefined);
  const unset = said.length < values.length;
  return JSON.stringify({ format: PLAN_FORMAT, ...plan, unset, values: said });
}

/** Null for what is no plan of this version, or one whose settings no lab takes any more. */
export function planFromText(text: string | null): SweepPlan | null {
  if (text === null) return null;
  try {
    const { settings, unset, values, ...kept } = v.parse(keptPlan, JSON.parse(text));
    const plan: SweepPlan = {
      settings: parseSettings(settings),
      path: kept.path,
      run: kept.run,
      values: unset ? [undefined, ...values] : values,
      numbers: kept.numbers,
    };
    return whyNot(plan) === null ? plan : null;
  } catch {
    return null;
  }
}
