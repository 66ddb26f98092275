/**
 * Whole numbers that were written down again and again, such as the logits of one head after every epoch, as bytes that
 * compress well: each as what it adds to the one before it in time, and the bytes of one weight together. To the bit. Pure.
 */

const KINDS = {
  i8: Int8Array,
  u8: Uint8Array,
  i16: Int16Array,
  u16: Uint16Array,
  i32: Int32Array,
} as const;

type Kind = keyof typeof KINDS;
export type WholeNumbers = Int8Array | Uint8Array | Int16Array | Uint16Array | Int32Array;

/** How what comes is guessed from what was: not at all, as it was, or as it has been changing. */
const GUESSES = ['nothing', 'same', 'line'] as const;
type Guess = (typeof GUESSES)[number];

/** What is needed to read the bytes of a series; stands beside them as JSON. */
export interface SeriesNote {
  readonly kind: Kind;
  readonly guess: Guess;
  /** Whether what follows one number is its neighbour, or the same one later; the latter for arrays of one length only. */
  readonly order: Order;
  /** Of every array, in the order of time. */
  readonly lengths: readonly number[];
}

type Order = 'arrays' | 'places';

/** One array after the other, with what 1 stands for in each, where that changes. */
export interface Series {
  readonly arrays: readonly WholeNumbers[];
  readonly scales: readonly number[];
  readonly order: Order;
}

const kindOf = (array: WholeNumbers): Kind => {
  const found = (Object.keys(KINDS) as Kind[]).find((kind) => array instanceof KINDS[kind]);
  if (!found) throw new TypeError('A series holds whole numbers only.');
  return found;
};

/** The earlier array where it has as many numbers, seen in the later one's units. */
interface Before {
  readonly array: WholeNumbers;
  readonly factor: number;
}

function beforeOf(
  { arrays, scales }: Omit<Series, 'order'>,
  place: number,
  back: number,
): Before | null {
  const [now, array] = [arrays[place], arrays[place - back]];
  if (!now || !array || array.length !== now.length) return null;
  const [to, from] = [scales[place] ?? 1, scales[place - back] ?? 1];
  return { array, factor: to === from || to === 0 ? 1 : from / to };
}

const FURTHEST = 2 ** 31;

/** As a whole number from which exact differences can be taken, whatever the scales of a file say. */
function whole(value: number): number {
  const rounded = Math.round(value);
  if (rounded > FURTHEST) return FURTHEST;
  return rounded < -FURTHEST ? -FURTHEST : rounded || 0;
}

/** What an array would be if nothing, or nothing but the old change, had happened. */
function guessed(
  series: Omit<Series, 'order'>,
  place: number,
  guess: Guess,
): (i: number) => number {
  const last = guess === 'nothing' ? null : beforeOf(series, place, 1);
  if (!last) return () => 0;
  const at = (before: Before, i: number) => whole((before.array[i] ?? 0) * before.factor);
  const earlier = guess === 'line' ? beforeOf(series, place, 2) : null;
  return earlier ? (i) => 2 * at(last, i) - at(earlier, i) : (i) => at(last, i);
}

/** Small differences either way become small numbers: 0, -1, 1, -2 are 0, 1, 2, 3. */
const folded = (value: number, bits: number): number => {
  const shift = 32 - bits;
  const wrapped = (value << shift) >> shift;
  return ((wrapped << 1) ^ (wrapped >> 31)) >>> 0;
};
const unfolded = (value: number): number => (value >>> 1) ^ -(value & 1);

/** One of so many arrays is enough to see which guess is good. */
const EVERY = 4;

/** About how many bits differences so large take. */
function weightOf(series: Series, bits: number, guess: Guess): number {
  let weight = 0;
  series.arrays.forEach((array, place) => {
    if (place % EVERY !== EVERY - 1) return;
    const expected = guessed(series, place, guess);
    for (let i = 0; i < array.length; i += 1) {
      weight += 32 - Math.clz32(folded((array[i] ?? 0) - expected(i), bits));
    }
  });
  return weight;
}

/** Where the number of an array stands among all. */
function orderOf(
  lengths: readonly number[],
  wanted: Order,
): { order: Order; at: (place: number, i: number) => number } {
  const [first = 0] = lengths;
  const count = lengths.length;
  if (wanted === 'places' && lengths.every((length) => length === first)) {
    return { order: 'places', at: (place, i) => i * count + place };
  }
  const starts: number[] = [];
  let start = 0;
  for (const length of lengths) {
    starts.push(start);
    start += length;
  }
  return { order: 'arrays', at: (place, i) => (starts[place] ?? 0) + i };
}

/** The bytes of a series, and what says how to read them. */
export function packSeries(series: Series): { note: SeriesNote; bytes: Uint8Array<ArrayBuffer> } {
  const { arrays } = series;
  const [first] = arrays;
  if (!first) throw new RangeError('A series holds at least one array.');
  const width = first.BYTES_PER_ELEMENT;
  const bits = 8 * width;
  const weights = GUESSES.map((guess) => weightOf(series, bits, guess));
  const guess = GUESSES[weights.indexOf(Math.min(...weights))] ?? 'nothing';
  const lengths = arrays.map(({ length }) => length);
  const count = lengths.reduce((sum, length) => sum + length, 0);
  const { order, at } = orderOf(lengths, series.order);
  const bytes = new Uint8Array(count * width);
  arrays.forEach((array, place) => {
    const expected = guessed(series, place, guess);
    for (let i = 0; i < array.length; i += 1) {
      const value = folded((array[i] ?? 0) - expected(i), bits);
      const to = at(place, i);
      for (let byte = 0; byte < width; byte += 1) bytes[byte * count + to] = value >>> (8 * byte);
    }
  });
  return { note: { kind: kindOf(first), guess, order, lengths }, bytes };
}

/** How many bytes such a series takes. */
export const bytesOf = ({ kind, lengths }: SeriesNote): number =>
  lengths.reduce((sum, length) => sum + length, 0) * KINDS[kind].BYTES_PER_ELEMENT;

/**
 * The arrays again.
 * @param scales as they were when it was packed.
 */
export function unpackSeries(
  { kind, guess, order, lengths }: SeriesNote,
  bytes: Uint8Array,
  scales: readonly number[],
): readonly WholeNumbers[] {
  const width = KINDS[kind].BYTES_PER_ELEMENT;
  const count = lengths.reduce((sum, length) => sum + length, 0);
  const arrays: WholeNumbers[] = [];
  const { at } = orderOf(lengths, order);
  lengths.forEach((length, place) => {
    const array = new KINDS[kind](length);
    arrays.push(array);
    const expected = guessed({ arrays, scales }, place, guess);
    for (let i = 0; i < length; i += 1) {
      const from = at(place, i);
      let value = 0;
      for (let byte = 0; byte < width; byte += 1) {
        value |= (bytes[byte * count + from] ?? 0) << (8 * byte);
      }
      array[i] = expected(i) + unfolded(value >>> 0);
    }
  });
  return arrays;
}
