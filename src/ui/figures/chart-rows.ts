/** A chart's lines as rows by epoch: what Recharts draws and what the hidden table says. Pure. */
import type { Chart } from '../../state/charts/chart';

export interface ChartRow {
  readonly epoch: number;
  /** By line key; null leaves a gap, absent means that the line has no point here. */
  readonly values: Readonly<Record<string, number | null>>;
  /** Low and high of the band behind a line, by its key. */
  readonly bands: Readonly<Record<string, readonly [number, number]>>;
}

export function chartRows(chart: Chart): readonly ChartRow[] {
  const rows = new Map<number, Record<string, number | null>>();
  const bands = new Map<number, Record<string, readonly [number, number]>>();
  for (const line of chart.lines) {
    for (const { epoch, value } of line.points) {
      const row = rows.get(epoch) ?? {};
      row[line.key] = value;
      rows.set(epoch, row);
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
    .map(([epoch, values]) => ({ epoch, values, bands: bands.get(epoch) ?? {} }));
}

/** At most `most` rows, evenly spread, always with the first and the last: enough to hear a curve. */
export function fewRows(rows: readonly ChartRow[], most: number): readonly ChartRow[] {
  if (rows.length <= most) return rows;
  return Array.from({ length: most }, (_, i) => {
    const row = rows[Math.round((i * (rows.length - 1)) / (most - 1))];
    return row as ChartRow;
  });
}
