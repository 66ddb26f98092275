// @vitest-environment jsdom
/** The answers to the assignments lie folded until a teacher asks for one. */
import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import { TASK_ANSWERS } from '../../lessons/tasks/for-teachers';
import { TASKS } from '../../lessons/tasks/tasks';
import { TaskAnswers } from './TaskAnswers';

afterEach(cleanup);

it('there is one for every assignment, hidden until it is asked for', () => {
  render(<TaskAnswers />);
  for (const { id, title = id } of TASKS) {
    const found = TASK_ANSWERS.find(({ task }) => task === id);
    const folded = screen.getByText(title).closest('details');
    expect(folded?.open).toBe(false);
    expect(folded?.textContent).toContain(found?.answer);
  }
});
