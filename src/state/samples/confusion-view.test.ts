import { expect, test } from 'vitest';
import { type ConfusionView, mistakesText, mostFrequentMistakes } from './confusion-view';

const CLASSES = 1000;

/** A thousand classes, of which these are mistaken. */
function viewOf(cells: Readonly<Record<string, number>>): ConfusionView {
  const counts = new Int32Array(CLASSES * CLASSES);
  for (const [cell, count] of Object.entries(cells)) {
    const [label = 0, answer = 0] = cell.split(' ').map(Number);
    counts[label * CLASSES + answer] = count;
  }
  return { counts, classes: CLASSES, totals: [], right: 0, total: 240 };
}

test('of a thousand classes the most frequent mistakes are told, the right answers are none', () => {
  const view = viewOf({ '5 5': 9, '1 2': 3, '999 0': 4, '7 8': 1 });
  const mistakes = mostFrequentMistakes(view, 2);
  expect(mistakes).toEqual([
    { label: 999, answer: 0, count: 4 },
    { label: 1, answer: 2, count: 3 },
  ]);
  expect(mistakesText(view, mistakes)).toBe(
    'The most frequent mistakes; a table of 1,000 classes would be too large. Each opens its samples.',
  );
});

test.each([
  [{ '1 2': 1 }, /^No mistake is made twice in these 240 samples;/],
  [{ '3 3': 2 }, /^None of these 240 samples is mistaken;/],
])('mistakes that say little are called so: %o', (cells, sentence) => {
  const view = viewOf(cells);
  expect(mistakesText(view, mostFrequentMistakes(view, 24))).toMatch(sentence);
});
