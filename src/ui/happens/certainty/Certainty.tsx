/** Whom the prediction trusts when a modality fails, and whether heads know what they know. */
import { withCostly } from '../../../state/measures/costly';
import { failureTable } from '../../../state/measures/failure-table';
import { measuredText } from '../../../state/measures/measure-source';
import { reliabilities } from '../../../state/measures/reliability';
import { describedMeasure, explained, explainedOf, whyNot } from '../../../state/measures/why-not';
import { epochAt } from '../../../state/time/shown';
import { Term } from '../../controls/Term';
import { ReliabilityPicture } from '../../figures/ReliabilityPicture';
import { useShown } from '../../session-context';
import { SaveFigure } from '../../take-away/SaveFigure';
import saveCss from '../../take-away/SaveFigure.module.css';
import type { TabProps } from '../tab';
import css from './Certainty.module.css';
import { FailureNumbers } from './FailureNumbers';

export function Certainty({ source, run }: TabProps) {
  const { measures } = source;
  const at = useShown((state) => state.at);
  const shown = epochAt(run, at);
  const epoch = withCostly(run, shown);
  const table = epoch && failureTable(epoch, source.summary);
  const heads = epoch ? reliabilities(epoch, source.summary) : [];
  const told = epoch && shown ? measuredText(epoch, shown) : undefined;
  const moment = told ? <p className="small quiet">{told}</p> : null;
  return (
    <>
      <section className="stack" aria-labelledby="failure-title">
        <div>
          <h2 id="failure-title">
            <Term says={explained(measures, 'certaintyByFailure')}>
              Who is right, and who is trusted
            </Term>
          </h2>
          {moment}
        </div>
        {table ? (
          <FailureNumbers
            table={table}
            measures={measures}
            noWeights={explainedOf(source, run, 'certaintyByFailure', 'noWeights')}
          />
        ) : (
          <p className="quiet">
            {whyNot(describedMeasure(measures, 'certaintyByFailure'), source, run)}
          </p>
        )}
      </section>
      <section className="stack" aria-labelledby="calibration-title">
        <div className={saveCss.titled}>
          <h2 id="calibration-title">
            <Term says={explained(measures, 'calibration')}>Calibration</Term>
          </h2>
          {moment}
          {told && heads.length > 0 ? (
            <SaveFigure
              title="Calibration"
              says={[
                'Calibration',
                explained(measures, 'calibration'),
                'Across: how sure. Up: how often right. A larger dot holds more samples',
                run?.label,
                told,
              ]}
              copy={() => (
                <ul className={css.reliabilities}>
                  {heads.map((head) => (
                    <ReliabilityPicture key={head.key} head={head} />
                  ))}
                </ul>
              )}
            />
          ) : null}
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
              <Term says={explained(measures, 'calibration', 'error')}>ECE</Term>: how far off on
              average.
            </p>
          </>
        ) : (
          <p className="quiet">{whyNot(describedMeasure(measures, 'calibration'), source, run)}</p>
        )}
      </section>
    </>
  );
}
