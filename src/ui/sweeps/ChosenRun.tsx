/** One point of a sweep: what it is, and the ways from it: to the whole run, and to its settings. */
import { cardTitle } from '../../state/runs/card-words';
import { useSession, useShelf } from '../session-context';
import css from './Sweeps.module.css';

interface Props {
  /** Of its card on the shelf. */
  readonly id: string;
  readonly onClose: () => void;
}

export function ChosenRun({ id, onClose }: Props) {
  const session = useSession();
  const card = useShelf(({ cards }) => cards.find((each) => each.id === id));
  if (!card) return <p className="quiet">This run is not on the shelf any more.</p>;
  return (
    <p className={css.chosen} role="status">
      <span>{cardTitle(card)}</span>
      <button type="button" className="button outlined" onClick={() => void session.runs.show(id)}>
        Show the run
      </button>
      <button
        type="button"
        className="button outlined"
        onClick={() => session.takeSettings(card.settings)}
      >
        Use its settings
      </button>
      <button type="button" className="link" onClick={onClose}>
        Close
      </button>
    </p>
  );
}
