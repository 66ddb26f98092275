/**
 * A button for one command: its word, its key for screen readers, and, when it cannot be pressed, the reason
 * on hover, focus or tap. Stays focusable while disabled, so that the reason can be found.
 */
import { type ReactNode, useId } from 'react';
import { type CommandId, command, runCommand } from '../../state/commands';
import { presentEpoch } from '../../state/time/shown';
import {
  useDrawing,
  useExperiment,
  useFoundSeeds,
  useLab,
  useRace,
  useReplay,
  useSeeds,
  useSession,
  useShown,
  useTime,
  useUndo,
} from '../session-context';
import css from './CommandButton.module.css';

interface Props {
  readonly id: CommandId;
  readonly glyph?: ReactNode;
  readonly filled?: boolean;
  /** With a border, where it stands by itself. */
  readonly outlined?: boolean;
  /** Where the reason unfolds. */
  readonly opens?: 'down' | 'up';
}

export function CommandButton({
  id,
  glyph,
  filled = false,
  outlined = false,
  opens = 'down',
}: Props) {
  const session = useSession();
  // labels and refusals read the stores; these subscriptions draw them anew
  const hasEnded = useRace((state) => state.phase) === 'ended';
  useDrawing(({ waiting }) => hasEnded && waiting > 0);
  useLab((state) => state.status);
  useExperiment(
    ({ dataStatus, settings: { epochs, folds } }) => `${dataStatus} ${epochs} ${folds ?? ''}`,
  );
  useTime(({ at, past }) => `${at} ${past !== null}`);
  useReplay((state) => state.isPlaying);
  useUndo(({ past, future }) => `${past.length > 0} ${future.length > 0}`);
  useSeeds(({ status, count }) => `${status} ${count}`);
  useFoundSeeds(({ runs }) => runs);
  useShown(({ record, phase }) => `${Math.min(2, presentEpoch(record))} ${phase}`);
  const reasonId = useId();
  const chosen = command(id);
  const refusal = chosen.refusal(session);
  return (
    <span className={css.command}>
      <button
        type="button"
        className={`button ${filled ? css.filled : ''} ${outlined ? 'outlined' : ''}`.trim()}
        aria-disabled={refusal !== null}
        aria-describedby={refusal === null ? undefined : reasonId}
        aria-keyshortcuts={
          chosen.keyName === '\u2192'
            ? 'ArrowRight'
            : (chosen.keyName?.replace('Ctrl', 'Control') ?? undefined)
        }
        onClick={() => runCommand(session, chosen)}
      >
        {glyph}
        {chosen.label(session)}
      </button>
      {refusal === null ? null : (
        <span className={`${css.reason} small`} data-opens={opens} id={reasonId}>
          {refusal}
        </span>
      )}
    </span>
  );
}
