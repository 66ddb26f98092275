/**
 * One idea of everything that can be set: a knob, its range, its value through the layers, its range in words, what a
 * form shows and reads. The page, the worker and the command ask here, so that a value is accepted, refused and
 * described alike everywhere. Plain data: methods send theirs through a message.
 */
import { show } from './failure';

/** A value that settings hold. `undefined`: nobody set it, and the lab chooses by the data. */
export type KnobValue = number | string | boolean | null | undefined | readonly number[];

/** What a knob is called. */
interface KnobText {
  readonly label: string;
  /** One plain sentence. */
  readonly explanation: string;
  /** What the number counts, e.g. "pixels". */
  readonly unit?: string;
  /** Settings leave it out where nobody set it; `default` is what then holds. */
  readonly optional?: true;
  /** Its number is epochs that are trained after those of the settings. */
  readonly countsEpochs?: true;
  /** Of a flag: what other knobs of its method are while it is true, whatever is set for them. */
  readonly decides?: readonly Decision[];
}

/** What a flag makes of another knob. */
export type Decision = {
  readonly path: string;
  /** A value that stays: what is switched off is not switched on. */
  readonly unless?: KnobValue;
} & (
  | {
      readonly value: KnobValue;
      /** Where the data have a name that matches a pattern (any case), another value; the first that matches counts. */
      readonly byData?: readonly { readonly pattern: string; readonly value: KnobValue }[];
    }
  /** So much of the settings' epochs, to the nearest whole number. */
  | { readonly shareOfEpochs: number }
);

/** What a knob may be. `default` is what holds where nothing is set. */
type KnobRange =
  | {
      readonly kind: 'number';
      readonly min: number;
      readonly max: number;
      readonly integer?: boolean;
      /** Whether `min` itself is too small. */
      readonly above?: true;
      /** The only values there are; `min` and `max` are the ends of this list. */
      readonly only?: readonly number[];
      /** Settings may give every modality a number of its own, at `<path>.<modality>`. */
      readonly perModality?: true;
      /** A word accepted instead of a number, e.g. `auto`. */
      readonly orWord?: string;
      /** What the settings hold for the word: itself, null, or nothing at all. */
      readonly wordMeans?: 'null' | 'nothing';
      readonly default: number | null | undefined;
    }
  | {
      readonly kind: 'choice';
      readonly choices: readonly string[];
      /** The choice under which all features must have one length, and what then needs that: the subject of a sentence. */
      readonly oneFeatureLength?: { readonly under: string; readonly because: string };
      readonly default: string;
    }
  | {
      readonly kind: 'flag';
      /** How a form writes true and false; yes and no where absent. */
      readonly words?: readonly [string, string];
      /** A form's word for "nobody set it". */
      readonly orWord?: string;
      readonly default: boolean | undefined;
    }
  | {
      readonly kind: 'widths';
      /** What is listed, e.g. "layer widths". */
      readonly of: string;
      readonly min: number;
      readonly max: number;
      readonly fewest: number;
      readonly most: number;
      readonly default: readonly number[];
    }
  | {
      readonly kind: 'class-groups';
      /** What a form offers; any other groups can be given by path. */
      readonly offered: readonly string[];
      readonly default: string;
    };

/** A knob before it has a place in the settings. */
export type KnobSpec = KnobText & KnobRange;

/** A knob in its place: `path` is relative to what the knob belongs to (a method's run, an encoder, the settings). */
export type Knob = KnobSpec & { readonly path: string };

/** Groups of classes, e.g. `0-3` or `0-1,4-7`; empty for none. */
const CLASS_GROUPS = /^(\d-\d(,\d-\d)*)?$/;
const NO_GROUPS = 'none';

