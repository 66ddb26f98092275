/** The tab "Competition": who leads now, and the course of the three signs of it. */
import { useMemo } from 'react';
import { TERMS } from '../../../state/charts/terms';
import { cosineChart, ratioChart, shapleyChart } from '../../../state/measures/competition-charts';
import { dialOf } from '../../../state/measures/dial';
import { chosenRun, momentText, runOptions } from '../../../state/measures/measure-source';
import { whyNot } from '../../../state/measures/why-not';
import { epochAt } from '../../../state/time/shown';
import { Term } from '../../controls/Term';
import { ChartStack } from '../../figures/ChartStack';
import { DialPicture } from '../../figures/DialPicture';
import { useShown } from '../../session-context';
import { RunChoice } from '../RunChoice';
import type { TabProps } from '../tab-props';
import { useChartSource } from '../use-measures';

export function CompetitionTab({ run: name, onRun }: TabProps) {
  const source = useChartSource();
  const at = useShown((state) => state.at);
  const run = chosenRun(source, name);
  const epoch = epochAt(run, at);
  const dial = epoch && dialOf(epoch, source.summary);
  const charts = useMemo(
    () => [ratioChart(source, run), cosineChart(source, run), shapleyChart(source, run)],
    [source, run],
  );
  return (
    <>
      <RunChoice runs={runOptions(source)} chosen={run?.name ?? null} onChoose={onRun} />
      <figure className="stack" aria-labelledby="dial-title">
        <figcaption>
          <h2 id="dial-title">
            <Term says={TERMS.discrepancyRatio}>Discrepancy ratio</Term>
          </h2>
          {epoch ? <p className="small quiet">{momentText(epoch)}</p> : null}
        </figcaption>
        {dial ? (
          <DialPicture dial={dial} />
        ) : (
          <p className="quiet">{whyNot('discrepancyRatio', source, run)}</p>
        )}
      </figure>
      <ChartStack charts={charts} />
    </>
  );
}
