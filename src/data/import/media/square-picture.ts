/**
 * A picture as a small square in grey or colour, on white, every target pixel the mean of what it covers.
 * The whole picture is used, pressed into the square where it is none. Imports this folder only.
 */
import type { DecodedImage } from './decoders';

/** Rec. 601 luma, as the eye weighs red, green and blue. */
const LUMA = [0.299, 0.587, 0.114] as const;
const COLOURS = [
  [1, 0, 0],
  [0, 1, 0],
  [0, 0, 1],
] as const;

/** @returns `[size, size, 3]` in colour or `[size, size, 1]` in grey, each 0 (dark) to 1 (light). */
export function squarePicture(image: DecodedImage, size: number, colour: boolean): Float32Array {
  if (!colour) return greyPicture(image, size, size);
  const planes = COLOURS.map((weights) => resized(plane(image, weights), image, size, size));
  const out = new Float32Array(size * size * 3);
  planes.forEach((values, channel) => {
    values.forEach((value, pixel) => {
      out[pixel * 3 + channel] = value;
    });
  });
  return out;
}

/** @returns `[height, width]`, 0 (black) to 1 (white). */
export function greyPicture(image: DecodedImage, width: number, height: number): Float32Array {
  return resized(plane(image, LUMA), image, width, height);
}

/** One number a pixel: its colours by their weights, laid on white where it lets the ground through. */
function plane(
  { width, height, rgba }: DecodedImage,
  [red, green, blue]: readonly [number, number, number],
): Float32Array {
  const values = new Float32Array(width * height);
  for (let i = 0; i < values.length; i++) {
    const at = i * 4;
    const [r, g, b] = [rgba[at] as number, rgba[at + 1] as number, rgba[at + 2] as number];
    const value = (red * r + green * g + blue * b) / 255;
    values[i] = 1 - (1 - value) * ((rgba[at + 3] as number) / 255);
  }
  return values;
}

/**
 * Any grid of numbers at another size: shrunk by means of what is covered, enlarged by straight lines.
 * @param data `[from.height, from.width]`.
 * @returns `[height, width]`.
 */
export function resized(
  data: Float32Array,
  from: { readonly width: number; readonly height: number },
  width: number,
  height: number,
): Float32Array {
  const narrow = squeezeRows(data, from.height, from.width, width);
  const turned = transpose(narrow, from.height, width);
  return transpose(squeezeRows(turned, width, from.height, height), width, height);
}

/** What is said of a picture that lets the ground through, as the end of a sentence. */
export const SEE_THROUGH = 'transparent parts were laid on white';

/** Whether any pixel lets the ground through. */
export function isSeeThrough({ rgba }: DecodedImage): boolean {
  for (let at = 3; at < rgba.length; at += 4) {
    if (rgba[at] !== 255) return true;
  }
  return false;
}

/** Every row to `to` numbers: the mean over the stretch each covers, or a straight line between neighbours. */
function squeezeRows(data: Float32Array, rows: number, from: number, to: number): Float32Array {
  if (from === to) return data;
  const out = new Float32Array(rows * to);
  const ratio = from / to;
  for (let k = 0; k < to; k++) {
    const weights = ratio > 1 ? covering(k * ratio, (k + 1) * ratio) : between(k, ratio, from);
    for (let row = 0; row < rows; row++) {
      let sum = 0;
      for (const [at, weight] of weights) sum += (data[row * from + at] as number) * weight;
      out[row * to + k] = sum;
    }
  }
  return out;
}

function covering(start: number, end: number): [at: number, weight: number][] {
  const weights: [number, number][] = [];
  for (let at = Math.floor(start); at < end - 1e-9; at++) {
    const share = Math.min(at + 1, end) - Math.max(at, start);
    weights.push([at, share / (end - start)]);
  }
  return weights;
}

function between(k: number, ratio: number, from: number): [at: number, weight: number][] {
  const centre = Math.min(from - 1, Math.max(0, (k + 0.5) * ratio - 0.5));
  const low = Math.min(from - 1, Math.floor(centre));
  const high = Math.min(from - 1, low + 1);
  return [
    [low, 1 - (centre - low)],
    [high, centre - low],
  ];
}

function transpose(data: Float32Array, rows: number, columns: number): Float32Array {
  const out = new Float32Array(data.length);
  for (let row = 0; row < rows; row++) {
    for (let k = 0; k < columns; k++) out[k * rows + row] = data[row * columns + k] as number;
  }
  return out;
}
