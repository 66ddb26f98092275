/** The tab "Certainty": whom the prediction trusts when a modality fails, and whether heads know what they know. */

import { TERMS } from '../../../state/charts/terms';
import { failureTable } from '../../../state/measures/failure-table';
import {
  chosenRun,
  momentText,
  runOptions,
  runThatTeaches,
} from '../../../state/measures/measure-source';
import { reliabilities } from '../../../state/measures/reliability';
import { whyNot } from '../../../state/measures/why-not';
import { epochAt } from '../../../state/time/shown';
import { Term } from '../../controls/Term';
import { ReliabilityPicture } from '../../figures/ReliabilityPicture';
import { useShown } from '../../session-context';
import { RunChoice } from '../RunChoice';
import type { TabProps } from '../tab-props';
import { useChartSource } from '../use-measures';
import css from './CertaintyTab.module.css';
import { FailureNumbers } from './FailureNumbers';

export function CertaintyTab({ run: name, onRun }: TabProps) {
  const source = useChartSource();
  const at = useShown((state) => state.at);
  const run = chosenRun(source, name ?? runThatTeaches(source));
  const epoch = epochAt(run, at);
  const table = epoch && failureTable(epoch, source.summary);
  const heads = epoch ? reliabilities(epoch, source.summary) : [];
  const moment = epoch ? <p className="small quiet">{momentText(epoch)}, a part of it</p> : null;
  return (
    <>
      <RunChoice runs={runOptions(source)} chosen={run?.name ?? null} onChoose={onRun} />
      <section className="stack" aria-labelledby="failure-title">
        <div>
          <h2 id="failure-title">
            <Term says={TERMS.whoIsRight}>Who is right, and who is trusted</Term>
          </h2>
          {moment}
        </div>
        {table ? (
          <FailureNumbers table={table} noWeights={whyNot('weights', source, run)} />
        ) : (
          <p className="quiet">{whyNot('certainty', source, run)}</p>
        )}
      </section>
      <section className="stack" aria-labelledby="calibration-title">
        <div>
          <h2 id="calibration-title">
            <Term says={TERMS.calibration}>Calibration</Term>
          </h2>
          {moment}
        </div>
        {heads.length > 0 ? (
          <>
            <ul className={css.reliabilities}>
              {heads.map((head) => (
                <ReliabilityPicture key={head.key} head={head} />
              ))}
            </ul>
            <p className="small quiet">
              Across: how sure. Up: how often right. A larger dot holds more samples.{' '}
              <Term says={TERMS.ece}>ECE</Term>: how far off on average.
            </p>
          </>
        ) : (
          <p className="quiet">{whyNot('calibration', source, run)}</p>
        )}
      </section>
    </>
  );
}
