/** The price of the published settings against the encoders themselves, and against the table of the specification. */
import { beforeAll, describe, expect, it } from 'vitest';
import { fetchEncoder } from '../../../engine/encoders/catalogue';
import { sizeOf } from '../../../math/shape';
import { chooseEncoder } from '../../../method/model/encoder-choice';
import type { ModalityKind } from '../../../protocol/data-set';
import { parseSettings } from '../../../protocol/settings';
import { publishedCost } from './published-cost';

/** A modality, and the shape that the settings bring one sample of it to. */
type Part = readonly [ModalityKind, readonly number[]];
const SOUND: Part = ['audio', [257, 1004, 1]];
const PICTURE: Part = ['image', [224, 224, 3]];
const FRAME: Part = ['video', [224, 224, 3]];
const frames = (count: number): Part => ['video', [count, 224, 224, 3]];
const FIELDS: Part = ['flow', [10, 224, 224, 2]];

/** Each with its training samples and its TFLOP an epoch. */
const SETS: readonly [id: string, parts: readonly Part[], train: number, teraflop: number][] = [
  ['crema-d', [SOUND, frames(3)], 6698, 598],
  ['ave', [SOUND, frames(4)], 3339, 335],
  ['ucf101', [FRAME, FIELDS], 9537, 1119],
  ['modelnet40', [PICTURE, PICTURE], 9843, 214],
];

describe('the price of the published settings', () => {
  beforeAll(async () => {
    await fetchEncoder('resnet18');
  });

  it.each(SETS)('of %s is what its encoders count', (id, parts, train, teraflop) => {
    const kinds = parts.map(([kind]) => kind);
    const shapes = parts.map(([, shape]) => shape);
    const cost = publishedCost(id, { kinds, all: 20_000, train });
    const settings = parseSettings(cost?.settings ?? {});
    const plans = shapes.map((shape, position) =>
      chooseEncoder(settings, { id: `m${position}`, inputSize: sizeOf(shape), shape, position }),
    );
    const sum = (of: (plan: (typeof plans)[number]) => number) =>
      plans.reduce((total, plan) => total + of(plan), 0);
    const parameters = sum(({ specs }) => specs.reduce((all, { shape }) => all + sizeOf(shape), 0));
    const numbers = shapes.reduce((total, shape) => total + sizeOf(shape), 0);
    const operations = 6 * train * sum(({ multiplyAdds }) => multiplyAdds);
    const row = {
      bytesPerRow: 4 * 2 * sum(({ numbersPerRow }) => numbersPerRow),
      bytesPerSample: 4 * numbers,
    };
    expect(Math.round(operations / 1e12)).toBe(teraflop);
    expect(cost?.weightBytes).toBe(4 * 3 * parameters);
    expect(cost?.whole).toMatchObject({ ...row, samples: 20_000, operationsPerEpoch: operations });
    const most = Math.floor(2 ** 28 / numbers);
    expect(cost?.instead?.fewer).toMatchObject({
      ...row,
      data: { imageSize: 224, mostSamples: most },
      samples: most,
    });
    const epoch = cost?.instead?.fewer.operationsPerEpoch ?? 0;
    expect(epoch / operations).toBeCloseTo(most / 20_000, 12);
  });

  it('is asked of no other set, and of nothing that ResNet-18 does not read', () => {
    const samples = { all: 40, train: 20 };
    expect(publishedCost('esc-10', { kinds: ['audio'], ...samples })).toBeNull();
    expect(publishedCost('ave', { kinds: ['audio', 'vector'], ...samples })).toBeNull();
  });

  it('offers all samples smaller where they fit so, and nothing else where they fit as they are', () => {
    const instead = (id: string, kinds: readonly ModalityKind[], all: number) =>
      publishedCost(id, { kinds, all, train: all })?.instead;
    const { data, samples } = instead('crema-d', ['audio', 'video'], 7442)?.smaller ?? {};
    const { imageSize = 0, frames = 0, sound } = data ?? {};
    expect([imageSize, sound?.bands, sound?.frames]).toEqual([50, 57, 226]);
    expect(7442 * (57 * 226 + frames * 3 * imageSize ** 2)).toBeLessThanOrEqual(2 ** 28);
    expect(samples).toBe(7442);
    expect(instead('ucf101', ['video', 'flow'], 40_000)).toMatchObject({ smaller: null });
    expect(instead('modelnet40', ['image', 'image'], 891)).toBeNull();
    expect(instead('modelnet40', ['image', 'image'], 892)).not.toBeNull();
  });
});
