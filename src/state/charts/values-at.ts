/** A chart's numbers at one epoch, as its cursor and its table say them. Pure. */
import { placeOf } from './axis';
import type { Chart, ChartLine } from './chart';
import { writeValue } from './write-value';

export interface ValueAt {
  readonly line: ChartLine;
  /** Where on the axis its point stands. */
  readonly place: number;
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
    return hasEnded ? [] : [{ line, place: placeOf(point), value: point.value }];
  });
}

/** The same in words, for whoever moves along a chart by keys: "epoch 12: Sound, Joint 43 %; Sound, trained alone 72 %". */
export function tellValuesAt(chart: Pick<Chart, 'lines' | 'unit'>, epoch: number): string {
  const values = valuesAt(chart, epoch).map(
    ({ line, value }) => `${line.name} ${writeValue(chart.unit, value)}`,
  );
  return `epoch ${epoch}: ${values.length === 0 ? 'no values' : values.join('; ')}`;
}

/** The first and the last epoch of which any line has a point; null for an empty chart. */
export function epochsOf({ lines }: Pick<Chart, 'lines'>): readonly [number, number] | null {
  const epochs = lines.flatMap(({ points }) => points.map(({ epoch }) => epoch));
  return epochs.length === 0 ? null : [Math.min(...epochs), Math.max(...epochs)];
}

/** What a line said last by a place on the axis; null before its first point, after its last, and in a gap. */
export function valueBy(
  { lines }: Pick<Chart, 'lines'>,
  key: string,
  place: number,
): number | null {
  const points = lines.find((line) => line.key === key)?.points ?? [];
  const last = points.findLastIndex((point) => placeOf(point) <= place);
  const point = points[last];
  const hasEnded = point && placeOf(point) < place && last === points.length - 1;
  return point && !hasEnded ? point.value : null;
}
