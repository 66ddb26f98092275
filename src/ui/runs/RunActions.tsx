/** What a person can do with one run of the shelf. */
import type { ReactNode } from 'react';
import { cardTitle } from '../../state/runs/card-words';
import type { RunCard } from '../../state/runs/run-card';
import { useSession, useShelf, useShown } from '../session-context';
import css from './RunActions.module.css';
import { saveFile } from './save-file';

interface ActionProps {
  readonly onPress: () => void;
  /** For what is switched on and off. */
  readonly isOn?: boolean;
  readonly children: ReactNode;
}

function Action({ onPress, isOn, children }: ActionProps) {
  return (
    <button type="button" className="link" aria-pressed={isOn} onClick={onPress}>
      {children}
    </button>
  );
}

export function RunActions({ card }: { readonly card: RunCard }) {
  const { runs } = useSession();
  const isPinned = useShelf((state) => state.pinned === card.id);
  const isCompared = useShelf((state) => state.compared.includes(card.id));
  const isShown = useShown(({ origin }) => origin?.kind === 'shelf' && origin.id === card.id);
  // heard by those who do not see on which card the button stands
  const title = <span className="unseen">{` ${cardTitle(card)}`}</span>;
  const save = async (kind: 'json' | 'csv') => saveFile(await runs.exportRuns([card.id], kind));
  return (
    <div className={`${css.actions} small`}>
      <Action isOn={isShown} onPress={() => runs.show(card.id)}>
        Show again{title}
      </Action>
      <Action isOn={isPinned} onPress={() => runs.pin(card.id)}>
        Pin{title}
        <span className="unseen"> as baseline</span>
      </Action>
      <Action isOn={isCompared} onPress={() => runs.compare(card.id)}>
        Compare{title}
      </Action>
      <Action onPress={() => save('json')}>JSON{title}</Action>
      <Action onPress={() => save('csv')}>CSV{title}</Action>
      <Action onPress={() => runs.remove([card.id])}>Delete{title}</Action>
    </div>
  );
}
