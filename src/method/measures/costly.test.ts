import { describe, expect, it } from 'vitest';
import { generateDataSet } from '../../data/generator/generate';
import { openVariant } from '../../engine/device/device';
import { parseSettings, type SettingsInput } from '../../protocol/settings';
import { contextOf } from '../run/race';
import { uploadRaceData } from '../run/race-data';
import { MEASURES } from './catalogue';
import { CostlyRhythm, epochsBetween, sizesOf } from './costly';
import { END_MEASURES } from './end-measures';
import type { Sizes } from './measure';

const SIZES: Sizes = {
  dims: [16, 16],
  classes: 8,
  probeRows: 1200,
  heldOutRows: 1000,
  subsetRows: 512,
  forwardNs: 4000,
};

async function inRace<T>(
  input: SettingsInput,
  ask: (
    context: Parameters<typeof sizesOf>[0] & ConstructorParameters<typeof CostlyRhythm>[0],
  ) => T,
): Promise<T> {
  const settings = parseSettings(input);
  const device = await openVariant('cpu');
  const { kernels } = device;
  const data = uploadRaceData(kernels, generateDataSet(settings));
  try {
    return ask(contextOf('joint', { kernels, settings, data }));
  } finally {
    data.free();
    device.close();
  }
}

const dueEpochs = (rhythm: CostlyRhythm, epochs: number) =>
  Array.from({ length: epochs }, (_, i) => i + 1).filter((epoch) => rhythm.isDue(epoch));

describe('how often the costly measures are taken', () => {
  it('is counted from measures that all say what they take', () => {
    for (const { description, workNs } of [...MEASURES, ...END_MEASURES]) {
      if (description.heavy) expect(workNs, description.id).toBeDefined();
      if (workNs) expect(workNs(SIZES)).toBeGreaterThan(0);
    }
  });

  it('is less often where measures grow, more often where training does', () => {
    const rows = 1200;
    const usual = epochsBetween(SIZES, rows);
    const more = epochsBetween({ ...SIZES, dims: [16, 16, 16, 16, 16, 16] }, rows);
    expect(more).toBeGreaterThan(usual);
    expect(epochsBetween({ ...SIZES, forwardNs: 100 * SIZES.forwardNs }, 100 * rows)).toBe(1);
    expect(epochsBetween({ ...SIZES, forwardNs: 1 }, rows)).toBe(10);
  });

  it('is every fifth epoch of the default race, the first and the last', async () => {
    const settings = { methods: { joint: {} } };
    const due = await inRace(settings, (context) => {
      expect(sizesOf(context)).toMatchObject({ dims: [16, 16], classes: 8, probeRows: 1200 });
      const rhythm = new CostlyRhythm(context, 52);
      expect(rhythm.told(4)).toEqual({ costly: { every: 5, isDue: false } });
      expect(rhythm.told(5)).toEqual({ costly: { every: 5, isDue: true } });
      return dueEpochs(rhythm, 52);
    });
    expect(due).toEqual([1, 5, 10, 15, 20, 25, 30, 35, 40, 45, 50, 52]);
  });

  it.each([
    [{ every: 1 }, [1, 2, 3, 4, 5]],
    [{ every: 3 }, [1, 3, 5]],
    [{ every: 100 }, [1, 5]],
    [{ heavy: false, every: 3 }, []],
  ])('is what the settings %o say', async (measures, due) => {
    const settings = { samples: { train: 16, test: 16 }, measures, methods: { joint: {} } };
    await inRace(settings, (context) => {
      const rhythm = new CostlyRhythm(context, 5);
      expect(dueEpochs(rhythm, 5)).toEqual(due);
      expect(rhythm.times).toBe(due.length);
      const { every } = rhythm.told(1).costly ?? { every: 1 };
      expect(every).toBe(due.length > 0 ? measures.every : 1);
    });
  });
});
