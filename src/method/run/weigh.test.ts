import { expect, test } from 'vitest';
import { generateDataSet } from '../../data/generator/generate';
import { openVariant } from '../../engine/device/device';
import { parseSettings } from '../../protocol/settings';
import { TINY } from '../../testing/tiny-lab';
import { contextOf } from './race';
import { uploadRaceData } from './race-data';
import { weigh } from './weigh';

/** What joint training weighs by a clock that goes on by 1 ms whenever it is read, and once by a second more. */
async function weighedBy(jumpsAt: number | null): Promise<number> {
  const settings = parseSettings({ ...TINY, samples: { train: 800, test: 32 } });
  const { kernels, close } = await openVariant('cpu');
  const data = uploadRaceData(kernels, generateDataSet(settings));
  let [reads, ms] = [0, 0];
  const now = () => {
    reads += 1;
    ms += reads === jumpsAt ? 1001 : 1;
    return ms;
  };
  try {
    const way = weigh(contextOf('joint', { kernels, settings, data }), now, false);
    for (;;) {
      const { done, value } = await way.next();
      if (done) return value.ms;
    }
  } finally {
    data.free();
    close();
  }
}

test('a moment in which the computer does something else makes no step slower', async () => {
  const quiet = await weighedBy(null);
  // after two steps that do not count and a first timing of ten
  expect(await weighedBy(22)).toBe(quiet);
});
