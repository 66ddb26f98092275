import { describe, expect, it } from 'vitest';
import { drawPictures, drawShape, PICTURE_SIDE, SHAPE_NAMES } from './picture';

const at = (pixels: Float32Array, x: number, y: number) => pixels[y * PICTURE_SIDE + x] as number;
const distance = (a: Float32Array, b: Float32Array) =>
  Math.sqrt(a.reduce((sum, value, i) => sum + (value - (b[i] as number)) ** 2, 0));

describe('a shape', () => {
  const shapes = SHAPE_NAMES.map((_, label) => drawShape(label, 0, 0, 5));

  it('has 16 x 16 pixels, each between 0 and 1', () => {
    for (const pixels of shapes) {
      expect(pixels.length).toBe(256);
      expect(pixels.every((value) => value >= 0 && value <= 1)).toBe(true);
    }
  });

  it('differs clearly from every other shape', () => {
    shapes.forEach((a, i) => {
      for (const b of shapes.slice(i + 1)) expect(distance(a, b)).toBeGreaterThan(2);
    });
  });

  it('is filled or hollow where its name says so', () => {
    const middle = (label: number) => at(shapes[label] as Float32Array, 8, 8);
    expect(middle(0)).toBeGreaterThan(0.99); // disc
    expect(middle(1)).toBeLessThan(0.01); // ring
    expect(middle(2)).toBeGreaterThan(0.99); // square
    expect(middle(3)).toBeLessThan(0.01); // frame
    expect(middle(9)).toBeGreaterThan(0.99); // diamond
  });

  it('follows the formula at a pixel computed by hand', () => {
    // disc of radius 5 at x = 12, y = 8: u = 4.5, v = 0.5, d = sqrt(20.5) - 5
    const d = Math.sqrt(20.5) - 5;
    expect(at(shapes[0] as Float32Array, 12, 8)).toBeCloseTo(1 / (1 + Math.exp(4 * d)), 6);
  });

  it('has horizontal bars that turn into the vertical ones', () => {
    for (let y = 0; y < PICTURE_SIDE; y++) {
      for (let x = 0; x < PICTURE_SIDE; x++) {
        expect(at(shapes[7] as Float32Array, x, y)).toBe(at(shapes[8] as Float32Array, y, x));
      }
    }
  });

  it('has a triangle with its point up', () => {
    const row = (y: number) => {
      let sum = 0;
      for (let x = 0; x < PICTURE_SIDE; x++) sum += at(shapes[6] as Float32Array, x, y);
      return sum;
    };
    expect(row(4)).toBeLessThan(row(7));
    expect(row(7)).toBeLessThan(row(10));
  });

  it('moves right and down by the shift', () => {
    const moved = drawShape(4, 1, 2, 5);
    for (let y = 0; y < 14; y++) {
      for (let x = 0; x < 15; x++) {
        expect(at(moved, x + 1, y + 2)).toBeCloseTo(at(shapes[4] as Float32Array, x, y), 6);
      }
    }
  });
});

describe('drawing pictures', () => {
  const knobs = { noise: 0, fail: 0, failTest: null, jitter: 1, merge: '' };
  const draw = (shown: number[], working: number[]) => ({
    seed: 1,
    split: 'train' as const,
    position: 0,
    shown: Int32Array.from(shown),
    working: Uint8Array.from(working),
  });

  it('leaves a picture whose sensor failed empty', () => {
    const pixels = drawPictures(draw([0, 0], [1, 0]), knobs);
    expect(Math.max(...pixels.subarray(0, 256))).toBeGreaterThan(0.9);
    expect(pixels.subarray(256).every((value) => value === 0)).toBe(true);
  });

  it('uses every shift of the jitter and none beyond', () => {
    const n = 2000;
    const pixels = drawPictures(draw(Array(n).fill(2), Array(n).fill(1)), { ...knobs, jitter: 2 });
    const shifts = new Set<string>();
    for (let i = 0; i < n; i++) {
      // a square's centre of mass is its centre
      let mass = 0;
      let right = 0;
      let down = 0;
      for (let k = 0; k < 256; k++) {
        const value = pixels[i * 256 + k] as number;
        mass += value;
        right += value * ((k % 16) - 7.5);
        down += value * (Math.floor(k / 16) - 7.5);
      }
      shifts.add(`${Math.round(right / mass)},${Math.round(down / mass)}`);
    }
    expect(shifts.size).toBe(25);
    for (const shift of shifts) {
      for (const part of shift.split(',')) expect(Math.abs(Number(part))).toBeLessThanOrEqual(2);
    }
  });

  it('adds noise of the given size', () => {
    const n = 400;
    const pixels = drawPictures(draw(Array(n).fill(0), Array(n).fill(0)), { ...knobs, noise: 0.4 });
    const square = pixels.reduce((sum, value) => sum + value * value, 0) / pixels.length;
    // five standard errors of a variance
    expect(Math.abs(square / 0.16 - 1)).toBeLessThan(5 * Math.sqrt(2 / pixels.length));
  });
});
