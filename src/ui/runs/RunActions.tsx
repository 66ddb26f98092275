/** What a person can do with one run of the shelf. */
import { cardTitle } from '../../state/runs/card-words';
import type { RunCard } from '../../state/runs/run-card';
import { useSession, useShelf, useShown } from '../session-context';
import { saveFile } from './save-file';

export function RunActions({ card }: { readonly card: RunCard }) {
  const { runs } = useSession();
  const isPinned = useShelf((state) => state.pinned === card.id);
  const isCompared = useShelf((state) => state.compared.includes(card.id));
  const isShown = useShown(({ origin }) => origin?.kind === 'shelf' && origin.id === card.id);
  const title = cardTitle(card);
  const save = async (kind: 'json' | 'csv') => saveFile(await runs.exportRuns([card.id], kind));
  return (
    <div className="run-actions small">
      <button
        type="button"
        className="link"
        aria-label={`Show ${title} again`}
        aria-pressed={isShown}
        onClick={() => runs.show(card.id)}
      >
        {isShown ? 'Shown' : 'Show again'}
      </button>
      <button
        type="button"
        className="link"
        aria-label={`Pin ${title} as baseline`}
        aria-pressed={isPinned}
        onClick={() => runs.pin(card.id)}
      >
        {isPinned ? 'Baseline' : 'Pin'}
      </button>
      <button
        type="button"
        className="link"
        aria-label={`Compare ${title}`}
        aria-pressed={isCompared}
        onClick={() => runs.compare(card.id)}
      >
        {isCompared ? 'Compared' : 'Compare'}
      </button>
      <button
        type="button"
        className="link"
        aria-label={`Export ${title} as JSON`}
        onClick={() => save('json')}
      >
        JSON
      </button>
      <button
        type="button"
        className="link"
        aria-label={`Export ${title} as CSV`}
        onClick={() => save('csv')}
      >
        CSV
      </button>
      <button
        type="button"
        className="link"
        aria-label={`Delete ${title}`}
        onClick={() => runs.remove([card.id])}
      >
        Delete
      </button>
    </div>
  );
}
