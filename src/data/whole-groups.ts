/**
 * Samples that stay together, shared out in parts: whole groups, or single samples where there are none, so that every
 * part has its share of each class and of each pattern of what samples lack. Imports math only.
 */
import type { Random } from '../math/rng';

/** What is shared out. */
export interface Shareable {
  /** Class of each sample, `[samples]`. */
  readonly labels: Int32Array;
  readonly classNames: readonly string[];
  /** Group of each sample; null where there are none. */
  readonly groups: readonly string[] | null;
  /** Which modalities each has, as a word; absent or null where all have all. */
  readonly kinds?: readonly string[] | null;
}

/** Samples that stay together. */
export interface Unit {
  readonly rows: readonly number[];
  /** How many of each class they are, then how many of each class and pattern of modalities, where there are several. */
  readonly counts: readonly number[];
}

/** Groups, or single samples, in the order of their names or numbers. */
export function unitsOf(
  { labels, classNames, groups, kinds }: Shareable,
  among?: readonly number[],
): Unit[] {
  const rows = among ?? Array.from(labels, (_, row) => row);
  const members = new Map<string | number, number[]>();
  for (const row of rows) {
    const key = groups?.[row] ?? row;
    const list = members.get(key);
    if (list) list.push(row);
    else members.set(key, [row]);
  }
  const keys = [...members.keys()].sort((a, b) => (a < b ? -1 : 1));
  const cellOf = (row: number) => `${labels[row]} ${kinds?.[row]}`;
  const cells = kinds ? [...new Set(rows.map(cellOf))].sort() : [];
  const place = new Map(cells.map((cell, at) => [cell, classNames.length + at]));
  return keys.map((key) => {
    const own = members.get(key) as number[];
    const counts = new Array<number>(classNames.length + cells.length).fill(0);
    const count = (at: number) => {
      counts[at] = (counts[at] ?? 0) + 1;
    };
    for (const row of own) {
      count(labels[row] as number);
      const cell = kinds ? place.get(cellOf(row)) : undefined;
      if (cell !== undefined) count(cell);
    }
    return { rows: own, counts };
  });
}

/** A part, and how large it should be beside the others. */
export interface Part {
  readonly weight: number;
  /** Whether it must hold something. */
  readonly isNeeded: boolean;
  readonly units: Unit[];
}

/** How many of each class the units are, at least 1 so that it divides. */
const totalsOf = (units: readonly Unit[]): number[] =>
  (units[0]?.counts ?? []).map((_, at) =>
    Math.max(
      1,
      units.reduce((sum, { counts }) => sum + (counts[at] ?? 0), 0),
    ),
  );

/** Largest units first, the seed deciding between equals. */
export const inOrder = (units: readonly Unit[], random: Random): Unit[] =>
  Array.from(random.permutation(units.length), (i) => units[i] as Unit).sort(
    (a, b) => b.rows.length - a.rows.length,
  );

/**
 * Each unit to the part whose classes it leaves most even for its size; of parts as good the emptier, then the first.
 * Units left at the end fill needed parts that are empty.
 */
export function shareOut(order: readonly Unit[], parts: readonly Part[]): void {
  const totals = totalsOf(order);
  const held = parts.map(() => ({ size: 0, counts: totals.map(() => 0) }));
  for (const [i, unit] of order.entries()) {
    const empty = parts.filter(({ isNeeded, units }) => isNeeded && units.length === 0);
    const open = order.length - i <= empty.length ? empty : parts;
    const of = (part: Part) => held[parts.indexOf(part)] as (typeof held)[number];
    // how much the squares of the classes' shares grow: least where the part has fewest of these classes
    const growth = (part: Part) =>
      unit.counts.reduce((sum, count, at) => {
        const total = totals[at] as number;
        return sum + (count * (2 * (of(part).counts[at] as number) + count)) / total ** 2;
      }, 0) / part.weight;
    const into = open.reduce((best, part) => {
      const more = growth(part) - growth(best);
      if (Math.abs(more) > 1e-12) return more < 0 ? part : best;
      return of(part).size / part.weight < of(best).size / best.weight ? part : best;
    });
    into.units.push(unit);
    of(into).size += unit.rows.length;
    for (const [at, count] of unit.counts.entries()) {
      of(into).counts[at] = (of(into).counts[at] as number) + count;
    }
  }
}

