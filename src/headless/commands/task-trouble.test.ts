/** A task where its surroundings are not what they should be: a sentence, and no damage. */
import { appendFile, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { collectCommand } from './collect';
import { sweepCommand } from './sweep';
import { taskCommand } from './task';

/** What the disk does with a file before it is written. */
const disk = vi.hoisted((): { before: (path: string) => Promise<void> } => ({
  before: async () => {},
}));
vi.mock('node:fs/promises', async (original) => {
  const real = await original<typeof import('node:fs/promises')>();
  const write: typeof real.writeFile = async (path, ...rest) => {
    await disk.before(String(path));
    return real.writeFile(path, ...rest);
  };
  return { ...real, writeFile: write };
});

/** What stdout was given. */
const printed = vi.hoisted((): object[] => []);
vi.mock('../output', () => ({ print: async (event: object) => void printed.push(event) }));

/** A disk with no room for files of such a name: half of them lie there when it says so. */
const isFullFor = (name: RegExp) => {
  disk.before = async (path) => {
    if (!name.test(path)) return;
    await appendFile(path, 'half of');
    throw Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
  };
};
const hasRoom = () => {
  disk.before = async () => {};
};

const SMALL = {
  ...{ epochs: 2, batchSize: 16, samples: { train: 64, test: 40 }, measures: { heavy: false } },
  encoders: { '*': { hidden: [8], featureDim: 4 } },
};

let folder = '';
const said = (): string => vi.mocked(console.error).mock.calls.flat().join('\n');
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'trouble-'));
  vi.spyOn(console, 'error').mockImplementation(() => {});
  printed.length = 0;
});
afterEach(async () => {
  hasRoom();
  vi.restoreAllMocks();
  await rm(folder, { recursive: true });
});

const tasksFile = () => join(folder, 'tasks.jsonl');
const sweep = async (plan: object, ...words: string[]) => {
  const path = join(folder, 'plan.json');
  await writeFile(path, JSON.stringify(plan));
  return sweepCommand([path, '--out', folder, ...words]);
};
const task = (...words: string[]) =>
  taskCommand(['--tasks', tasksFile(), '--index', '0', '--out', folder, ...words]);
const results = async () =>
  (await readdir(folder)).filter((name) => /^[0-9a-f]{32}/.test(name)).sort();

it('whose file of tasks changed under its batch is not trained', async () => {
  await sweep({ settings: SMALL, methods: ['joint'] }, '--slurm', '--each', '1');
  const script = await readFile(join(folder, 'sweep.sbatch'), 'utf8');
  const hash = /--tasks-hash (\w+)/.exec(script)?.[1] ?? '';
  await writeFile(
    tasksFile(),
    (await readFile(tasksFile(), 'utf8')).replace('"seed":1', '"seed":2'),
  );
  await expect(task('--tasks-hash', hash)).rejects.toThrow(
    `${tasksFile()} has changed since this batch of tasks was written: its lines are other tasks now.`,
  );
  expect(await results()).toEqual([]);
  expect(await task()).toBe(0);
});

it('that is trained twice at once has one result', async () => {
  await sweep({ settings: SMALL, methods: ['joint'] });
  expect(await Promise.all([task(), task()])).toEqual([0, 0]);
  expect(await results()).toEqual([
    expect.stringMatching(/^\w{32}\.json$/),
    expect.stringMatching(/^\w{32}\.times\.json$/),
  ]);
  expect(said()).toContain('Another attempt at task 0 ended first, and its result stands');
  expect(said()).toContain('This one came to the same.');
});

it('leaves a result that another build came to meanwhile as it is, and says so', async () => {
  await sweep({ settings: SMALL, methods: ['joint'] });
  let other = '';
  disk.before = async (path) => {
    const [place] = /^.*\w{32}\.json(?=\.)/.exec(path) ?? [];
    if (!place) return;
    other = place;
    await appendFile(place, 'of another build');
  };
  expect(await task()).toBe(1);
  expect(await readFile(other, 'utf8')).toBe('of another build');
  expect(said()).toContain('This one came to something else and was not written');
  expect(printed.at(-1)).toMatchObject({ did: 'failed' });
});

it('that a full disk has no room for is told so, leaves no half of it, and can be tried again', async () => {
  await sweep({ settings: SMALL, methods: ['joint'] });
  isFullFor(/\w{32}\.json\..*\.tmp$/);
  expect(await task()).toBe(1);
  expect(said()).toMatch(/\.json could not be written: the disk is full\. No half of it was left/);
  expect(printed.at(-1)).toMatchObject({ kind: 'task-ended', did: 'failed', result: null });
  expect((await results()).filter((name) => !/times|checkpoint$/.test(name))).toEqual([]);
  hasRoom();
  expect(await task()).toBe(0);
  expect(await results()).toHaveLength(2);
});

it('whose checkpoints have no room trains all the same, and says what that may cost', async () => {
  await sweep({ settings: SMALL, methods: ['joint'] });
  isFullFor(/\.checkpoint\./);
  expect(await task('--checkpoint-seconds', '0')).toBe(0);
  expect(said()).toContain('.checkpoint could not be written: the disk is full.');
  expect(await results()).toHaveLength(2);
});

it('on a machine without the data says which machine that is', async () => {
  const settings = { ...SMALL, data: { source: 'files', id: 'birds.csv' } };
  await writeFile(tasksFile(), `${JSON.stringify({ ...settings, methods: { joint: {} } })}\n`);
  await expect(task('--data', join(folder, 'birds.csv'))).rejects.toThrow(
    /birds\.csv; \S+ sees no such file or folder\.$/,
  );
  expect(await results()).toEqual([]);
});

it('that stands twice in its file is counted once', async () => {
  await sweep({ settings: SMALL, methods: ['joint'] });
  const line = await readFile(tasksFile(), 'utf8');
  await writeFile(tasksFile(), line + line);
  expect(await task()).toBe(0);
  expect(await collectCommand([folder])).toBe(0);
  expect(said()).toContain('Task 1 is the same as task 0 and is counted once.');
  expect(printed.at(-1)).toMatchObject({ tasks: 1, groups: [{ seeds: [1] }] });
});

it('a sweep with an unknown path, or words about a script that is not asked for, writes nothing', async () => {
  const wrong = sweep({ settings: SMALL, set: { 'optimizer.lerningRate': [0.1] } }, '--slurm');
  await expect(wrong).rejects.toThrow(
    'set["optimizer.lerningRate"][0]: There is no setting called optimizer.lerningRate.',
  );
  await expect(sweep({ settings: SMALL }, '--parallel', '--each', '3')).rejects.toThrow(
    '--each is about a script; add --slurm.',
  );
  await expect(sweep({ settings: SMALL }, '--slurm', '--at-once', '0')).rejects.toThrow(
    '--at-once is 0; it must be a whole number from 1',
  );
  expect(await readdir(folder)).toEqual(['plan.json']);
});
