/** The shelf as a table: what is found, in which order, and which columns there are. */
import { expect, test } from 'vitest';
import { wholeRun } from '../../testing/stored-runs';
import { cardOf, type RunCard } from './run-card';
import {
  FIRST_VIEW,
  isShown,
  readTableView,
  sortedBy,
  type TableColumn,
  tableColumns,
  tableRows,
  withColumn,
  writeTableView,
} from './runs-table';

const card = (...given: Parameters<typeof wholeRun>): RunCard =>
  cardOf(wholeRun(...given).stored, false);

const CARDS: readonly RunCard[] = [
  card('joint', { seed: 2, fusion: 0.5 }),
  {
    ...card('joint', { seed: 10, fusion: 0.9, settings: { epochs: 7 } }),
    about: { name: 'Long one', note: 'for the talk', tags: ['talk', 'long'] },
  },
  card('di-mml', { seed: 1, fusion: 0.7 }),
];
const COLUMNS = tableColumns(CARDS);
const column = (id: string) => COLUMNS.find((each) => each.id === id) as TableColumn;
const seeds = (view: typeof FIRST_VIEW) =>
  tableRows(CARDS, COLUMNS, view).map(({ settings }) => settings.seed);

test('sorts numbers by their size and words by the alphabet, and turns round at the second press', () => {
  const byFusion = sortedBy(FIRST_VIEW, column('fusion'));
  expect(seeds(byFusion)).toEqual([10, 1, 2]);
  expect(seeds(sortedBy(byFusion, column('fusion')))).toEqual([2, 1, 10]);
  expect(seeds(sortedBy(FIRST_VIEW, column('seed')))).toEqual([10, 2, 1]);
  expect(seeds(sortedBy(FIRST_VIEW, column('name')))).toEqual([1, 2, 10]);
});

test('what has no value stands last, whichever way the rest is sorted', () => {
  const byTags = sortedBy(FIRST_VIEW, column('tags'));
  expect(seeds(byTags)[0]).toBe(10);
  expect(seeds(sortedBy(byTags, column('tags')))[0]).toBe(10);
});

test('the filter finds every word anywhere in a row, in columns that are not shown too', () => {
  expect(seeds({ ...FIRST_VIEW, filter: 'TALK one' })).toEqual([10]);
  expect(seeds({ ...FIRST_VIEW, filter: 'di-mml' })).toEqual([1]);
  expect(seeds({ ...FIRST_VIEW, filter: 'talk di-mml' })).toEqual([]);
});

test('a setting has a column only where runs differ in it', () => {
  const ids = COLUMNS.map(({ id }) => id);
  expect(ids).toContain('set.epochs');
  expect(ids).not.toContain('set.batchSize');
  expect(CARDS.map(column('set.epochs').text)).toEqual(['40', '7', '40']);
});

test('columns are chosen one by one, those of modalities too, and a kept view comes back', () => {
  expect(isShown(FIRST_VIEW, column('each.sound'))).toBe(true);
  const without = withColumn(FIRST_VIEW, COLUMNS, 'each.sound');
  expect(isShown(without, column('each.sound'))).toBe(false);
  expect(isShown(without, column('each.picture'))).toBe(true);
  expect(isShown(withColumn(without, COLUMNS, 'note'), column('note'))).toBe(true);
  expect(readTableView(writeTableView(without))).toEqual(without);
});

test.each(['', '{}', '[1', '{"isOpen":true,"shown":[1],"sortBy":"x","isDown":true,"filter":""}'])(
  'a view that cannot be read (%s) is the first one',
  (kept) => {
    expect(readTableView(kept)).toEqual(FIRST_VIEW);
  },
);
