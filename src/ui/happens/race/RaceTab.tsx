/** The tab "Race": the three charts of the race. */
import { useMemo } from 'react';
import { raceCharts } from '../../../state/charts/race-charts';
import { ChartStack } from '../../figures/ChartStack';
import { useChartSource } from '../use-measures';

export function RaceTab() {
  const source = useChartSource();
  const charts = useMemo(() => raceCharts(source), [source]);
  return <ChartStack charts={charts} />;
}
