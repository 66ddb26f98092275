/**
 * Knobs in a tree that has the shape of the settings it describes. The schema that checks those settings, their types
 * and the flat list that forms, help and docs are drawn from are all made of it, so that a path, its default, its
 * range and its words stand once.
 */
import * as v from 'valibot';
import { exampleOf, type Knob, type KnobSpec, type KnobValue, keptValue, refusalOf } from './knobs';

/** A knob that holds a V in the settings. The type is all that `holds` is there for. */
export type Setting<V extends KnobValue> = KnobSpec & { readonly holds?: (value: V) => V };

/** Knobs nested as the settings are. */
export type KnobTree = { readonly [key: string]: KnobSpec | KnobTree };

type OfKind<K extends KnobSpec['kind']> = Omit<
  Extract<KnobSpec, { kind: K }>,
  'kind' | 'default' | 'wordMeans'
>;
type Standard<V> = { readonly default: V };

export const number = (knob: OfKind<'number'> & Standard<number>): Setting<number> => ({
  kind: 'number',
  ...knob,
});

export const whole = (
  knob: Omit<OfKind<'number'>, 'integer'> & Standard<number>,
): Setting<number> => ({ kind: 'number', integer: true, ...knob });

/** A share of a whole, from 0 to 1. */
export const share = (
  knob: Omit<OfKind<'number'>, 'min' | 'max'> & Standard<number>,
): Setting<number> => ({ kind: 'number', min: 0, max: 1, ...knob });

/** A share, or a word for "no share of its own", for which the settings hold null. */
export const shareOrNull = (
  knob: Omit<OfKind<'number'>, 'min' | 'max'> & { readonly orWord: string },
): Setting<number | null> => ({
  kind: 'number',
  min: 0,
  max: 1,
  wordMeans: 'null',
  default: null,
  ...knob,
});

export const choice = <const C extends readonly string[]>(
  knob: OfKind<'choice'> & { readonly choices: C; readonly default: NoInfer<C[number]> },
): Setting<C[number]> => ({ kind: 'choice', ...knob });

export const flag = (knob: OfKind<'flag'> & Standard<boolean>): Setting<boolean> => ({
  kind: 'flag',
  ...knob,
});

export const widths = (
  knob: OfKind<'widths'> & Standard<readonly number[]>,
): Setting<number[]> => ({ kind: 'widths', ...knob });

export const classGroups = (knob: OfKind<'class-groups'> & Standard<string>): Setting<string> => ({
  kind: 'class-groups',
  ...knob,
});

/** The same knob where settings leave it out unless somebody set it. */
export const optional = <V extends KnobValue>(knob: Setting<V>): Setting<V | undefined> =>
  ({ ...knob, optional: true }) as Setting<V | undefined>;

/** A whole number that follows another setting where nobody set it; the form's word for that is `orWord`. */
export const followingWhole = (
  knob: Omit<OfKind<'number'>, 'integer' | 'optional' | 'orWord'> & { readonly orWord: string },
): Setting<number | undefined> => ({
  kind: 'number',
  integer: true,
  ...knob,
  optional: true,
  wordMeans: 'nothing',
  default: undefined,
});

/** A form's word where nobody set a knob and the lab chooses by the data. */
const BY_ITSELF = 'fitting';

/** A number that the lab chooses by the data where nobody set it. */
export const fittedNumber = (
  knob: Omit<OfKind<'number'>, 'orWord' | 'optional'>,
): Setting<number | undefined> => ({
  kind: 'number',
  ...knob,
  optional: true,
  orWord: BY_ITSELF,
  wordMeans: 'nothing',
  default: undefined,
});

/** A yes or no that the lab chooses by the data where nobody set it. */
export const fittedFlag = (
  knob: Omit<OfKind<'flag'>, 'orWord' | 'optional'>,
): Setting<boolean | undefined> => ({
  kind: 'flag',
  ...knob,
  optional: true,
  orWord: BY_ITSELF,
  default: undefined,
});

/** The value, or where nobody set it the knob's default. */
export const filled = <V extends KnobValue>(knob: Setting<V>, value: V): Exclude<V, undefined> =>
  (value === undefined ? knob.default : value) as Exclude<V, undefined>;

type Held<T> = T extends { readonly holds?: (value: infer V) => unknown } ? V : never;
/** Keys that settings leave out where nobody set them. */
type LeftOut<T> = {
  [K in keyof T]: undefined extends Held<T[K]> ? K : never;
}[keyof T];
type ValueIn<N> = N extends KnobSpec ? Exclude<Held<N>, undefined> : Values<N>;

/** What complete settings of this shape hold. */
export type Values<T> = {
  [K in Exclude<keyof T, LeftOut<T>>]: ValueIn<T[K]>;
} & { [K in LeftOut<T>]?: ValueIn<T[K]> | undefined };

/** Any part of them, as a person or a preset writes it. */
type Part<T> = { [K in keyof T]?: PartIn<T[K]> | undefined };
type PartIn<N> = N extends KnobSpec ? Exclude<Held<N>, undefined> : Part<N>;

/** An entry that is always there once the settings are complete. */
type Filled<I, O> = v.OptionalSchema<v.GenericSchema<I, O>, v.InferInput<v.GenericSchema<I, O>>>;
type Open<I, O> = v.OptionalSchema<v.GenericSchema<I, O>, undefined>;

/** Entries of an object schema, one for every knob and every branch. */
type Entries<T> = {
  [K in keyof T]: K extends LeftOut<T>
    ? Open<PartIn<T[K]>, ValueIn<T[K]>>
    : Filled<PartIn<T[K]>, ValueIn<T[K]>>;
};

function isKnob(node: KnobSpec | KnobTree): node is KnobSpec {
  return typeof node['kind'] === 'string';
}

/** Checks one value; refused in the words of the knob. */
function knobSchema(knob: KnobSpec): v.GenericSchema {
  if (knob.kind === 'widths') {
    const { of, min, max, fewest, most } = knob;
    // one by one, so that a refusal names the place in the list
    const width = whole({ label: '', explanation: '', min, max, default: min });
    const list = v.array(valueSchema(width), `must be a list of ${of} such as ${exampleOf(knob)}`);
    return v.pipe(
      list,
      v.minLength(fewest, 'must name at least one layer'),
      v.maxLength(most, `must name at most ${most} layers`),
    );
  }
  return valueSchema(knob);
}

function valueSchema(knob: KnobSpec): v.GenericSchema {
  return v.pipe(
    v.custom<KnobValue>(
      (value) => refusalOf(knob, value) === null,
      ({ input }) => refusalOf(knob, input) ?? '',
    ),
    v.transform((value) => keptValue(knob, value)),
  );
}

function schemasOf(tree: KnobTree): Record<string, v.GenericSchema> {
  return Object.fromEntries(
    Object.entries(tree).map(([key, node]) => {
      if (!isKnob(node)) return [key, v.optional(v.strictObject(schemasOf(node)), {})];
      const schema = knobSchema(node);
      return [key, v.optional(schema, node.optional ? undefined : node.default)];
    }),
  );
}

/** The entries of a schema for settings of this shape; what is absent becomes the knob's default. */
export const entriesOf = <const T extends KnobTree>(tree: T): Entries<T> =>
  schemasOf(tree) as unknown as Entries<T>;

/** The knobs of a tree with their whole paths, in order. */
export function knobsOf(tree: KnobTree, path = ''): readonly Knob[] {
  return Object.entries(tree).flatMap(([key, node]) => {
    const own = path === '' ? key : `${path}.${key}`;
    return isKnob(node) ? [{ ...node, path: own }] : knobsOf(node, own);
  });
}
