import { expect, test } from 'vitest';
import { measureCatalogue } from '../../method/measures/measure-catalogue';
import { TABS } from './tabs';

test('every measure names a tab that there is', () => {
  const ids = TABS.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  for (const { id, tab } of measureCatalogue) expect(ids, id).toContain(tab);
});

test('a tab has something to show: pictures, charts, or measures that name it', () => {
  for (const { id, Pictures, charts } of TABS) {
    const measures = measureCatalogue.filter(({ tab }) => tab === id);
    expect(Boolean(Pictures) || Boolean(charts) || measures.length > 0, id).toBe(true);
  }
});
