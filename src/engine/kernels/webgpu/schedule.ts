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

/**
 * Groups of commands, each to be one dispatch, in order.
 * @param most commands in one group.
 */
export function schedule<C extends Schedulable>(commands: readonly C[], most: number): C[][] {
  const followers = commands.map((earlier, i) =>
    commands.flatMap((later, j) => (j > i && mustFollow(later, earlier) ? [j] : [])),
  );
  const waitsFor = commands.map(() => 0);
  for (const list of followers) for (const j of list) waitsFor[j] = (waitsFor[j] as number) + 1;
  // the longest chain behind a command: those with the longest go first, the others gather company
  const urgency = commands.map(() => 0);
  for (let i = commands.length - 1; i >= 0; i--) {
    for (const j of followers[i] as number[]) {
      urgency[i] = Math.max(urgency[i] as number, 1 + (urgency[j] as number));
    }
  }
  const ready = new Set(commands.flatMap((_, i) => (waitsFor[i] === 0 ? [i] : [])));
  const groups: C[][] = [];
  while (ready.size > 0) {
    const first = [...ready].reduce((a, b) =>
      (urgency[b] as number) > (urgency[a] as number) ? b : a,
    );
    const { kind } = commands[first] as C;
    const group = [...ready].filter((i) => (commands[i] as C).kind === kind).slice(0, most);
    if (!group.includes(first)) group[0] = first;
    for (const i of group) ready.delete(i);
    for (const i of group) {
      for (const j of followers[i] as number[]) {
        waitsFor[j] = (waitsFor[j] as number) - 1;
        if (waitsFor[j] === 0) ready.add(j);
      }
    }
    groups.push(group.map((i) => commands[i] as C));
  }
  return groups;
}
