/**
 * The curves of all seeds as one race: every run's accuracies at an epoch are their means over the seeds that have it,
 * so that the charts of a race draw it, and their spread is the band behind each line. Pure.
 */
import type { EpochEnded } from '../../protocol/events';
import { NOT_MEASURED } from '../../protocol/measures';
import type { ReferenceLevels } from '../../protocol/reference-levels';
import type { Accuracy } from '../../protocol/units';
import { type BySeed, meanAndSd } from '../../verdict/seed-numbers';
import { aroundMean } from '../../verdict/spread';
import type { ChartBand, ChartLine } from '../charts/chart';
import type { RunRecord } from '../race-record';
import { runRecordOf, type StoredRun } from '../runs/stored-run';
import { numberIn } from './repeat';

/** What the charts need of a run: its accuracies, without all else that was measured. */
export interface SeedCurve {
  /** Its card's id. */
  readonly id: string;
  readonly seed: number;
  readonly run: RunRecord;
  readonly levels: ReferenceLevels | null;
}

/** What no chart of accuracies reads, and thirty runs would fill the memory with. */
const bare = (epoch: EpochEnded): EpochEnded => ({
  ...NOT_MEASURED,
  kind: epoch.kind,
  run: epoch.run,
  seq: epoch.seq,
  epoch: epoch.epoch,
  stage: epoch.stage,
  losses: {},
  accuracy: { ...epoch.accuracy, readouts: {} },
  fusionSource: epoch.fusionSource,
  heldOut: epoch.heldOut,
  setsFixed: epoch.setsFixed,
  trainMs: epoch.trainMs,
  measureMs: epoch.measureMs,
  cost: epoch.cost,
});

export function curveOf(stored: StoredRun): SeedCurve {
  const run = runRecordOf(stored);
  return {
    id: stored.id,
    seed: numberIn(stored.settings),
    run: { ...run, epochs: run.epochs.map(bare) },
    levels: stored.levels,
  };
}

/** The value of every seed at an epoch; seeds whose run had no such number then are not there. */
function valuesOf(
  curves: readonly SeedCurve[],
  place: number,
  value: (epoch: EpochEnded) => Accuracy | null | undefined,
): BySeed {
  return new Map(
    curves.flatMap(({ seed, run }) => {
      const epoch = run.epochs[place];
      const number = epoch ? value(epoch) : null;
      return number === null || number === undefined ? [] : [[seed, number] as const];
    }),
  );
}

/** One run's mean course; it ends where the first of the seeds ends. */
function meanRun(curves: readonly SeedCurve[], modalities: readonly string[]): RunRecord | null {
  const [first] = curves;
  if (!first) return null;
  const length = Math.min(...curves.map(({ run }) => run.epochs.length));
  return {
    ...first.run,
    epochs: first.run.epochs.slice(0, length).map((epoch, place): EpochEnded => {
      const mean = (value: Parameters<typeof valuesOf>[2]) =>
        meanAndSd(valuesOf(curves, place, value))?.mean ?? null;
      return {
        ...epoch,
        accuracy: {
          fusion: mean(({ accuracy }) => accuracy.fusion),
          unimodal: Object.fromEntries(
            modalities.flatMap((id) => {
              const value = mean(({ accuracy }) => accuracy.unimodal[id]);
              return value === null ? [] : [[id, value] as const];
            }),
          ),
          readouts: {},
        },
      };
    }),
  };
}

const ofRun = (curves: readonly SeedCurve[], name: string) =>
  curves.filter(({ run }) => run.name === name);

/** Every run's mean course, in this order; a run without any seed is left out. */
export function meanRecord(
  curves: readonly SeedCurve[],
  names: readonly string[],
  modalities: readonly string[],
): readonly RunRecord[] {
  return names.flatMap((name) => meanRun(ofRun(curves, name), modalities) ?? []);
}

/**
 * The band behind a line of a race's charts: its mean, less and more one standard deviation, at every point that the
 * line has; null for fewer than two seeds, and for a line that is no run's.
 * @param of which chart the line is from.
 */
export function bandOf(
  line: Pick<ChartLine, 'key' | 'tone' | 'points'>,
  of: 'modality' | 'fusion',
  curves: readonly SeedCurve[],
): ChartBand | null {
  const owner = curves.find(({ run }) => line.key.startsWith(`${run.name}.`))?.run.name;
  if (owner === undefined) return null;
  const own = ofRun(curves, owner);
  if (own.length < 2) return null;
  const what = line.key.slice(owner.length + 1);
  const value = ({ accuracy }: EpochEnded) =>
    of === 'modality' ? accuracy.unimodal[what] : accuracy.fusion;
  const placeOf = new Map(own[0]?.run.epochs.map(({ epoch }, place) => [epoch, place]));
  return {
    key: line.key,
    tone: line.tone,
    points: line.points.map((point) => {
      const place = placeOf.get(point.epoch);
      const spread =
        point.value === null || place === undefined ? null : meanAndSd(valuesOf(own, place, value));
      if (!spread || spread.sd === null) return { epoch: point.epoch, low: null, high: null };
      return { epoch: point.epoch, ...aroundMean(spread) };
    }),
  };
}
