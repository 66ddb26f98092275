/**
 * The page for the last row of a classroom: one chart, three big numbers, one sentence, and the buttons that run
 * the race. Another way of looking only; must not change the experiment.
 */
import { useLayoutEffect, useMemo, useSyncExternalStore } from 'react';
import { headline } from '../../state/projector/headline';
import { projectedCharts } from '../../state/projector/projected-charts';
import { Unbroken } from '../controls/Unbroken';
import { projectedLook } from '../figures/chart-look';
import { labelMargin } from '../figures/label-text';
import { MeasureChart } from '../figures/MeasureChart';
import { useOnAxis } from '../figures/use-on-axis';
import { useChartSource } from '../happens/use-measures';
import { useSeedCharts } from '../seeds/use-seed-charts';
import { useSeedsHeadline } from '../seeds/use-seed-table';
import { useView } from '../session-context';
import { Notices } from '../shell/Notices';
import { PastNote } from '../time/PastNote';
import { useTelling, useTold } from '../time/use-told';
import { BigNumbers } from './BigNumbers';
import { ProjectorStrip } from './ProjectorStrip';
import css from './ProjectorView.module.css';

export function ProjectorView() {
  const source = useChartSource();
  const telling = useTelling();
  const { text, isQuiet } = useTold();
  const place = useView((state) => state.chart);
  const height = useScreenHeight();
  const look = useMemo(() => projectedLook(height), [height]);
  const ofSeeds = useSeedCharts();
  const ofAll = useSeedsHeadline();
  const ofRace = useMemo(() => projectedCharts(source), [source]);
  const charts = ofSeeds ?? ofRace;
  const chosen = useMemo(() => {
    const there = charts[place] ?? charts[0];
    // thin levels are for a second look, which a projector does not give
    const levels = there.levels.filter(({ weight }) => weight !== 'thin');
    return [{ ...there, levels, namesMarks: true }] as const;
  }, [charts, place]);
  const [chart = chosen[0]] = useOnAxis(chosen);
  useLayoutEffect(() => {
    const { dataset } = document.documentElement;
    dataset['view'] = 'projector';
    return () => {
      delete dataset['view'];
    };
  }, []);
  return (
    <div className={css.projector}>
      <ProjectorStrip charts={charts.map(({ title }) => title)} />
      <main className={css.main}>
        <h1 className="unseen">Why did one modality stop learning?</h1>
        <MeasureChart chart={chart} labelMargin={labelMargin([chart], look)} look={look} />
        <BigNumbers numbers={ofAll ?? headline(telling)} />
        <div className={css.told}>
          <p role="status" aria-live={isQuiet ? 'off' : 'polite'}>
            <Unbroken text={text} />
          </p>
          <PastNote />
          <Notices />
        </div>
      </main>
    </div>
  );
}

/** Height over width of the squarest projector. */
const LYING = 3 / 4;

function subscribe(onChange: () => void): () => void {
  window.addEventListener('resize', onChange);
  return () => window.removeEventListener('resize', onChange);
}

/** The height that the type is measured by, in pixels; of an upright screen what a lying one would have. */
function useScreenHeight(): number {
  return useSyncExternalStore(subscribe, () =>
    Math.min(window.innerHeight, window.innerWidth * LYING),
  );
}
