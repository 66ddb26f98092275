/**
 * A table of methods and data against one of its rows: every cell is paired with the baseline's on the same data, seed
 * by seed, and all comparisons of the table are one family of Holm's correction, since whoever reads a table picks the
 * cells that stand out. Pure.
 */
import { meanInterval } from '../math/bootstrap';
import { holm, signFlip } from '../math/paired-tests';
import type { Accuracy, AccuracyGap } from '../protocol/units';
import { leastSeeds } from './compare-seeds';
import { meanOf, spreadOf } from './spread';
import { type Verdict, verdictOf } from './words';

/** What a row of the table reached on one data set. */
export interface TableCell {
  readonly row: string;
  readonly column: string;
  /** By seed; a seed whose run failed is not there. */
  readonly bySeed: ReadonlyMap<number, Accuracy>;
  /** Ids of its runs, where they go with the table. */
  readonly runs?: readonly string[];
}

/** What may be said of a cell beside the baseline's on the same data. */
export interface CellLead {
  /** Seeds that both have. */
  readonly seeds: number;
  /** Mean of the cell's number minus the baseline's, unrounded. */
  readonly mean: AccuracyGap;
  /** 95 % bootstrap interval of the mean, by itself; null for fewer than two seeds. */
  readonly interval: readonly [number, number] | null;
  readonly pHolm: number;
  readonly verdict: Verdict;
}

export interface ComparedCell extends TableCell {
  readonly mean: Accuracy;
  /** Over the seeds; null for one. */
  readonly sd: number | null;
  /** Null for the baseline itself, and where it has no seed in common. */
  readonly lead: CellLead | null;
}

export interface ComparedTable {
  readonly cells: readonly ComparedCell[];
  /** Comparisons in the family. */
  readonly family: number;
  /** Fewer paired seeds than this say nothing, whatever their numbers. */
  readonly least: number;
}

/** Cells without a seed are left out. @param baseline the row that the others are held against. */
export function compareTable(cells: readonly TableCell[], baseline: string): ComparedTable {
  const found = cells.filter(({ bySeed }) => bySeed.size > 0);
  const theirs = new Map(
    found.filter(({ row }) => row === baseline).map(({ column, bySeed }) => [column, bySeed]),
  );
  const family = found.flatMap((cell) => {
    const base = cell.row === baseline ? undefined : theirs.get(cell.column);
    const differences = [...cell.bySeed]
      .sort(([a], [b]) => a - b)
      .flatMap(([seed, share]) => {
        const other = base?.get(seed);
        return other === undefined ? [] : [share - other];
      });
    const mean = meanOf(differences);
    return mean === null ? [] : [{ cell, differences, mean }];
  });
  const corrected = holm(family.map(({ differences }) => signFlip(differences)));
  const least = leastSeeds(family.length);
  const leads = new Map(
    family.map(({ cell, differences, mean }, i): [TableCell, CellLead] => {
      const pHolm = corrected[i] ?? 1;
      const verdict = differences.length < least ? 'too-few' : verdictOf(mean, pHolm);
      const interval = meanInterval(differences);
      return [cell, { seeds: differences.length, mean, interval, pHolm, verdict }];
    }),
  );
  return {
    cells: found.map((cell) => {
      const shares = [...cell.bySeed.values()];
      const { mean = 0, sd = null } = spreadOf(shares) ?? {};
      return { ...cell, mean, sd, lead: leads.get(cell) ?? null };
    }),
    family: family.length,
    least,
  };
}
