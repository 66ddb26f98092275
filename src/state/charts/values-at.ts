/** A chart's numbers at one epoch, as its cursor and its table say them. Pure. */
import type { Chart, ChartLine } from './chart';

export interface ValueAt {
  readonly line: ChartLine;
  readonly value: number;
}

/**
 * The value of every line that has one at this epoch; of a line thinned out, the point before it. A line that had
 * ended by then, or has a gap there, says nothing.
 */
export function valuesAt({ lines }: Pick<Chart, 'lines'>, epoch: number): readonly ValueAt[] {
  return lines.flatMap((line) => {
    const place = line.points.findLastIndex((point) => point.epoch <= epoch);
    const point = line.points[place];
    if (!point || point.value === null) return [];
    const hasEnded = point.epoch < epoch && place === line.points.length - 1;
    return hasEnded ? [] : [{ line, value: point.value }];
  });
}
