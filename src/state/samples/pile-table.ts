/** The piles of every run of a race beside each other, at the moment looked at. Pure. */

import type { Dash } from '../../protocol/catalogue';
import { methodIdOf } from '../../protocol/settings';
import type { Snapshot } from '../../protocol/snapshot';
import { asEpoch, type Epoch, type Row, rowsAt, type Share, shareOf } from '../../protocol/units';
import type { Tone } from '../charts/chart';
import type { ChartSource } from '../charts/chart-frame';
import { runOptions } from '../measures/measure-source';
import { snapshotAt } from '../time/shown';
import { comparePiles, type Judge, judgedPiles } from './piles';

/** One run's part of a pile. */
export interface PileCell {
  readonly count: number;
  /** Of all samples of the snapshot. */
  readonly share: Share;
  readonly rows: readonly Row[];
}

export interface PileColumn {
  readonly run: string;
  readonly label: string;
  readonly dash: Dash;
  readonly epoch: Epoch;
  /** Whose answers decide, or why nobody's do. */
  readonly judge: string;
  /** One per row of the table, in its order; null where nobody judges the run. */
  readonly cells: readonly PileCell[] | null;
}

export interface PileTable {
  readonly rows: readonly {
    readonly key: string;
    readonly label: string;
    readonly tone: Tone | null;
  }[];
  readonly columns: readonly PileColumn[];
  /** "test split, 600 samples". */
  readonly note: string;
}

/**
 * @param wanted whose answer decides; of a snapshot that an older lab took the readouts', and that is said.
 * @returns null before any run has a snapshot.
 */
export function pileTable(
  source: ChartSource,
  at: Epoch | null,
  wanted: Judge = 'probe',
): PileTable | null {
  const modalities = source.summary?.modalities ?? [];
  const found = runOptions(source).flatMap((option) => {
    const run = source.record.find(({ name }) => name === option.name);
    const method = source.catalogue.find(({ id }) => id === methodIdOf(option.name));
    const snapshot = snapshotAt(run, at);
    if (!snapshot || !method) return [];
    return [{ option, snapshot, ...judgedPiles(snapshot, modalities, method, wanted) }];
  });
  const [first] = found;
  if (!first) return null;
  const rows = new Map(
    found.flatMap(({ made }) => made?.piles ?? []).map((pile) => [pile.key, pile]),
  );
  const order = [...rows.values()].sort((a, b) => comparePiles(a.key, b.key));
  return {
    rows: order.map(({ key, label, tone }) => ({ key, label, tone })),
    note: noteOf(first.snapshot),
    columns: found.map(({ option, snapshot, judge, made }) => ({
      run: option.name,
      label: option.label,
      dash: option.dash,
      epoch: asEpoch(snapshot.epoch),
      judge,
      cells:
        made &&
        order.map(({ key }) => {
          const places = made.piles.find((pile) => pile.key === key)?.places ?? [];
          return {
            count: places.length,
            share: shareOf(places.length, made.total),
            rows: rowsAt(snapshot.rows, places),
          };
        }),
    })),
  };
}

function noteOf({ heldOut, rows }: Snapshot): string {
  return `${heldOut} split, ${rows.length} samples`;
}
