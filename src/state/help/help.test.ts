/** The glossary and the tour as data. */
import { expect, test } from 'vitest';
import { catalogue } from '../../method/catalogue';
import { measureCatalogue } from '../../method/measures/measure-catalogue';
import { TERMS } from '../charts/terms';
import { glossary, lookUp } from './glossary';
import { ABOUT, TOUR } from './tour';
import { WORDS } from './words';

const entries = glossary(measureCatalogue, catalogue);
const terms = entries.map(({ term }) => term);

test('every word, chart term, method, loss and measure stands in the glossary once, by the alphabet', () => {
  for (const { term } of [...WORDS, ...Object.values(TERMS)]) expect(terms).toContain(term);
  for (const { label } of measureCatalogue) {
    expect(terms.map((term) => term.toLowerCase())).toContain(label.toLowerCase());
  }
  for (const { label } of catalogue) expect(terms).toContain(label);
  expect(terms).toContain('DUC');
  expect(new Set(terms).size).toBe(terms.length);
  expect([...terms].sort((a, b) => a.localeCompare(b, 'en'))).toEqual(terms);
});

test('every word is said in one sentence of at most 30 words', () => {
  for (const { term, says } of WORDS) {
    expect(says.match(/\.(\s|$)/g), term).toHaveLength(1);
    expect(says.split(' ').length, term).toBeLessThanOrEqual(30);
  }
});

test('looking up finds what is called so before what only speaks of it', () => {
  const found = lookUp(entries, ' private  HEAD').map(({ term }) => term);
  expect(found[0]).toBe('Private head');
  expect(lookUp(entries, 'gradient').map(({ term }) => term)).toContain('Detached');
  expect(lookUp(entries, 'xyzzy')).toEqual([]);
  expect(lookUp(entries, '  ')).toHaveLength(entries.length);
});

test('the page is told in five sentences, the tour in ten stops at ten parts', () => {
  expect(ABOUT).toHaveLength(5);
  for (const says of ABOUT) expect(says).toMatch(/^[A-Z].*\.$/);
  expect(TOUR).toHaveLength(10);
  expect(new Set(TOUR.map(({ part }) => part)).size).toBe(10);
});
