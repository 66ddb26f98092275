import { describe, expect, it } from 'vitest';
import { randomStream } from './rng';

describe('random streams', () => {
  it('give the same numbers for the same seed and purpose, and others for another', () => {
    const draw = (seed: number, ...purpose: string[]) => {
      const random = randomStream(seed, ...purpose);
      return Array.from({ length: 8 }, () => random.next());
    };
    expect(draw(1, 'weights', 'picture')).toEqual(draw(1, 'weights', 'picture'));
    expect(draw(1, 'weights', 'picture')).not.toEqual(draw(1, 'weights', 'sound'));
    expect(draw(1, 'weights', 'picture')).not.toEqual(draw(2, 'weights', 'picture'));
  });

  it('are uniform and normal to sampling error', () => {
    const random = randomStream(7, 'test');
    const n = 200_000;
    let sum = 0;
    let square = 0;
    let uniform = 0;
    for (let i = 0; i < n; i++) {
      const z = random.normal();
      sum += z;
      square += z * z;
      uniform += random.next();
    }
    // five standard errors
    expect(Math.abs(sum / n)).toBeLessThan(5 / Math.sqrt(n));
    expect(Math.abs(square / n - 1)).toBeLessThan(5 * Math.sqrt(2 / n));
    expect(Math.abs(uniform / n - 0.5)).toBeLessThan(5 / Math.sqrt(12 * n));
  });

  it('permute without loss', () => {
    const order = randomStream(3, 'order').permutation(100);
    expect([...order].sort((x, y) => x - y)).toEqual(Array.from({ length: 100 }, (_, i) => i));
    expect([...order]).not.toEqual(Array.from({ length: 100 }, (_, i) => i));
  });
});
