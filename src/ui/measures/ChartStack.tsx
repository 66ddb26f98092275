/** Charts under each other with their epochs in line. */
import type { Chart } from '../../state/charts/chart';
import { labelMargin } from '../charts/label-text';
import { RaceChart } from '../charts/RaceChart';

export function ChartStack({ charts }: { readonly charts: readonly Chart[] }) {
  const margin = labelMargin(charts);
  return charts.map((chart) => <RaceChart key={chart.id} chart={chart} labelMargin={margin} />);
}
