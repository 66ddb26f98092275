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
    const offer = publishedOffer(id, kinds, { all: 1000, train });
    const settings = parseSettings(offer?.settings ?? {});
    const plans = shapes.map((shape, position) =>
      chooseEncoder(settings, { id: `m${position}`, inputSize: sizeOf(shape), shape, position }),
    );
    const sum = (of: (plan: (typeof plans)[number]) => number) =>
      plans.reduce((total, plan) => total + of(plan), 0);
    const parameters = sum(({ specs }) => specs.reduce((all, { shape }) => all + sizeOf(shape), 0));
    const kept = settings.batchSize * sum(({ numbersPerRow }) => numbersPerRow);
    expect(offer?.operationsPerEpoch).toBe(6 * train * sum(({ multiplyAdds }) => multiplyAdds));
    expect(Math.round((offer?.operationsPerEpoch ?? 0) / 1e12)).toBe(teraflop);
    expect(offer?.trainingBytes).toBe(4 * (2 * kept + 3 * parameters));
    const numbers = shapes.reduce((total, shape) => total + sizeOf(shape), 0);
    expect(offer?.sampleBytes).toBe(4 * 1000 * numbers);
    expect(offer?.mostSamples).toBe(Math.floor(2 ** 28 / numbers));
  });

  it('is asked of no other set, and of nothing that ResNet-18 does not read', () => {
    const samples = { all: 40, train: 20 };
    expect(publishedOffer('esc-10', ['audio'], samples)).toBeNull();
    expect(publishedOffer('ave', ['audio', 'vector'], samples)).toBeNull();
  });
});
