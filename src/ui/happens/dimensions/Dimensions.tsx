/** The spectrum of dimensions, and the table of what is taught along them. */
import { withCostly } from '../../../state/measures/costly';
import { momentText, separatedText } from '../../../state/measures/measure-source';
import { pairRows } from '../../../state/measures/pair-rows';
import { spectrumOf } from '../../../state/measures/spectrum';
import { lessonOfRun } from '../../../state/measures/taught';
import { describedMeasure, explained, whyNot } from '../../../state/measures/why-not';
import { epochAt } from '../../../state/time/shown';
import { Term } from '../../controls/Term';
import { SpectrumPicture } from '../../figures/SpectrumPicture';
import { useShown } from '../../session-context';
import { SaveFigure } from '../../take-away/SaveFigure';
import saveCss from '../../take-away/SaveFigure.module.css';
import type { TabProps } from '../tab';
import { PairTable } from './PairTable';
import { SpectrumTable } from './SpectrumTable';

export function Dimensions({ source, run }: TabProps) {
  const { measures } = source;
  const at = useShown((state) => state.at);
  const shown = epochAt(run, at);
  const epoch = withCostly(run, shown);
  const lesson = lessonOfRun(source, run);
  const spectrum = epoch && spectrumOf(epoch, source.summary, lesson);
  const told = epoch && shown ? separatedText(epoch, shown) : undefined;
  const pairs = epoch ? pairRows(epoch, source.summary, lesson) : [];
  const sets = describedMeasure(measures, 'pairAlignments');
  return (
    <>
      <figure className="stack" aria-labelledby="spectrum-title">
        <figcaption className={saveCss.titled}>
          <h2 id="spectrum-title">
            <Term says={explained(measures, 'dimensionSpectrum')}>Dimension spectrum</Term>
          </h2>
          {told ? <p className="small quiet">{told}</p> : null}
          {told && spectrum ? (
            <SaveFigure
              title="Dimension spectrum"
              says={[
                'Dimension spectrum',
                explained(measures, 'dimensionSpectrum'),
                run?.label,
                told,
              ]}
              copy={() => <SpectrumPicture spectrum={spectrum} effective={undefined} />}
            />
          ) : null}
        </figcaption>
        {spectrum ? (
          <>
            <SpectrumPicture
              spectrum={spectrum}
              effective={explained(measures, 'dimensionSpectrum', 'effective')}
            />
            <SpectrumTable spectrum={spectrum} />
          </>
        ) : (
          <p className="quiet">
            {whyNot(describedMeasure(measures, 'dimensionSpectrum'), source, run)}
          </p>
        )}
      </figure>
      <section className="stack" aria-labelledby="pairs-title">
        <div>
          <h2 id="pairs-title">
            <Term says={sets?.explanation}>{sets?.label ?? 'Sets of dimensions'}</Term>
          </h2>
          {epoch && shown ? <p className="small quiet">{momentText(epoch, shown)}</p> : null}
        </div>
        {pairs.length > 0 && epoch ? (
          <PairTable pairs={pairs} setsFixed={epoch.setsFixed} measures={measures} />
        ) : (
          <p className="quiet">{whyNot(sets, source, run)}</p>
        )}
      </section>
    </>
  );
}
