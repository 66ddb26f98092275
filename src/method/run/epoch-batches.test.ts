/** Where an epoch is cut into batches, and what becomes of a single sample that is left over. */
import { describe, expect, it } from 'vitest';
import { BatchRows } from '../../engine/kernels/kernels';
import { parseSettings } from '../../protocol/settings';
import { inBatches } from './epoch-batches';

const cut = (samples: number, batch: BatchRows, dropLast = false) => {
  const settings = parseSettings({ dropLast });
  const { order, batches } = inBatches(
    Int32Array.from({ length: samples }, (_, k) => k),
    {
      batch,
      settings,
    },
  );
  return { served: order.length, batches };
};

describe('an epoch in batches of 4', () => {
  const alone = new BatchRows(4);
  const merging = new BatchRows(5, 4);

  it.each([
    [8, [4, 4], [4, 4]],
    [9, [4, 4, 1], [4, 5]],
    [10, [4, 4, 2], [4, 4, 2]],
    [5, [4, 1], [5]],
    [1, [1], [1]],
  ])('%d samples', (samples, apart, merged) => {
    expect(cut(samples, alone)).toEqual({ served: samples, batches: apart });
    expect(cut(samples, merging)).toEqual({ served: samples, batches: merged });
  });

  it('what is left is dropped where the settings say so, unless it is all there is', () => {
    for (const batch of [alone, merging]) {
      expect(cut(9, batch, true)).toEqual({ served: 8, batches: [4, 4] });
      expect(cut(3, batch, true)).toEqual({ served: 3, batches: [3] });
    }
  });
});
