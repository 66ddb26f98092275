/**
 * The stage, on the page and on the projector: one scene, in one row. A question, the picture of the method, one chart
 * with the guess in it, a sample, at most three numbers, and the scene's own control. Shows nothing of the lab's columns.
 */
import { lazy, Suspense, useLayoutEffect } from 'react';
import type { Scene, ScenePart } from '../../state/lessons/scene';
import { Guarded } from '../controls/Guarded';
import { useSlowMotion, useView } from '../session-context';
import { Notices } from '../shell/Notices';
import marks from './marked.module.css';
import { StageBar } from './StageBar';
import { StageChart } from './StageChart';
import { StageFoot } from './StageFoot';
import { StageLanes } from './StageLanes';
import { StageSample } from './StageSample';
import { StageSpeaker } from './StageSpeaker';
import css from './StageView.module.css';
import { useHeading, useSpoken, useStage } from './use-stage';

const part = `${css.part} ${marks.marked}`;

const SlowMotion = lazy(() => import('../slow-motion/SlowMotion'));

function SceneView({ scene }: { readonly scene: Scene }) {
  const parts = useStage((state) => state.parts);
  const spoken = useSpoken(scene);
  const { heading, line } = useHeading(scene);
  const isSlow = useSlowMotion(({ run }) => run !== null);
  const has = (which: ScenePart) => parts.includes(which);
  const marked = (which: ScenePart) => spoken.part === which;
  const hasSample = scene.hasSample && has('sample');
  return (
    <main className={css.scene}>
      <div className={css.question}>
        <h1>{heading}</h1>
        {/* its place is kept, so that nothing moves when a sentence comes or goes */}
        <p className={css.line}>{line}</p>
        <Notices />
      </div>
      <div className={css.row} data-sample={hasSample} data-lanes={has('lanes')}>
        {hasSample ? (
          <div className={part} data-part="sample" data-marked={marked('sample')}>
            <Guarded what="The sample">
              <StageSample />
            </Guarded>
          </div>
        ) : null}
        {has('lanes') ? (
          <div className={part} data-part="lanes" data-marked={marked('lanes')}>
            <Guarded what="The lanes">
              <StageLanes scene={scene} />
            </Guarded>
          </div>
        ) : null}
        {has('chart') ? (
          <div className={part} data-part="chart" data-marked={marked('chart')}>
            <Guarded what="The chart">
              <StageChart scene={scene} />
            </Guarded>
          </div>
        ) : null}
      </div>
      <Guarded what="The scene’s controls">
        <StageFoot scene={scene} spoken={spoken} />
      </Guarded>
      <StageSpeaker heading={heading} line={line} spoken={spoken.text} />
      {isSlow ? (
        <Suspense fallback={null}>
          <SlowMotion />
        </Suspense>
      ) : null}
    </main>
  );
}

export function StageView() {
  const scene = useStage((state) => state.scene);
  const isProjected = useView((state) => state.view === 'projector');
  useLayoutEffect(() => {
    const { dataset } = document.documentElement;
    if (!isProjected) return;
    dataset['view'] = 'projector';
    return () => {
      delete dataset['view'];
    };
  }, [isProjected]);
  return (
    <div className={css.stage} data-projected={isProjected}>
      <Guarded what="The strip of buttons">
        <StageBar />
      </Guarded>
      {/* whatever is begun in one scene ends with it */}
      {scene ? <SceneView key={scene.id} scene={scene} /> : <main>There are no scenes.</main>}
    </div>
  );
}
