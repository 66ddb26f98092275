/**
 * Whether what stands on the page answers an assignment: what was changed that may not be, and each condition, from
 * the races that have ended with these settings or, while one trains, from where it stands. Conditions are read by
 * src/verdict, as the command does it. Pure.
 */
import type { PreparedAssignment } from '../../data/assignment-settings';
import { changedPaths, notAllowed } from '../../protocol/answer-changes';
import { keyWithoutSeed } from '../../protocol/same-settings';
import type { Settings } from '../../protocol/settings';
import {
  type CheckedCondition,
  checkConditions,
  type EndedRace,
} from '../../verdict/assignment-check';
import { aloneAtEnd, aloneAtEpoch } from '../alone';
import { epochsDone } from '../race-record';
import { type RaceSaid, type RaceState, racingRuns } from '../race-store';

/** A race that ended on this page. */
export interface KeptRace {
  /** Of its settings without the seed. */
  readonly key: string;
  readonly race: EndedRace;
}

export interface PageCheck {
  /** Settings that were changed and may not be. The seed is none of them: the assignment has its own. */
  readonly notAllowed: readonly string[];
  /** The assignment's seeds, and whether a race with these settings has ended on each. */
  readonly seeds: readonly { readonly seed: number; readonly isKnown: boolean }[];
  /** What the conditions below are read from; null where nothing was trained. */
  readonly from:
    | { readonly kind: 'training'; readonly seed: number; readonly epoch: number }
    | { readonly kind: 'ended'; readonly seeds: readonly number[] }
    /** Only a seed that the assignment does not ask for. */
    | { readonly kind: 'other-seed'; readonly seed: number }
    | null;
  readonly conditions: readonly CheckedCondition[];
  /** Every condition on every seed, and nothing else changed: the command will say so, too. */
  readonly passed: boolean;
}

/** A race's end numbers, seed by seed; null before its end. */
export function endedRace(said: RaceSaid, seed: number): EndedRace {
  return {
    seed,
    alone: aloneAtEnd(said)?.accuracy ?? null,
    runs: racingRuns(said.record).map(({ name, end, failed }) => ({
      method: name,
      ...(end && { accuracy: end.accuracy, ridge: end.ridge }),
      ...(failed && { failed }),
    })),
  };
}

/** The same of the epoch that each run has reached. */
function raceSoFar(said: RaceSaid, seed: number, epoch: number): EndedRace {
  return {
    seed,
    alone: aloneAtEpoch(said, epoch)?.accuracy ?? null,
    runs: racingRuns(said.record).map(({ name, epochs, failed }) => {
      const last = epochs.at(-1);
      return {
        method: name,
        ...(last && { accuracy: last.accuracy }),
        ...(failed && { failed }),
      };
    }),
  };
}

/** The settings as the assignment's own seed would have them. */
export const onBaseSeed = (settings: Settings, { base }: PreparedAssignment): Settings => ({
  ...settings,
  seed: base.seed,
});

export interface OnPage {
  readonly settings: Settings;
  readonly race: Pick<RaceState, 'phase' | 'record' | 'levels'>;
  /** Races that ended here, the newest last. */
  readonly kept: readonly KeptRace[];
}

export function checkOnPage(
  prepared: PreparedAssignment,
  { settings, race, kept }: OnPage,
): PageCheck {
  const { assignment, base, seeds } = prepared;
  const forbidden = notAllowed(
    changedPaths(base, onBaseSeed(settings, prepared)),
    assignment.allowed,
  );
  const key = keyWithoutSeed(settings);
  const known = new Map<number, EndedRace>();
  for (const one of kept) if (one.key === key) known.set(one.race.seed, one.race);
  const ended = seeds.flatMap((seed) => known.get(seed) ?? []);
  const other = known.get(settings.seed);
  const { races, from } = raceSpokenOf(settings.seed, race, ended, other);
  const conditions = checkConditions(assignment.conditions, races);
  return {
    notAllowed: forbidden,
    seeds: seeds.map((seed) => ({ seed, isKnown: known.has(seed) })),
    from,
    conditions,
    passed:
      forbidden.length === 0 &&
      ended.length === seeds.length &&
      checkConditions(assignment.conditions, ended).every(({ holds }) => holds),
  };
}

/** What is looked at: the race in training, else those that have ended. */
function raceSpokenOf(
  seed: number,
  race: OnPage['race'],
  ended: readonly EndedRace[],
  other: EndedRace | undefined,
): { readonly races: readonly EndedRace[]; readonly from: PageCheck['from'] } {
  const epoch = Math.max(0, ...racingRuns(race.record).map(epochsDone));
  if (epoch > 0 && race.phase !== 'ended' && race.phase !== 'idle') {
    return { races: [raceSoFar(race, seed, epoch)], from: { kind: 'training', seed, epoch } };
  }
  if (ended.length > 0) {
    return { races: ended, from: { kind: 'ended', seeds: ended.map((each) => each.seed) } };
  }
  return other ? { races: [other], from: { kind: 'other-seed', seed } } : { races: [], from: null };
}