/** What the knob accepts, as the end of a sentence: "a whole number from 1 to 9, or the word auto". */
export function rangeOf(knob: KnobSpec): string {
  switch (knob.kind) {
    case 'choice':
      return `one of ${knob.choices.join(', ')}`;
    case 'flag':
      return 'true or false';
    case 'widths':
      return `a list of ${knob.of} such as ${exampleOf(knob)}, ${knob.fewest} to ${knob.most} of them, each from ${knob.min} to ${knob.max}`;
    case 'class-groups':
      return 'class groups such as 0-3 or 0-1,4-7, or empty';
    case 'number':
      return `${knob.only ? '' : knob.integer ? 'a whole number ' : 'a number '}${limitsOf(knob)}`;
  }
}

/** The same with the unit. */
export const rangeWithUnit = (knob: KnobSpec): string =>
  knob.unit === undefined ? rangeOf(knob) : `${rangeOf(knob)}, in ${knob.unit}`;

/** A list of widths, as settings write it. */
export const exampleOf = (knob: { readonly default: readonly number[] }): string =>
  `[${knob.default.join(',')}]`;

type NumberKnob = KnobSpec & { kind: 'number' };

function limitsOf({ min, max, above, only, orWord }: NumberKnob): string {
  const word = orWord === undefined ? '' : `, or the word ${orWord}`;
  if (only) return `one of ${only.join(', ')}${word}`;
  return `${above ? `above ${min} and at most ${max}` : `from ${min} to ${max}`}${word}`;
}

/** Why the settings cannot hold this value, beginning with "must"; null where they can. */
export function refusalOf(knob: KnobSpec, value: unknown): string | null {
  return accepts(knob, value) ? null : `must be ${missedRangeOf(knob, value)}`;
}

/** The range; a number of the right sort is not told that it must be one. */
function missedRangeOf(knob: KnobSpec, value: unknown): string {
  const isItsSort =
    knob.kind === 'number' &&
    (knob.integer ? Number.isInteger(value) : typeof value === 'number' && Number.isFinite(value));
  return isItsSort ? limitsOf(knob) : rangeOf(knob);
}

function accepts(knob: KnobSpec, value: unknown): boolean {
  switch (knob.kind) {
    case 'choice':
      return typeof value === 'string' && knob.choices.includes(value);
    case 'flag':
      return typeof value === 'boolean' || (knob.orWord !== undefined && value === knob.orWord);
    case 'widths':
      return (
        Array.isArray(value) &&
        value.length >= knob.fewest &&
        value.length <= knob.most &&
        value.every((width) => isWithin(width, knob, true))
      );
    case 'class-groups':
      return typeof value === 'string' && CLASS_GROUPS.test(value);
    case 'number':
      if (value === null) return knob.wordMeans === 'null';
      if (typeof value === 'string') return value === knob.orWord;
      if (!isWithin(value, knob, knob.integer === true)) return false;
      if (knob.above && value === knob.min) return false;
      return knob.only === undefined || knob.only.includes(value as number);
  }
}

function isWithin(
  value: unknown,
  { min, max }: { readonly min: number; readonly max: number },
  integer: boolean,
): boolean {
  return (
    typeof value === 'number' &&
    Number.isFinite(value) &&
    value >= min &&
    value <= max &&
    (!integer || Number.isInteger(value))
  );
}

/** What the settings hold for an accepted value: a word that stands for null or for nothing becomes that. */
export function keptValue(knob: KnobSpec, value: unknown): KnobValue {
  const kept = value as KnobValue;
  if (knob.kind !== 'number' && knob.kind !== 'flag') return kept;
  if (knob.orWord === undefined || value !== knob.orWord) return kept;
  if (knob.kind === 'flag' || knob.wordMeans === 'nothing') return undefined;
  return knob.wordMeans === 'null' ? null : kept;
}

/** The value at a dotted path of nested settings; undefined where there is none. */
export function valueAt(tree: unknown, path: string): unknown {
  let node = tree;
  for (const part of path.split('.')) {
    if (typeof node !== 'object' || node === null) return undefined;
    node = (node as Record<string, unknown>)[part];
  }
  return node;
}

