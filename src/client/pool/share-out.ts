/**
 * Which thread trains which runs of a race. Runs whose encoders train alike stay together, for side by side they are
 * trained once; the first thread has the reference, which it remembers for the next race. Pure.
 */
import type { Catalogue } from '../../protocol/catalogue';
import { weightSeedOf } from '../../protocol/common-knobs';
import { REFERENCE_RUN } from '../../protocol/default-race';
import { methodIdOf, type Settings } from '../../protocol/settings';

/** What must stay in one thread. */
export interface Group {
  /** In the order of the race. */
  readonly runs: readonly string[];
  /** A guess at the work: the stages of all its runs. */
  readonly work: number;
}

/** The groups of these runs, in the order of the race. */
export function groupsOf(
  runs: readonly string[],
  settings: Settings,
  catalogue: Catalogue,
): readonly Group[] {
  const groups = new Map<string, Group>();
  for (const run of runs) {
    const method = catalogue.find(({ id }) => id === methodIdOf(run));
    const key = method?.trainsAlike ? `alike ${weightSeedOf(settings, run)}` : `run ${run}`;
    const known = groups.get(key) ?? { runs: [], work: 0 };
    const work = known.work + (method?.stages.length ?? 1);
    groups.set(key, { runs: [...known.runs, run], work });
  }
  return [...groups.values()];
}

/**
 * Hands the groups out, the largest first, each to the thread that has the least to do so far.
 * @param threads at least 1.
 * @returns the runs of every thread, in the order of the race; at most so many threads, and none without a run. The
 *   first has the reference, if there is one.
 */
export function shareOut(
  groups: readonly Group[],
  threads: number,
): readonly (readonly string[])[] {
  const workOf = (part: readonly Group[]) => part.reduce((sum, { work }) => sum + work, 0);
  const parts: Group[][] = Array.from({ length: Math.min(threads, groups.length) }, () => []);
  for (const group of [...groups].sort((a, b) => b.work - a.work)) {
    parts.reduce((a, b) => (workOf(b) < workOf(a) ? b : a)).push(group);
  }
  const order = groups.flatMap(({ runs }) => runs);
  const shares = parts.map((part) => {
    const own = new Set(part.flatMap(({ runs }) => runs));
    return order.filter((run) => own.has(run));
  });
  const hasReference = (share: readonly string[]) => share.includes(REFERENCE_RUN);
  return [...shares.filter(hasReference), ...shares.filter((share) => !hasReference(share))];
}
