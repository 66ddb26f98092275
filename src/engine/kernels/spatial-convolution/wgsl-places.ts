/**
 * WGSL that the programs of a spatial convolution share. Memory is seen as numbers or, where all channels are whole fours, as
 * fours of channels: units. A row of an image is `wide` units, of which the kernel sees `span` side by side in each of its `kh`
 * rows, so a place of the kernel is (unit, row), and so is the corner of an image where the kernel begins.
 */
import { rowsOf, type TileSize } from '../webgpu/tiles';

/** Which form of its programs a convolution takes. */
export interface Form {
  readonly size: TileSize;
  /** Whether units are fours of channels. */
  readonly vec4: boolean;
}

export const nameOf = (what: string, { size, vec4 }: Form): string =>
  `${what}${rowsOf(size)}${vec4 ? 'by4' : ''}`;

/** WGSL type of a unit. */
export const unitOf = (vec4: boolean): string => (vec4 ? 'vec4<f32>' : 'f32');

/** Place number `n` of the kernel, and the unit of x there. Left of an image and above it numbers wrap round and are too large. */
export const seenAt = (vec4: boolean): string => `
fn placeOf(u: Numbers, n: u32) -> vec2<u32> { return vec2<u32>(n % u.span, n / u.span); }
fn seen(u: Numbers, rowsAbove: u32, corner: vec2<u32>, place: vec2<u32>) -> ${unitOf(vec4)} {
  let at = corner + place;
  if (place.y >= u.kh || at.x >= u.wide || at.y >= u.h) { return ${unitOf(vec4)}(); }
  return x[(rowsAbove + at.y) * u.wide + at.x];
}`;
