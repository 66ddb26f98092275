/** How far the seeds have come, and how long they will take at the pace measured so far. Pure. */
import { epochsDone, type RaceRecord, type RunRecord } from '../race-record';
import type { SeedsState } from './seeds-store';

/** Epochs of a seed that are done, 0..1; runs taken from the shelf are no work. */
export function shareOfRace(record: RaceRecord): number {
  const trained = record.filter(({ onShelf }) => !onShelf);
  const planned = (run: RunRecord) => Math.max(run.expectedEpochs, epochsDone(run));
  // a run that has not begun says no length yet; it is about as long as the longest
  const longest = Math.max(1, ...trained.map(planned));
  const isOver = ({ status }: RunRecord) => status === 'ended' || status === 'failed';
  const total = trained.reduce((sum, run) => sum + (planned(run) || longest), 0);
  const done = trained.reduce(
    (sum, run) => sum + (isOver(run) ? planned(run) || longest : epochsDone(run)),
    0,
  );
  return total === 0 ? 0 : done / total;
}

/** The share of the plan that is done, 0..1: a seed counts as much as the runs it lacks. */
export function shareOfPlan(
  { plan, at, over, beside }: Pick<SeedsState, 'plan' | 'at' | 'over' | 'beside'>,
  record: RaceRecord,
) {
  const sum = (list: readonly number[]) => list.reduce((total, each) => total + each, 0);
  const shareOf = (seed: number, place: number): number => {
    if (over.includes(seed)) return 1;
    const other = beside.find((each) => each.seed === seed);
    return other?.share ?? (place === at ? shareOfRace(record) : 0);
  };
  const all = sum(plan.map(({ missing }) => missing.length));
  if (all === 0) return 0;
  return sum(plan.map(({ seed, missing }, i) => missing.length * shareOf(seed, i))) / all;
}

/** A pace measured over less than this says nothing. */
const LEAST_MEASURED_MS = 2000;
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** "less than a minute", "about 2 minutes", "about 3 hours". */
export function lasting(ms: number): string {
  if (ms < MINUTE_MS) return 'less than a minute';
  const [size, word] = ms < 1.5 * HOUR_MS ? [MINUTE_MS, 'minute'] : [HOUR_MS, 'hour'];
  const count = Math.round(ms / size);
  return `about ${count} ${word}${count === 1 ? '' : 's'}`;
}

/** "about 2 minutes left"; null before there is a pace, and while nothing trains. */
export function timeLeft(seeds: SeedsState, record: RaceRecord, nowMs: number): string | null {
  const { sinceMs, share: before } = seeds.pace;
  const share = shareOfPlan(seeds, record);
  const tookMs = nowMs - sinceMs;
  if (seeds.status !== 'running' || tookMs < LEAST_MEASURED_MS || share <= before) return null;
  return `${lasting((tookMs * (1 - share)) / (share - before))} left`;
}
