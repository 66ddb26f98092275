/** `sweep`, `task` and `collect` as a person or a script runs them. */
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readRunFile } from '../../state/runs/run-file';
import { headless, linesOf, startHeadless } from '../../testing/headless-command';
import { collectCommand } from './collect';
import { sweepCommand } from './sweep';
import { taskCommand } from './task';

const SMALL = {
  ...{ epochs: 2, batchSize: 16, samples: { train: 64, test: 40 } },
  encoders: { '*': { hidden: [8], featureDim: 4 } },
};

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sweep-'));
});
afterEach(() => rm(folder, { recursive: true }));

const tasksFile = () => join(folder, 'tasks.jsonl');

async function sweep(plan: object) {
  const path = join(folder, 'plan.json');
  await writeFile(path, JSON.stringify(plan));
  return headless('sweep', path, '--out', folder);
}

const taskWords = (index: number, out = folder) => [
  ...['task', '--tasks', tasksFile(), '--index', String(index), '--out', out],
];

/** Files that a task leaves. */
const left = async (hash: string) =>
  (await readdir(folder)).filter((name) => name.startsWith(hash)).sort();

describe('a sweep', () => {
  it('is written, trained task by task and collected for the page and as a table', async () => {
    const wrote = await sweep({ settings: SMALL, methods: ['joint', 'di-mml'], seeds: '1' });
    expect(wrote.code).toBe(0);
    expect(linesOf(wrote)).toEqual([{ kind: 'sweep-written', tasks: 2, file: tasksFile() }]);
    const early = await headless('collect', folder);
    expect(early.code).toBe(1);
    expect(early.stderr).toContain('Task 1 is missing: there is no ');

    const first = await headless(...taskWords(0));
    expect(first.code).toBe(0);
    const [said] = linesOf(first) as [{ hash: string; result: string }];
    expect(said).toMatchObject({ kind: 'task-ended', index: 0, did: 'trained' });
    expect(await left(said.hash)).toEqual([`${said.hash}.json`, `${said.hash}.times.json`]);
    const before = await readFile(said.result);
    const again = await headless(...taskWords(0));
    expect(again.code).toBe(0);
    expect(again.stderr).toContain('The result of task 0 stands already');
    expect(linesOf(again)).toMatchObject([{ did: 'nothing', hash: said.hash }]);
    expect(await readFile(said.result)).toEqual(before);

    expect((await headless(...taskWords(1))).code).toBe(0);
    const collected = await headless('collect', folder, '--baseline', 'di-mml');
    expect(collected.code).toBe(0);
    const [all] = linesOf(collected);
    expect(all).toMatchObject({ kind: 'collected', tasks: 2, missing: [], failed: [] });
    const runs = await readFile(join(folder, 'runs.json'), 'utf8');
    const opened = readRunFile('runs.json', runs);
    expect(opened.repairs).toEqual([]);
    expect(opened.runs.map(({ stored }) => stored.run.name)).toEqual(['joint', 'di-mml']);
    expect(await readFile(join(folder, 'table.md'), 'utf8')).toContain('| against di-mml |');
  });

  it('is not written at all where one of its tasks cannot be trained', async () => {
    const refused = await sweep({
      ...{ settings: SMALL, presets: ['sound-starves', 'synergy'] },
      methods: ['joint', 'ogm-ge', 'nobody'],
    });
    expect(refused.code).toBe(2);
    expect(refused.stdout).toBe('');
    expect(refused.stderr).toMatch(/methods\[2\]: /);
    const unsuited = await sweep({
      ...{ settings: SMALL, presets: ['sound-starves', 'synergy'], methods: ['joint'] },
      set: { 'methods.joint.fusion': ['concat', 'product'] },
    });
    expect(unsuited.stderr).toContain(
      'set["methods.joint.fusion"][1]: methods.joint.fusion is "product"; it must be one of',
    );
    expect(existsSync(tasksFile())).toBe(false);
  });

  it('does not take the place of another', async () => {
    await sweep({ settings: SMALL, methods: ['joint'] });
    expect((await sweep({ settings: SMALL, methods: ['joint'] })).code).toBe(0);
    const other = await sweep({ settings: SMALL, methods: ['unimodal'] });
    expect(other.code).toBe(2);
    expect(other.stderr).toContain('which holds the tasks of another plan (tasks.jsonl).');
  });
});

describe('a task', () => {
  it('that was killed goes on from its checkpoint and ends with the bytes it would have had', async () => {
    const long = { ...SMALL, epochs: 150, measures: { heavy: false } };
    await sweep({ settings: long, methods: ['joint'] });
    const { process, ended } = startHeadless([...taskWords(0), '--checkpoint-seconds', '0']);
    const hash = await checkpointIn(folder);
    process.kill('SIGKILL');
    await ended;
    expect(await left(hash)).not.toContain(`${hash}.json`);
    const resumed = await headless(...taskWords(0));
    expect(resumed.stderr).toMatch(/joint goes on after epoch \d+\./);
    expect(linesOf(resumed)).toMatchObject([{ did: 'resumed', hash }]);
    expect(await left(hash)).toEqual([`${hash}.json`, `${hash}.times.json`]);
    const whole = join(folder, 'whole');
    expect((await headless(...taskWords(0, whole))).stderr).not.toContain('goes on');
    const [ours, theirs] = await Promise.all(
      [folder, whole].map((each) => readFile(join(each, `${hash}.json`), 'utf8')),
    );
    expect(ours === theirs).toBe(true);
  });

  it('whose run diverges has that for its result, ends with 1, and is named when collecting', async () => {
    const settings = {
      ...{ ...SMALL, epochs: 40, optimizer: { learningRate: 50 } },
      methods: { 'di-mml': { learningRateFactor: 100 } },
    };
    await sweep({ settings });
    const failed = await headless(...taskWords(0));
    expect(failed.code).toBe(1);
    expect(linesOf(failed)).toMatchObject([
      { did: 'trained', runs: [{ failed: { code: 'diverged' } }] },
    ]);
    const collected = await headless('collect', folder);
    expect(collected.code).toBe(1);
    expect(collected.stderr).toContain('Task 0 failed: di-mml: Training diverged');
  });

  it('is asked for by the number of its line, from 0', async () => {
    await writeFile(tasksFile(), '{}\n');
    await expect(taskCommand(taskWords(1).slice(1))).rejects.toThrow(
      '--index is 1; it must be a whole number from 0 to 0.',
    );
  });
});

describe('the commands of a sweep', () => {
  it.each([
    [taskCommand, [], 'task needs --tasks FILE, --index N and --out DIR.'],
    [
      taskCommand,
      ['--tasks', 'nowhere', '--index', '0', '--out', 'x'],
      '--tasks is nowhere; there',
    ],
    [taskCommand, ['--what'], 'There is no option --what.'],
    [sweepCommand, ['--out', 'x'], 'sweep needs one plan and --out DIR.'],
    [sweepCommand, ['nowhere.json', '--out', 'x'], 'The plan is nowhere.json; there is no such'],
    [collectCommand, [], 'collect needs one folder of results.'],
    [collectCommand, ['nowhere'], '--tasks is nowhere/tasks.jsonl; there is no such file'],
  ])('refuse %s %j in a sentence', async (command, words, sentence) => {
    await expect(command(words)).rejects.toThrow(sentence);
  });
});

/** Waits for a checkpoint to be there, whole. @returns the task's name */
async function checkpointIn(path: string): Promise<string> {
  for (;;) {
    const found = (await readdir(path)).find((name) => name.endsWith('.checkpoint'));
    if (found) return found.replace('.checkpoint', '');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
