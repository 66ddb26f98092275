/** One moment for every view: what an epoch, a snapshot and a whole race are at an epoch. */

import { expect, test } from 'vitest';
import type { RunEnded, StageStarted } from '../../protocol/events';
import { asEpoch } from '../../protocol/units';
import { fakeSnapshot } from '../../testing/fake-snapshot';
import { epochOf, sourceOf } from '../../testing/measured-epoch';
import { momentOf } from '../lanes/run-lanes';
import { epochAt, presentEpoch, recordAt, snapshotAt } from './shown';

const stage = (run: string, name: string): StageStarted => ({
  kind: 'stage-started',
  run,
  seq: 0,
  stage: name,
  label: name,
  epochs: 2,
});
const end: RunEnded = {
  kind: 'run-ended',
  run: 'di-mml',
  seq: 9,
  label: 'DI-MML',
  accuracy: { fusion: 0.9, unimodal: {}, readouts: {} },
  ridge: {},
  durationMs: 1,
};
const taken = (run: string, epoch: number) =>
  ({ kind: 'snapshot-taken', run, seq: 0, ...fakeSnapshot(epoch) }) as const;

/** joint has come to epoch 2; DI-MML to 3 in its second stage, and has ended. */
const { record } = sourceOf(
  ['joint', 'di-mml'],
  [
    epochOf('joint', 1),
    epochOf('joint', 2),
    stage('di-mml', 'one'),
    epochOf('di-mml', 1),
    taken('di-mml', 1),
    epochOf('di-mml', 2),
    stage('di-mml', 'two'),
    epochOf('di-mml', 3, { stage: 'two' }),
    taken('di-mml', 3),
    end,
  ],
);
const [joint, diMml] = record;

test('an epoch is shown as it was; beyond a run\u2019s last epoch its last is shown', () => {
  expect(epochAt(diMml, asEpoch(2))?.epoch).toBe(2);
  expect(epochAt(joint, asEpoch(3))?.epoch).toBe(2);
  expect(epochAt(diMml, null)?.epoch).toBe(3);
  expect(epochAt(undefined, asEpoch(1))).toBeNull();
});

test('between two snapshots the earlier one stands', () => {
  expect(snapshotAt(diMml, asEpoch(2))?.epoch).toBe(1);
  expect(snapshotAt(diMml, null)?.epoch).toBe(3);
  expect(snapshotAt(joint, asEpoch(2))).toBeNull();
});

test('the present is the furthest run of the race', () => {
  expect(presentEpoch(record)).toBe(3);
  expect(presentEpoch([])).toBe(0);
});

test('the race as it stood leaves out what came later, ends included', () => {
  const [, then] = recordAt(record, asEpoch(2));
  expect(then?.epochs).toHaveLength(2);
  expect(then?.stages.map((each) => each.stage)).toEqual(['one']);
  expect(then?.snapshots.map(({ epoch }) => epoch)).toEqual([1]);
  expect(then?.end).toBeNull();
  expect(recordAt(record, null)).toBe(record);
  expect(recordAt(record, asEpoch(3))[1]).toBe(diMml);
});

test('the lanes show the stage of the epoch looked at, and the whole method at its end', () => {
  expect(momentOf(diMml, asEpoch(2))).toMatchObject({ stage: 'one', epoch: { epoch: 2 } });
  expect(momentOf(diMml, asEpoch(3)).stage).toBeNull();
});
