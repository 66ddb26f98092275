/** A guess that is no ring in the chart: one of a few sentences, or a number by slider or field. */
import { useId } from 'react';
import type { NumberUnit } from '../../state/lessons/numbers';
import type { GuessValue, SceneGuess } from '../../state/lessons/scene';
import { guessedText } from '../../state/lessons/tell-guess';
import { Range } from '../controls/Range';
import css from './GuessForm.module.css';

interface Props<Kind extends SceneGuess['kind']> {
  readonly asked: Extract<SceneGuess, { kind: Kind }>;
  readonly guess: GuessValue | null;
  readonly onGuess: (value: GuessValue) => void;
}

export function GuessChoice({ asked, guess, onGuess }: Props<'choice'>) {
  const name = useId();
  return (
    <fieldset className={css.choice}>
      <legend>{asked.question}</legend>
      {asked.options.map(({ id, text }) => (
        <label key={id} className={css.option}>
          <input type="radio" name={name} checked={guess === id} onChange={() => onGuess(id)} />
          <span>{text}</span>
        </label>
      ))}
    </fieldset>
  );
}

export function GuessNumber({
  asked,
  guess,
  unit,
  onGuess,
}: Props<'number'> & { readonly unit: NumberUnit }) {
  const { question, min, max, step, start } = asked;
  const value = typeof guess === 'number' ? guess : start;
  const set = (next: number) => {
    if (!Number.isFinite(next)) return;
    const onGrid = min + Math.round((next - min) / step) * step;
    onGuess(Math.max(min, Math.min(max, onGrid)));
  };
  return (
    <div className={css.number} data-made={guess !== null}>
      <Range
        label={question}
        ends={[guessedText(unit, min), guessedText(unit, max)]}
        value={value}
        min={min}
        max={max}
        step={step}
        show={(at) => guessedText(unit, at)}
        onCommit={set}
      />
      <input
        // a guess by slider is a new text in the field
        key={value}
        className={`field ${css.field}`}
        type="number"
        inputMode="numeric"
        aria-label={`${question} As a number`}
        min={min}
        max={max}
        step={step}
        defaultValue={guess === null ? '' : value}
        onBlur={({ target }) => target.value !== '' && set(target.valueAsNumber)}
        onKeyDown={({ key, currentTarget }) => {
          if (key === 'Enter' && currentTarget.value !== '') set(currentTarget.valueAsNumber);
        }}
      />
    </div>
  );
}
