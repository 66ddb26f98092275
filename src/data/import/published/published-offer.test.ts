/** The price of the published settings against the encoders themselves, and against the table of the specification. */
import { beforeAll, describe, expect, it } from 'vitest';
import { fetchEncoder } from '../../../engine/encoders/catalogue';
import { sizeOf } from '../../../math/shape';
import { chooseEncoder } from '../../../method/model/encoder-choice';
import type { ModalityKind } from '../../../protocol/data-set';
import { parseSettings } from '../../../protocol/settings';
import { publishedOffer } from './published-offer';

/** Shapes of one sample as the settings bring them about. */
const SETS: readonly [
  string,
  readonly ModalityKind[],
  readonly (readonly number[])[],
  number,
  number,
][] = [
  [
    'crema-d',
    ['audio', 'video'],
    [
      [257, 1004, 1],
      [3, 224, 224, 3],
    ],
    6698,
    598,
  ],
  [
    'ave',
    ['audio', 'video'],
    [
      [257, 1004, 1],
      [4, 224, 224, 3],
    ],
    3339,
    335,
  ],
  [
    'ucf101',
    ['video', 'flow'],
    [
      [224, 224, 3],
      [10, 224, 224, 2],
    ],
    9537,
    1119,
  ],
  [
    'modelnet40',
    ['image', 'image'],
    [
      [224, 224, 3],
      [224, 224, 3],
    ],
    9843,
    214,
  ],
];

describe('the price of the published settings', () => {
  beforeAll(async () => {
    await fetchEncoder('resnet18');
  });

  it.each(SETS)('of %s is what its encoders count', (id, kinds, shapes, train, teraflop) => {
    const offer = publishedOffer(id, { kinds, all: 20_000, train });
    const settings = parseSettings(offer?.settings ?? {});
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
    expect(offer?.weightBytes).toBe(4 * 3 * parameters);
    expect(offer?.whole).toMatchObject({ ...row, samples: 20_000, operationsPerEpoch: operations });
    const most = Math.floor(2 ** 28 / numbers);
    expect(offer?.instead?.fewer).toMatchObject({
      ...row,
      data: { imageSize: 224, mostSamples: most },
      samples: most,
    });
    const epoch = offer?.instead?.fewer.operationsPerEpoch ?? 0;
    expect(epoch / operations).toBeCloseTo(most / 20_000, 12);
  });

  it('is asked of no other set, and of nothing that ResNet-18 does not read', () => {
    const samples = { all: 40, train: 20 };
    expect(publishedOffer('esc-10', { kinds: ['audio'], ...samples })).toBeNull();
    expect(publishedOffer('ave', { kinds: ['audio', 'vector'], ...samples })).toBeNull();
  });

  it('offers all samples smaller where they fit so, and nothing else where they fit as they are', () => {
    const instead = (id: string, kinds: readonly ModalityKind[], all: number) =>
      publishedOffer(id, { kinds, all, train: all })?.instead;
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
