/** The words of the offer; its numbers are those of published-cost, which has a test of its own. */
import { expect, test } from 'vitest';
import { publishedOffer } from './published-offer';

test('of more samples than the lab holds, some are offered, and all of them smaller', () => {
  const { tooMany, ways } =
    publishedOffer('crema-d', { kinds: ['audio', 'video'], all: 7442, train: 6698 }) ?? {};
  expect(tooMany).toBe(
    'All 7,442 samples would take 598 TFLOP an epoch and 5.7\u00A0GB of memory for each run, and 21.1\u00A0GB for the samples; the lab holds 1.1\u00A0GB of samples.',
  );
  expect(ways?.webgpu).toMatchObject([
    {
      name: 'Read 378 of them as published',
      text: 'Evenly over classes and groups; 30.4 TFLOP an epoch and 5.7\u00A0GB of memory for each run, and 1.1\u00A0GB for the samples.',
      data: { mostSamples: 378, imageSize: 224, frames: 3 },
      batchSize: 16,
    },
    {
      name: 'Read all of them smaller',
      text: 'Pictures of 50 \u00D7 50, spectra of 57 \u00D7 226; 30.4 TFLOP an epoch and 546\u00A0MB of memory for each run, and 1.1\u00A0GB for the samples.',
      data: { imageSize: 50, frames: 3, sound: { spectrogram: 'published', bands: 57 } },
      batchSize: 16,
    },
  ]);
  // samples and training share what WebAssembly has
  const [fewer, smaller] = ways?.wasm ?? [];
  expect(fewer?.batchSize).toBe(5);
  expect(fewer?.text).toMatch(/; batches of 5, not 16, for WebAssembly has 4\.3\u00A0GB\.$/);
  expect(smaller?.batchSize).toBe(16);
});

test('where all fit as published, that alone is offered', () => {
  const offer = publishedOffer('modelnet40', { kinds: ['image', 'image'], all: 891, train: 700 });
  expect(offer?.tooMany).toBeNull();
  expect(offer?.ways.wasm.map(({ name }) => name)).toEqual(['Read them as published']);
});
