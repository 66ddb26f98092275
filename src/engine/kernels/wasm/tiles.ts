/** Tiles of 3x3 convolutions in steps of one (wasm/assembly/winograd.ts): where they pay, how many at once, their room. */
import type { ImageShape } from '../convolution/op';
import { rounded } from './rooms';

/** Tiles that are worked on at once, whole rows of them: enough for the products, few enough to stay near the processor. */
const TILES = 48;
/** Numbers that a tile is spread to, per channel of either side. */
const PLACES = 16;
/** Numbers between the tiles of one place and of the next. */
const APART = 16;
/** Below so many channels on either side the products are too short for what goes in and out. */
const LEAST_CHANNELS = 8;

const isFor = (channels: number) => channels >= LEAST_CHANNELS && channels % 4 === 0;

/** How many tiles of 2x2 results are worked on at once; 0 for images and channels whose sums are better taken as written. */
export function tilesFor({ height, width, channels }: ImageShape, outChannels: number): number {
  const fits = height > 1 && width > 1 && isFor(channels) && isFor(outChannels);
  const across = Math.ceil(width / 2);
  return fits ? across * Math.max(1, Math.floor(TILES / across)) : 0;
}

/** Numbers of an image with a margin of one pixel, its sides made even where it is cut into tiles. */
export function framedForTiles({ height, width }: ImageShape, channels: number): number {
  return rounded((2 * Math.ceil(height / 2) + 2) * (2 * Math.ceil(width / 2) + 2) * channels);
}

/** Room for so many tiles of both sides and for the kernel as they are multiplied. */
export const roomForTiles = (tiles: number, channels: number, outChannels: number): number =>
  PLACES * (tiles * (channels + outChannels) + 2 * APART + channels * outChannels);
