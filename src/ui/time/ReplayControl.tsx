/** Plays the time bar, and how fast. What begins and ends is said to whoever cannot see the bar move. */
import { REPLAY_SPEEDS, type ReplaySpeed, WHOLE_SECONDS } from '../../state/time/replay';
import { Choice } from '../controls/Choice';
import { useReplay, useSession } from '../session-context';
import { CommandButton } from '../shell/CommandButton';
import css from './ReplayControl.module.css';

const nameOf = (speed: ReplaySpeed): string => {
  if (speed === 'whole') return `all in ${WHOLE_SECONDS} s`;
  return speed === 1 ? '1 epoch a second' : `${speed} epochs a second`;
};

/** Those of the page, and the one in use where a scene has set another. */
function speedsWith(inUse: ReplaySpeed): readonly ReplaySpeed[] {
  return REPLAY_SPEEDS.includes(inUse) ? REPLAY_SPEEDS : [inUse, ...REPLAY_SPEEDS];
}

function useSaid(): string {
  const { isPlaying, speed, stoppedAt } = useReplay((state) => state);
  if (isPlaying) return `The replay plays, ${nameOf(speed)}.`;
  return stoppedAt === null ? '' : `The replay stopped at epoch ${stoppedAt}.`;
}

export function ReplayControl() {
  const session = useSession();
  const speed = useReplay((state) => state.speed);
  const said = useSaid();
  return (
    <div className={css.replay}>
      <CommandButton id="replay" opens="up" />
      <Choice
        label="Speed of the replay"
        inRow
        value={String(speed)}
        options={speedsWith(speed).map((each) => ({ value: String(each), name: nameOf(each) }))}
        onChange={(value) =>
          session.replay.setSpeed(value === 'whole' ? value : Number.parseFloat(value))
        }
      />
      <p role="status" className={css.said}>
        {said}
      </p>
    </div>
  );
}
