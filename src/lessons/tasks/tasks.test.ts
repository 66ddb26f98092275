/** The six assignments and their answers for teachers fit together. */
import { expect, it } from 'vitest';
import { settingsFrom } from '../../data/starting-settings';
import { TASK_ANSWERS } from './for-teachers';
import { TASKS } from './tasks';

it('there are six, each with a title, three seeds and an answer for teachers', () => {
  expect(TASKS).toHaveLength(6);
  expect(new Set(TASKS.map(({ id }) => id)).size).toBe(6);
  for (const { title, seeds } of TASKS) {
    expect(title).toBeTruthy();
    expect(seeds).toHaveLength(3);
  }
  expect(TASK_ANSWERS.map(({ task }) => task)).toEqual(TASKS.map(({ id }) => id));
});

it('each starts from settings that can be trained, on the first of its seeds', () => {
  for (const { base, seeds } of TASKS) expect(settingsFrom(base).seed).toBe(seeds?.[0]);
});