/** More units than that are moved, but not exchanged in pairs. */
const MOST_EXCHANGED = 120;
const MOST_ROUNDS = 50;
/** A change that gains less is none. */
const LEAST_GAIN = 1e-9;

/** What a part holds. */
interface Held {
  readonly counts: readonly number[];
  readonly size: number;
  readonly units: number;
}

const withUnit = ({ counts, size, units }: Held, unit: Unit, sign: 1 | -1): Held => ({
  counts: counts.map((count, at) => count + sign * (unit.counts[at] as number)),
  size: size + sign * unit.rows.length,
  units: units + sign,
});

/**
 * Moves and exchanges whole units as long as that makes the parts better: their classes nearer to their shares, and all
 * classes there that should be.
 * @param missing what it costs that a part has none of a class, by part and class; more than any unevenness, which is
 * below 2.
 */
export function improve(
  parts: readonly Part[],
  missing: (part: number, label: number) => number,
): void {
  const units = parts.flatMap((part) => part.units);
  const place = parts.flatMap((part, p) => part.units.map(() => p));
  const totals = totalsOf(units);
  const rows = units.reduce((sum, unit) => sum + unit.rows.length, 0);
  const weights = parts.reduce((sum, { weight }) => sum + weight, 0);
  const nothing: Held = { counts: totals.map(() => 0), size: 0, units: 0 };
  const held = parts.map((part) =>
    part.units.reduce((sum, unit) => withUnit(sum, unit, 1), nothing),
  );
  const costOf = (p: number, { counts, size, units: count }: Held): number => {
    const { weight, isNeeded } = parts[p] as Part;
    if (isNeeded && count === 0) return Number.POSITIVE_INFINITY;
    const share = weight / weights;
    let cost = (size / rows - share) ** 2;
    for (const [at, total] of totals.entries()) {
      cost += ((counts[at] as number) / total - share) ** 2 / totals.length;
      if (counts[at] === 0) cost += missing(p, at);
    }
    return cost;
  };
  const costs = held.map((each, p) => costOf(p, each));
  /** Gives a unit to another part, for one of its own or for none, where that is better; says whether it was. */
  const exchange = (given: number, b: number, taken: number | null): boolean => {
    const a = place[given] as number;
    const change = (from: Held, out: number | null, into: number | null): Held => {
      const less = out === null ? from : withUnit(from, units[out] as Unit, -1);
      return into === null ? less : withUnit(less, units[into] as Unit, 1);
    };
    const [left, grown] = [
      change(held[a] as Held, given, taken),
      change(held[b] as Held, taken, given),
    ];
    const [costA, costB] = [costOf(a, left), costOf(b, grown)];
    if ((costs[a] as number) + (costs[b] as number) - costA - costB < LEAST_GAIN) return false;
    [held[a], held[b], costs[a], costs[b]] = [left, grown, costA, costB];
    place[given] = b;
    if (taken !== null) place[taken] = a;
    return true;
  };
  for (let round = 0, isBetter = true; isBetter && round < MOST_ROUNDS; round++) {
    isBetter = false;
    for (const given of units.keys()) {
      for (const b of parts.keys()) {
        if (b !== place[given] && exchange(given, b, null)) isBetter = true;
      }
      if (units.length > MOST_EXCHANGED) continue;
      for (const taken of units.keys()) {
        const b = place[taken] as number;
        if (b !== place[given] && exchange(given, b, taken)) isBetter = true;
      }
    }
  }
  for (const [p, part] of parts.entries()) {
    part.units.splice(0, part.units.length, ...units.filter((_, u) => place[u] === p));
  }
}

/** The samples of a part. */
export const rowsOf = ({ units }: Part): number[] => units.flatMap(({ rows }) => rows);
