import fc from 'fast-check';
import { expect, test } from 'vitest';
import { CHECK_SYMBOLS, checkOf, isUnbroken, MOST_SYMBOLS } from './check-symbols';

const symbol = fc.integer({ min: 0, max: 31 });
const texts = fc.array(symbol, { maxLength: MOST_SYMBOLS - CHECK_SYMBOLS });
const whole = (text: readonly number[]) => [...text, ...checkOf(text)];

test('the symbols are those of Bech32m', () => {
  // A1LQFN3A of BIP 350: the human part "a" as it is expanded there, then the six symbols "lqfn3a"
  expect(isUnbroken([3, 0, 1, 31, 0, 9, 19, 17, 29])).toBe(true);
  expect(checkOf([3, 0, 1])).toEqual([31, 0, 9, 19, 17, 29]);
});

test('a text with its symbols is unbroken', () => {
  fc.assert(
    fc.property(texts, (text) => {
      expect(isUnbroken(whole(text))).toBe(true);
    }),
  );
});

test('up to four wrong symbols are always found', () => {
  const harm = fc.array(fc.record({ at: fc.nat(), by: fc.integer({ min: 1, max: 31 }) }), {
    minLength: 1,
    maxLength: 4,
  });
  fc.assert(
    fc.property(texts, harm, (text, wrong) => {
      const given = whole(text);
      const places = new Map(wrong.map(({ at, by }) => [at % given.length, by]));
      const broken = given.map((each, place) => each ^ (places.get(place) ?? 0));
      expect(isUnbroken(broken)).toBe(false);
    }),
    { numRuns: 2000 },
  );
});

test('a longer text than it can vouch for is not taken', () => {
  const text = Array<number>(MOST_SYMBOLS).fill(3);
  expect(isUnbroken(whole(text))).toBe(false);
});
