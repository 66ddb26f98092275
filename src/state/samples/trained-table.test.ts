/** Training samples in piles by how often they come in an epoch, and whom they train. */
import { expect, test } from 'vitest';
import type { TrainedSamples } from '../../protocol/snapshot';
import { asEpoch } from '../../protocol/units';
import { fakeSnapshot } from '../../testing/fake-snapshot';
import { sourceOf } from '../../testing/measured-epoch';
import { trainedTable } from './trained-table';

const ROWS = Int32Array.from([40, 10, 30, 20]);

/** @param trained by run. */
function tableOf(trained: Readonly<Record<string, TrainedSamples>>) {
  const source = sourceOf(['joint', 'valuation', 'remix'], []);
  const record = source.record.map((run) => {
    const own = trained[run.name];
    return { ...run, snapshots: [{ ...fakeSnapshot(3), ...(own && { trained: own }) }] };
  });
  return trainedTable({ ...source, record }, asEpoch(3));
}

const valuation = {
  rows: ROWS,
  times: { picture: Uint8Array.from([1, 1, 2, 1]), sound: Uint8Array.from([1, 4, 1, 4]) },
};
const remix = {
  rows: ROWS,
  times: { picture: Uint8Array.from([1, 0, 0, 0]), sound: Uint8Array.from([0, 1, 1, 1]) },
};

test('a pile is a way in which samples come, a column a run that chooses them', () => {
  const table = tableOf({ valuation, remix });
  expect(table?.columns.map(({ run }) => run)).toEqual(['valuation', 'remix']);
  expect(table?.rows.map(({ label, tone }) => [label, tone])).toEqual([
    ['picture once and sound not', 'modality-1'],
    ['picture not and sound once', 'modality-2'],
    ['both once', null],
    ['picture twice and sound once', 'modality-1'],
    ['picture once and sound 4 times', 'modality-2'],
  ]);
  const [first, second] = table?.columns ?? [];
  expect(first?.cells?.map(({ count }) => count)).toEqual([0, 0, 1, 1, 2]);
  expect(second?.cells?.map(({ count }) => count)).toEqual([1, 3, 0, 0, 0]);
  expect(first?.cells?.[4]?.rows).toEqual([10, 20]);
  expect(table?.note).toBe('training split, 4 samples');
});

test('there is none where every run trains every sample once', () => {
  expect(tableOf({})).toBeNull();
});
