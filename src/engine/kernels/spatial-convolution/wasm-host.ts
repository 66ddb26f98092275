/** What the host asks of spatial-convolution/wasm.ts. */
import type { ImageShape } from '../convolution/op';
import { WasmArena } from '../wasm/arena';
import { contentOf, wasmArray } from '../wasm/arrays';
import type { Machine, Span } from '../wasm/machine';
import { rounded } from '../wasm/rooms';
import { framedForTiles, roomForTiles, tilesFor } from '../wasm/tiles';
import { type SpatialConvolutionKernels, type SpatialShape, spatiallyConvolved } from './op';

/** Pixels that are worked on at once: enough for long sums, few enough to stay near the processor. */
const TOGETHER = 128;
/** Images of fewer results than this are gathered, several to a block; of others the sums read the image itself. */
const LEAST_PIXELS = 16;
/** What is gathered is copied by fours: numbers that may be written behind the last. */
const COPIED_BEYOND = 3;
/** Columns of a panel (wasm/assembly/panels.ts). */
const WIDE = 8;

/** Numbers of so many rows in panels. */
const inPanels = (rows: number, columns: number) => Math.ceil(columns / WIDE) * WIDE * rows;

type Steps = Pick<SpatialShape['window'], 'stride' | 'padding'>;

/** Taps of the kernel, along one side, that lie on the image at any place: the first of them, and how many to the last. */
function reaching(side: number, kernel: number, places: number, { stride, padding }: Steps) {
  const reaches = (tap: number) =>
    Array.from({ length: places }, (_, place) => place * stride + tap - padding).some(
      (at) => at >= 0 && at < side,
    );
  const taps = Array.from({ length: kernel }, (_, tap) => tap).filter(reaches);
  const [first = 0] = taps;
  return { first, count: (taps.at(-1) ?? 0) - first + 1 };
}

/** How a convolution is worked out. */
interface Plan {
  readonly out: ImageShape;
  readonly rows: ReturnType<typeof reaching>;
  readonly columns: ReturnType<typeof reaching>;
  /** Whether every pixel of the result is a product of that in its place. */
  readonly isPlain: boolean;
  /** Tiles of 2x2 results that are worked on at once; 0 for sums as they are written. */
  readonly tiles: number;
}

function planOf(shape: SpatialShape): Plan {
  const { input, window, outChannels } = shape;
  const { height, width, stride, padding } = window;
  const out = spatiallyConvolved(shape);
  const rows = reaching(input.height, height, out.height, window);
  const columns = reaching(input.width, width, out.width, window);
  const isOne = rows.count === 1 && columns.count === 1 && stride === 1;
  const isPlain = isOne && rows.first === padding && columns.first === padding;
  // a single tile has products for the margin that sums leave out
  const isLarge = input.height > 2 || input.width > 2;
  const isTiled = isLarge && height === 3 && width === 3 && stride === 1 && padding === 1;
  return { out, rows, columns, isPlain, tiles: isTiled ? tilesFor(input, outChannels) : 0 };
}

/** Pixels of the result that are worked on at once, whole lines of them, of so many images. */
function blockOf({ out }: Plan, images: number): number {
  const lines = Math.max(1, Math.floor(TOGETHER / out.width));
  return out.width * Math.min(lines, images * out.height);
}

/** Numbers of an image with its margin. */
function framed({ input, window: { padding } }: SpatialShape): number {
  const { height, width, channels } = input;
  return rounded((height + 2 * padding) * (width + 2 * padding) * channels);
}

/** The class Spatial of wasm/assembly/spatial.ts. */
function numbersOf(images: number, shape: SpatialShape, plan: Plan, adds: number, block: number) {
  const { input, outChannels, window } = shape;
  const { out, rows, columns, tiles } = plan;
  return [
    ...[images, input.height, input.width, input.channels],
    ...[out.height, out.width, outChannels],
    ...[window.stride, window.padding, window.width],
    ...[rows.first, rows.count, columns.first, columns.count],
    ...[adds, tiles, block],
  ];
}

const imagesIn = ({ count }: Span, { height, width, channels }: ImageShape): number =>
  count / (height * width * channels);

export const spatialConvolutionOnWasm = (machine: Machine): SpatialConvolutionKernels => ({
  convolve(x, arena, weight, shape, out) {
    const weights = WasmArena.of(arena).value(weight);
    const input = contentOf(x);
    const plan = planOf(shape);
    const { channels } = shape.input;
    const images = imagesIn(input, shape.input);
    const isGathered = plan.out.height * plan.out.width < LEAST_PIXELS;
    const block = isGathered ? blockOf(plan, images) : 0;
    const depth = plan.rows.count * plan.columns.count * channels;
    const room = plan.tiles
      ? framedForTiles(shape.input, channels) +
        roomForTiles(plan.tiles, channels, shape.outChannels)
      : inPanels(depth, shape.outChannels) + framed(shape) + rounded(block * depth + COPIED_BEYOND);
    const spans = [input, wasmArray(out).fresh(), weights];
    machine.run('spatialConvolve', spans, numbersOf(images, shape, plan, 0, block), [], room);
  },
  convolveInputGradient(dy, arena, weight, shape, into) {
    const weights = WasmArena.of(arena).value(weight);
    const gradient = contentOf(dy);
    const plan = planOf(shape);
    const { outChannels } = shape;
    const { channels } = shape.input;
    const images = imagesIn(gradient, plan.out);
    // what is scattered is added
    const { array, adds } =
      plan.tiles || plan.isPlain ? wasmArray(into).target() : { array: contentOf(into), adds: 1 };
    const block = blockOf(plan, images);
    const across = plan.columns.count * channels;
    const room = plan.tiles
      ? weights.count +
        framedForTiles(shape.input, outChannels) +
        roomForTiles(plan.tiles, channels, outChannels)
      : plan.rows.count * inPanels(outChannels, across) + rounded(block * across);
    const numbers = numbersOf(images, shape, plan, adds, block);
    machine.run('spatialInputGradient', [array, gradient, weights], numbers, [], room);
  },
  convolveWeightGradient(x, dy, arena, weight, shape) {
    const { array, adds } = WasmArena.of(arena).gradientTarget(weight);
    const [input, gradient] = [contentOf(x), contentOf(dy)];
    const plan = planOf(shape);
    const { outChannels } = shape;
    const { channels } = shape.input;
    const images = imagesIn(input, shape.input);
    const block = blockOf(plan, images);
    const room = plan.tiles
      ? framedForTiles(shape.input, channels) +
        framedForTiles(shape.input, outChannels) +
        roomForTiles(plan.tiles, channels, outChannels)
      : framed(shape) +
        plan.rows.count * rounded(plan.columns.count * channels) * block +
        inPanels(block, outChannels);
    const numbers = numbersOf(images, shape, plan, adds, block);
    const { rows, columns } = plan;
    const isReached = rows.count === shape.window.height && columns.count === shape.window.width;
    // taps that see nothing but margin have a gradient of 0, and are not written
    if (!adds && !isReached) machine.zero(array);
    machine.run('spatialWeightGradient', [input, gradient, array], numbers, [], room);
  },
});
