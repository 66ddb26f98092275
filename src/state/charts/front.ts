/** One run of many looked at: its curves stand in front, those of the others step back. Pure. */
import type { Chart } from './chart';

/** From so many runs on their curves are looked at one by one. */
export const MANY_RUNS = 4;

/** The chart with this run in front; as it is where null. Curves that are of no run stay as they are. */
export function withFront(chart: Chart, run: string | null): Chart {
  if (run === null || !chart.lines.some((line) => line.run === run)) return chart;
  const isOther = (of: string | undefined) => of !== undefined && of !== run;
  const back = chart.lines
    .filter((line) => isOther(line.run))
    .map((line) => ({ ...line, weight: 'pale' as const }));
  return { ...chart, lines: [...back, ...chart.lines.filter((line) => !isOther(line.run))] };
}
