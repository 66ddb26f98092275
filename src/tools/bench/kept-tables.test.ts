/** What is committed is what the bench writes from the numbers that are committed beside it. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { cardText, noCardText } from './hardware/card-report';
import { markdownOf } from './report';

const file = (name: string) => join(import.meta.dirname, '../../../.github', name);
const text = (name: string) => readFileSync(file(name), 'utf8');

it('the table of steps and races', () => {
  expect(markdownOf(JSON.parse(text('bench.json')))).toBe(text('bench.md'));
});

it('the table of a card, or that none was measured', () => {
  const isMeasured = existsSync(file('bench-card.json'));
  expect(isMeasured ? cardText(JSON.parse(text('bench-card.json'))) : noCardText()).toBe(
    text('bench-card.md'),
  );
});
