/** Keeps labels at line ends from covering each other: moved up or down, as little as needed. Pure. */

export interface LabelWish {
  readonly key: string;
  /** Where the label's middle would best be. */
  readonly y: number;
  readonly height: number;
}

/** The middle of every label, none overlapping, all between `top` and `bottom` where they fit. */
export function placeLabels(
  wishes: readonly LabelWish[],
  top: number,
  bottom: number,
): ReadonlyMap<string, number> {
  const sorted = [...wishes].sort((a, b) => a.y - b.y);
  // groups of touching labels settle at the mean of their wishes (pool adjacent violators)
  interface Group {
    readonly members: readonly LabelWish[];
    readonly height: number;
    readonly start: number;
  }
  const settle = (members: readonly LabelWish[]): Group => {
    const height = members.reduce((sum, each) => sum + each.height, 0);
    let above = 0;
    let total = 0;
    for (const each of members) {
      total += each.y - each.height / 2 - above;
      above += each.height;
    }
    const wish = total / members.length;
    return { members, height, start: Math.max(top, Math.min(bottom - height, wish)) };
  };
  const groups: Group[] = [];
  for (const wish of sorted) {
    let group = settle([wish]);
    let previous = groups.at(-1);
    while (previous && previous.start + previous.height > group.start) {
      groups.pop();
      group = settle([...previous.members, ...group.members]);
      previous = groups.at(-1);
    }
    groups.push(group);
  }
  const places = new Map<string, number>();
  for (const group of groups) {
    let y = group.start;
    for (const member of group.members) {
      places.set(member.key, y + member.height / 2);
      y += member.height;
    }
  }
  return places;
}

export interface NamedEnd {
  readonly y: number;
  readonly tone: string;
}

/**
 * At most so many of these names. Where there are more, only the highest and the lowest of each colour, which say how far
 * the others lie apart; where those are still too many, some of them from the highest to the lowest.
 */
export function fewerLabels<T extends NamedEnd>(ends: readonly T[], most: number): readonly T[] {
  if (ends.length <= most) return ends;
  const outer = ends.filter(({ y, tone }) => {
    const heights = ends.filter((end) => end.tone === tone).map((end) => end.y);
    return y === Math.min(...heights) || y === Math.max(...heights);
  });
  if (outer.length <= most) return outer;
  const byHeight = [...outer].sort((a, b) => a.y - b.y);
  const apart = (outer.length - 1) / Math.max(1, most - 1);
  const kept = new Set(
    Array.from({ length: Math.max(0, most) }, (_, k) => byHeight[Math.round(k * apart)]),
  );
  return outer.filter((end) => kept.has(end));
}
