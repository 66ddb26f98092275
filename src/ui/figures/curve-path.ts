/** Curves and bands as SVG paths, with their gaps. Pure. */
import { placeOf } from '../../state/charts/axis';
import type { ChartBand, ChartLine } from '../../state/charts/chart';
import type { PlotFrame } from './plot-frame';

type Scales = Pick<PlotFrame, 'x' | 'y'>;

/** As Recharts writes them. */
const DIGITS = 3;
const written = (pixels: number): string => String(Number(pixels.toFixed(DIGITS)));

/** Pieces between gaps: a value that is null, or that the axis has no place for. */
function pieces<T>(points: readonly T[], isThere: (point: T) => boolean): T[][] {
  const found: T[][] = [[]];
  for (const point of points) {
    if (isThere(point)) found.at(-1)?.push(point);
    else if (found.at(-1)?.length) found.push([]);
  }
  return found.filter(({ length }) => length > 0);
}

/** A line through its points, of which one alone leaves no ink; empty where there is no more. */
export function linePath(points: ChartLine['points'], { x, y }: Scales): string {
  const places = points.map((point) => [
    x(placeOf(point)),
    point.value === null ? Number.NaN : y(point.value),
  ]);
  return pieces(places, (place) => place.every(Number.isFinite))
    .filter(({ length }) => length > 1)
    .map((piece) => `M${piece.map((place) => place.map(written).join(',')).join('L')}`)
    .join('');
}

/** The area between a band's highs and its lows. */
export function bandPath(points: ChartBand['points'], { x, y }: Scales): string {
  const at = (epoch: number, value: number) => `${written(x(epoch))},${written(y(value))}`;
  const there = points.map(({ epoch, low, high }) =>
    low === null || high === null ? null : { epoch, low, high },
  );
  return pieces(there, (point) => point !== null)
    .map((piece) => piece.flatMap((point) => point ?? []))
    .map((piece) => {
      const highs = piece.map(({ epoch, high }) => at(epoch, high));
      const lows = piece.map(({ epoch, low }) => at(epoch, low)).reverse();
      return `M${[...highs, ...lows].join('L')}Z`;
    })
    .join('');
}
