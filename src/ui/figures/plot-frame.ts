/**
 * Where a chart's plot lies in its picture, and where on it every place and value stands. Pure: both pictures of a chart
 * (`PlainPicture`, and `PointedPicture` by Recharts) put names and cursor by it.
 */
import { placeOf } from '../../state/charts/axis';
import type { Chart } from '../../state/charts/chart';
import { type Axis, acrossAxis, valueAxis } from './axes';
import type { ChartLook } from './chart-look';

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A plot in pixels of its picture. */
export interface PlotFrame {
  readonly plot: Box;
  /** Of a place on the axis; `NaN` where it has none. */
  readonly x: (place: number) => number;
  /** Of a value; `NaN` where the axis has none for it, as for 0 on one of powers. */
  readonly y: (value: number) => number;
}

/** The same with what the axes name. */
export interface DrawnFrame extends PlotFrame {
  readonly across: readonly number[];
  readonly values: readonly number[];
  /** Whether a value lies on the axis at all: a level beside it is left out. */
  readonly holds: (value: number) => boolean;
}

/** Around the plot, at the size of the page: half a line above, the axes' numbers below and to the left. */
export const TOP = 8;
export const BOTTOM = 24;
export const LEFT = 44;

/** Where the plot lies in its chart: what is laid over it takes this as its `inset`. */
export const plotInset = (labelMargin: number, { scale }: ChartLook): string =>
  `${TOP * scale}px ${labelMargin}px ${BOTTOM * scale}px ${LEFT * scale}px`;

/** The room at the right of a plot: what names want, and no more than the plot can spare. */
export const endRoom = (width: number, labelMargin: number, { scale, plot }: ChartLook): number =>
  plot === 0
    ? labelMargin
    : Math.max(0, Math.min(labelMargin, Math.floor(width * (1 - plot) - LEFT * scale)));

/** From a range of numbers to a range of pixels. */
function scaleOf(
  kind: Axis['scale'],
  [low, high]: readonly [number, number],
  [from, to]: readonly [number, number],
): (value: number) => number {
  const place =
    kind === 'log' ? (value: number) => (value > 0 ? Math.log(value) : Number.NaN) : Number;
  const [first, last] = [place(low), place(high)];
  if (!(last > first)) return () => from;
  return (value) => from + ((place(value) - first) / (last - first)) * (to - from);
}

/** A range widened to hold these numbers: an axis may end a hair inside what is drawn. */
function holding(
  [low, high]: readonly [number, number],
  numbers: readonly number[],
): readonly [number, number] {
  return [Math.min(low, ...numbers), Math.max(high, ...numbers)];
}

/** Numbers of an axis closer than this lie over each other, in type of 12 px. */
const TICK_ROOM = 11;

/** As many of these numbers as have room: every second or third in a low plot, 0 among them where it is one. */
export function roomyTicks(
  ticks: readonly number[],
  y: (value: number) => number,
  least: number,
): readonly number[] {
  const [first = 0, second = first] = ticks;
  const apart = Math.abs(y(second) - y(first));
  const stride = apart > 0 ? Math.ceil(least / apart) : 1;
  const from = Math.max(0, ticks.indexOf(0));
  return ticks.filter((_, place) => (place - from) % stride === 0);
}

export function plotFrame(
  chart: Chart,
  { width, height }: Pick<Box, 'width' | 'height'>,
  labelMargin: number,
  look: ChartLook,
): DrawnFrame {
  const { scale } = look;
  const value = valueAxis(chart);
  const across = acrossAxis(chart);
  const plot = {
    x: LEFT * scale,
    y: TOP * scale,
    width: Math.max(0, width - LEFT * scale - endRoom(width, labelMargin, look)),
    height: Math.max(0, height - (TOP + BOTTOM) * scale),
  };
  const points = chart.lines.flatMap((line) => line.points);
  const values = [
    ...points.flatMap((point) => point.value ?? []),
    ...(chart.bands ?? []).flatMap((band) =>
      band.points.flatMap(({ low, high }) => (low === null || high === null ? [] : [low, high])),
    ),
  ].filter((each) => value.scale === 'linear' || each > 0);
  const [low, high] = holding(value.domain, values);
  const y = scaleOf(value.scale, [low, high], [plot.y + plot.height, plot.y]);
  return {
    plot,
    x: scaleOf('linear', holding(across.domain, points.map(placeOf)), [
      plot.x,
      plot.x + plot.width,
    ]),
    y,
    across: across.ticks,
    values: roomyTicks(value.ticks, y, TICK_ROOM * scale),
    holds: (each) => each >= low && each <= high,
  };
}
