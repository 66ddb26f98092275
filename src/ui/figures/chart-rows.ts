/** A chart's lines as rows by their place on its axis: what Recharts draws and what the hidden table says. Pure. */
import { placeOf } from '../../state/charts/axis';
import type { Chart } from '../../state/charts/chart';

export interface ChartRow {
  /** Epochs, or what else the axis counts. */
  readonly place: number;
  /** By line key; null leaves a gap, absent means that the line has no point here. */
  readonly values: Readonly<Record<string, number | null>>;
  /** Low and high of the band behind a line, by its key. */
  readonly bands: Readonly<Record<string, readonly [number, number]>>;
}

export function chartRows(chart: Chart): readonly ChartRow[] {
  const rows = new Map<number, Record<string, number | null>>();
  const bands = new Map<number, Record<string, readonly [number, number]>>();
  for (const line of chart.lines) {
    for (const point of line.points) {
      const row = rows.get(placeOf(point)) ?? {};
      row[line.key] = point.value;
      rows.set(placeOf(point), row);
    }
  }
  for (const band of chart.bands ?? []) {
    for (const { epoch, low, high } of band.points) {
      if (low === null || high === null) continue;
      bands.set(epoch, { ...bands.get(epoch), [band.key]: [low, high] });
    }
  }
  return [...rows]
    .sort(([a], [b]) => a - b)
    .map(([place, values]) => ({ place, values, bands: bands.get(place) ?? {} }));
}

/** The rows in which a line has a point: where runs stand at places of their own, others' rows would tear it. */
export const rowsOfLine = (rows: readonly ChartRow[], key: string): ChartRow[] =>
  rows.filter(({ values }) => values[key] !== undefined);

/** At most `most` rows, evenly spread, always with the first and the last: enough to hear a curve. */
export function fewRows(rows: readonly ChartRow[], most: number): readonly ChartRow[] {
  if (rows.length <= most) return rows;
  return Array.from({ length: most }, (_, i) => {
    const row = rows[Math.round((i * (rows.length - 1)) / (most - 1))];
    return row as ChartRow;
  });
}
