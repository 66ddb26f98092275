/**
 * The page for the last row of a classroom: one chart with its own numbers and its own sentence, the lanes, the time bar,
 * and the buttons that run the race. Another way of looking only; must not change the experiment.
 */
import { useLayoutEffect, useMemo, useSyncExternalStore } from 'react';
import { projectedNumbers } from '../../state/projector/projected';
import { projectedCharts } from '../../state/projector/projected-charts';
import { Unbroken } from '../controls/Unbroken';
import { projectedLook } from '../figures/chart-look';
import { labelMargin } from '../figures/label-text';
import { MeasureChart } from '../figures/MeasureChart';
import { useOnAxis } from '../figures/use-on-axis';
import { useChartSource } from '../happens/use-measures';
import { useSeedCharts } from '../seeds/use-seed-charts';
import { useSeedsNumbers } from '../seeds/use-seed-table';
import { useShown, useView } from '../session-context';
import { Milestones } from '../shell/Milestones';
import { Notices } from '../shell/Notices';
import { CHARTS, SkipLink } from '../shell/SkipLink';
import { PastNote } from '../time/PastNote';
import { TimeBar } from '../time/TimeBar';
import { useChartTold, useQuestion, useTelling } from '../time/use-told';
import { BigNumbers } from './BigNumbers';
import { ProjectedLanes } from './ProjectedLanes';
import { ProjectorStrip } from './ProjectorStrip';
import css from './ProjectorView.module.css';

export function ProjectorView() {
  const source = useChartSource();
  const telling = useTelling();
  const at = useShown((state) => state.at);
  const place = useView((state) => state.chart);
  const height = useScreen(measuredHeight);
  const isWide = useScreen(wide);
  const look = useMemo(() => projectedLook(height, isWide), [height, isWide]);
  const ofSeeds = useSeedCharts();
  const ofRace = useMemo(() => projectedCharts(source), [source]);
  const charts = ofSeeds ?? ofRace;
  const chosen = useMemo(() => {
    const there = charts[place] ?? charts[0];
    // thin levels are for a second look, which a projector does not give
    const levels = there.levels.filter(({ weight }) => weight !== 'thin');
    return [{ ...there, levels, namesMarks: true }] as const;
  }, [charts, place]);
  const [chart = chosen[0]] = useOnAxis(chosen);
  const { text, isQuiet } = useChartTold(chosen[0]);
  const ofAll = useSeedsNumbers(chosen[0]);
  const numbers = ofAll ?? projectedNumbers(chosen[0], telling, at);
  useLayoutEffect(() => {
    const { dataset } = document.documentElement;
    dataset['view'] = 'projector';
    return () => {
      delete dataset['view'];
    };
  }, []);
  return (
    <div className={css.projector}>
      <SkipLink />
      <ProjectorStrip charts={charts.map(({ title }) => title)} />
      <main className={css.main}>
        <h1 className="unseen">
          <Unbroken text={useQuestion()} />
        </h1>
        <ProjectedLanes numbers={numbers} room={ROOM} />
        <div className={css.chart} id={CHARTS} tabIndex={-1}>
          <MeasureChart chart={chart} labelMargin={labelMargin([chart], look)} look={look} />
          <BigNumbers numbers={numbers} />
        </div>
        <div className={css.told}>
          <p
            role="status"
            aria-live={isQuiet ? 'off' : 'polite'}
            data-long={text.length > (isWide ? LONG : LONG_NARROW)}
          >
            <Unbroken text={text} />
          </p>
          <PastNote />
          <Notices />
        </div>
      </main>
      <footer className={css.time}>
        <TimeBar />
      </footer>
      <Milestones />
    </div>
  );
}

/** More letters than this are written smaller, or they would take the chart's room. */
const LONG = 260;
const LONG_NARROW = 160;

/** Pictures of two lanes that stand under each other over the sentence. */
const ROOM = 2;

/** Height over width of the squarest projector. */
const LYING = 3 / 4;
/** Width over height from which on a chart beside the lanes has room for long names and long lines. */
const WIDE = 3 / 2;

function subscribe(onChange: () => void): () => void {
  window.addEventListener('resize', onChange);
  return () => window.removeEventListener('resize', onChange);
}

/** The height that the type is measured by, in pixels; of an upright screen what a lying one would have. */
const measuredHeight = (): number => Math.min(window.innerHeight, window.innerWidth * LYING);

const wide = (): boolean => window.innerWidth / window.innerHeight >= WIDE;

function useScreen<T extends number | boolean>(read: () => T): T {
  return useSyncExternalStore(subscribe, read);
}
