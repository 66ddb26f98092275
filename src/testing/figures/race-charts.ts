/** What the figures of a race's charts share: how a chart is picked, and the room for its names. */
import type { Chart } from '../../state/charts/chart';
import type { ChartSource } from '../../state/charts/chart-frame';
import { raceCharts } from '../../state/charts/race-charts';
import { measureCharts } from '../../state/measures/measure-charts';
import { chosenRun } from '../../state/measures/measure-source';

/** Pixels beside the plot. */
export const LABEL_MARGIN = 128;

function picked(charts: readonly Chart[], id: string): Chart {
  const chart = charts.find((each) => each.id === id);
  if (!chart)
    throw new Error(`There is no chart called ${id}: ${charts.map((each) => each.id).join(', ')}.`);
  return chart;
}

export const raceChart = (source: ChartSource, id: string): Chart => picked(raceCharts(source), id);

/** The chart of a measure in its tab, with joint training chosen. */
export const measureChart = (source: ChartSource, tab: string, id: string): Chart =>
  picked(measureCharts(tab, source, chosenRun(source, 'joint')), id);
