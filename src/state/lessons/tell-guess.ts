/** The guess and the numbers of a scene in words: what was guessed, what came, each number with its unit. Pure. */

import { significant } from '../charts/write-value';
import { finePercent, pointsText } from '../format';
import type { NumberUnit } from './numbers';
import type { GuessValue, Scene, SceneGuess, SceneValues } from './scene';

/** "43.2 %", "30.7 points", "0.12". */
export function numberText(unit: NumberUnit, value: number): string {
  switch (unit) {
    case 'share':
      return finePercent(value);
    case 'points':
      return value < 0 ? `\u2212${pointsText(value / 100)}` : pointsText(value / 100);
    default:
      return significant(value);
  }
}

/** A guess is a whole number: "50 %", "20 points". */
export function guessedText(unit: NumberUnit, value: number): string {
  switch (unit) {
    case 'share':
      return `${Math.round(100 * value)}\u00A0%`;
    case 'points':
      return `${value < 0 ? '\u2212' : ''}${Math.abs(value)}\u00A0${Math.abs(value) === 1 ? 'point' : 'points'}`;
    default:
      return significant(value);
  }
}

/** The guess that is asked for before this race; null where the scene's is about another of its races. */
export function guessAsked({ guess, numbers }: Scene, race: string): SceneGuess | null {
  if (guess.kind === 'choice') return guess;
  return numbers.find(({ id }) => id === guess.number)?.race === race ? guess : null;
}

/** Whether a kept guess is one that this question takes; a scene may have changed since. */
export function isAnswer(asked: SceneGuess, guess: GuessValue): boolean {
  if (asked.kind === 'choice') return asked.options.some(({ id }) => id === guess);
  return typeof guess === 'number';
}

/** The guess beside what came, after the race; empty where none was asked for. */
export function tellGuess(
  scene: Scene,
  race: string,
  guess: GuessValue | null,
  values: SceneValues,
): string {
  const asked = guessAsked(scene, race);
  if (!asked) return '';
  if (guess === null || !isAnswer(asked, guess)) return 'You made no guess.';
  if (asked.kind === 'choice') {
    const text = (id: string | null) => asked.options.find((each) => each.id === id)?.text ?? '';
    const came = asked.came(values, race);
    const guessed = `You guessed: \u201C${text(String(guess))}\u201D`;
    if (came === null) return `${guessed} This race cannot say what is right.`;
    return came === guess
      ? `${guessed} That is how it came out.`
      : `${guessed} It came out: \u201C${text(came)}\u201D`;
  }
  const number = scene.numbers.find(({ id }) => id === asked.number);
  const came = values[asked.number];
  if (!number) return '';
  const guessed = `You guessed ${guessedText(number.unit, Number(guess))}`;
  return came ? `${guessed}; it came to ${numberText(number.unit, came.value)}.` : `${guessed}.`;
}
