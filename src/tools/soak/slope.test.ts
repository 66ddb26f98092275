import { expect, test } from 'vitest';
import { randomStream } from '../../math/rng';
import { slopeOf } from './slope';

const minutes = Array.from({ length: 40 }, (_, i) => i);

test('a line has its slope, and no noise', () => {
  const { slope, noise } = slopeOf([0, 1, 2, 4], [3, 5, 7, 11]);
  expect(slope).toBeCloseTo(2, 12);
  expect(noise).toBeCloseTo(0, 12);
});

test('the noise of a hand case is the textbook’s', () => {
  // rests -0.1, 0.3, -0.3, 0.1 of the line 1.1 + 0.8 t; they resemble each other less than chance would have it
  const { slope, noise } = slopeOf([0, 1, 2, 3], [1, 2.2, 2.4, 3.6]);
  expect(slope).toBeCloseTo(0.8, 12);
  expect(noise).toBeCloseTo(Math.sqrt(0.2 / 2 / 5), 12);
});

test('a leak stands out of the noise, wavering does not', () => {
  const random = randomStream(5, 'slope');
  const wavering = minutes.map(() => 20 + random.normal());
  const still = slopeOf(minutes, wavering);
  expect(Math.abs(still.slope)).toBeLessThan(2 * still.noise);
  const leaking = slopeOf(
    minutes,
    wavering.map((value, i) => value + 0.2 * i),
  );
  expect(leaking.slope - 2 * leaking.noise).toBeGreaterThan(0.1);
});

test('minutes that resemble those before them count for less', () => {
  const random = randomStream(6, 'slope');
  let level = 0;
  const drifting = minutes.map(() => {
    level = 0.8 * level + random.normal();
    return level;
  });
  const shuffled = [...random.permutation(40)].map((i) => drifting[i] ?? 0);
  expect(slopeOf(minutes, drifting).noise).toBeGreaterThan(1.5 * slopeOf(minutes, shuffled).noise);
});

test('too few measurements are refused', () => {
  expect(() => slopeOf([0, 1, 2], [1, 2, 3])).toThrow('4 measurements');
});
