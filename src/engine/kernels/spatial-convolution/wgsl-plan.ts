/**
 * How a spatial convolution is carried out in WGSL: which products, in which tiles and pieces. Numbers only, so that what a
 * network asks of a graphics processor can be counted without one.
 */
import { sizeOf } from '../../../math/shape';
import { inFours } from '../linear/wgsl';
import { tileSizeFor, tilesOf } from '../webgpu/tiles';
import { type SpatialShape, spatiallyConvolved } from './op';
import type { Form } from './wgsl-places';

/** Workgroups that one weight gradient should have. */
const WEIGHT_WORKGROUPS = 1024;
/** Fewest pixels of a piece of it: with fewer it costs more to add the pieces up. */
const LEAST_RUN = 128;

/** A convolution of so many images. */
export interface Images {
  readonly images: number;
  readonly shape: SpatialShape;
}

/**
 * The convolution as its programs see it. With a kernel of one pixel, no stride and no padding every pixel is a row of a matrix,
 * whatever image it is of: a plain product, with nothing to look for beside it or at an edge.
 */
export function asProduct(images: number, shape: SpatialShape): Images {
  const { height, width, channels } = shape.input;
  const { window } = shape;
  const isPlain =
    window.height === 1 && window.width === 1 && window.stride === 1 && window.padding === 0;
  return isPlain
    ? {
        images: 1,
        shape: { ...shape, input: { height: images * height * width, width: 1, channels } },
      }
    : { images, shape };
}

/** The form of the programs of a product of so many rows and columns. */
export function formFor({ input, outChannels }: SpatialShape, rows: number, columns: number): Form {
  return { vec4: inFours(input.channels, outChannels), size: tileSizeFor(rows, columns) };
}

/** Numbers in a unit of memory. */
export const unitsOf = ({ vec4 }: Form): number => (vec4 ? 4 : 1);

/** Numbers of the weights. */
export const weightsOf = ({ input, window, outChannels }: SpatialShape): number =>
  sizeOf([window.height, window.width, input.channels, outChannels]);

/** Along one axis, the part of the gradient on the input whose pixels see the same taps. */
interface AxisPhase {
  /** The first of these pixels; they are the stride apart. */
  readonly from: number;
  readonly pixels: number;
  /** The first of these taps; they are the stride apart. */
  readonly tap: number;
  readonly taps: number;
  /** How far before a pixel's own number the first number of dy lies that it sees; maybe negative. */
  readonly before: number;
}

/** @param side pixels of the input. @param kernel taps. */
function axisPhases(
  side: number,
  kernel: number,
  { stride, padding }: SpatialShape['window'],
): AxisPhase[] {
  return Array.from({ length: stride }, (_, tap) => {
    // tap + stride t sees pixel r from row (r + padding - tap) / stride - t of the result
    const from = (((tap - padding) % stride) + stride) % stride;
    const taps = Math.max(0, Math.ceil((kernel - tap) / stride));
    return {
      from,
      pixels: Math.max(0, Math.ceil((side - from) / stride)),
      tap,
      taps,
      before: taps - 1 - (from + padding - tap) / stride,
    };
  }).filter(({ pixels }) => pixels > 0);
}

/** One product of the gradient on the input, with its turned weights from `at` on. */
export interface Phase {
  readonly rows: AxisPhase;
  readonly columns: AxisPhase;
  readonly at: number;
  readonly weights: number;
}

/** The products of the gradient on the input: one for each phase of the stride in both directions. */
export function phasesOf(shape: SpatialShape): readonly Phase[] {
  const { input, window, outChannels } = shape;
  const ofRows = axisPhases(input.height, window.height, window);
  const ofColumns = axisPhases(input.width, window.width, window);
  let at = 0;
  return ofRows.flatMap((rows) =>
    ofColumns.map((columns) => {
      const weights = rows.taps * columns.taps * input.channels * outChannels;
      const phase = { rows, columns, at, weights };
      at += weights;
      return phase;
    }),
  );
}

/** How a weight gradient is split. */
export interface WeightPieces {
  readonly form: Form;
  /** Pixels of the result in all images, and of each piece but the last. */
  readonly pixels: number;
  readonly run: number;
  readonly count: number;
  /** Rows of a piece, each a place of the kernel. */
  readonly rows: number;
}

/** How the weight gradient over so many images is split. */
export function weightPieces({ images, shape }: Images): WeightPieces {
  const { outChannels } = shape;
  const { height, width } = spatiallyConvolved(shape);
  const pixels = images * height * width;
  const rows = weightsOf(shape) / outChannels;
  const most = Math.ceil(pixels / LEAST_RUN);
  // many pieces fill a graphics processor as many rows would
  const form = formFor(shape, rows * most, outChannels);
  const wanted = Math.ceil(WEIGHT_WORKGROUPS / tilesOf(form.size, rows, outChannels));
  const run = Math.ceil(pixels / Math.min(wanted, most));
  return { form, pixels, run, count: Math.ceil(pixels / run), rows };
}
