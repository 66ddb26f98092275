/** What stands behind a tab: which run, the tab's own pictures, and its charts with their epochs in line. */
import { lazy, Suspense, useMemo, useState } from 'react';
import { isOfEnd } from '../../protocol/measure';
import { MANY_RUNS, withFront } from '../../state/charts/front';
import { measureCharts } from '../../state/measures/measure-charts';
import { chosenRun, runOptions, runThatTeaches } from '../../state/measures/measure-source';
import { ChartStack } from '../figures/ChartStack';
import { ScopeChoice } from '../seeds/ScopeChoice';
import { useSeedCharts } from '../seeds/use-seed-charts';
import { useLaid } from '../session-context';
import { RunChoice } from './RunChoice';
import type { TabDescription } from './tab';
import { useChartSource } from './use-measures';

/** Fetched when the first run is laid over the curves. */
const LaidLegend = lazy(() => import('./race/LaidLegend'));
/** Fetched for tabs that measure something at the end. */
const EndNumbers = lazy(() => import('./EndNumbers'));
/** Fetched for races whose curves are many. */
const FrontChoice = lazy(() => import('../figures/FrontChoice'));

interface Props {
  readonly tab: TabDescription;
  /** The run a person chose, which all tabs share; null before that. */
  readonly chosen: string | null;
  readonly onChoose: (run: string) => void;
}

export function TabPanel({ tab, chosen, onChoose }: Props) {
  const { id, shows, charts: own, Pictures, picturesLast = false } = tab;
  const source = useChartSource();
  const run = chosenRun(
    source,
    chosen ?? (shows === 'teaching-run' ? runThatTeaches(source) : null),
  );
  const ofSeeds = useSeedCharts();
  const laid = useLaid((state) => state);
  const isUnderLaid = shows === 'race' && laid.runs.length > 0;
  const charts = useMemo(() => {
    const isOfAll = shows === 'race' && ofSeeds !== null;
    // other measures are of one race
    const all = isOfAll
      ? ofSeeds
      : [...(own?.(source, run) ?? []), ...measureCharts(id, source, run)];
    const together = isUnderLaid ? (laid.draws?.withLaid(all, laid.runs, source) ?? all) : all;
    return together.map((chart, place) => (place === 0 ? { ...chart, namesMarks: true } : chart));
  }, [own, id, shows, source, run, ofSeeds, isUnderLaid, laid]);
  const [held, setHeld] = useState<string | null>(null);
  const [looked, setLooked] = useState<string | null>(null);
  const runs = runOptions(source);
  const isMany = shows === 'race' && runs.length >= MANY_RUNS;
  const front = isMany ? (looked ?? held) : null;
  const inFront = useMemo(() => charts.map((chart) => withFront(chart, front)), [charts, front]);
  const pictures = Pictures ? (
    <Suspense fallback={<p className="quiet">The tab is being fetched.</p>}>
      <Pictures source={source} run={run} />
    </Suspense>
  ) : null;
  return (
    <>
      {shows === 'race' ? (
        <ScopeChoice />
      ) : (
        <RunChoice runs={runs} chosen={run?.name ?? null} onChoose={onChoose} />
      )}
      {isUnderLaid ? (
        <Suspense fallback={null}>
          <LaidLegend source={source} />
        </Suspense>
      ) : null}
      {picturesLast ? null : pictures}
      <ChartStack charts={inFront} isAwaited={source.measures.length === 0} />
      {isMany ? (
        <Suspense fallback={null}>
          <FrontChoice isOneLine runs={runs} held={held} onHold={setHeld} onLook={setLooked} />
        </Suspense>
      ) : null}
      {source.measures.some((each) => each.tab === id && isOfEnd(each)) ? (
        <Suspense fallback={null}>
          <EndNumbers tab={id} source={source} run={run} />
        </Suspense>
      ) : null}
      {picturesLast ? pictures : null}
    </>
  );
}
