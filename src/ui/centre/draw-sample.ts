/**
 * Draws one modality of one sample on a canvas: pictures and spectrograms in grey, waves as a line, vectors as bars.
 * Pure drawing; values are the normalised numbers that training sees.
 */
import type { ModalityKind } from '../../protocol/data-set';

export interface SampleInk {
  /** Colour of lines and bars. */
  readonly line: string;
  /** Colours of the lowest and the highest value of a picture, as `[red, green, blue]`. */
  readonly dark: readonly [number, number, number];
  readonly light: readonly [number, number, number];
}

/** Grey values outside this many standard deviations are clipped, so that noise does not wash shapes out. */
const PICTURE_RANGE = [-1.5, 2.5] as const;

export function drawSample(
  canvas: HTMLCanvasElement,
  kind: ModalityKind,
  shape: readonly number[],
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
    drawPicture(context, shape, values, ink, isSpectrogram);
  } else if (kind === 'audio') {
    drawLine(context, values, ink.line, scale);
  } else {
    drawBars(context, values, ink.line);
  }
}

function drawPicture(
  context: CanvasRenderingContext2D,
  shape: readonly number[],
  values: Float32Array,
  { dark, light }: SampleInk,
  upsideDown: boolean,
): void {
  const [rows = 1, columns = 1, channels = 1] = shape;
  const picture = new ImageData(columns, rows);
  const [low, high] = PICTURE_RANGE;
  for (let pixel = 0; pixel < rows * columns; pixel += 1) {
    const value = values[pixel * channels] ?? 0;
    const share = Math.min(1, Math.max(0, (value - low) / (high - low)));
    const row = Math.floor(pixel / columns);
    const at = upsideDown ? pixel + (rows - 1 - 2 * row) * columns : pixel;
    for (let part = 0; part < 3; part += 1) {
      const from = dark[part] ?? 0;
      picture.data[at * 4 + part] = from + ((light[part] ?? 0) - from) * share;
    }
    picture.data[at * 4 + 3] = 255;
  }
  const small = new OffscreenCanvas(columns, rows);
  small.getContext('2d')?.putImageData(picture, 0, 0);
  const { width, height } = context.canvas;
  const zoom = Math.min(width / columns, height / rows);
  context.imageSmoothingEnabled = false;
  context.drawImage(
    small,
    (width - columns * zoom) / 2,
    (height - rows * zoom) / 2,
    columns * zoom,
    rows * zoom,
  );
}

/** The largest size among the values, so that a drawing fills its canvas; never 0. */
function reach(values: Float32Array): number {
  return values.reduce((most, value) => Math.max(most, Math.abs(value)), 1e-6);
}

function drawLine(
  context: CanvasRenderingContext2D,
  values: Float32Array,
  colour: string,
  scale: number,
): void {
  const { width, height } = context.canvas;
  const most = reach(values);
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
