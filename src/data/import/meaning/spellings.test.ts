import { expect, it } from 'vitest';
import { underOneSpelling } from './spellings';

it('takes capitals, blanks and forms of accents for one class, by its commonest spelling, and says so', () => {
  const { labels, choices } = underOneSpelling(['Cat', 'cat', 'cat ', 'cat', 'Dog', 'Dog']);
  expect(labels).toEqual(['cat', 'cat', 'cat', 'cat', 'Dog', 'Dog']);
  expect(choices).toEqual([
    '"Cat", "cat", "cat" are written differently and were taken together as one class, "cat".',
  ]);
  const accents = underOneSpelling(['Gro\u0308ße', 'Größe']);
  expect(new Set(accents.labels)).toEqual(new Set(['Größe']));
  // nobody can see that difference, so nothing is said of it
  expect(accents.choices).toEqual([]);
});

it('leaves single letters apart, by whose case handwriting is sorted', () => {
  expect(underOneSpelling(['a', 'A', 'b', 'B'])).toEqual({
    labels: ['a', 'A', 'b', 'B'],
    choices: [],
  });
});
