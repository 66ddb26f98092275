/** From the step of one epoch to that of the next or the one before; the time bar goes along. */
import { epochsToSee } from '../../state/slow-motion/epoch-looked-at';
import { useSession, useShown, useSlowMotion } from '../session-context';
import css from './EpochPager.module.css';

/** Where the two buttons lead: an epoch, `null` to the step to come; absent where there is nothing. */
export interface EpochSteps {
  readonly back: number | undefined;
  readonly on: number | null | undefined;
}

export function useEpochSteps(): EpochSteps {
  const { run, epoch } = useSlowMotion((state) => state);
  const shown = useShown((state) => state);
  if (run === null) return { back: undefined, on: undefined };
  const { last, goesOn } = epochsToSee(shown, run);
  if (epoch === null) return { back: last > 0 ? last : undefined, on: undefined };
  // a race that was never trained has epochs all the same: the copy goes there from the start
  const after = epoch < last || last === 0 ? epoch + 1 : undefined;
  return {
    back: epoch > 1 ? epoch - 1 : undefined,
    on: epoch === last && goesOn ? null : after,
  };
}

export function EpochPager({ back, on }: EpochSteps) {
  const session = useSession();
  const run = useSlowMotion((state) => state.run);
  return (
    <div className={css.pager}>
      <button
        type="button"
        className="button"
        aria-disabled={back === undefined}
        aria-keyshortcuts=","
        onClick={() => back !== undefined && session.showStep(run, null, back)}
      >
        Previous epoch
      </button>
      <button
        type="button"
        className="button"
        aria-disabled={on === undefined}
        aria-keyshortcuts="."
        onClick={() => on !== undefined && session.showStep(run, null, on)}
      >
        Next epoch
      </button>
    </div>
  );
}
