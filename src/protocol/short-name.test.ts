import fc from 'fast-check';
import * as v from 'valibot';
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

it('is none that every object has: settings and run files would lose it', () => {
  const record = v.record(v.string(), v.number());
  for (const words of ['Constructor', 'prototype']) {
    expect(v.parse(record, { [words.toLowerCase()]: 1 })).toEqual({});
    const name = shortName(words);
    expect(v.parse(record, { [name]: 1 })).toEqual({ [name]: 1 });
    expect(name).toMatch(SHORT_NAME);
    expect(words.toLowerCase()).not.toMatch(SHORT_NAME);
  }
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
