import { expect, test } from 'vitest';
import { readWav } from '../../import/media/wav';
import { wavBytes } from './wav-bytes';

test('what was recorded is read again, to 16 bits', () => {
  const samples = Float32Array.from([0, 0.5, -0.5, 1, -1, 2]);
  const { sampleRateHz, channels, warning } = readWav(wavBytes(samples, 48_000), 'a.wav');
  expect(sampleRateHz).toBe(48_000);
  expect(warning).toBeUndefined();
  expect(channels).toHaveLength(1);
  const expected = [0, 0.5, -0.5, 1, -1, 1];
  channels[0]?.forEach((value, i) => {
    expect(Math.abs(value - (expected[i] ?? 9))).toBeLessThan(1e-4);
  });
});
