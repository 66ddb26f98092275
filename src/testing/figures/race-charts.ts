/** What the figures of the race's three charts share: one race, and how a chart of it is picked. */
import type { Chart } from '../../state/charts/chart';
import { raceCharts } from '../../state/charts/race-charts';
import { type Race, sourceOfRace } from './race';

/** Room for the names at the line ends. */
export const LABEL_MARGIN = 128;

export function raceChart(race: Race, id: string): Chart {
  const chart = raceCharts(sourceOfRace(race)).find((each) => each.id === id);
  if (!chart) throw new Error(`The race has no chart called ${id}.`);
  return chart;
}
