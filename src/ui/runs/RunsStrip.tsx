/** The newest finished runs in a line, and the button that unfolds the shelf. */
import { useEffect, useMemo, useState } from 'react';
import { cardName, spreadText } from '../../state/runs/card-words';
import { type RunGroup, runGroups } from '../../state/runs/shelf-groups';
import { deltaText, groupVerdicts } from '../../state/runs/shelf-verdicts';
import { useShelf, useStorage } from '../session-context';
import css from './RunsStrip.module.css';

/** As many as a line holds beside the time bar. */
const MOST_SHOWN = 3;

/** In which settings groups of one name differ, by their keys; how that is found is fetched when two have one. */
function useDiffers(groups: readonly RunGroup[]): ReadonlyMap<string, string> {
  const [differs, setDiffers] = useState<ReadonlyMap<string, string>>(new Map());
  const names = groups
    .slice(0, MOST_SHOWN)
    .flatMap(({ cards: [card] }) => (card ? [cardName(card)] : []));
  const areAlike = new Set(names).size < names.length;
  useEffect(() => {
    if (!areAlike) return setDiffers(new Map());
    let isCurrent = true;
    void import('../../state/runs/what-differs').then(({ whatDiffers }) => {
      if (isCurrent) setDiffers(whatDiffers(groups.slice(0, MOST_SHOWN)));
    });
    return () => {
      isCurrent = false;
    };
  }, [areAlike, groups]);
  return differs;
}

interface Props {
  readonly isOpen: boolean;
  readonly onToggle: () => void;
}

export function RunsStrip({ isOpen, onToggle }: Props) {
  const cards = useShelf((state) => state.cards);
  const pinned = useShelf((state) => state.pinned);
  const onlyHere = useStorage((state) => state.onlyHere.length);
  const groups = useMemo(() => runGroups(cards), [cards]);
  const differs = useDiffers(groups);
  const baseline = cards.find(({ id }) => id === pinned) ?? null;
  const verdicts = useMemo(() => groupVerdicts(groups, baseline), [groups, baseline]);
  return (
    <section className={css.strip} aria-label="Runs">
      <button
        type="button"
        className={`button ${css.toggle}`}
        aria-expanded={isOpen}
        aria-controls="shelf"
        onClick={onToggle}
      >
        Runs{' '}
        <span className="quiet">
          {onlyHere > 0 ? `${cards.length}, ${onlyHere} not kept` : cards.length}
        </span>
      </button>
      <ul className={css.newest}>
        {groups.slice(0, MOST_SHOWN).map((group) => {
          const [card] = group.cards;
          if (!card) return null;
          const comparison = verdicts.get(group.key);
          return (
            <li key={group.key} className={css.chip}>
              {cardName(card)} {group.fusion ? spreadText(group.fusion) : ''}
              {comparison ? <span className="quiet"> {deltaText(comparison)}</span> : null}
              {differs.has(group.key) ? (
                <span className="quiet"> {differs.get(group.key)}</span>
              ) : null}
              {card.id === pinned ? <span className="quiet"> pinned</span> : null}
            </li>
          );
        })}
      </ul>
    </section>
  );
}
