/** How often each choice was guessed, and how often it came: two bars for each, with their counts. */
import type { ChoiceGuesses } from '../../state/lessons/class/class-summary';
import { tellChoices } from '../../state/lessons/class/class-words';
import css from './ChoicePicture.module.css';

interface BarProps {
  readonly word: string;
  readonly count: number;
  readonly all: number;
  readonly isGuess: boolean;
}

function Bar({ word, count, all, isGuess }: BarProps) {
  return (
    <>
      <dt className={css.word}>{word}</dt>
      <dd className={css.bar}>
        {count === 0 ? null : (
          <span
            className={css.filled}
            data-guess={isGuess}
            style={{ width: `${(100 * count) / all}%` }}
          />
        )}
        <span className={css.count}>
          {count}
          <span className="unseen"> of {all}</span>
        </span>
      </dd>
    </>
  );
}

export function ChoicePicture({ choices }: { readonly choices: ChoiceGuesses }) {
  const { race, options, guessed, came } = choices;
  const isSilent = guessed === 0 && came === 0;
  return (
    <section className="stack" aria-label={race ?? 'Guesses'}>
      {race ? <h3>{race}</h3> : null}
      <p>{isSilent ? 'No code holds a guess or an outcome of this race.' : tellChoices(choices)}</p>
      {isSilent ? null : (
        <ul className={css.options}>
          {options.map(({ id, text, guessed: count, came: times }) => (
            <li key={id}>
              <p>{text}</p>
              <dl className={css.bars}>
                <Bar word="Guessed" count={count} all={guessed} isGuess />
                <Bar word="Came" count={times} all={came} isGuess={false} />
              </dl>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
