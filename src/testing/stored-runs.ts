/** Hand-made runs as the shelf keeps them. Testing only. */

import { defaultSettings } from '../data/starting-settings';
import { packRight } from '../protocol/right-answers';
import type { Settings } from '../protocol/settings';
import { packSnapshot } from '../state/runs/pack-snapshots';
import { storedRun, type WholeRun } from '../state/runs/stored-run';
import { fakeSnapshot } from './fake-snapshot';
import { epochOf, sourceOf } from './measured-epoch';

export interface WholeRunChange {
  readonly seed?: number;
  readonly fusion?: number;
  readonly savedAt?: string;
  readonly settings?: Partial<Settings>;
  readonly withSnapshots?: boolean;
}

/** A run of two epochs that has ended. */
export function wholeRun(
  name: string,
  { seed = 1, fusion = 0.8, savedAt, settings = {}, withSnapshots = true }: WholeRunChange = {},
): WholeRun {
  const unimodal = { picture: 0.78, sound: 0.44 };
  const right = {
    samples: 10,
    fusion: packRight([1, 1, 1, 1, 1, 1, 1, 1, 0, 0]),
    unimodal: {
      picture: packRight([1, 1, 1, 1, 1, 1, 1, 0, 0, 1]),
      sound: packRight([0, 0, 1, 0, 1, 0, 1, 0, 1, 0]),
    },
  };
  const { record, summary } = sourceOf(
    [name],
    [
      epochOf(name, 1, {
        accuracy: { fusion: fusion - 0.2, unimodal, readouts: { picture: 0.7 } },
      }),
      epochOf(name, 2, {
        accuracy: { fusion, unimodal, readouts: { picture: 0.7 } },
        right,
        spent: { steps: 76, trainMs: 2, encoders: 2 },
      }),
      {
        kind: 'run-ended',
        run: name,
        seq: 9,
        label: name === 'di-mml' ? 'DI-MML' : 'Joint',
        accuracy: { fusion, unimodal, readouts: {} },
        right,
        ridge: unimodal,
        durationMs: 1234,
      },
    ],
  );
  const [run] = record;
  if (!run || !summary) throw new Error('The hand-made race has a run and data.');
  const base = { ...defaultSettings(), ...settings, seed };
  const race = `race-${seed}`;
  const stored = storedRun(
    run,
    { race, settings: base, summary, levels: null },
    savedAt ?? `2026-01-0${Math.min(9, seed)}T10:00:00.000Z`,
  );
  const snapshot = fakeSnapshot(2);
  const { heldOut, rows, labels } = snapshot;
  const snapshots = { heldOut, rows, labels, taken: [packSnapshot(snapshot, 'eased')] };
  return { stored, snapshots: withSnapshots ? snapshots : null };
}
