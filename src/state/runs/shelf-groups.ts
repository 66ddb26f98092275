/**
 * The shelf as it is shown: runs that differ in nothing but their seed stand together, with mean and spread. Pure.
 */
import { keyOf, keyWithoutSeed } from '../../protocol/same-settings';
import { type BandPoint, bandOf, type Spread, spreadOf } from '../../verdict/spread';
import type { RunCard } from './run-card';

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
  readonly band: readonly BandPoint[];
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
    band: bandOf(counted.map(({ curve }) => curve)),
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
