/** Charts under each other with their epochs in line; each is drawn anew in a task of its own. */
import { useMemo } from 'react';
import type { Chart } from '../../state/charts/chart';
import css from './ChartStack.module.css';
import { labelMargin } from './label-text';
import { ChartPlace, MeasureChart } from './MeasureChart';
import { useInTurn } from './use-in-turn';
import { useOnAxis } from './use-on-axis';

interface StackedProps {
  readonly chart: Chart;
  readonly margin: number;
}

function Stacked({ chart, margin }: StackedProps) {
  const together = useMemo(() => ({ chart, labelMargin: margin }), [chart, margin]);
  return <MeasureChart {...useInTurn(together)} isSavable />;
}

/** Fewer charts that a run does not have say why in their places. */
const FOLDED_FROM = 3;

interface Props {
  readonly charts: readonly Chart[];
  /** Whether more will come: what is measured is known once the lab is open. */
  readonly isAwaited: boolean;
}

export function ChartStack({ charts: byEpoch, isAwaited }: Props) {
  const charts = useOnAxis(byEpoch);
  const margin = labelMargin(charts);
  const absent = charts.filter(({ isAbsent }) => isAbsent);
  const isFolded = absent.length >= FOLDED_FROM;
  const stacked = (chart: Chart) => <Stacked key={chart.id} chart={chart} margin={margin} />;
  return (
    <>
      {(isFolded ? charts.filter(({ isAbsent }) => !isAbsent) : charts).map(stacked)}
      {isFolded ? (
        <details className={css.absent}>
          <summary className="quiet">What this run does not have ({absent.length})</summary>
          {absent.map(stacked)}
        </details>
      ) : null}
      {isAwaited ? <ChartPlace /> : null}
    </>
  );
}
