import { describe, expect, it } from 'vitest';
import { type Flow, opticalFlow } from './optical-flow';
import type { GreyPicture } from './picture-grid';

/** A smooth texture without period, coarse and fine, at any place. */
const texture = (x: number, y: number) =>
  0.5 +
  0.25 * Math.sin(0.05 * x - 0.06 * y) +
  0.12 * Math.sin(0.13 * x + 0.11 * y + 1) +
  0.08 * Math.sin(0.31 * x - 0.23 * y + 2) +
  0.05 * Math.sin(0.53 * x + 0.61 * y);

function picture(
  width: number,
  height: number,
  moved: (x: number, y: number) => readonly [number, number],
): GreyPicture {
  const grey = new Float32Array(width * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const [dx, dy] = moved(x, y);
      grey[y * width + x] = texture(x - dx, y - dy);
    }
  }
  return { width, height, grey };
}

/** Mean distance from the true motion, away from the rim, where what comes in was never seen. */
function error(
  { width, height, u, v }: Flow,
  truth: (x: number, y: number) => readonly [number, number],
  rim = 12,
): number {
  let [sum, count] = [0, 0];
  for (let y = rim; y < height - rim; y++) {
    for (let x = rim; x < width - rim; x++) {
      const [dx, dy] = truth(x, y);
      const at = y * width + x;
      sum += Math.hypot((u[at] as number) - dx, (v[at] as number) - dy);
      count++;
    }
  }
  return sum / count;
}

describe('optical flow', () => {
  it.each([
    [0.4, -0.3],
    [2.5, 1.5],
    [-6, 4],
    [9.5, -7],
  ])('finds a picture moved by (%d, %d) pixels', (dx, dy) => {
    const still = picture(96, 80, () => [0, 0]);
    const moved = picture(96, 80, () => [dx, dy]);
    expect(error(opticalFlow(still, moved), () => [dx, dy])).toBeLessThan(0.1);
  });

  it('is nothing where nothing moves', () => {
    const still = picture(64, 64, () => [0, 0]);
    const { u, v } = opticalFlow(still, still);
    expect(Math.max(...u.map(Math.abs), ...v.map(Math.abs))).toBeLessThan(1e-3);
  });

  it('keeps two halves apart that move against each other', () => {
    const motion = (x: number): readonly [number, number] => (x < 64 ? [-2, 0] : [2, 0]);
    const flow = opticalFlow(
      picture(128, 64, () => [0, 0]),
      picture(128, 64, motion),
    );
    const halfError = (from: number, to: number) => {
      let sum = 0;
      for (let y = 12; y < 52; y++) {
        for (let x = from; x < to; x++) {
          const at = y * 128 + x;
          sum += Math.hypot((flow.u[at] as number) - motion(x)[0], flow.v[at] as number);
        }
      }
      return sum / (40 * (to - from));
    };
    expect(halfError(12, 52)).toBeLessThan(0.2);
    expect(halfError(76, 116)).toBeLessThan(0.2);
  });

  it('stays finite on pictures without any texture, and on the smallest', () => {
    for (const [width, height] of [
      [40, 30],
      [1, 1],
      [3, 2],
    ] as const) {
      const flat = (value: number) => ({
        width,
        height,
        grey: new Float32Array(width * height).fill(value),
      });
      const { u, v } = opticalFlow(flat(0), flat(1));
      expect([...u, ...v].every((value) => value === 0)).toBe(true);
    }
  });

  it('refuses pictures of different sizes', () => {
    const of = (width: number) => picture(width, 20, () => [0, 0]);
    expect(() => opticalFlow(of(20), of(21))).toThrow('20 x 20 and 21 x 20');
  });
});
