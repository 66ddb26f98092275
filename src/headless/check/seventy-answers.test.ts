/**
 * The six assignments that come with the lab against a set of answers: of fifty wrong ones none may pass, of twenty
 * right ones all. On one lab in this thread; the command around it is tested beside the commands.
 */
import { afterAll, describe, expect, it, vi } from 'vitest';
import type { InThreadLab } from '../../client/in-thread-lab';
import { prepareAssignment } from '../../data/assignment-settings';
import { TASKS } from '../../lessons/tasks/tasks';
import { jsonOf, parseAnswer } from '../../protocol/assignment';
import { LabError } from '../../protocol/failure';
import { RIGHT_ANSWERS } from '../../testing/assignments/right-answers';
import { WRONG_ANSWERS } from '../../testing/assignments/wrong-answers';
import { openLab } from '../lab/open-lab';
import { checkAnswer } from './check-answer';

// a race takes about a second; a limit against hanging, on a busy machine too
vi.setConfig({ testTimeout: 240_000, hookTimeout: 60_000 });

let opened: Promise<{ readonly lab: InThreadLab }> | null = null;
const lab = async () => {
  opened ??= openLab({ backend: 'wasm' });
  return (await opened).lab;
};
afterAll(async () => (await lab()).closed());

interface Verdict {
  /** As the command's exit status. */
  readonly exit: 0 | 1 | 2;
  /** All that is said against it. */
  readonly says: string;
}

/** What the command makes of a file. */
async function verdictOn(task: string, file: string): Promise<Verdict> {
  const assignment = TASKS.find(({ id }) => id === task);
  if (!assignment) throw new Error(`There is no assignment ${task}.`);
  try {
    const answer = parseAnswer(jsonOf(file, 'answer.json'), 'answer.json');
    const prepared = prepareAssignment(assignment, 'task.json');
    const checked = await checkAnswer(await lab(), prepared, answer, 'answer.json');
    const against = checked.conditions
      .filter(({ holds }) => !holds)
      .map(({ measure, why = '' }) => `${measure} ${why}`);
    return {
      exit: checked.passed ? 0 : 1,
      says: [checked.refused ?? '', ...against].join(' '),
    };
  } catch (error) {
    if (!(error instanceof LabError)) throw error;
    return { exit: 2, says: error.message };
  }
}

const asText = (file: unknown): string => (typeof file === 'string' ? file : JSON.stringify(file));

it('there are twenty right and fifty wrong answers, some of each for every assignment', () => {
  expect(RIGHT_ANSWERS).toHaveLength(20);
  expect(WRONG_ANSWERS).toHaveLength(50);
  for (const { id } of TASKS) {
    expect(RIGHT_ANSWERS.filter(({ task }) => task === id).length, id).toBeGreaterThan(2);
    expect(WRONG_ANSWERS.filter(({ task }) => task === id).length, id).toBeGreaterThan(1);
  }
});

describe('a right answer passes', () => {
  it.each(RIGHT_ANSWERS)('$task: $idea', async ({ task, settings }) => {
    const verdict = await verdictOn(task, JSON.stringify({ format: 1, task, settings }));
    expect(verdict).toEqual({ exit: 0, says: '' });
  });
});

describe('a wrong answer does not pass, and is told why', () => {
  it.each(WRONG_ANSWERS)('$task: $wrong', async ({ task, file, exit, says }) => {
    const verdict = await verdictOn(task, asText(file));
    expect(verdict.says).toContain(says);
    expect(verdict.exit).toBe(exit);
  });
});

describe('what an assignment starts from', () => {
  // the table above holds the bases of two
  const tried = new Set(['slow-learner', 'joint-wins']);
  it.each(TASKS.filter(({ id }) => !tried.has(id)))('does not pass $id', async ({ id }) => {
    const { exit } = await verdictOn(id, JSON.stringify({ format: 1, task: id, settings: {} }));
    expect(exit).toBe(1);
  });
});
