/**
 * The shelf as it is shown: runs that differ in nothing but their seed stand together, with mean and spread. Pure.
 */
import { haveSameDataButSeed, keyOf, keyWithoutSeed } from '../../protocol/same-settings';
import type { RunCard } from './run-card';

/** Mean and sample standard deviation; the sd of one value is null. */
export interface Spread {
  readonly mean: number;
  readonly sd: number | null;
}

export interface RunGroup {
  readonly key: string;
  /** The newest first. */
  readonly cards: readonly RunCard[];
  /** Different seeds among them, ascending. */
  readonly seeds: readonly number[];
  /** Of the newest run of each seed; null for a method without prediction. */
  readonly fusion: Spread | null;
  readonly unimodal: Readonly<Record<string, Spread>>;
  /** Mean, lowest and highest at every point that all curves have. */
  readonly band: readonly { readonly mean: number; readonly low: number; readonly high: number }[];
}

function spreadOf(values: readonly number[]): Spread | null {
  if (values.length === 0) return null;
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  if (values.length === 1) return { mean, sd: null };
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, sd: Math.sqrt(squares / (values.length - 1)) };
}

/** Equal for runs that differ in their seed at most. */
const groupKey = ({ settings, name, dataName }: RunCard): string =>
  keyOf([name, dataName, keyWithoutSeed(settings)]);

function groupOf(key: string, cards: readonly RunCard[]): RunGroup {
  const newestOfSeed = new Map<number, RunCard>();
  for (const card of cards) {
    if (!newestOfSeed.has(card.settings.seed)) newestOfSeed.set(card.settings.seed, card);
  }
  const counted = [...newestOfSeed.values()];
  const modalities = counted[0]?.modalities ?? [];
  const shortest = Math.min(...counted.map(({ curve }) => curve.length));
  return {
    key,
    cards,
    seeds: [...newestOfSeed.keys()].sort((a, b) => a - b),
    fusion: spreadOf(counted.flatMap(({ fusion }) => fusion ?? [])),
    unimodal: Object.fromEntries(
      modalities.flatMap(({ id }) => {
        const spread = spreadOf(counted.flatMap(({ unimodal }) => unimodal[id] ?? []));
        return spread ? [[id, spread] as const] : [];
      }),
    ),
    band: Array.from({ length: shortest }, (_, i) => {
      const spread = spreadOf(counted.map(({ curve }) => curve[i] ?? 0));
      const { mean, sd } = spread ?? { mean: 0, sd: null };
      return { mean, low: mean - (sd ?? 0), high: mean + (sd ?? 0) };
    }),
  };
}

/** The newest group first. A run that did not end stands by itself: its numbers are of another epoch. */
export function runGroups(cards: readonly RunCard[]): readonly RunGroup[] {
  const groups = new Map<string, RunCard[]>();
  for (const card of [...cards].reverse()) {
    const key = card.status === 'ended' ? groupKey(card) : card.id;
    groups.set(key, [...(groups.get(key) ?? []), card]);
  }
  return [...groups].map(([key, members]) => groupOf(key, members));
}

/** Whether two runs were trained on the same data, drawn anew or not. */
const sharesData = (a: RunCard, b: RunCard): boolean =>
  a.dataName === b.dataName && haveSameDataButSeed(a.settings, b.settings);

/** Points by which `card` predicts better than the baseline; null where the two cannot be compared. */
export function deltaTo(baseline: RunCard | null, card: RunCard): number | null {
  if (!baseline || baseline.id === card.id) return null;
  if (baseline.fusion === null || card.fusion === null || !sharesData(baseline, card)) return null;
  return card.fusion - baseline.fusion;
}
