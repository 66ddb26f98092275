/** How sure of the right class each modality is now, as needles on a dial. */
import { dialOf } from '../../../state/measures/dial';
import { momentText } from '../../../state/measures/measure-source';
import { describedMeasure, whyNot } from '../../../state/measures/why-not';
import { epochAt } from '../../../state/time/shown';
import { Term } from '../../controls/Term';
import { DialPicture } from '../../figures/DialPicture';
import { useShown } from '../../session-context';
import { SaveFigure } from '../../take-away/SaveFigure';
import saveCss from '../../take-away/SaveFigure.module.css';
import type { TabProps } from '../tab';

/** The measure that the dial shows. */
const RATIO = 'discrepancyRatio';

export function Leader({ source, run }: TabProps) {
  const at = useShown((state) => state.at);
  const epoch = epochAt(run, at);
  const dial = epoch && dialOf(epoch, source.summary);
  const ratio = describedMeasure(source.measures, RATIO);
  return (
    <figure className="stack" aria-labelledby="dial-title">
      <figcaption className={saveCss.titled}>
        <h2 id="dial-title">
          <Term says={ratio?.explanation}>Discrepancy ratio</Term>
        </h2>
        {epoch ? <p className="small quiet">{momentText(epoch)}</p> : null}
        {epoch && dial ? (
          <SaveFigure
            title="Discrepancy ratio"
            says={['Discrepancy ratio', ratio?.explanation, run?.label, momentText(epoch)]}
            copy={() => <DialPicture dial={dial} />}
          />
        ) : null}
      </figcaption>
      {dial ? <DialPicture dial={dial} /> : <p className="quiet">{whyNot(ratio, source, run)}</p>}
    </figure>
  );
}
