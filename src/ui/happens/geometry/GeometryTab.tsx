/** The tab "Geometry and cost": how features lie to each other, and what an epoch takes of this computer. */
import { useMemo } from 'react';
import { TERMS } from '../../../state/charts/terms';
import { geometryCharts } from '../../../state/measures/geometry-charts';
import { bytesText, heldNow } from '../../../state/measures/held';
import { recordAt } from '../../../state/time/shown';
import { Term } from '../../controls/Term';
import { ChartStack } from '../../figures/ChartStack';
import { useShown } from '../../session-context';
import { useChartSource } from '../use-measures';
import css from './GeometryTab.module.css';

export function GeometryTab() {
  const source = useChartSource();
  const charts = useMemo(() => geometryCharts(source), [source]);
  const at = useShown((state) => state.at);
  const held = heldNow(recordAt(source.record, at));
  return (
    <>
      <ChartStack charts={charts} />
      <section className="stack" aria-labelledby="held-title">
        <h2 id="held-title">
          <Term says={TERMS.held}>Held on the device</Term>
        </h2>
        {held ? (
          <dl className={css.held}>
            <div>
              <dt className="small quiet">arrays, the whole race</dt>
              <dd>{held.arrays}</dd>
            </div>
            <div>
              <dt className="small quiet">memory, the whole race</dt>
              <dd>{bytesText(held.bytes)}</dd>
            </div>
          </dl>
        ) : (
          <p className="quiet">What the race keeps in the device’s memory will appear here.</p>
        )}
      </section>
    </>
  );
}
