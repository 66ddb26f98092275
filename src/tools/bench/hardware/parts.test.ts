import { expect, it } from 'vitest';
import { stepText } from '../report';
import { partsOf } from './parts';

const wish = {
  ...{
    backends: ['wasm'] as const,
    halves: false,
    torch: [],
    tiny: false,
    kinds: ['mlp'] as const,
  },
  ...{ resnet: true, races: 3, isLate: () => false, tell: () => undefined },
};

it('what is wanted most begins first, and what takes time only after it', () => {
  expect(partsOf(wish).map(({ name }) => name)).toEqual([
    'mlp, batch 64',
    'resnet18, 224x224, batch 16',
    'resnet18, 112x112, batch 16',
    'the default race',
    'mlp, batch 32',
    'mlp, batch 256',
  ]);
});

it('a ResNet-18 is not tried on the processor at full size, and what is missing is said', async () => {
  const [part] = partsOf({ ...wish, kinds: [], races: 0 });
  const { works = [] } = (await part?.measure()) ?? {};
  expect(works.map(stepText)).toEqual([
    '## ResNet-18 of width 64, 224x224x3 per modality, batch 16\n\nNot here: a card, or PyTorch with CUDA.',
  ]);
});
