/** A card of the shelf: one run, or the seeds of one setting with their mean; those can be opened. */
import { useState } from 'react';
import { modalityTone } from '../../state/charts/chart';
import { modalityWord } from '../../state/charts/modality-word';
import {
  cardName,
  cardTitle,
  numbersText,
  seedsText,
  spreadText,
  statusText,
  whenText,
} from '../../state/runs/card-words';
import { goingOn, type LeftRaces } from '../../state/runs/going-on';
import type { RunCard } from '../../state/runs/run-card';
import { type RunGroup, runGroups } from '../../state/runs/shelf-groups';
import { deltaText } from '../../state/runs/shelf-verdicts';
import type { GroupComparison } from '../../verdict/groups';
import { Sparkline } from '../figures/Sparkline';
import css from './GroupCard.module.css';
import { RunActions } from './RunActions';

interface Props {
  readonly group: RunGroup;
  readonly baseline: RunCard | null;
  /** Against the baseline's group; null for itself, and where the two cannot be compared. */
  readonly comparison: GroupComparison | null;
  /** In which settings it differs from groups that read like it; absent where none does. */
  readonly differs: string | undefined;
  readonly left: LeftRaces;
}

type NumbersProps = Omit<Props, 'left' | 'differs'> & { readonly card: RunCard };

function Numbers({ group, baseline, comparison, card }: NumbersProps) {
  const isBaseline = baseline?.id === card.id;
  return (
    <dl className={css.numbers}>
      <div>
        <dt className="small quiet">fusion</dt>
        <dd className={css.fusion}>
          {group.fusion ? spreadText(group.fusion) : <span className="quiet">none</span>}
          {comparison === null ? null : (
            <span className={`${css.delta} small`}>
              <span className="unseen">against the baseline: </span>
              {deltaText(comparison)}
            </span>
          )}
          {isBaseline && group.cards.length === 1 ? (
            <span className={`${css.delta} small quiet`}>baseline</span>
          ) : null}
        </dd>
      </div>
      {card.modalities.map(({ id, name }, place) => {
        const spread = group.unimodal[id];
        return spread ? (
          <div key={id} style={{ color: `var(--${modalityTone(place)}-type)` }}>
            <dt className="small">{modalityWord(name)}</dt>
            <dd>{spreadText(spread)}</dd>
          </div>
        ) : null;
      })}
    </dl>
  );
}

/** What a person wrote about it, and its method where the name does not say it. */
function AboutWords({ card }: { readonly card: RunCard }) {
  const { about } = card;
  if (!about) return null;
  return (
    <p className={`${css.about} small`}>
      {about.name === '' ? null : <span className="quiet">{card.label}</span>}
      {about.tags.map((tag) => (
        <span key={tag} className={css.tag}>
          {tag}
        </span>
      ))}
      {about.note === '' ? null : <span>{about.note}</span>}
    </p>
  );
}

export function GroupCard({ group, baseline, comparison, differs, left }: Props) {
  const [isOpen, setOpen] = useState(false);
  const [card] = group.cards;
  if (!card) return null;
  const isOne = group.cards.length === 1;
  const status = statusText(card);
  return (
    <li className={css.card}>
      <div className={css.head}>
        <h3>
          {isOne ? cardName(card) : card.label} <span className="quiet">{seedsText(group)}</span>
        </h3>
        <Sparkline band={group.band} />
      </div>
      <Numbers group={group} baseline={baseline} comparison={comparison} card={card} />
      <p className="small quiet">
        {status === null ? null : <span className="problem">{`${status} \u00B7 `}</span>}
        {[numbersText(card), card.dataName, differs, whenText(card.savedAt)]
          .filter((part) => part !== undefined)
          .join(' \u00B7 ')}
        {isOne && !card.hasSnapshots ? ' \u00B7 curves only, no samples' : ''}
      </p>
      {isOne ? <AboutWords card={card} /> : null}
      {isOne ? (
        <RunActions card={card} goesOn={goingOn(card, left)} />
      ) : (
        <button
          type="button"
          className="link small"
          aria-expanded={isOpen}
          onClick={() => setOpen(!isOpen)}
        >
          {isOpen ? 'Fold the runs together' : `Open the ${group.cards.length} runs`}
          <span className="unseen">{` of ${card.label}`}</span>
        </button>
      )}
      {isOpen && !isOne ? (
        <ul className={css.members} aria-label={`Runs of ${card.label}`}>
          {group.cards.map((member) => (
            <li key={member.id}>
              <p className="small">
                {cardTitle(member)}{' '}
                <span className="quiet">
                  {runGroups([member]).map(({ fusion }) => (fusion ? spreadText(fusion) : ''))}
                </span>
              </p>
              <AboutWords card={member} />
              <RunActions card={member} goesOn={goingOn(member, left)} />
            </li>
          ))}
        </ul>
      ) : null}
    </li>
  );
}
