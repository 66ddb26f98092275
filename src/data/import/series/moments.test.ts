/** Moments as people and programs write them. */
import { expect, it } from 'vitest';
import { momentsIn } from './moments';

const seconds = (cells: readonly string[]) => {
  const found = momentsIn(cells);
  return found && [...found.times].map((time) => (time - (found.times[0] ?? 0)) / 1000);
};

it.each<[string, readonly string[], readonly number[]]>([
  ['ISO', ['2024-03-05T12:00:01.250Z', '2024-03-05T12:00:02Z'], [0, 0.75]],
  ['a blank between', ['2024-03-05 12:00:01.250', '2024-03-05 12:01:01.250'], [0, 60]],
  ['another zone', ['2024-03-05 12:00:00+01:00', '2024-03-05 12:00:00+00:00'], [0, 3600]],
  ['the day first', ['05.03.2024 12:00:01,25', '05.03.2024 12:00:01,50'], [0, 0.25]],
  ['slashes and halves of days', ['3/5/2024 11:59:59 AM', '3/5/2024 12:00:01 PM'], [0, 2]],
  ['a month by its name', ['05-Mar-2024 00:00:00', '06-Mar-2024 00:00:00'], [0, 86_400]],
  ['times of day', ['12:00:01.250', '12:00:01.270'], [0, 0.02]],
  ['times over midnight', ['23:59:59', '00:00:01'], [0, 2]],
  ['days of pandas', ['0 days 00:00:00', '0 days 00:00:00.020000'], [0, 0.02]],
  ['what spreadsheets make of clocks', ['00:01.5', '01:00.0'], [0, 58.5]],
])('%s', (_, cells, wanted) => {
  expect(seconds(cells)?.map((each) => Math.round(each * 1000) / 1000)).toEqual(wanted);
});

it('tells day from month by all cells: by one over 12, by points, else by the shorter time', () => {
  const first = (cells: readonly string[]) => momentsIn(cells)?.first;
  expect(first(['05/03/2024', '25/03/2024'])).toBe('day');
  expect(first(['05/03/2024', '05/25/2024'])).toBe('month');
  expect(first(['05.03.2024', '06.03.2024'])).toBe('day');
  expect(first(['05/03/2024', '05/04/2024', '05/05/2024'])).toBe('month');
  expect(first(['2024-05-03'])).toBeNull();
});

it('sees none in words, ratios and versions', () => {
  for (const cells of [['walk', 'run'], ['12:3', '4:5'], ['1.2.3', '1.2.4'], ['10-20-30-40']]) {
    expect(momentsIn(cells)).toBeNull();
  }
});
