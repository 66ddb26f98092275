/** `--check` as a grader runs it: one line on stdout, and the verdict in the exit status. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { headless, linesOf } from '../../testing/headless-command';

vi.setConfig({ testTimeout: 240_000 });

/** A race of milliseconds, in which the right answer is the net that is trained longer than no time at all. */
const TASK = {
  format: 1,
  id: 'tiny',
  question: 'Let the picture learn something.',
  base: {
    epochs: 6,
    batchSize: 16,
    samples: { train: 96, test: 64 },
    optimizer: { learningRate: 0.00001 },
    generator: { classes: 3, picture: { noise: 0.1, fail: 0 } },
    encoders: { '*': { hidden: [12], featureDim: 6 } },
    methods: { joint: {} },
  },
  allowed: ['optimizer.learningRate'],
  conditions: [
    { measure: 'joint.fusion', op: '>', value: 0.5 },
    { measure: 'gap.joint.picture', op: '<', value: 1 },
  ],
  seeds: [1, 2],
};

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'check-'));
});
afterEach(() => rm(folder, { recursive: true }));

async function check(task: unknown, answer: unknown) {
  const [taskFile, answerFile] = [join(folder, 'task.json'), join(folder, 'answer.json')];
  await writeFile(taskFile, JSON.stringify(task));
  await writeFile(answerFile, typeof answer === 'string' ? answer : JSON.stringify(answer));
  return headless('--check', taskFile, '--answer', answerFile);
}
const answer = (settings: object) => ({ format: 1, task: 'tiny', settings });

it('a right answer ends with 0 and one line that says what was measured', async () => {
  const ended = await check(TASK, answer({ optimizer: { learningRate: 0.1 } }));
  expect(ended.stderr).toContain('Seed 2: 2 of 2 conditions hold.');
  expect(ended.code).toBe(0);
  expect(linesOf(ended)).toEqual([
    {
      ...{ kind: 'answer-checked', task: 'tiny', refused: null, notAllowed: [], passed: true },
      seeds: { asked: [1, 2], trained: [1, 2] },
      conditions: TASK.conditions.map((condition) => ({
        ...condition,
        ...{ measured: expect.any(Number), holds: true, seed: expect.any(Number) },
      })),
    },
  ]);
});

it('a wrong answer ends with 1, after the first seed that it fails on', async () => {
  const ended = await check(TASK, answer({}));
  expect(ended.code).toBe(1);
  expect(linesOf(ended)).toMatchObject([
    { passed: false, refused: null, seeds: { trained: [1] }, conditions: [{ holds: false }, {}] },
  ]);
});

it('a change that is not allowed ends with 1 and is named; nothing is trained', async () => {
  const ended = await check(TASK, answer({ epochs: 40, optimizer: { learningRate: 0.1 } }));
  expect(ended.code).toBe(1);
  const sentence = 'The answer changes epochs, which this assignment does not allow.';
  expect(ended.stderr).toContain(sentence);
  expect(linesOf(ended)).toMatchObject([
    { passed: false, notAllowed: ['epochs'], refused: expect.stringContaining(sentence) },
  ]);
});

it('files that are no task or no answer end with 2, a sentence and no line', async () => {
  const cases = [
    [TASK, 'not JSON at all', 'answer.json is not JSON'],
    [
      { ...TASK, allowed: ['seed'] },
      answer({}),
      'task.json: allowed.0 is "seed"; it must be no seed',
    ],
    [
      { ...TASK, allowed: ['methods.joint.fusion'] },
      answer({ methods: { joint: { fusion: 'product' } } }),
      'answer.json: nothing could be trained. methods.joint.fusion is "product"',
    ],
  ] as const;
  for (const [task, file, sentence] of cases) {
    const ended = await check(task, file);
    expect(ended.stderr).toContain(sentence);
    expect([ended.code, ended.stdout]).toEqual([2, '']);
  }
  for (const words of [
    ['--check', 'nowhere.json'],
    ['--answer', 'nowhere.json'],
  ]) {
    const ended = await headless(...words);
    expect(ended.stderr).toContain('A check needs --check TASK.json and --answer ANSWER.json');
    expect(ended.code).toBe(2);
  }
});
