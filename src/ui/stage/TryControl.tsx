/** The one thing to try, with the question that it answers. */
import { leavesOf } from '../../protocol/settings-paths';
import { command, runCommand } from '../../state/commands';
import type { Scene, Try } from '../../state/lessons/scene';
import { Range } from '../controls/Range';
import { useExperiment, useSession } from '../session-context';
import css from './TryControl.module.css';
import { useStage } from './use-stage';

type Slider = Extract<Try['control'], { kind: 'slider' }>;

function TrySlider({ control }: { readonly control: Slider }) {
  const { stage } = useSession();
  const settings = useExperiment((state) => state.settings);
  const { path, label, min, max, step, ends, show } = control;
  const [, now] = [...leavesOf(settings)].find(([at]) => at === path) ?? [];
  return (
    <Range
      label={label}
      ends={ends}
      value={typeof now === 'number' ? now : min}
      min={min}
      max={max}
      step={step}
      show={show}
      onCommit={(value) => stage.trySetting(path, value)}
    />
  );
}

export function TryControl({ scene }: { readonly scene: Scene }) {
  const session = useSession();
  const seed = useStage((state) => state.seed);
  const isLocked = useStage((state) => state.isLocked);
  const { question, control } = scene.try;
  return (
    <div className={css.try}>
      <p>{question}</p>
      {control.kind === 'slider' ? <TrySlider control={control} /> : null}
      {control.kind === 'seed' ? (
        <p className={css.seed}>
          <button
            type="button"
            className="button outlined"
            onClick={() => runCommand(session, command('new-seed'))}
          >
            {control.label}
          </button>
          <span className="quiet">This was seed {seed}.</span>
        </p>
      ) : null}
      {control.kind === 'own-data' && !isLocked ? (
        <button
          type="button"
          className="button outlined"
          onClick={() => {
            session.stage.noteTried();
            session.view.getState().go('lab');
          }}
        >
          {control.label}
        </button>
      ) : null}
    </div>
  );
}
