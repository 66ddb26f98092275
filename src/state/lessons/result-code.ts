/**
 * A result code: what came of a scene in one browser, as one word of letters and digits to send to the teacher. It holds
 * a format number, the scene, the seed, the guess, the scene's numbers and six symbols that find every wrong letter and
 * every swap; nothing of the person. Upper and lower case, O and 0, I, L and 1, U and V are the same in it. Pure.
 *
 * Symbols in order: MLAB, format, count of the id's letters, the id without hyphens, count of numbers, layout (2),
 * seed (7), guess, numbers, check (6). A later format may change what stands between format and check, and only that.
 */
import { LARGEST_SEED } from '../../protocol/training-knobs';
import { CHECK_SYMBOLS, checkOf, isUnbroken } from './class/check-symbols';
import { choiceField, type Field, numberField } from './class/fields';
import { lettersOf, numberToSymbols, symbolsOf, symbolsToNumber } from './class/symbols';
import type { GuessValue, Scene, SceneValues } from './scene';

/** What a code needs to know of a scene. */
export type CodedScene = Pick<Scene, 'id' | 'title' | 'races' | 'numbers' | 'guess'>;

/** What was guessed before one race of the scene. */
export interface CodedGuess {
  readonly race: string;
  /** Null where none was made. */
  readonly guess: GuessValue | null;
  /** Of a choice, the option that came true; null where the race could not say, and for other guesses. */
  readonly came: string | null;
}

export interface ResultCode {
  /** Id of the scene. */
  readonly scene: string;
  readonly seed: number;
  /** One for each race that is guessed at. */
  readonly guesses: readonly CodedGuess[];
  /** The scene's numbers by id, in the scene's order; null where the race did not yield one. */
  readonly values: Readonly<Record<string, number | null>>;
}

/** Why a word is no code of this page's scenes. */
export type CodeFault =
  /** A letter is wrong, missing or too many. */
  | { readonly fault: 'typo' }
  | { readonly fault: 'format'; readonly format: number }
  /** `letters` are those of the scene's id, without its hyphens. */
  | { readonly fault: 'scene'; readonly letters: string }
  /** The page's scene has other numbers, or another guess. `count` is how many numbers the code holds. */
  | { readonly fault: 'version'; readonly scene: string; readonly count: number };

export type CodeReading = { readonly code: ResultCode } | CodeFault;

/** Of codes that are written; one that a later page makes has another. */
export const FORMAT = 1;
/** A code is a line in a chat, and a small QR code. */
export const LONGEST_CODE = 79;
/** What every code begins with. */
const MARKER = symbolsOf('MLAB') ?? [];

const ONE = 1;
const LAYOUT = 2;
const SEED = 7;

/** An id as a code writes it. */
const plainId = (id: string): string => id.replaceAll('-', '').toUpperCase();

/** @throws RangeError for an id of other characters than letters, digits and hyphens. */
function idSymbols(id: string): readonly number[] {
  const symbols = symbolsOf(plainId(id));
  if (!symbols) throw new RangeError(`The scene id ${id} cannot stand in a code.`);
  return symbols;
}

/** The races that are guessed at: of a choice all, of a number the one that it is read from. */
export function guessedRaces({ guess, races, numbers }: CodedScene): readonly string[] {
  if (guess.kind === 'choice') return races.map(({ id }) => id);
  return numbers.flatMap(({ id, race }) => (id === guess.number ? [race] : []));
}

interface Layout {
  readonly mark: readonly number[];
  readonly guess: Field<GuessValue>;
  /** Of a guess by choice. */
  readonly came: Field<string> | null;
  readonly guessed: readonly string[];
  readonly numbers: readonly (readonly [id: string, field: Field<number>])[];
  /** Symbols of guesses and numbers. */
  readonly width: number;
}

/** How a scene's guesses and numbers stand in its codes. */
function layoutOf(scene: CodedScene): Layout {
  const { guess, numbers } = scene;
  const options = guess.kind === 'choice' ? guess.options.map(({ id }) => id) : null;
  const came = options ? choiceField(options) : null;
  const guessed = guessedRaces(scene);
  const unit = numbers.find(({ id }) => guess.kind !== 'choice' && id === guess.number)?.unit;
  const field = came ? guessOf(came, isText) : guessOf(numberField(unit ?? 'plain'), isNumber);
  const fields = numbers.map(({ id, unit }) => [id, numberField(unit)] as const);
  const measured = numbers.map(({ id, unit }) => [id, unit]);
  return {
    mark: numberToSymbols(
      hashOf(JSON.stringify([options ?? guess.kind, guessed, measured])) % 32 ** LAYOUT,
      LAYOUT,
    ),
    guess: field,
    came,
    guessed,
    numbers: fields,
    width: fields.reduce(
      (sum, [, { width }]) => sum + width,
      guessed.length * (field.width + (came?.width ?? 0)),
    ),
  };
}

const isText = (value: GuessValue): value is string => typeof value === 'string';
const isNumber = (value: GuessValue): value is number => typeof value === 'number';

