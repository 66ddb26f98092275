/**
 * Puts a step's commands in the order in which fewest dispatches are needed: commands that do not wait for each other
 * and run the same program share one. Results are the same to the bit, since whoever reads or writes what another
 * wrote still comes after it. Knows no device.
 */

/** A range of memory. */
export interface Span {
  readonly memory: number;
  readonly begin: number;
  readonly count: number;
}

/** What scheduling must know of a command. */
export interface Schedulable {
  /** Commands of one kind may share a dispatch. */
  readonly kind: string;
  readonly reads: readonly Span[];
  readonly writes: readonly Span[];
}

const overlap = (a: readonly Span[], b: readonly Span[]): boolean =>
  a.some((x) =>
    b.some(
      (y) => x.memory === y.memory && x.begin < y.begin + y.count && y.begin < x.begin + x.count,
    ),
  );

const mustFollow = (later: Schedulable, earlier: Schedulable): boolean =>
  overlap(later.reads, earlier.writes) ||
  overlap(later.writes, earlier.writes) ||
  overlap(later.writes, earlier.reads);

/** Commands that share a dispatch, at least one. */
export type Group<C> = readonly [C, ...C[]];

/** A command that waits for its turn. */
interface Waiting<C> {
  readonly command: C;
  /** Those that must come after it. */
  readonly followers: Waiting<C>[];
  /** How many of those before it have not had their turn. */
  waitsFor: number;
  /** Length of the longest chain behind it: those with the longest go first, the others gather company. */
  urgency: number;
}

/**
 * Groups of commands, each to be one dispatch, in order.
 * @param most commands in one group.
 */
export function schedule<C extends Schedulable>(commands: readonly C[], most: number): Group<C>[] {
  const all = commands.map(
    (command): Waiting<C> => ({ command, followers: [], waitsFor: 0, urgency: 0 }),
  );
  all.forEach((earlier, i) => {
    for (const later of all.slice(i + 1)) {
      if (!mustFollow(later.command, earlier.command)) continue;
      earlier.followers.push(later);
      later.waitsFor += 1;
    }
  });
  for (const one of all.toReversed()) {
    for (const { urgency } of one.followers) one.urgency = Math.max(one.urgency, 1 + urgency);
  }
  const ready = new Set(all.filter(({ waitsFor }) => waitsFor === 0));
  const groups: Group<C>[] = [];
  while (ready.size > 0) {
    const first = [...ready].reduce((a, b) => (b.urgency > a.urgency ? b : a));
    const { kind } = first.command;
    const alike = [...ready].filter(({ command }) => command.kind === kind).slice(0, most);
    const [head, ...rest] = alike.includes(first) ? alike : [first, ...alike.slice(1)];
    if (!head) break;
    const group = [head, ...rest];
    for (const one of group) ready.delete(one);
    for (const follower of group.flatMap(({ followers }) => followers)) {
      follower.waitsFor -= 1;
      if (follower.waitsFor === 0) ready.add(follower);
    }
    groups.push([head.command, ...rest.map(({ command }) => command)]);
  }
  return groups;
}
