/**
 * The picture modality: a soft-edged shape per class on 16x16 pixels, shifted, of varying radius,
 * with noise. Shapes are signed distances (negative inside) pushed through a steep logistic edge.
 * Imports this folder and the protocol's types only.
 */
import type { GeneratorSettings } from '../../protocol/settings';
import { addNoise, type Draw, dataStream } from './draw';

/** Pixels along one side. */
export const PICTURE_SIDE = 16;
const PIXELS = PICTURE_SIDE * PICTURE_SIDE;

/** Names of the shapes, by class. */
export const SHAPE_NAMES = [
  'disc',
  'ring',
  'square',
  'frame',
  'plus',
  'cross',
  'triangle',
  'horizontal bars',
  'vertical bars',
  'diamond',
] as const;

/** Radii in pixels: uniform between these, rounded to quarters. */
const RADIUS = { smallest: 4.5, largest: 6, steps: 4 } as const;

/** What docs/presets.md divides diagonals by: the root of 2 cut to three decimals, as the reference numbers were measured with. */
const DIAGONAL = 1414 / 1000;

/** Remainder in 0..by also for negative numbers, which JavaScript's % does not give. */
const mod = (value: number, by: number) => value - by * Math.floor(value / by);

/**
 * Signed distances in pixels (approximate away from the edge; negative inside) at the point (u, v)
 * right of and below the centre, for a shape of radius r. R is the distance from the centre.
 */
const DISTANCES: readonly ((u: number, v: number, r: number, R: number) => number)[] = [
  (_u, _v, r, R) => R - r,
  (_u, _v, r, R) => Math.abs(R - 0.85 * r) - 1,
  (u, v, r) => Math.max(Math.abs(u), Math.abs(v)) - 0.85 * r,
  (u, v, r) => Math.abs(Math.max(Math.abs(u), Math.abs(v)) - 0.85 * r) - 0.9,
  (u, v, r, R) => Math.max(Math.min(Math.abs(u), Math.abs(v)) - 1.2, R - 1.1 * r),
  (u, v, r, R) =>
    Math.max(Math.min(Math.abs(u + v), Math.abs(u - v)) / DIAGONAL - 1.2, R - 1.1 * r),
  (u, v, r) => Math.max(v - 0.8 * r, 0.9 * Math.abs(u) - 0.5 * (v + r)),
  (u, v, r) => bars(u, v, r, v),
  (u, v, r) => bars(u, v, r, u),
  (u, v, r) => Math.abs(u) + Math.abs(v) - 1.1 * r,
];

/** Bars two pixels thick, four apart, inside a square; `across` runs across them. */
function bars(u: number, v: number, r: number, across: number): number {
  return Math.max(Math.max(Math.abs(u), Math.abs(v)) - r, Math.abs(mod(across + 8, 4) - 2) - 1);
}

/**
 * One shape without noise.
 * @param label the class, 0..9.
 * @param dx, dy shift to the right and down, in pixels.
 * @param radius in pixels.
 * @returns `[16 * 16]` row-major, each in [0, 1].
 */
export function drawShape(label: number, dx: number, dy: number, radius: number): Float32Array {
  const distance = DISTANCES[label];
  if (!distance) throw new RangeError(`there is no shape ${label}`);
  const pixels = new Float32Array(PIXELS);
  const centre = (PICTURE_SIDE - 1) / 2;
  for (let y = 0; y < PICTURE_SIDE; y++) {
    for (let x = 0; x < PICTURE_SIDE; x++) {
      const u = x - centre - dx;
      const v = y - centre - dy;
      const d = distance(u, v, radius, Math.hypot(u, v));
      pixels[y * PICTURE_SIDE + x] = 1 / (1 + Math.exp(4 * d));
    }
  }
  return pixels;
}

/**
 * The pictures of one split, `[samples, 16 * 16]`, raw: shape (where the sensor works) plus noise.
 * @param knobs `generator.picture`: noise (standard deviation) and jitter (largest shift, pixels).
 */
export function drawPictures(draw: Draw, knobs: GeneratorSettings['picture']): Float32Array {
  const { seed, split, position, shown, working } = draw;
  const pose = dataStream(seed, split, 'pose', position);
  const pixels = new Float32Array(shown.length * PIXELS);
  // a few hundred poses at most: far fewer shapes than samples have to be computed
  const drawn = new Map<string, Float32Array>();
  for (let i = 0; i < shown.length; i++) {
    const label = shown[i] as number;
    const dx = pose.below(2 * knobs.jitter + 1) - knobs.jitter;
    const dy = pose.below(2 * knobs.jitter + 1) - knobs.jitter;
    const radius =
      Math.round(pose.uniform(RADIUS.smallest, RADIUS.largest) * RADIUS.steps) / RADIUS.steps;
    if (working[i] === 0) continue;
    const key = `${label},${dx},${dy},${radius}`;
    let shape = drawn.get(key);
    if (!shape) {
      shape = drawShape(label, dx, dy, radius);
      drawn.set(key, shape);
    }
    pixels.set(shape, i * PIXELS);
  }
  addNoise(pixels, knobs.noise, dataStream(seed, split, 'noise', position));
  return pixels;
}