/** A field of one kind of guess as a field of any; the other kind does not go into it. */
function guessOf<T extends GuessValue>(
  { width, write, read }: Field<T>,
  isKind: (value: GuessValue) => value is T,
): Field<GuessValue> {
  return {
    width,
    read,
    write: (value) => {
      if (value !== null && !isKind(value)) {
        throw new RangeError(`${value} is no guess of this scene.`);
      }
      return write(value);
    },
  };
}

/** FNV-1a, 32 bits: tells layouts apart, no more. */
const hashOf = (text: string): number =>
  [...text].reduce(
    (hash, letter) => Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 0x01000193) >>> 0,
    0x811c9dc5,
  );

/**
 * The code of one browser's result.
 * @param guesses by race; one that is missing is written as none. @param values the scene's numbers that are known, by id; one that is missing is written as none.
 * @throws RangeError for a seed, guess or number that the scene cannot have, and for a scene whose codes are too long.
 */
export function writeResultCode(
  scene: CodedScene,
  seed: number,
  guesses: Readonly<Record<string, GuessValue | null>>,
  values: SceneValues,
): string {
  const layout = layoutOf(scene);
  const id = idSymbols(scene.id);
  if (!Number.isInteger(seed) || seed < 0 || seed > LARGEST_SEED) {
    throw new RangeError(`${seed} is no seed.`);
  }
  const before = [...MARKER, FORMAT, ...numberToSymbols(id.length, ONE)];
  const after = [
    ...numberToSymbols(scene.numbers.length, ONE),
    ...layout.mark,
    ...numberToSymbols(seed, SEED),
    ...layout.guessed.flatMap((race) => layout.guess.write(guesses[race] ?? null)),
    ...layout.guessed.flatMap((race) => layout.came?.write(cameTrue(scene, values, race)) ?? []),
    ...layout.numbers.flatMap(([number, field]) => field.write(values[number]?.value ?? null)),
  ];
  const whole = [...before, ...id, ...after];
  // as people know them: the letters of marker and id are not changed for those that they are read as
  const text = `MLAB${lettersOf(before.slice(MARKER.length))}${plainId(scene.id)}${lettersOf([...after, ...checkOf(whole)])}`;
  if (text.length > LONGEST_CODE) {
    throw new RangeError(`The codes of the scene ${scene.id} are ${text.length} letters long.`);
  }
  return text;
}

const cameTrue = ({ guess }: CodedScene, values: SceneValues, race: string): string | null =>
  guess.kind === 'choice' ? guess.came(values, race) : null;

/** A reader that goes through symbols from the front. */
function taker(symbols: readonly number[]) {
  let at = 0;
  return (count: number) => {
    at += count;
    return symbols.slice(at - count, at);
  };
}

const isSame = (some: readonly number[], others: readonly number[]): boolean =>
  some.length === others.length && some.every((symbol, place) => symbol === others[place]);

/** Whether a word was copied right, whatever it says. */
export function isWholeCode(word: string): boolean {
  const symbols = symbolsOf(word);
  return symbols !== null && isSame(symbols.slice(0, MARKER.length), MARKER) && isUnbroken(symbols);
}

function readGuesses(
  { guessed, guess, came }: Layout,
  take: (count: number) => readonly number[],
): readonly CodedGuess[] {
  const guesses = guessed.map(() => guess.read(take(guess.width)));
  return guessed.map((race, place) => ({
    race,
    guess: guesses[place] ?? null,
    came: came?.read(take(came.width)) ?? null,
  }));
}

/** What a word says, if it is a code of one of these scenes; else why not. */
export function readResultCode(word: string, scenes: readonly CodedScene[]): CodeReading {
  const symbols = symbolsOf(word);
  if (symbols === null || !isWholeCode(word)) return { fault: 'typo' };
  const take = taker(symbols.slice(MARKER.length, -CHECK_SYMBOLS));
  const format = symbolsToNumber(take(ONE));
  if (format !== FORMAT) return { fault: 'format', format };
  const id = take(symbolsToNumber(take(ONE)));
  const scene = scenes.find((each) => isSame(idSymbols(each.id), id));
  if (!scene) return { fault: 'scene', letters: lettersOf(id).toLowerCase() };
  const count = symbolsToNumber(take(ONE));
  const wrong: CodeFault = { fault: 'version', scene: scene.id, count };
  const layout = layoutOf(scene);
  const mark = take(LAYOUT);
  const seed = symbolsToNumber(take(SEED));
  const width =
    symbols.length - CHECK_SYMBOLS - MARKER.length - 3 * ONE - id.length - LAYOUT - SEED;
  const isOurs = count === scene.numbers.length && isSame(mark, layout.mark);
  if (!isOurs || width !== layout.width || seed > LARGEST_SEED) return wrong;
  try {
    return {
      code: {
        scene: scene.id,
        seed,
        guesses: readGuesses(layout, take),
        values: Object.fromEntries(
          layout.numbers.map(([number, field]) => [number, field.read(take(field.width))]),
        ),
      },
    };
  } catch (error) {
    if (error instanceof RangeError) return wrong;
    throw error;
  }
}
