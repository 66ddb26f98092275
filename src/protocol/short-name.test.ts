import fc from 'fast-check';
import { expect, it } from 'vitest';
import { freeShortName, SHORT_NAME, shortName } from './short-name';

it('keeps letters and digits and joins what lies between', () => {
  expect(shortName(' Wing & tail ')).toBe('wing-tail');
  expect(shortName('bill_length')).toBe('bill-length');
  expect(shortName('Größe')).toBe('gro-e');
  expect(shortName('!')).toBe('');
});

it('that is taken gets a number, and nothing but signs gets the other name', () => {
  expect(freeShortName('Bill', ['bill', 'bill-2'], 'modality')).toBe('bill-3');
  expect(freeShortName('!', [], 'modality')).toBe('modality');
});

it('is one that settings take, whatever the words', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 80 }), (words) => {
      const first = freeShortName(words, [], 'modality');
      expect(first).toMatch(SHORT_NAME);
      expect(freeShortName(words, [first], 'modality')).toMatch(SHORT_NAME);
      expect(shortName(first)).toBe(first);
    }),
  );
});