/**
 * The knob's value: that of the first layer which has one, else its default.
 * @param layers nested settings in which `knob.path` may stand; the one that counts most first.
 */
export function knobValue(knob: Knob, ...layers: readonly unknown[]): KnobValue {
  for (const layer of layers) {
    const value = valueAt(layer, knob.path);
    if (value === undefined || isPerModality(knob, value)) continue;
    return keptValue(knob, value);
  }
  return knob.default;
}

const isPerModality = (knob: Knob, value: unknown): boolean =>
  knob.kind === 'number' && knob.perModality === true && typeof value === 'object';

/** The modality whose own number of this knob stands at this path; null where the path is another. */
export function modalityOfPath(knob: Knob, path: string): string | null {
  const isItsOwn =
    knob.kind === 'number' && knob.perModality === true && path.startsWith(`${knob.path}.`);
  return isItsOwn ? path.slice(knob.path.length + 1) : null;
}

/** A value as a form shows it; `readText` reads it back. */
export function textOf(knob: KnobSpec, value: KnobValue): string {
  switch (knob.kind) {
    case 'flag': {
      if (value === undefined && knob.orWord !== undefined) return knob.orWord;
      const [yes, no] = flagWords(knob);
      return value === true ? yes : no;
    }
    case 'widths':
      return Array.isArray(value) ? value.join(', ') : '';
    case 'class-groups':
      return value === '' ? NO_GROUPS : String(value);
    case 'number':
      return value === null || value === undefined ? (knob.orWord ?? '') : String(value);
    case 'choice':
      return String(value);
  }
}

const flagWords = ({ words = ['yes', 'no'] }: { words?: readonly [string, string] }) => words;

/** Everything a form offers to choose from, as `textOf` writes it; null where it is typed. */
export function offeredTexts(knob: KnobSpec): readonly string[] | null {
  switch (knob.kind) {
    case 'choice':
      return knob.choices;
    case 'flag':
      return [...(knob.orWord === undefined ? [] : [knob.orWord]), ...flagWords(knob)];
    case 'class-groups':
      return [NO_GROUPS, ...knob.offered];
    case 'number':
      if (!knob.only) return null;
      return [...(knob.orWord === undefined ? [] : [knob.orWord]), ...knob.only.map(String)];
    case 'widths':
      return null;
  }
}

/** What a person typed or chose: the value to keep, or a sentence that says why not. */
export function readText(
  knob: KnobSpec,
  text: string,
): { readonly value: KnobValue } | { readonly refusal: string } {
  const typed = text.trim();
  const value = valueTyped(knob, typed);
  return accepts(knob, value)
    ? { value: keptValue(knob, value) }
    : { refusal: `${knob.label} is ${show(typed)}; it must be ${rangeOf(knob)}.` };
}

function valueTyped(knob: KnobSpec, typed: string): unknown {
  switch (knob.kind) {
    case 'flag': {
      const [yes, no] = flagWords(knob);
      return typed === yes ? true : typed === no ? false : typed;
    }
    case 'widths': {
      const list = typed.replace(/^\[|\]$/g, '').trim();
      return list === '' ? [] : list.split(/[\s,;]+/).map(Number);
    }
    case 'class-groups':
      return typed === NO_GROUPS ? '' : typed;
    case 'number':
      return typed === '' || typed === knob.orWord ? typed || null : Number(typed);
    case 'choice':
      return typed;
  }
}

/** Groups of classes, as a `class-groups` knob holds them, as lists: `0-1,4-7` gives `[[0,1],[4,5,6,7]]`. */
export function parseClassGroups(text: string): number[][] {
  if (text === '') return [];
  return text.split(',').map((group) => {
    const [first = 0, last = 0] = group.split('-').map(Number);
    const [low, high] = first <= last ? [first, last] : [last, first];
    return Array.from({ length: high - low + 1 }, (_, i) => low + i);
  });
}
