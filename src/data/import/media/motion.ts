/**
 * Motion as a modality: two numbers per pixel, along x and along y, in hundredths of the picture's longer side
 * from one frame to the next, so that computed and published motion speak the same units. Imports this folder only.
 */
import type { DecodedImage } from './decoders';
import { opticalFlow } from './optical-flow';
import type { GreyPicture } from './picture-grid';
import { greyPicture, resized } from './square-picture';

/**
 * Motion is measured at twice the size that it is wanted in: at no fewer pixels than these, for small pictures show too
 * little, and at no more, for time grows with the area, unless it is wanted larger.
 */
const SIDES = [64, 128] as const;
/** Pixels that black and white stand for in published motion pictures (tvl1_flow of UCF101). */
const PUBLISHED_REACH = 20;

/** @returns `[size, size, 2]`, measured between two pictures of one size. */
export function motionBetween(from: DecodedImage, to: DecodedImage, size: number): Float32Array {
  const most = Math.max(SIDES[1], size);
  const longest = Math.min(most, Math.max(SIDES[0], 2 * size));
  const scale = Math.min(1, longest / Math.max(from.width, from.height));
  const width = Math.max(1, Math.round(from.width * scale));
  const height = Math.max(1, Math.round(from.height * scale));
  const grey = (image: DecodedImage): GreyPicture => ({
    width,
    height,
    grey: greyPicture(image, width, height),
  });
  const { u, v } = opticalFlow(grey(from), grey(to));
  return interleaved(u, v, { width, height }, size, 100 / Math.max(width, height));
}

/**
 * Motion that was measured before and kept as two grey pictures: middle grey is none.
 * @returns `[size, size, 2]`
 */
export function motionOfFiles(u: DecodedImage, v: DecodedImage, size: number): Float32Array {
  const { width, height } = u;
  const pixels = (image: DecodedImage) =>
    greyPicture(image, width, height).map((value) => (2 * value - 1) * PUBLISHED_REACH);
  return interleaved(pixels(u), pixels(v), u, size, 100 / Math.max(width, height));
}

function interleaved(
  u: Float32Array,
  v: Float32Array,
  from: { readonly width: number; readonly height: number },
  size: number,
  unit: number,
): Float32Array {
  const out = new Float32Array(size * size * 2);
  [u, v].forEach((component, channel) => {
    resized(component, from, size, size).forEach((value, pixel) => {
      out[pixel * 2 + channel] = value * unit;
    });
  });
  return out;
}
