import { expect, test } from 'vitest';
import { asEpoch } from '../../protocol/units';
import { fakeSnapshot } from '../../testing/fake-snapshot';
import { sourceOf } from '../../testing/measured-epoch';
import { pileTable } from './pile-table';

const snapshotOf = (probes: 'kept' | 'none') => {
  const snapshot = fakeSnapshot(3);
  // the probe knows the sound, the readout does not
  const known = {
    picture: Uint16Array.from(snapshot.labels),
    sound: Uint16Array.from(snapshot.labels),
  };
  return { ...snapshot, probes: probes === 'kept' ? known : null };
};

const tableOf = (probes: 'kept' | 'none', judge?: 'probe' | 'readout') => {
  const source = sourceOf(['joint'], []);
  const record = source.record.map((run) => ({ ...run, snapshots: [snapshotOf(probes)] }));
  return pileTable({ ...source, record }, asEpoch(3), judge);
};

test('the piles go by the probes, and by the readouts where a person asks for them', () => {
  const byProbe = tableOf('kept');
  expect(byProbe?.columns[0]?.cells?.map(({ count }) => count)).toEqual([48, 0, 0, 0]);
  expect(byProbe?.columns[0]?.judge).toContain('logistic probe');
  const byReadout = tableOf('kept', 'readout');
  expect(byReadout?.columns[0]?.cells?.[0]?.count).toBeLessThan(48);
  expect(byReadout?.columns[0]?.judge).not.toContain('logistic probe');
});

test('of samples that an older lab kept the readouts decide, and that is said', () => {
  const [old] = tableOf('none')?.columns ?? [];
  expect(old?.cells).toEqual(tableOf('kept', 'readout')?.columns[0]?.cells);
  expect(old?.judge).toMatch(
    /^An older version of this lab kept these samples, .* Right or wrong by /,
  );
});
