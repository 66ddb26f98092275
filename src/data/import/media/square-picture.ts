/**
 * A picture as a small grey square: luminance on white, every target pixel the mean of what it covers.
 * The whole picture is used, pressed into the square where it is none. Imports this folder only.
 */
import type { DecodedImage } from './decoders';

/** @returns `[size, size]`, 0 (black) to 1 (white). */
export function greyImage({ width, height, rgba }: DecodedImage, size: number): Float32Array {
  const grey = new Float32Array(width * height);
  for (let i = 0; i < grey.length; i++) {
    const at = i * 4;
    const [r, g, b] = [rgba[at] as number, rgba[at + 1] as number, rgba[at + 2] as number];
    // Rec. 601 luma, as the eye weighs the colours
    const luma = (0.299 * r + 0.587 * g + 0.114 * b) / 255;
    grey[i] = 1 - (1 - luma) * ((rgba[at + 3] as number) / 255);
  }
  const wide = squeezeRows(grey, height, width, size);
  return transpose(squeezeRows(transpose(wide, height, size), size, height, size), size, size);
}

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
