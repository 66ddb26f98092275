/**
 * What a class's codes come to: guesses beside outcomes, two numbers against each other, and of every number how many
 * there are, their mean and their spread. Each number is summarised over those codes that hold it. Pure.
 */
import { type Spread, spreadOfNumbers } from '../../../verdict/spread';
import type { NumberUnit } from '../numbers';
import type { GuessValue, Scene } from '../scene';
import type { CountedCode } from './class-list';

/** What a summary needs to know of a scene. */
export type PicturedScene = Pick<Scene, 'id' | 'title' | 'races' | 'numbers' | 'guess' | 'scatter'>;

/** One of the scene's numbers over the class. */
export interface NumberSummary {
  readonly id: string;
  readonly label: string;
  readonly unit: NumberUnit;
  /** One for each code that holds it. */
  readonly values: readonly number[];
  /** Mean and sample standard deviation; null without values. */
  readonly spread: Spread<number> | null;
}

/** Guesses of a number, or of a curve's end. */
export interface NumberGuesses {
  readonly kind: 'number';
  readonly guesses: NumberSummary;
  readonly outcomes: NumberSummary;
}

/** Guesses by choice before one race. */
export interface ChoiceGuesses {
  readonly kind: 'choice';
  /** The race's word; null where the scene has one race only. */
  readonly race: string | null;
  readonly options: readonly {
    readonly id: string;
    readonly text: string;
    readonly guessed: number;
    readonly came: number;
  }[];
  /** How many guessed, and of how many races it is known what came. */
  readonly guessed: number;
  readonly came: number;
}

export interface Scatter {
  readonly x: NumberSummary;
  readonly y: NumberSummary;
  readonly points: readonly { readonly seed: number; readonly x: number; readonly y: number }[];
}

export interface ClassSummary {
  readonly numbers: readonly NumberSummary[];
  readonly guesses: readonly (NumberGuesses | ChoiceGuesses)[];
  /** Null where the scene has none. */
  readonly scatter: Scatter | null;
}

export function summarise(scene: PicturedScene, counted: readonly CountedCode[]): ClassSummary {
  const numbers = scene.numbers.map(({ id, label, unit }) =>
    summaryOf(
      { id, label, unit },
      counted.map(({ code }) => code.values[id]),
    ),
  );
  return {
    numbers,
    guesses:
      scene.guess.kind === 'choice' ? choices(scene, counted) : ends(scene, counted, numbers),
    scatter: scatterOf(scene, counted, numbers),
  };
}

const isThere = <T>(value: T | null | undefined): value is T =>
  value !== null && value !== undefined;

function summaryOf(
  about: Pick<NumberSummary, 'id' | 'label' | 'unit'>,
  given: readonly (number | null | undefined)[],
): NumberSummary {
  const values = given.filter(isThere);
  return { ...about, values, spread: spreadOfNumbers(values) };
}

/** The guesses before a race, and what came of them. */
const guessesAt = (counted: readonly CountedCode[], race: string) =>
  counted.flatMap(({ code }) => code.guesses.filter((each) => each.race === race));

function ends(
  { guess, numbers: described }: PicturedScene,
  counted: readonly CountedCode[],
  numbers: readonly NumberSummary[],
): readonly NumberGuesses[] {
  const id = guess.kind === 'choice' ? '' : guess.number;
  const outcomes = numbers.find((each) => each.id === id);
  const race = described.find((each) => each.id === id)?.race;
  if (!outcomes || race === undefined) return [];
  const asNumber = (value: GuessValue | null) => (typeof value === 'number' ? value : null);
  const given = guessesAt(counted, race).map((each) => asNumber(each.guess));
  return [{ kind: 'number', guesses: summaryOf(outcomes, given), outcomes }];
}

function choices(
  { guess, races }: PicturedScene,
  counted: readonly CountedCode[],
): readonly ChoiceGuesses[] {
  if (guess.kind !== 'choice') return [];
  return races.map(({ id, label }): ChoiceGuesses => {
    const given = guessesAt(counted, id);
    const options = guess.options.map((option) => ({
      id: option.id,
      text: option.text,
      guessed: given.filter((each) => each.guess === option.id).length,
      came: given.filter((each) => each.came === option.id).length,
    }));
    return {
      kind: 'choice',
      race: races.length > 1 ? label : null,
      options,
      guessed: given.filter((each) => each.guess !== null).length,
      came: given.filter((each) => each.came !== null).length,
    };
  });
}

function scatterOf(
  { scatter }: PicturedScene,
  counted: readonly CountedCode[],
  numbers: readonly NumberSummary[],
): Scatter | null {
  const x = numbers.find(({ id }) => id === scatter?.x);
  const y = numbers.find(({ id }) => id === scatter?.y);
  if (!x || !y) return null;
  const points = counted.flatMap(({ code: { seed, values } }) => {
    const [across, up] = [values[x.id], values[y.id]];
    return isThere(across) && isThere(up) ? [{ seed, x: across, y: up }] : [];
  });
  return { x, y, points };
}
