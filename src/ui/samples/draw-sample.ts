/**
 * Draws one modality of one sample on a canvas: pictures, frames and spectrograms, waves as a line, series as a line for
 * each channel, vectors as bars.
 * Pure drawing; values are the normalised numbers that training sees.
 */
import type { Modality } from '../../protocol/data-set';
import { type PicturePlanes, picturePlanes } from './picture-planes';

export interface SampleInk {
  /** Colour of lines and bars. */
  readonly line: string;
  /** Colours of the lowest and the highest value of a picture, as `[red, green, blue]`. */
  readonly dark: readonly [number, number, number];
  readonly light: readonly [number, number, number];
}

/** Values between which greys run. */
type GreyRange = readonly [low: number, high: number];

/** Grey values outside this many standard deviations are clipped, so that noise does not wash shapes out. */
const PICTURE_RANGE: GreyRange = [-1.5, 2.5];

/** A photo drawn as ink on paper would be a negative. */
const PHOTO: Pick<SampleInk, 'dark' | 'light'> = { dark: [0, 0, 0], light: [255, 255, 255] };

/** Pixels between the frames of a video. */
const PLANE_GAP = 1;

/** What must be known of a modality to draw it. */
type DrawnModality = Pick<Modality, 'kind' | 'shape' | 'isPhoto'>;

export function drawSample(
  canvas: HTMLCanvasElement,
  { kind, shape, isPhoto = false }: DrawnModality,
  values: Float32Array,
  ink: SampleInk,
): void {
  const scale = Math.min(2, window.devicePixelRatio || 1);
  canvas.width = Math.round(canvas.clientWidth * scale);
  canvas.height = Math.round(canvas.clientHeight * scale);
  const context = canvas.getContext('2d');
  if (!context || canvas.width === 0) return;
  // a spectrogram is a picture whose first row, the lowest band, belongs at the bottom
  const isSpectrogram = kind === 'audio' && shape.length > 1;
  if (kind === 'image' || kind === 'video' || kind === 'flow' || isSpectrogram) {
    const greys = isPhoto ? { ...ink, ...PHOTO } : ink;
    const range = isPhoto ? rangeOf(values) : PICTURE_RANGE;
    drawPicture(context, picturePlanes(kind, shape), values, greys, range, isSpectrogram);
  } else if (kind === 'audio') {
    drawLine(context, values, { colour: ink.line, scale, most: reach(values) });
  } else if (kind === 'series') {
    drawChannels(context, shape.at(-1) ?? 1, values, ink.line, scale);
  } else {
    drawBars(context, values, ink.line);
  }
}

/** From the darkest to the brightest value; a picture of one grey is drawn in the middle. */
function rangeOf(values: Float32Array): GreyRange {
  const low = values.reduce((least, value) => Math.min(least, value), Number.POSITIVE_INFINITY);
  const high = values.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY);
  return high > low ? [low, high] : [low - 1, low + 1];
}

/** Grey values run from `dark` to `light`; colours run from black to white, whatever the theme. */
function drawPicture(
  context: CanvasRenderingContext2D,
  planes: PicturePlanes,
  values: Float32Array,
  { dark, light }: SampleInk,
  [low, high]: GreyRange,
  upsideDown: boolean,
): void {
  const { rows, columns, count, isColour } = planes;
  const width = count * columns + (count - 1) * PLANE_GAP;
  const picture = new ImageData(width, rows);
  for (let plane = 0; plane < count; plane += 1) {
    for (let pixel = 0; pixel < rows * columns; pixel += 1) {
      const row = Math.floor(pixel / columns);
      const line = upsideDown ? rows - 1 - row : row;
      const at = line * width + plane * (columns + PLANE_GAP) + (pixel % columns);
      for (let part = 0; part < 3; part += 1) {
        const value = values[planes.at(plane, pixel, part)] ?? 0;
        const share = Math.min(1, Math.max(0, (value - low) / (high - low)));
        const from = isColour ? 0 : (dark[part] ?? 0);
        const to = isColour ? 255 : (light[part] ?? 0);
        picture.data[at * 4 + part] = from + (to - from) * share;
      }
      picture.data[at * 4 + 3] = 255;
    }
  }
  const small = new OffscreenCanvas(width, rows);
  small.getContext('2d')?.putImageData(picture, 0, 0);
  const room = context.canvas;
  const zoom = Math.min(room.width / width, room.height / rows);
  context.imageSmoothingEnabled = false;
  context.drawImage(
    small,
    (room.width - width * zoom) / 2,
    (room.height - rows * zoom) / 2,
    width * zoom,
    rows * zoom,
  );
}

/** The largest size among the values, so that a drawing fills its canvas; never 0. */
function reach(values: Float32Array): number {
  return values.reduce((most, value) => Math.max(most, Math.abs(value)), 1e-6);
}

/** How a line is drawn: `most` is the value at the upper edge. */
interface Line {
  readonly colour: string;
  readonly scale: number;
  readonly most: number;
}

/** The faintest of several lines. */
const LEAST_INK = 0.35;

/** One line a channel over the same time and on one scale, the first the strongest. @param values `[length, channels]`. */
function drawChannels(
  context: CanvasRenderingContext2D,
  channels: number,
  values: Float32Array,
  colour: string,
  scale: number,
): void {
  const most = reach(values);
  for (let channel = channels - 1; channel >= 0; channel -= 1) {
    const line = values.filter((_, i) => i % channels === channel);
    const share = channels > 1 ? channel / (channels - 1) : 0;
    context.globalAlpha = 1 - share * (1 - LEAST_INK);
    drawLine(context, line, { colour, scale, most });
  }
  context.globalAlpha = 1;
}

function drawLine(
  context: CanvasRenderingContext2D,
  values: Float32Array,
  { colour, scale, most }: Line,
): void {
  const { width, height } = context.canvas;
  context.strokeStyle = colour;
  context.lineWidth = 1.25 * scale;
  context.lineJoin = 'round';
  context.beginPath();
  values.forEach((value, i) => {
    const x = (i / Math.max(1, values.length - 1)) * width;
    const y = height / 2 - (value / most) * (height / 2 - scale);
    if (i === 0) context.moveTo(x, y);
    else context.lineTo(x, y);
  });
  context.stroke();
}

function drawBars(context: CanvasRenderingContext2D, values: Float32Array, colour: string): void {
  const { width, height } = context.canvas;
  const most = Math.max(2, reach(values));
  const slot = width / values.length;
  // at least a pixel, at most a stout bar: two measurements should not look like a flag
  const bar = Math.max(1, Math.min(slot * 0.6, height / 4));
  context.fillStyle = colour;
  context.globalAlpha = 0.35;
  context.fillRect(0, height / 2 - 0.5, width, 1);
  context.globalAlpha = 1;
  values.forEach((value, i) => {
    const size = (value / most) * (height / 2);
    context.fillRect(
      slot * (i + 0.5) - bar / 2,
      height / 2 - Math.max(0, size),
      bar,
      Math.abs(size),
    );
  });
}
