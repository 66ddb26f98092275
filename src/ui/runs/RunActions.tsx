/** What a person can do with one run of the shelf. */
import { type ReactNode, useState } from 'react';
import { toFailure } from '../../protocol/failure';
import type { Settings } from '../../protocol/settings';
import { writeLink } from '../../state/links/end-numbers-link';
import { cardTitle } from '../../state/runs/card-words';
import type { goingOn } from '../../state/runs/going-on';
import type { RunCard } from '../../state/runs/run-card';
import { cardsOfRace, settingsOfRace } from '../../state/runs/whole-race';
import type { ExportKind } from '../../state/runs/write-export';
import { copyText } from '../controls/copy-text';
import { useLaid, useSession, useShelf, useShown } from '../session-context';
import { AboutForm } from './AboutForm';
import css from './RunActions.module.css';
import { saveBlob } from './save-file';

const FULL = ': six are laid over already; take one away first';
const NO_CHECKPOINT =
  'It cannot go on, for no checkpoint of it is kept: a race that is left in its first epochs has none yet.';
const COPIED = 'The link is copied, with the end numbers of what ended.';

interface ActionProps {
  readonly onPress: () => void;
  /** Whether it cannot be done now. */
  readonly isRefused?: boolean;
  /** For what is switched on and off. */
  readonly isOn?: boolean;
  readonly children: ReactNode;
}

function Action({ onPress, isOn, isRefused = false, children }: ActionProps) {
  return (
    <button
      type="button"
      className="link"
      aria-pressed={isOn}
      aria-disabled={isRefused}
      onClick={isRefused ? undefined : onPress}
    >
      {children}
    </button>
  );
}

interface Props {
  readonly card: RunCard;
  readonly goesOn: ReturnType<typeof goingOn>;
}

export function RunActions({ card, goesOn }: Props) {
  const session = useSession();
  const { runs, notices } = session;
  const isPinned = useShelf((state) => state.pinned === card.id);
  const isCompared = useShelf((state) => state.compared.includes(card.id));
  const together = useShelf(
    (state) => state.cards.filter(({ race }) => race === card.race).length > 1,
  );
  const isLaid = useLaid((state) => state.runs.some(({ id }) => id === card.id));
  const isFull = useLaid((state) => state.runs.length >= (state.draws?.MOST_LAID ?? 1));
  const shown = useShown(({ origin }) => (origin?.kind === 'shelf' ? origin.id : null));
  const [told, setTold] = useState('');
  // heard by those who do not see on which card the button stands
  const title = <span className="unseen">{` ${cardTitle(card)}`}</span>;
  const save = async (kind: ExportKind) => {
    const exported = await runs.exportRuns([card.id], kind);
    if (exported) saveBlob(exported.file, exported.name);
  };
  /** With all runs of its race: an experiment is whole. */
  const withRace = (use: (cards: readonly RunCard[], settings: Settings) => void) => {
    const cards = cardsOfRace(runs.store.getState().cards, card.race);
    try {
      use(cards, settingsOfRace(cards));
    } catch (error) {
      notices.getState().tellFailure('shelf', toFailure(error));
    }
  };
  const beginAnew = () =>
    withRace((_, settings) => {
      session.takeSettings(settings);
      session.play();
    });
  const copyLink = () =>
    withRace(async (cards, settings) => {
      const ended = cards.filter(({ status }) => status === 'ended');
      const link = `${location.origin}${location.pathname}${writeLink(settings, ended)}`;
      setTold((await copyText(link)) ? COPIED : `Copy this address: ${link}`);
    });
  return (
    <div className={`${css.actions} small`}>
      {goesOn === 'yes' ? (
        <Action onPress={() => session.goOnWith(card.race)}>
          Go on<span className="unseen">{` with the race of ${cardTitle(card)}`}</span>
        </Action>
      ) : null}
      {goesOn === 'no' ? (
        <>
          <p className={`${css.why} quiet`}>{NO_CHECKPOINT}</p>
          <Action onPress={beginAnew}>
            Train anew<span className="unseen">{` the race of ${cardTitle(card)}`}</span>
          </Action>
        </>
      ) : null}
      <Action isOn={shown === card.id} onPress={() => runs.show(card.id)}>
        Show again{title}
      </Action>
      {together ? (
        <Action isOn={shown === card.race} onPress={() => runs.showRace(card.race)}>
          Show the whole race<span className="unseen">{` of ${cardTitle(card)}`}</span>
        </Action>
      ) : null}
      <Action isOn={isLaid} isRefused={isFull && !isLaid} onPress={() => runs.lay(card.id)}>
        Lay over{title}
        <span className="unseen">{isFull && !isLaid ? FULL : ' the curves shown'}</span>
      </Action>
      <Action onPress={() => withRace((_, settings) => session.takeSettings(settings))}>
        Use these settings<span className="unseen">{` of ${cardTitle(card)}`}</span>
      </Action>
      <Action onPress={copyLink}>
        Copy link<span className="unseen">{` to ${cardTitle(card)}`}</span>
      </Action>
      <Action isOn={isPinned} onPress={() => runs.pin(card.id)}>
        Pin{title}
        <span className="unseen"> as baseline</span>
      </Action>
      <Action isOn={isCompared} onPress={() => runs.compare(card.id)}>
        Compare{title}
      </Action>
      <Action onPress={() => save('runs')}>Export{title}</Action>
      <Action onPress={() => save('tables')}>CSV{title}</Action>
      <Action onPress={() => runs.remove([card.id])}>Delete{title}</Action>
      <AboutForm card={card} />
      <span className={css.told} role="status">
        {told}
      </span>
    </div>
  );
}
