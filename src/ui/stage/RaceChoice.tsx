/** The races of a scene that has several. */
import type { Scene } from '../../state/lessons/scene';
import { useSession } from '../session-context';
import css from './RaceChoice.module.css';
import { useStage } from './use-stage';

export function RaceChoice({ scene }: { readonly scene: Scene }) {
  const { stage } = useSession();
  // a race that was changed is none of them
  const here = useStage(({ race, tried }) => (tried === null ? race : null));
  if (scene.races.length < 2) return null;
  return (
    <fieldset className={css.races} aria-label="Race">
      {scene.races.map(({ id, label }) => (
        <button
          key={id}
          type="button"
          className={`button ${css.race}`}
          aria-pressed={id === here}
          onClick={() => id !== here && stage.choose(scene.id, id)}
        >
          {label}
        </button>
      ))}
    </fieldset>
  );
}
