import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import type { DataSet } from '../../protocol/data-set';
import { parseSettings } from '../../protocol/settings';
import { denormalise } from '../standardise';
import { invertAtRandom } from './invert-contrast';
import { loadBuiltin, type ReadAsset } from './load-builtin';

const publicFolder = new URL('../../../public/', import.meta.url);
const readAsset: ReadAsset = async (path) => {
  const file = await readFile(new URL(path, publicFolder));
  return file.buffer.slice(file.byteOffset, file.byteOffset + file.byteLength) as ArrayBuffer;
};
/** One half of all digits in its raw numbers. */
const raw = ({ modalities }: DataSet, m: number) => {
  const modality = modalities[m];
  if (!modality) throw new Error(`no modality ${m}`);
  return denormalise(modality.data, 32, modality.normalisation);
};

/** A coin that falls as told. */
const coin = (...falls: number[]) => ({ next: () => falls.shift() ?? 0 }) as never;

describe('inverting contrast at random', () => {
  it('takes away the mean of the training samples and turns those for which the coin says so', () => {
    const data = Float32Array.of(1, 10, 3, 30, 100, 100);
    // training means: 2 and 20
    invertAtRandom(data, 2, Int32Array.of(0, 1), coin(0.9, 0.1, 0.2));
    expect([...data]).toEqual([-1, -10, -1, -10, -98, -80]);
  });
});

describe('the digits with one half inverted', () => {
  const halves = (id: string, seed = 1) =>
    loadBuiltin(
      id,
      readAsset,
      parseSettings({ seed, split: { train: 0.5, validation: 0, test: 0.5 } }),
    );
  /** Mean of each of the 32 pixels over all samples. */
  const pixelMeans = (data: Float32Array) =>
    Array.from({ length: 32 }, (_, k) => {
      let sum = 0;
      for (let at = k; at < data.length; at += 32) sum += data[at] as number;
      return sum / (data.length / 32);
    });

  it('leave the left half, the classes and the split as they are', async () => {
    const plain = await halves('uci-digits-halves');
    const inverted = await halves('uci-digits-inverted');
    expect(inverted.modalities[0]).toEqual(plain.modalities[0]);
    expect(inverted.labels).toEqual(plain.labels);
    expect(inverted.split).toEqual(plain.split);
    expect([plain.split.train.length, plain.split.test.length]).toEqual([899, 898]);
  });

  it('show in every right half what sets it apart from the mean picture, or the negative of that', async () => {
    const dataSet = await halves('uci-digits-halves');
    const plain = raw(dataSet, 1);
    const inverted = raw(await halves('uci-digits-inverted'), 1);
    const train = dataSet.split.train;
    const mean = Array.from(
      { length: 32 },
      (_, k) => train.reduce((sum, row) => sum + (plain[row * 32 + k] as number), 0) / train.length,
    );
    let turned = 0;
    for (let row = 0; row < 1797; row++) {
      const before = mean.map((value, k) => (plain[row * 32 + k] as number) - value);
      const after = inverted.subarray(row * 32, row * 32 + 32);
      const sign = before.reduce((sum, value, k) => sum + value * (after[k] as number), 0) < 0;
      turned += Number(sign);
      before.forEach((value, k) => {
        if (Math.abs((sign ? -value : value) - (after[k] as number)) > 1e-3) {
          throw new Error(`digit ${row} is neither plain nor turned`);
        }
      });
    }
    expect(Math.abs(turned / 1797 - 0.5)).toBeLessThan(0.04);
  });

  it('leave no pixel with a mean to learn from, where the plain half has large ones', async () => {
    const plain = pixelMeans(raw(await halves('uci-digits-halves'), 1));
    const inverted = pixelMeans(raw(await halves('uci-digits-inverted'), 1));
    // pixels go from 0 to 16
    expect(Math.max(...plain) - Math.min(...plain)).toBeGreaterThan(8);
    expect(Math.max(...inverted.map(Math.abs))).toBeLessThan(0.6);
  });

  it('turn the same halves for the same seed, and others for another', async () => {
    const [one] = [(await halves('uci-digits-inverted')).modalities[1]?.data];
    expect((await halves('uci-digits-inverted')).modalities[1]?.data).toEqual(one);
    expect((await halves('uci-digits-inverted', 2)).modalities[1]?.data).not.toEqual(one);
  });
});
