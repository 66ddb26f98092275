import { describe, expect, it } from 'vitest';
import { drawVectors, vectorPrototypes } from './vector';

const knobs = { enabled: true, dims: 6, styles: 3, antipodal: true, noise: 0, fail: 0 };
const draw = (shown: number[], working = shown.map(() => 1)) => ({
  seed: 1,
  split: 'train' as const,
  position: 0,
  shown: Int32Array.from(shown),
  working: Uint8Array.from(working),
});

describe('the vector modality', () => {
  const prototypes = vectorPrototypes(1, 4, 3, 6);

  it('has prototypes of root mean square 1, one per class and style', () => {
    expect(prototypes.length).toBe(4 * 3 * 6);
    for (let row = 0; row < 12; row++) {
      const values = prototypes.subarray(row * 6, row * 6 + 6);
      expect(values.reduce((sum, value) => sum + value * value, 0) / 6).toBeCloseTo(1, 5);
    }
  });

  it('shows a prototype of its class, with either sign', () => {
    const n = 300;
    const vectors = drawVectors(draw(Array(n).fill(2)), knobs, prototypes);
    const seen = new Set<string>();
    for (let i = 0; i < n; i++) {
      const value = vectors[i * 6] as number;
      const style = [0, 1, 2].find(
        (s) => Math.abs(value) === Math.abs(prototypes[(2 * 3 + s) * 6] as number),
      );
      seen.add(`${style}${value === prototypes[(2 * 3 + (style as number)) * 6] ? '+' : '-'}`);
    }
    expect([...seen].sort()).toEqual(['0+', '0-', '1+', '1-', '2+', '2-']);
  });

  it('turns no sign unless antipodal, and keeps every style', () => {
    const shown = Array.from({ length: 50 }, (_, i) => i % 4);
    const turned = drawVectors(draw(shown), knobs, prototypes);
    const plain = drawVectors(draw(shown), { ...knobs, antipodal: false }, prototypes);
    expect(plain.map(Math.abs)).toEqual(turned.map(Math.abs));
    expect(plain).not.toEqual(turned);
  });

  it('is empty where the sensor failed', () => {
    expect([...drawVectors(draw([1], [0]), knobs, prototypes)]).toEqual([0, 0, 0, 0, 0, 0]);
  });
});
