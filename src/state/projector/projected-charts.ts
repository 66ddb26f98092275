/** The charts that a projector can show: those of the race, in the order of the page. Pure. */
import type { Chart } from '../charts/chart';
import type { ChartSource } from '../charts/chart-frame';
import { raceCharts } from '../charts/race-charts';
import { measureCharts } from '../measures/measure-charts';

/** Never empty: the accuracies need no description. */
export function projectedCharts(source: ChartSource): readonly [Chart, Chart, ...Chart[]] {
  return [...raceCharts(source), ...measureCharts('race', source, null)];
}
