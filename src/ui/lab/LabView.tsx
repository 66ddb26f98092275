/**
 * The view "lab": a strip on top, then data, the race, and what happens, time and runs under them. Layout only; every
 * area is a component of its own. Must not import engine, method, client or data.
 */
import { lazy, Suspense } from 'react';
import { OpenedAssignments, TakenAssignment } from '../assignments/InLab';
import { Guarded } from '../controls/Guarded';
import { Unbroken } from '../controls/Unbroken';
import { DataPanel } from '../data/DataPanel';
import { EndTable } from '../ends/EndTable';
import { HappensPanel } from '../happens/HappensPanel';
import { LanesPanel } from '../lanes/LanesPanel';
import { MethodList } from '../methods/MethodList';
import { Samples } from '../samples/Samples';
import { SeedsPanel } from '../seeds/SeedsPanel';
import { useSamples, useSlowMotion } from '../session-context';
import { Milestones } from '../shell/Milestones';
import { Notices } from '../shell/Notices';
import { SkipLink } from '../shell/SkipLink';
import { TopStrip } from '../shell/TopStrip';
import { SweepPanel } from '../sweeps/SweepPanel';
import { TakePanel } from '../taking/TakePanel';
import { Dock } from '../time/Dock';
import { PastNote } from '../time/PastNote';
import { useQuestion } from '../time/use-told';
import { TrainingPanel } from '../training/TrainingPanel';
import { TryPanel } from '../trying/TryPanel';
import css from './LabView.module.css';

/** Fetched when somebody opens samples. */
const SamplesDialog = lazy(() => import('../samples/SamplesDialog'));

function OpenedSamples() {
  const isOpen = useSamples(({ opening }) => opening !== null);
  return isOpen ? (
    <Suspense fallback={null}>
      <SamplesDialog />
    </Suspense>
  ) : null;
}

const SlowMotion = lazy(() => import('../slow-motion/SlowMotion'));

function SlowedDown() {
  const isOpen = useSlowMotion(({ run }) => run !== null);
  return isOpen ? (
    <Suspense fallback={null}>
      <SlowMotion />
    </Suspense>
  ) : null;
}

/** Apart, so that an epoch draws the question anew and not the page. */
function Question() {
  return (
    <h1>
      <Unbroken text={useQuestion()} />
    </h1>
  );
}

export function LabView() {
  return (
    <>
      <SkipLink />
      <Guarded what="The strip of buttons">
        <TopStrip />
      </Guarded>
      <main className={css.page}>
        <div className={css.question} data-tour="question">
          <Question />
          <Guarded what="What is shown">
            <PastNote />
          </Guarded>
          <Notices />
          <Guarded what="The assignment">
            <TakenAssignment />
          </Guarded>
        </div>
        <div className={css.data}>
          <Guarded what="The data panel">
            <DataPanel />
          </Guarded>
          <Guarded what="The training panel">
            <TrainingPanel />
          </Guarded>
        </div>
        <div className={css.centre}>
          <Guarded what="The lanes">
            <LanesPanel />
          </Guarded>
          <Guarded what="The samples">
            <Samples />
          </Guarded>
          <Guarded what="Trying a sample">
            <TryPanel />
          </Guarded>
          <Guarded what="The list of methods">
            <MethodList />
          </Guarded>
          <Guarded what="The table of end numbers">
            <EndTable />
          </Guarded>
          <Guarded what="Seeds">
            <SeedsPanel />
          </Guarded>
          <Guarded what="The sweep">
            <SweepPanel />
          </Guarded>
          <Guarded what="For other programs">
            <TakePanel />
          </Guarded>
        </div>
        <Guarded what="What happens">
          <HappensPanel />
        </Guarded>
      </main>
      <Guarded what="Time and runs">
        <Dock />
      </Guarded>
      <Milestones />
      <Guarded what="The samples">
        <OpenedSamples />
      </Guarded>
      <Guarded what="Slow motion">
        <SlowedDown />
      </Guarded>
      <Guarded what="The assignments">
        <OpenedAssignments />
      </Guarded>
    </>
  );
}
