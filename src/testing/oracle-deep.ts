/**
 * The slow oracle of the kernels of deep encoders, in plain float64 numbers: flat arrays, row-major, images
 * `[images, height, width, channels]`. Written for reading, not speed.
 */
import { BATCH_NORM } from '../engine/kernels/batch-norm/op';
import {
  placesOf,
  type SpatialShape,
  spatiallyConvolved,
  type WindowShape,
} from '../engine/kernels/spatial-convolution/op';
import { windowPooled } from '../engine/kernels/window-pooling/op';
import { at, bump, type Numbers, pixels, products, zeros } from './oracle-convolution';

const slid = (shape: SpatialShape) => ({
  input: shape.input,
  out: spatiallyConvolved(shape),
  height: shape.window.height,
  width: shape.window.width,
  stride: shape.window.stride,
  above: shape.window.padding,
  before: shape.window.padding,
});

/** x * W */
export function convolve(
  x: Numbers,
  weight: Numbers,
  images: number,
  shape: SpatialShape,
): number[] {
  const out = zeros(images * pixels(spatiallyConvolved(shape)));
  products(images, slid(shape), (i, w, y) => bump(out, y, at(x, i) * at(weight, w)));
  return out;
}

/** Gradients of sum(dy * convolution). */
export function convolveGradients(
  x: Numbers,
  weight: Numbers,
  dy: Numbers,
  images: number,
  shape: SpatialShape,
) {
  const gradients = { input: zeros(x.length), weight: zeros(weight.length) };
  products(images, slid(shape), (i, w, y) => {
    bump(gradients.input, i, at(weight, w) * at(dy, y));
    bump(gradients.weight, w, at(x, i) * at(dy, y));
  });
  return gradients;
}

/** The places of the pixels under each place of a window, in reading order, one list per pooled number. */
function windows(images: number, shape: WindowShape): number[][] {
  const { input, window } = shape;
  const { height, width } = placesOf(shape);
  return zeros(images * pixels(windowPooled(shape))).map((_, k) => {
    const channel = k % input.channels;
    const place = Math.floor(k / input.channels);
    const top = (Math.floor(place / width) % height) * window.stride - window.padding;
    const left = (place % width) * window.stride - window.padding;
    const image = Math.floor(place / (height * width));
    return zeros(window.height * window.width).flatMap((_, tap) => {
      const row = top + Math.floor(tap / window.width);
      const column = left + (tap % window.width);
      const inside = row >= 0 && row < input.height && column >= 0 && column < input.width;
      const pixel = (image * input.height + row) * input.width + column;
      return inside ? [pixel * input.channels + channel] : [];
    });
  });
}

export const windowMax = (x: Numbers, images: number, shape: WindowShape): number[] =>
  windows(images, shape).map((places) => Math.max(...places.map((place) => at(x, place))));

/** Gradient of sum(dy * pooled): all of it to the first of the largest. */
export function windowMaxGradient(
  x: Numbers,
  dy: Numbers,
  images: number,
  shape: WindowShape,
): number[] {
  const out = zeros(x.length);
  windows(images, shape).forEach((places, k) => {
    const top = Math.max(...places.map((place) => at(x, place)));
    bump(out, places.find((place) => at(x, place) === top) as number, at(dy, k));
  });
  return out;
}

/** What a batch norm works on: channels are the last axis; mean and variance are the running ones. */
export interface Normed {
  readonly x: Numbers;
  readonly residual: Numbers | null;
  readonly scale: Numbers;
  readonly shift: Numbers;
  readonly mean: Numbers;
  readonly variance: Numbers;
  readonly relu: boolean;
}

/** Mean over pixels of each channel. */
const means = (values: Numbers, channels: number): number[] =>
  zeros(channels).map((_, c) => {
    const own = values.filter((_, k) => k % channels === c);
    return own.reduce((sum, value) => sum + value, 0) / own.length;
  });

/** Mean and biased variance of each channel. */
function statistics(x: Numbers, channels: number) {
  const mean = means(x, channels);
  const squares = x.map((value, k) => (value - at(mean, k % channels)) ** 2);
  return { mean, variance: means(squares, channels) };
}

/** A single pixel has no variance: running values take the place of its own, and stay as they are. */
const isAlone = ({ x, mean }: Normed): boolean => x.length === mean.length;

/** Those that a batch is normalised by. */
const statisticsFor = (normed: Normed) =>
  isAlone(normed) ? normed : statistics(normed.x, normed.mean.length);

/** The running values after a batch. */
export function followed(normed: Normed): Pick<Normed, 'mean' | 'variance'> {
  if (isAlone(normed)) return normed;
  const { x, mean, variance } = normed;
  const channels = mean.length;
  const batch = statistics(x, channels);
  const pixelCount = x.length / channels;
  const unbiased = pixelCount / (pixelCount - 1);
  const moved = (running: Numbers, now: Numbers, by: number) =>
    running.map(
      (value, c) => (1 - BATCH_NORM.momentum) * value + BATCH_NORM.momentum * by * at(now, c),
    );
  return { mean: moved(mean, batch.mean, 1), variance: moved(variance, batch.variance, unbiased) };
}

/** @param of whose mean and variance: the batch's, or the running ones. */
export function normalise(normed: Normed, of: 'batch' | 'running'): number[] {
  const { x, residual, scale, shift, relu } = normed;
  const channels = scale.length;
  const { mean, variance } = of === 'batch' ? statisticsFor(normed) : normed;
  return x.map((value, k) => {
    const c = k % channels;
    const even = (value - at(mean, c)) / Math.sqrt(at(variance, c) + BATCH_NORM.epsilon);
    const sum = even * at(scale, c) + at(shift, c) + (residual ? at(residual, k) : 0);
    return relu ? Math.max(0, sum) : sum;
  });
}

/** Gradients of sum(dy * result) with the batch's statistics. */
export function normaliseGradients(normed: Normed, dy: Numbers) {
  const { x, scale, relu } = normed;
  const channels = scale.length;
  const out = normalise(normed, 'batch');
  const { mean, variance } = statisticsFor(normed);
  const deviations = variance.map((value) => Math.sqrt(value + BATCH_NORM.epsilon));
  const open = dy.map((value, k) => (relu && at(out, k) <= 0 ? 0 : value));
  const even = x.map((value, k) => {
    const c = k % channels;
    return (value - at(mean, c)) / at(deviations, c);
  });
  const pixelCount = x.length / channels;
  const ofShift = means(open, channels);
  const ofScale = means(
    open.map((value, k) => value * at(even, k)),
    channels,
  );
  return {
    x: open.map((value, k) => {
      const c = k % channels;
      // running values are constants
      const along = isAlone(normed) ? 0 : at(ofShift, c) + at(even, k) * at(ofScale, c);
      const left = value - along;
      return (left * at(scale, c)) / at(deviations, c);
    }),
    residual: open,
    scale: ofScale.map((value) => value * pixelCount),
    shift: ofShift.map((value) => value * pixelCount),
  };
}
