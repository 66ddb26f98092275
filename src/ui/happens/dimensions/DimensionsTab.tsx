/** The tab "Dimensions": which dimensions know the classes, in whom, and what is taught along them. */

import { TERMS } from '../../../state/charts/terms';
import {
  chosenRun,
  momentText,
  runOptions,
  runThatTeaches,
} from '../../../state/measures/measure-source';
import { pairRows } from '../../../state/measures/pair-rows';
import { spectrumOf } from '../../../state/measures/spectrum';
import { whyNot } from '../../../state/measures/why-not';
import { epochAt } from '../../../state/time/shown';
import { Term } from '../../controls/Term';
import { SpectrumPicture } from '../../figures/SpectrumPicture';
import { useShown } from '../../session-context';
import { RunChoice } from '../RunChoice';
import type { TabProps } from '../tab-props';
import { useChartSource } from '../use-measures';
import { PairTable } from './PairTable';
import { SpectrumTable } from './SpectrumTable';

export function DimensionsTab({ run: name, onRun }: TabProps) {
  const source = useChartSource();
  const at = useShown((state) => state.at);
  const run = chosenRun(source, name ?? runThatTeaches(source));
  const epoch = epochAt(run, at);
  const spectrum = epoch && spectrumOf(epoch, source.summary);
  const pairs = epoch ? pairRows(epoch, source.summary) : [];
  return (
    <>
      <RunChoice runs={runOptions(source)} chosen={run?.name ?? null} onChoose={onRun} />
      <figure className="stack" aria-labelledby="spectrum-title">
        <figcaption>
          <h2 id="spectrum-title">
            <Term says={TERMS.spectrum}>Dimension spectrum</Term>
          </h2>
          {epoch ? (
            <p className="small quiet">{`epoch ${epoch.epoch} \u00B7 training split, a part of it`}</p>
          ) : null}
        </figcaption>
        {spectrum ? (
          <>
            <SpectrumPicture spectrum={spectrum} />
            <SpectrumTable spectrum={spectrum} />
          </>
        ) : (
          <p className="quiet">{whyNot('spectrum', source, run)}</p>
        )}
      </figure>
      <section className="stack" aria-labelledby="pairs-title">
        <div>
          <h2 id="pairs-title">
            <Term says={TERMS.complementary}>Taught along complementary dimensions</Term>
          </h2>
          {epoch ? <p className="small quiet">{momentText(epoch)}</p> : null}
        </div>
        {pairs.length > 0 && epoch ? (
          <PairTable pairs={pairs} setsFixed={epoch.setsFixed} />
        ) : (
          <p className="quiet">{whyNot('pairs', source, run)}</p>
        )}
      </section>
    </>
  );
}
