/**
 * How a result code holds one number or one choice: so many symbols, all ones for "none". Shares and points are held in
 * steps that every share of 1,000 test samples meets exactly, as it does for any number of samples that divides 15,000;
 * all else as a 32-bit float of which the last seven bits are rounded off (five digits are right). Pure.
 */
import type { NumberUnit } from '../numbers';
import { numberToSymbols, symbolsToNumber } from './symbols';

/** One thing that a code holds. */
export interface Field<T> {
  /** In symbols. */
  readonly width: number;
  /** @throws RangeError for what it cannot hold. */
  readonly write: (value: T | null) => readonly number[];
  /** Null for none. @throws RangeError for what `write` never writes. */
  readonly read: (symbols: readonly number[]) => T | null;
}

/** A field of whole numbers below its last, which stands for none. */
function field<T>(
  width: number,
  toWhole: (value: T) => number,
  fromWhole: (whole: number) => T,
): Field<T> {
  const none = 2 ** (5 * width) - 1;
  return {
    width,
    write: (value) => {
      const whole = value === null ? none : toWhole(value);
      if (value !== null && whole >= none) throw unfit(value);
      return numberToSymbols(whole, width);
    },
    read: (symbols) => {
      const whole = symbolsToNumber(symbols);
      return whole === none ? null : fromWhole(whole);
    },
  };
}

const unfit = (value: unknown) =>
  new RangeError(`A result code cannot hold ${String(value)} here.`);

/** From `min` to `max` in steps of 1/`perUnit`. */
function steps(min: number, max: number, perUnit: number): Field<number> {
  const most = Math.round((max - min) * perUnit);
  return field(
    3,
    (value) => {
      if (!(value >= min && value <= max)) throw unfit(value);
      return Math.round((value - min) * perUnit);
    },
    (whole) => {
      if (whole > most) throw unfit(whole);
      // whole numbers are divided once, so that 307 of 1,000 comes back as the same float
      return (whole + min * perUnit) / perUnit;
    },
  );
}

const SHARE = steps(0, 1, 30_000);
const POINTS = steps(-100, 100, 150);

const ROUNDED_OFF = 7;

/** Any finite number. */
const FLOAT: Field<number> = field(
  5,
  (value) => {
    const view = new DataView(new ArrayBuffer(4));
    view.setFloat32(0, value);
    const kept = Math.round(view.getUint32(0) / 2 ** ROUNDED_OFF);
    if (!Number.isFinite(fromFloatBits(kept))) throw unfit(value);
    return kept;
  },
  (whole) => {
    const value = fromFloatBits(whole);
    if (!Number.isFinite(value)) throw unfit(value);
    return value;
  },
);

function fromFloatBits(kept: number): number {
  const view = new DataView(new ArrayBuffer(4));
  view.setUint32(0, kept * 2 ** ROUNDED_OFF);
  return view.getFloat32(0);
}

const FIELDS: Readonly<Record<NumberUnit, Field<number>>> = {
  share: SHARE,
  points: POINTS,
  ratio: FLOAT,
  plain: FLOAT,
};

/** The field of a number of this unit. */
export const numberField = (unit: NumberUnit): Field<number> => FIELDS[unit];

/** One of a few words, by its place among them. */
export function choiceField(words: readonly string[]): Field<string> {
  return field(
    1,
    (word) => {
      const place = words.indexOf(word);
      if (place === -1) throw unfit(word);
      return place;
    },
    (place) => {
      const word = words[place];
      if (word === undefined) throw unfit(place);
      return word;
    },
  );
}
