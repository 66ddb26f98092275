/** What a person writes about a run: a name of their own, tags, a note; folded until it is asked for. */
import { type FormEvent, useState } from 'react';
import { MOST_LETTERS, NOTHING_SAID, tagsOf } from '../../state/runs/about-run';
import { cardTitle } from '../../state/runs/card-words';
import type { RunCard } from '../../state/runs/run-card';
import { useSession } from '../session-context';
import css from './AboutForm.module.css';

export function AboutForm({ card }: { readonly card: RunCard }) {
  const { runs } = useSession();
  const [isOpen, setOpen] = useState(false);
  const said = card.about ?? NOTHING_SAID;
  const keep = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const written = new FormData(event.currentTarget);
    const text = (field: string) => String(written.get(field) ?? '');
    setOpen(false);
    void runs.describe(card.id, {
      name: text('name'),
      note: text('note'),
      tags: tagsOf(text('tags')),
    });
  };
  return (
    <>
      <button
        type="button"
        className="link"
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
      >
        Name and note<span className="unseen">{` ${cardTitle(card)}`}</span>
      </button>
      {isOpen ? (
        <form className={css.form} onSubmit={keep}>
          <label>
            Name
            <input
              className="field"
              name="name"
              defaultValue={said.name}
              maxLength={MOST_LETTERS.name}
              placeholder={card.label}
            />
          </label>
          <label>
            Tags, parted by commas
            <input className="field" name="tags" defaultValue={said.tags.join(', ')} />
          </label>
          <label>
            Note
            <textarea
              className="field"
              name="note"
              rows={2}
              defaultValue={said.note}
              maxLength={MOST_LETTERS.note}
            />
          </label>
          <button type="submit" className="button outlined">
            Keep
          </button>
        </form>
      ) : null}
    </>
  );
}
