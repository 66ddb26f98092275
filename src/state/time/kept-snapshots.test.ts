import { expect, test } from 'vitest';
import { fakeSnapshot } from '../../testing/fake-snapshot';
import { bytesOf, withSnapshot } from './kept-snapshots';

const one = bytesOf(fakeSnapshot(1));

test('a snapshot\u2019s size counts all its arrays', () => {
  // rows, labels; two heads of 48 x 8; three readouts and two probes; features of two modalities, 48 x 6
  expect(one).toBe(48 * 4 * 2 + 2 * 48 * 8 * 4 + 5 * 48 * 2 + 2 * 48 * 6 * 4);
});

test('snapshots beyond the memory thin out, the first and the last stay', () => {
  let kept = withSnapshot([], fakeSnapshot(1), 4 * one);
  for (let epoch = 2; epoch <= 9; epoch += 1) {
    kept = withSnapshot(kept, fakeSnapshot(epoch), 4 * one);
    expect(kept.length * one).toBeLessThanOrEqual(4 * one);
  }
  expect(kept[0]?.epoch).toBe(1);
  expect(kept.at(-1)?.epoch).toBe(9);
});
