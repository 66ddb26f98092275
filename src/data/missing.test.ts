import { describe, expect, it } from 'vitest';
import { dataArrays } from '../files/data-npz';
import { sizeOf } from '../math/shape';
import type { DataSet, SplitName } from '../protocol/data-set';
import { parseSettings, type SettingsInput } from '../protocol/settings';
import { generateDataSet } from './generator/generate';
import { withoutTaken } from './missing';
import { openDataSet } from './open';
import { summarise } from './summarise';

const settingsWith = (data: SettingsInput['data']) =>
  parseSettings({
    data,
    samples: { train: 200, validation: 40, test: 100 },
    generator: { classes: 4, vector: { enabled: true } },
  });
const open = (data: SettingsInput['data']) =>
  openDataSet(settingsWith(data), () => Promise.reject(new Error('no assets here')));
const whole = generateDataSet(settingsWith({}));

const lacking = ({ modalities, split }: DataSet, m: number, which: SplitName) =>
  split[which].filter((row) => modalities[m]?.present?.[row] === 0).length;

describe('taking modalities away', () => {
  it('takes the share of each split, class by class, and leaves zeros', async () => {
    const set = await open({ missing: { sound: 0.3 } });
    expect(['train', 'validation', 'test'].map((s) => lacking(set, 1, s as SplitName))).toEqual([
      60, 12, 30,
    ]);
    const [picture, sound] = set.modalities;
    expect(picture).toEqual(whole.modalities[0]);
    const width = sizeOf(sound?.shape ?? []);
    const row = sound?.present?.indexOf(0) ?? -1;
    expect(sound?.data.subarray(row * width, (row + 1) * width).every((v) => v === 0)).toBe(true);
    const counts = [0, 0, 0, 0];
    for (const each of set.split.train) {
      if (sound?.present?.[each] === 0) counts[set.labels[each] as number]! += 1;
    }
    const sizes = [0, 1, 2, 3].map(
      (label) => set.split.train.filter((each) => set.labels[each] === label).length,
    );
    counts.forEach((count, label) => {
      expect(Math.abs(count - 0.3 * (sizes[label] as number))).toBeLessThanOrEqual(1);
    });
    expect(summarise(set).modalities[1]?.lacking).toEqual({ train: 60, validation: 12, test: 30 });
    expect(set.notes.map(({ message }) => message)).toEqual([
      '"Sound" was taken away from 102 of 340 samples on purpose.',
      '102 of 340 samples lack "Sound" (60 of 200 for training, 12 of 40 for validation, 30 of 100 for the test).',
      expect.stringMatching(/^Methods use what is there/),
    ]);
  });

  it('changes nothing else: labels, split, other modalities, and what is left but for its scale', async () => {
    const set = await open({ missing: { sound: 0.3 } });
    expect(set.labels).toEqual(whole.labels);
    expect(set.split).toEqual(whole.split);
    const [before, after] = [whole.modalities[1], set.modalities[1]];
    const width = sizeOf(after?.shape ?? []);
    const raw = (modality: typeof before, at: number) =>
      (modality?.data[at] as number) * (modality?.normalisation.scale[0] as number) +
      (modality?.normalisation.shift[0] as number);
    const kept = Array.from(after?.present ?? []).flatMap((has, row) => (has ? [row * width] : []));
    for (const at of kept) expect(raw(after, at)).toBeCloseTo(raw(before, at), 4);
    // what is left has mean 0 and deviation 1 on training samples
    const values = Array.from(set.split.train)
      .filter((row) => after?.present?.[row] === 1)
      .flatMap((row) => [...(after?.data.subarray(row * width, (row + 1) * width) ?? [])]);
    const mean = values.reduce((a, b) => a + b, 0) / values.length;
    expect(mean).toBeCloseTo(0, 5);
    expect(values.reduce((a, b) => a + (b - mean) ** 2, 0) / values.length).toBeCloseTo(1, 5);
  });

  it('keeps the way back to raw numbers where shift and scale recur, one for each channel', () => {
    const byChannel: DataSet = {
      ...whole,
      modalities: whole.modalities.map((modality, m) =>
        m === 1
          ? { ...modality, shape: [32, 2], normalisation: { shift: [3, 50], scale: [2, 7] } }
          : modality,
      ),
    };
    const [before, after] = [
      byChannel,
      withoutTaken(byChannel, { missing: { sound: 0.3 } }, 1),
    ].map((set) => dataArrays(set).find(({ name }) => name === 'sound')?.data as Float32Array);
    const left = [...(after ?? [])].flatMap((value, i) => (Number.isNaN(value) ? [] : [i]));
    expect(left).toHaveLength(64 * (340 - 102));
    expect(Math.max(...left.map((i) => Math.abs(after![i]! - before![i]!)))).toBeLessThan(1e-3);
  });

  it('can be told to take from training or from what is held out alone', async () => {
    const training = await open({ missing: { sound: 0.5 }, missingIn: 'training' });
    expect([lacking(training, 1, 'train'), lacking(training, 1, 'test')]).toEqual([100, 0]);
    const held = await open({ missing: { sound: 0.5 }, missingIn: 'held-out' });
    expect([lacking(held, 1, 'train'), lacking(held, 1, 'test')]).toEqual([0, 50]);
  });

  it('never takes the last modality of a sample', async () => {
    const set = await open({ missing: { picture: 0.9, sound: 0.6, vector: 0.5 } });
    set.labels.forEach((_, row) => {
      expect(set.modalities.some(({ present }) => present?.[row] !== 0)).toBe(true);
    });
  });

  it('goes by the position of a modality, not by its name', () => {
    const [one, two, three] = whole.modalities;
    const renamed = { ...two, id: 'noise', name: 'Noise' } as typeof two;
    const of = (modalities: readonly (typeof one)[], id: string) =>
      withoutTaken({ ...whole, modalities } as DataSet, { missing: { [id]: 0.4 } }, 7).modalities[1]
        ?.present;
    expect(of([one, renamed, three], 'noise')).toEqual(of([one, two, three], 'sound'));
  });

  it('refuses a modality that is not there, and shares that leave nothing', async () => {
    await expect(open({ missing: { smell: 0.1 } })).rejects.toThrow(
      'data.missing.smell is for a modality called smell; this data set has picture, sound, vector.',
    );
    await expect(open({ missing: { picture: 0.9, sound: 0.9, vector: 0.9 } })).rejects.toThrow(
      'leaves samples with no modality at all',
    );
    expect(() => settingsWith({ missing: { sound: 1 } })).toThrow('from 0 to 0.95');
  });
});
