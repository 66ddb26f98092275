/** The scene's picture of the method: the run with the wall open or the one with it shut, by a switch under it. */
import { useMemo } from 'react';
import { methodIdOf } from '../../protocol/settings';
import type { LaneModel } from '../../state/lanes/lane-model';
import { momentOf, runLanes } from '../../state/lanes/run-lanes';
import { laneCaption } from '../../state/lanes/tell-lanes';
import type { Scene } from '../../state/lessons/scene';
import { CUT } from '../lanes/columns';
import { heightOf } from '../lanes/geometry';
import { LaneSvg } from '../lanes/LaneSvg';
import { useFlow } from '../lanes/use-flow';
import { useSession, useShown } from '../session-context';
import { SaveFigure } from '../take-away/SaveFigure';
import css from './StageLanes.module.css';
import { useCanTakeAway, useStage } from './use-stage';

function WallSwitch() {
  const { stage } = useSession();
  const isShut = useStage((state) => state.isWallShut);
  return (
    <button
      type="button"
      role="switch"
      className={css.wall}
      aria-checked={isShut}
      onClick={stage.toggleWall}
    >
      <span className={css.knob} aria-hidden="true" />
      Shut the wall
    </button>
  );
}

function SaveLanes({ model }: { readonly model: LaneModel }) {
  const title = `Lanes of ${model.label}`;
  return (
    <SaveFigure
      title={title}
      says={[title, laneCaption(model)]}
      copy={() => (
        <figure>
          <figcaption>
            <h3>{model.label}</h3>
          </figcaption>
          <LaneSvg model={model} columns={CUT} />
        </figure>
      )}
    />
  );
}

/** Before the lab has said what there is: scenes are mostly of two modalities. */
const HEIGHT_OF_TWO = heightOf({ lanes: { length: 2 } });

export function StageLanes({ scene }: { readonly scene: Scene }) {
  const { open, shut } = scene.lanes;
  const canShut = shut !== null && shut !== open;
  const isShut = useStage((state) => state.isWallShut);
  const isHidden = useStage(({ step }) => step === 'predict');
  const isPlaying = useStage((state) => state.isPlaying);
  const canSave = useCanTakeAway();
  const run = canShut && isShut ? shut : open;
  const catalogue = useShown((state) => state.catalogue);
  const settings = useShown((state) => state.settings);
  const summary = useShown((state) => state.summary);
  const found = useShown(({ record }) => record.find(({ name }) => name === run));
  const at = useShown((state) => state.at);
  const method = catalogue.find(({ id }) => id === methodIdOf(run));
  const { epoch, stage, isOver = false } = momentOf(isHidden ? undefined : found, at);
  const model = useMemo(
    () =>
      method && summary
        ? runLanes({ run, method, settings, summary, moment: { epoch, stage, isOver } })
        : null,
    [run, method, settings, summary, epoch, stage, isOver],
  );
  const isMoving = model !== null && isPlaying && found?.status === 'training';
  const flow = useFlow(isMoving);
  const height = model ? heightOf(model) : HEIGHT_OF_TWO;
  // as large as its place allows, in its own shape
  const width = `min(100cqw, calc((100cqh - var(--switch)) * ${CUT.width / height}))`;
  return (
    <div className={css.lanes} style={{ width }} ref={flow} data-moving={isMoving}>
      {model ? (
        <>
          {/* where something teaches across the wall its numbers stand there */}
          <LaneSvg model={model} columns={CUT} namesWall={model.lesson === null} />
          <div className={css.under}>
            {canShut ? <WallSwitch /> : null}
            {canSave ? <SaveLanes model={model} /> : null}
          </div>
        </>
      ) : (
        <div className={css.place} style={{ aspectRatio: CUT.width / height }} />
      )}
    </div>
  );
}
