/**
 * A list of records as columns: what fifty epochs say of one number stands together, as differences of whole numbers, and
 * what they all say stands once. Packed text compresses to a fraction of the same list as JSON. Pure.
 */
import { LAST_LETTER, lettersOf, numbersOf } from './letters';

/** Anything that JSON can hold. */
export type Json =
  | null
  | boolean
  | number
  | string
  | readonly Json[]
  | { readonly [key: string]: Json };

type Tree = { readonly [key: string]: Json };

/** All values of one place; exactly one of the kinds. */
export type Column =
  /** All are this. */
  | { readonly same: Json }
  /** The first, then what each adds to the one before, in units of 10^-decimals. */
  | { readonly steps: readonly number[]; readonly decimals: number }
  /** The same where no number adds much to the one before: one letter each. */
  | { readonly from: number; readonly by: string; readonly decimals: number }
  /** Base64 of one length: the first, then which of its digits' bits differ from the one before. */
  | { readonly bits: readonly string[] }
  /** Records: a column for each key, and for a key that not all have which ones do, a 1 or 0 each. */
  | {
      readonly of: Readonly<Record<string, Column>>;
      readonly has?: Readonly<Record<string, string>>;
    }
  /** Lists of one length: a column for each place. */
  | { readonly each: readonly Column[] }
  /** Lists: each as a column of its own, and how long it is. */
  | { readonly lists: readonly Column[]; readonly lengths: readonly number[] }
  /** Some are null: a 1 for each that is not, and the column of those. */
  | { readonly some: string; readonly rest: Column }
  | { readonly values: readonly Json[] };

/** Numbers keep so many digits, counted from the largest of their column. */
const DIGITS = 5;
/** The letter of a number that is the one before it. */
const NO_STEP = LAST_LETTER / 2;

const isTree = (value: Json): value is Tree =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isList = (value: Json): value is readonly Json[] => Array.isArray(value);
const isNumber = (value: Json): value is number => typeof value === 'number';

/** As many decimals as every number has, and no more than the digits allow. */
function decimalsOf(values: readonly number[]): number {
  const largest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  if (largest === 0) return 0;
  const most = Math.max(0, DIGITS - 1 - Math.floor(Math.log10(largest)));
  for (let decimals = 0; decimals < most; decimals += 1) {
    if (values.every((value) => Number(value.toFixed(decimals)) === value)) return decimals;
  }
  return Math.min(most, 20);
}

function stepsOf(values: readonly number[]): Column {
  const decimals = decimalsOf(values);
  const whole = values.map((value) => Math.round(value * 10 ** decimals));
  const steps = whole.map((value, i) => value - (whole[i - 1] ?? 0));
  const [from = 0, ...rest] = steps;
  if (rest.some((step) => Math.abs(step) > NO_STEP)) return { steps, decimals };
  return { from, by: lettersOf(rest.map((step) => step + NO_STEP)), decimals };
}

/** Digits of base64, padding left as it is. */
const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
/** Shorter texts are words. */
const SHORTEST_BITS = 32;

function isBits(values: readonly Json[]): values is readonly string[] {
  const [first] = values;
  if (typeof first !== 'string' || first.length < SHORTEST_BITS) return false;
  return values.every(
    (value) =>
      typeof value === 'string' &&
      value.length === first.length &&
      /^[A-Za-z0-9+/]*=*$/.test(value) &&
      value.indexOf('=') === first.indexOf('='),
  );
}

/** Bits in which two texts differ; done twice it gives the first again. */
const differing = (text: string, other: string): string =>
  Array.from(text, (digit, i) => {
    const [a, b] = [BASE64.indexOf(digit), BASE64.indexOf(other[i] ?? '')];
    return a < 0 || b < 0 ? digit : BASE64[a ^ b];
  }).join('');

function recordsOf(values: readonly Tree[]): Column {
  const keys = [...new Set(values.flatMap((value) => Object.keys(value)))];
  const of: Record<string, Column> = {};
  const has: Record<string, string> = {};
  for (const key of keys) {
    const holders = values.filter((value) => Object.hasOwn(value, key));
    of[key] = packColumn(holders.map((value) => value[key] as Json));
    if (holders.length < values.length) {
      has[key] = values.map((value) => (Object.hasOwn(value, key) ? '1' : '0')).join('');
    }
  }
  return Object.keys(has).length > 0 ? { of, has } : { of };
}

function listsOf(values: readonly (readonly Json[])[]): Column {
  const [first = []] = values;
  const isShort = first.length <= values.length;
  if (isShort && values.every(({ length }) => length === first.length)) {
    return { each: first.map((_, i) => packColumn(values.map((value) => value[i] as Json))) };
  }
  return { lists: values.map(packColumn), lengths: values.map(({ length }) => length) };
}

/** @param values of one place, in order. Numbers are rounded to `DIGITS` digits of the largest. */
export function packColumn(values: readonly Json[]): Column {
  const [first = null] = values;
  const text = JSON.stringify(first);
  if (values.every((value) => JSON.stringify(value) === text)) return { same: first };
  if (values.includes(null)) {
    const rest = values.filter((value) => value !== null);
    return {
      some: values.map((value) => (value === null ? '0' : '1')).join(''),
      rest: packColumn(rest),
    };
  }
  if (values.every(isNumber)) return stepsOf(values);
  if (isBits(values)) {
    return { bits: values.map((text, i) => differing(text, values[i - 1] ?? '')) };
  }
  if (values.every(isTree)) return recordsOf(values);
  if (values.every(isList)) return listsOf(values);
  return { values };
}

function summed(steps: readonly number[], decimals: number): readonly number[] {
  let whole = 0;
  return steps.map((step) => {
    whole += step;
    return whole / 10 ** decimals;
  });
}

/** The values of a column. @param count how many there are. */
export function unpackColumn(column: Column, count: number): readonly Json[] {
  if ('same' in column) return new Array<Json>(count).fill(column.same);
  if ('values' in column) return column.values;
  if ('steps' in column) return summed(column.steps, column.decimals);
  if ('by' in column) {
    const steps = numbersOf(column.by).map((letter) => letter - NO_STEP);
    return summed([column.from, ...steps], column.decimals);
  }
  if ('bits' in column) {
    let before = '';
    return column.bits.map((text) => {
      before = differing(text, before);
      return before;
    });
  }
  if ('some' in column) {
    const rest = unpackColumn(column.rest, ones(column.some)).values();
    return [...column.some].map((mark) => (mark === '1' ? (rest.next().value ?? null) : null));
  }
  if ('lists' in column) {
    return column.lists.map((list, i) => unpackColumn(list, column.lengths[i] ?? 0));
  }
  if ('each' in column) {
    const places = column.each.map((place) => unpackColumn(place, count));
    return Array.from({ length: count }, (_, i) => places.map((place) => place[i] ?? null));
  }
  return recordsFrom(column, count);
}

const ones = (marks: string): number => [...marks].filter((mark) => mark === '1').length;

function recordsFrom({ of, has = {} }: Extract<Column, { of: unknown }>, count: number): Json[] {
  const records = Array.from({ length: count }, (): Record<string, Json> => ({}));
  for (const [key, column] of Object.entries(of)) {
    const marks = has[key] ?? '1'.repeat(count);
    const values = unpackColumn(column, ones(marks)).values();
    records.forEach((record, i) => {
      if (marks[i] === '1') record[key] = values.next().value ?? null;
    });
  }
  return records;
}
