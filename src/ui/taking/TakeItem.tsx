/** One thing to take along: its button, what it is, and, before anybody presses, why it cannot be taken now. */
import type { ReactNode } from 'react';
import css from './TakeItem.module.css';

interface Props {
  /** Unlike that of any other item. */
  readonly id: string;
  readonly word: string;
  readonly about: string;
  /** Why it cannot be taken now; null where it can. */
  readonly hindrance: string | null;
  readonly isBusy: boolean;
  readonly onTake: () => void;
  readonly children?: ReactNode;
}

export function TakeItem({ id, word, about, hindrance, isBusy, onTake, children }: Props) {
  const isRefused = isBusy || hindrance !== null;
  return (
    <li className={css.item}>
      <button
        type="button"
        className="button outlined"
        aria-disabled={isRefused}
        aria-describedby={`take-${id}`}
        onClick={() => isRefused || onTake()}
      >
        {word}
      </button>
      <div className="small quiet">
        <div id={`take-${id}`}>
          {about}
          {hindrance === null ? null : <p className={css.hindrance}>{hindrance}</p>}
        </div>
        {children}
      </div>
    </li>
  );
}
