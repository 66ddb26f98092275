/** Several tasks in processes that stay: one that dies costs the task that it was at, and no other. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { severalTasks } from './several-tasks';

const printed = vi.hoisted((): object[] => []);
vi.mock('../output', () => ({ print: async (line: object) => void printed.push(line) }));
const program = vi.hoisted(() => ({ path: '' }));
vi.mock('../own-command', () => ({ ownCommand: () => [process.execPath, program.path] }));

/** Says of every task in which process it was; the second kills that process, the third fails, and the seventh leaves it full. */
const TRAINER = `
process.on('message', ({ index }) => {
  if (index === 1) process.kill(process.pid, 'SIGKILL');
  process.send({ kind: 'line', line: { index, pid: process.pid } });
  process.send({ kind: 'ended', code: index === 2 ? 2 : 0, isFull: index === 6 });
});
process.on('disconnect', () => process.exit());
`;

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'several-'));
  program.path = join(folder, 'trainer.mjs');
  await writeFile(program.path, TRAINER);
});
beforeEach(() => {
  printed.length = 0;
});
afterAll(() => rm(folder, { recursive: true }));

/** The tasks that were told, and how many processes they were in. */
function told() {
  const lines = printed as { readonly index: number; readonly pid: number }[];
  return {
    indices: lines.map(({ index }) => index),
    processes: new Set(lines.map(({ pid }) => pid)).size,
  };
}

it('are trained in one process, one after the other', async () => {
  expect(await severalTasks({ indices: [0, 5, 3], jobs: 1, words: [] })).toBe(0);
  expect(told()).toEqual({ indices: [0, 5, 3], processes: 1 });
});

it('go on in another process where one holds too much memory', async () => {
  expect(await severalTasks({ indices: [0, 6, 3, 4], jobs: 1, words: [] })).toBe(0);
  expect(told()).toEqual({ indices: [0, 6, 3, 4], processes: 2 });
});

it('are told in their order, however many processes train them', async () => {
  expect(await severalTasks({ indices: [0, 3, 4, 5], jobs: 3, words: [] })).toBe(0);
  expect(told().indices).toEqual([0, 3, 4, 5]);
});

it('go on in another process where one was killed or failed', async () => {
  const said = vi.spyOn(console, 'error').mockReturnValue();
  expect(await severalTasks({ indices: [0, 1, 3], jobs: 1, words: [] })).toBe(1);
  expect(told()).toEqual({ indices: [0, 3], processes: 2 });
  // nobody else says which task that was
  expect(said.mock.calls).toEqual([[expect.stringMatching(/^Task 1 has no result: .*SIGKILL/)]]);
  said.mockClear();
  printed.length = 0;
  expect(await severalTasks({ indices: [0, 2, 3], jobs: 1, words: [] })).toBe(2);
  expect(told()).toEqual({ indices: [0, 2, 3], processes: 2 });
  // one that failed has said why
  expect(said).not.toHaveBeenCalled();
  said.mockRestore();
});
