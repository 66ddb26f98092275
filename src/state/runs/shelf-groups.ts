/**
 * The shelf as it is shown: runs that differ in nothing but their seed stand together, with mean and spread. A run whose
 * weights were set to its own seed stands with those of the same weights where there are any, else with those whose
 * weights follow the seed. Pure.
 */
import { hasFixedWeights, keyOf, keysOverSeeds } from '../../protocol/same-settings';
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

/** Equal for runs that differ in their seed at most. @param fixed keys of groups that keep weights other than the seed's. */
function groupKey({ settings, name, dataName }: RunCard, fixed: ReadonlySet<string>): string {
  const keys = keysOverSeeds(settings);
  const staysWithFixed = hasFixedWeights(settings) && keys.fixed !== null && fixed.has(keys.fixed);
  return keyOf([name, dataName, staysWithFixed ? keys.fixed : (keys.following ?? keys.fixed)]);
}

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
  const fixed = new Set(
    cards.flatMap(({ settings }) => {
      const keys = keysOverSeeds(settings);
      return keys.following === null && keys.fixed !== null ? [keys.fixed] : [];
    }),
  );
  for (const card of [...cards].reverse()) {
    const key = card.status === 'ended' ? groupKey(card, fixed) : card.id;
    groups.set(key, [...(groups.get(key) ?? []), card]);
  }
  return [...groups].map(([key, members]) => groupOf(key, members));
}
