// @vitest-environment jsdom
import { cleanup, render, screen, within } from '@testing-library/react';
import { afterEach, expect, test } from 'vitest';
import { ClassBars } from './ClassBars';

afterEach(cleanup);

/** The rows of the list of so many classes, of which every second has one sample more. */
function rowsOf(classes: number): readonly (string | null)[] {
  const names = Array.from({ length: classes }, (_, c) => `kind ${c}`);
  render(<ClassBars names={names} counts={names.map((_, c) => 14 + (c % 2))} />);
  const list = screen.getByRole('list', { name: 'Samples per class' });
  return within(list)
    .getAllByRole('listitem')
    .map(({ textContent }) => textContent);
}

test('every class has its row', () => {
  expect(rowsOf(3)).toEqual(['kind 014', 'kind 115', 'kind 214']);
});

test('of a thousand classes the first are listed, and the others told in a sentence', () => {
  const rows = rowsOf(1000);
  expect(rows).toHaveLength(201);
  expect(rows.at(-1)).toBe('and 800 more, of 14 to 15 samples each');
});
