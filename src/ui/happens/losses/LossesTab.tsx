/** The tab "Losses and gradients": what training makes small, and how hard it pulls. */
import { useMemo } from 'react';
import { gradientChart, lossChart } from '../../../state/measures/loss-charts';
import { chosenRun, runOptions } from '../../../state/measures/measure-source';
import { ChartStack } from '../../figures/ChartStack';
import { RunChoice } from '../RunChoice';
import type { TabProps } from '../tab-props';
import { useChartSource } from '../use-measures';

export function LossesTab({ run: name, onRun }: TabProps) {
  const source = useChartSource();
  const run = chosenRun(source, name);
  const charts = useMemo(() => [lossChart(source, run), gradientChart(source)], [source, run]);
  return (
    <>
      <RunChoice runs={runOptions(source)} chosen={run?.name ?? null} onChoose={onRun} />
      <ChartStack charts={charts} />
    </>
  );
}
