/**
 * What a sweep came to in one measure: for every run and value the numbers of its seeds, with mean, spread and interval.
 * Accuracies stand on the cards of the shelf; any other measure is read from the last epoch of the whole run. Pure.
 */
import type { KnobValue } from '../../protocol/knobs';
import {
  type MeasureCatalogue,
  measured,
  measuredByName,
  type NumbersDescription,
  type Unit,
} from '../../protocol/measure';
import { runNames } from '../../protocol/settings';
import { type SeedSpread, spreadOf } from '../../verdict/seed-numbers';
import { drawn } from '../charts/drawn';
import type { RunCard } from '../runs/run-card';
import type { SeedRun } from '../seeds/seed-runs';
import { runsAt, type SweepPlan } from './sweep-plan';

/** What is drawn against the knob. */
export interface SweepMeasure {
  /** Unique among them. */
  readonly id: string;
  readonly label: string;
  readonly unit: Unit;
  /** Whether it has to be read from whole runs. */
  readonly isRead: boolean;
  readonly of: (run: SeedRun, lastEpoch: object | null) => number | null;
}

/** One run of one seed. */
export interface SweepSingle {
  /** Its card on the shelf. */
  readonly id: string;
  readonly seed: number;
  readonly value: number;
}

/** A spread as it is drawn and written: nothing is concluded from it. */
type DrawnSpread = Omit<SeedSpread, 'mean'> & { readonly mean: number };

function drawnSpread(values: ReadonlyMap<number, number>): DrawnSpread | null {
  const spread = spreadOf(values);
  const mean = drawn(spread?.mean);
  return spread && mean !== null ? { ...spread, mean } : null;
}

/** A run at a value of the knob. */
export interface SweepPoint {
  /** Place among the plan's values. */
  readonly place: number;
  readonly value: KnobValue;
  readonly singles: readonly SweepSingle[];
  /** Seeds on which the run failed by itself. */
  readonly failed: readonly number[];
  /** Null before any seed is there. */
  readonly spread: DrawnSpread | null;
}

export interface SweepLine {
  readonly run: string;
  readonly label: string;
  /** Whether the knob changes it; else it is the same at every value. */
  readonly isSwept: boolean;
  readonly points: readonly SweepPoint[];
}

type Modality = { readonly id: string; readonly name: string };

function readFrom(
  { id, label, unit, per }: NumbersDescription,
  modalities: readonly Modality[],
): readonly SweepMeasure[] {
  if (per === 'run') {
    const of: SweepMeasure['of'] = (_, epoch) => {
      const value = epoch && measured(epoch, id);
      return typeof value === 'number' ? value : null;
    };
    return [{ id, label, unit, isRead: true, of }];
  }
  if (per !== 'modality') return [];
  return modalities.map((modality) => ({
    id: `${id}:${modality.id}`,
    label: `${label}, ${modality.name}`,
    unit,
    isRead: true,
    of: (_, epoch) => (epoch && measuredByName(epoch, id)[modality.id]) ?? null,
  }));
}

/** Everything that can be drawn: accuracies on the test split first, then the measures of the lab at the last epoch. */
export function sweepMeasures(
  measures: MeasureCatalogue,
  modalities: readonly Modality[],
): readonly SweepMeasure[] {
  return [
    {
      id: 'fusion',
      label: 'Fusion accuracy, test',
      unit: 'share',
      isRead: false,
      of: ({ fusion }) => drawn(fusion),
    },
    ...modalities.map(
      ({ id, name }): SweepMeasure => ({
        id: `unimodal:${id}`,
        label: `${name} accuracy by its probe, test`,
        unit: 'share',
        isRead: false,
        of: ({ unimodal }) => drawn(unimodal[id]),
      }),
    ),
    ...measures.flatMap((measure) =>
      measure.per === 'structure' ? [] : readFrom(measure, modalities),
    ),
  ];
}

/** @param epochs the last epoch of every run that has been read, by its card. */
export function sweepLines(
  plan: SweepPlan,
  cards: readonly RunCard[],
  measure: SweepMeasure,
  epochs: ReadonlyMap<string, object>,
): readonly SweepLine[] {
  const rows = plan.values.map((value) => runsAt(plan, value, cards));
  return runNames(plan.settings).map((run) => {
    const points = rows.map((all, place): SweepPoint => {
      const runs = all.filter((each) => each.run === run);
      const singles = runs.flatMap((each): readonly SweepSingle[] => {
        const value =
          each.status === 'ended' ? measure.of(each, epochs.get(each.id) ?? null) : null;
        return value === null ? [] : [{ id: each.id, seed: each.seed, value }];
      });
      return {
        place,
        value: plan.values[place],
        singles,
        failed: runs.flatMap(({ status, seed }) => (status === 'failed' ? [seed] : [])),
        spread: drawnSpread(new Map(singles.map(({ seed, value }) => [seed, value]))),
      };
    });
    const label = rows.flat().find((each) => each.run === run)?.label ?? run;
    return { run, label, isSwept: plan.run === null || plan.run === run, points };
  });
}
