/**
 * The page: a strip on top, then data, the race, and what happens, time and runs under them; or, for a projector, one chart and three
 * numbers. Layout only; every area is a component of its own. Must not import engine, method, client or data.
 */
import './tokens.css';
import './base.css';
import { lazy, Suspense, useEffect } from 'react';
import css from './App.module.css';
import { DataPanel } from './data/DataPanel';
import { EndTable } from './ends/EndTable';
import { HappensPanel } from './happens/HappensPanel';
import { LanesPanel } from './lanes/LanesPanel';
import { MethodList } from './methods/MethodList';
import { ProjectorView } from './projector/ProjectorView';
import { Samples } from './samples/Samples';
import { useSamples, useSlowMotion, useTheme, useView } from './session-context';
import { Notices } from './shell/Notices';
import { TopStrip } from './shell/TopStrip';
import { useShortcuts } from './shell/use-shortcuts';
import { Dock } from './time/Dock';
import { PastNote } from './time/PastNote';
import { TrainingPanel } from './training/TrainingPanel';

/** Fetched when somebody opens samples. */
const SamplesDialog = lazy(() => import('./samples/SamplesDialog'));

function OpenedSamples() {
  const isOpen = useSamples(({ opening }) => opening !== null);
  return isOpen ? (
    <Suspense fallback={null}>
      <SamplesDialog />
    </Suspense>
  ) : null;
}

const SlowMotion = lazy(() => import('./slow-motion/SlowMotion'));

function SlowedDown() {
  const isOpen = useSlowMotion(({ run }) => run !== null);
  return isOpen ? (
    <Suspense fallback={null}>
      <SlowMotion />
    </Suspense>
  ) : null;
}

export function App() {
  const theme = useTheme((state) => state.theme);
  useEffect(() => {
    document.documentElement.dataset.theme = theme;
  }, [theme]);
  useShortcuts();
  const view = useView((state) => state.view);
  return view === 'projector' ? <ProjectorView /> : <LabView />;
}

function LabView() {
  return (
    <>
      <TopStrip />
      <main className={css.page}>
        <div className={css.question}>
          <h1>Why did one modality stop learning?</h1>
          <PastNote />
          <Notices />
        </div>
        <div className={css.data}>
          <DataPanel />
          <TrainingPanel />
        </div>
        <div className={css.centre}>
          <LanesPanel />
          <Samples />
          <MethodList />
          <EndTable />
        </div>
        <HappensPanel />
      </main>
      <Dock />
      <OpenedSamples />
      <SlowedDown />
    </>
  );
}
