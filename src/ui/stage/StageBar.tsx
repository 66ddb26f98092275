/** The bar of scenes: their numbers with ticks, the way on, the way to the whole lab, and a menu for all else. */
import { isOver, nextScene } from '../../state/lessons/stage-store';
import { ClassMark } from '../class/ClassMark';
import { useSession } from '../session-context';
import { CommandButton } from '../shell/CommandButton';
import css from './StageBar.module.css';
import { StageMenu } from './StageMenu';
import { useStage } from './use-stage';

function SceneButtons() {
  const { stage } = useSession();
  const all = useStage((state) => state.all);
  const scenes = useStage((state) => state.scenes);
  const here = useStage((state) => state.scene);
  const done = useStage((state) => state.kept.done);
  const next = useStage(nextScene);
  const isRead = useStage((state) => isOver(state) && state.step === 'try');
  return (
    <nav className={css.scenes} aria-label="Scenes">
      <ol>
        {scenes.map((scene) => {
          const number = all.indexOf(scene) + 1;
          const isDone = done.includes(scene.id);
          return (
            <li key={scene.id}>
              <button
                type="button"
                className={css.scene}
                aria-label={`Scene ${number}: ${scene.title}${isDone ? ', done' : ''}`}
                title={scene.title}
                aria-current={scene === here ? 'step' : undefined}
                data-done={isDone}
                onClick={() => stage.choose(scene.id)}
              >
                {number}
                {isDone ? <Tick /> : null}
              </button>
            </li>
          );
        })}
      </ol>
      {next ? (
        <button
          type="button"
          className={css.next}
          data-ready={isRead}
          aria-label={`Next: ${next.title}`}
          onClick={stage.next}
        >
          Next
        </button>
      ) : null}
    </nav>
  );
}

function Tick() {
  return (
    <svg className={css.tick} viewBox="0 0 16 16" aria-hidden="true">
      <circle cx="8" cy="8" r="8" />
      <path d="M4.2 8.4 L7 11 L11.8 5.4" />
    </svg>
  );
}

export function StageBar() {
  const isLocked = useStage((state) => state.isLocked);
  return (
    <header className={css.bar}>
      <div className={css.start}>
        <p className={css.name}>Modality Lab</p>
        <ClassMark />
      </div>
      <SceneButtons />
      <div className={css.end}>
        {isLocked ? null : <CommandButton id="lab" />}
        <StageMenu />
      </div>
    </header>
  );
}
