/** `sweep`, `task` and `collect` as a person or a script runs them. */
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { readRunFile } from '../../state/runs/run-file';
import { headless, linesOf, startHeadless, withoutTimes } from '../../testing/headless-command';
import { collectCommand } from './collect';
import { sweepCommand } from './sweep';
import { taskCommand } from './task';

// many processes each: a limit against hanging, on a busy machine too
vi.setConfig({ testTimeout: 240_000 });

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

async function sweepWords(plan: object): Promise<string[]> {
  const path = join(folder, 'plan.json');
  await writeFile(path, JSON.stringify(plan));
  return [path, '--out', folder];
}

/** In this process, which is quicker: for tests of what comes after it. */
const sweep = async (plan: object, ...words: string[]) =>
  sweepCommand([...(await sweepWords(plan)), ...words]);

const taskWords = (index: number, out = folder) => [
  ...['task', '--tasks', tasksFile(), '--index', String(index), '--out', out],
];

/** Files that a task leaves. */
const left = async (hash: string) =>
  (await readdir(folder)).filter((name) => name.startsWith(hash)).sort();

describe('a sweep', () => {
  it('is written, trained task by task and collected for the page and as a table', async () => {
    const plan = { settings: SMALL, methods: ['joint', 'di-mml'], seeds: '1' };
    const wrote = await headless('sweep', ...(await sweepWords(plan)));
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

  it('has the same files and lines where processes train several of its tasks each', async () => {
    const plan = { settings: SMALL, methods: ['joint', 'di-mml', 'ogm'], seeds: '1' };
    await sweep(plan);
    const alone = await Promise.all([0, 1, 2].map((index) => headless(...taskWords(index))));
    const together = join(folder, 'together');
    const words = ['task', '--tasks', tasksFile(), '--out', together];
    const all = await headless(...words, '--index', '0-2', '--jobs', '2');
    expect(all.code).toBe(0);
    const said = all.stdout.replaceAll(together, folder);
    expect(linesOf({ ...all, stdout: said }).map(withoutTimes)).toEqual(
      alone.flatMap(linesOf).map(withoutTimes),
    );
    const results = (await readdir(together)).filter((file) => /^[0-9a-f]+\.json$/.test(file));
    expect(results).toHaveLength(3);
    for (const file of results) {
      const [ours, theirs] = await Promise.all(
        [together, folder].map((place) => readFile(join(place, file), 'utf8')),
      );
      expect(ours).toBe(theirs);
    }
    // one that is there already is done with at once, and one that is not is refused
    const again = await headless(...words, '--index', '1,0');
    expect(linesOf(again).map(({ index, did }) => [index, did])).toEqual([
      [1, 'nothing'],
      [0, 'nothing'],
    ]);
    const beyond = await headless(...words, '--index', '0-3');
    expect(beyond.stderr).toContain('--index is 3; it must be a whole number from 0 to 2.');
  });

  it('has short tasks put together for Slurm, while no slot is left without an element', async () => {
    const plan = { settings: SMALL, methods: ['joint', 'di-mml'], seeds: '1-3' };
    const array = async (slots: number) => {
      await sweep(plan, '--slurm', '--at-once', String(slots));
      const script = await readFile(join(folder, 'sweep.sbatch'), 'utf8');
      return script.split('\n').filter((line) => /^# \d|--array=/.test(line));
    };
    expect(await array(2)).toEqual([
      '# 6 tasks, 3 for each of 2 elements. Written by "sweep --slurm".',
      '#SBATCH --array=0-1%2',
    ]);
    expect(await array(4)).toContain('#SBATCH --array=0-5%4');
  });

  it('is not written at all where one of its tasks cannot be trained', async () => {
    const common = { settings: SMALL, presets: ['sound-starves', 'synergy'] };
    const set = { 'methods.joint.fusion': ['concat', 'product'] };
    await expect(sweep({ ...common, methods: ['joint'], set })).rejects.toThrow(
      'set["methods.joint.fusion"][1]: methods.joint.fusion is "product"; it must be one of',
    );
    // reads each modality out of a linear head, which the second preset has not
    await expect(sweep({ ...common, methods: ['joint', 'ogm-ge'] })).rejects.toThrow(
      'presets[1], methods[1]: methods.ogm-ge.fusionHidden is 48;',
    );
    // a name that no data have would train the same net under every value
    const stray = { 'encoders.sund.hidden': [[4], [8]] };
    await expect(sweep({ settings: SMALL, methods: ['joint'], set: stray })).rejects.toThrow(
      'set["encoders.sund.hidden"]',
    );
    // several of them are told together
    const several = sweep({ ...common, methods: ['ogm-ge', 'joint', 'dgl'] });
    await expect(several).rejects.toThrow('2 parts of the plan cannot be trained:');
    await expect(several).rejects.toThrow(
      /\n- presets\[1\], methods\[0\]: methods\.ogm-ge\..*\n- presets\[1\], methods\[2\]: methods\.dgl\./,
    );
    const words = await sweepWords({ ...common, methods: ['joint', 'nobody'] });
    const refused = await headless('sweep', ...words);
    expect(refused.code).toBe(2);
    expect(refused.stdout).toBe('');
    expect(refused.stderr).toContain('presets[0], methods[1]: ');
    expect(existsSync(tasksFile())).toBe(false);
  });

  it('of few samples of files trains for as many epochs as page and race propose, and says so', async () => {
    const data = join(folder, 'mine.csv');
    const rows = Array.from(
      { length: 60 },
      (_, i) => `${i % 7},${i % 5},${i % 4},${i % 3},${i % 2}`,
    );
    await writeFile(data, ['a_1,a_2,b_1,b_2,label', ...rows].join('\n'));
    const settings = {
      ...{ data: { source: 'files', id: 'mine.csv' }, measures: { heavy: false } },
      encoders: SMALL.encoders,
    };
    const told = vi.spyOn(console, 'error').mockImplementation(() => {});
    const written = vi.spyOn(process.stdout, 'write');
    const plan = { settings, methods: ['joint', 'unimodal'], seeds: '1-2' };
    await sweepCommand([...(await sweepWords(plan)), '--data', data]);
    // 42 train: 2 batches an epoch
    const sentence = 'Epochs: 300 of 2 steps each, 600 in all, proposed by the number of training';
    expect(told.mock.calls.flat().filter((line) => String(line).startsWith(sentence))).toEqual([
      `${sentence} samples; "settings": {"epochs": N} in the plan trains N.`,
    ]);
    expect(String(written.mock.lastCall?.[0])).toContain('"proposedEpochs":[300]');
    const lines = (await readFile(tasksFile(), 'utf8')).trim().split('\n');
    expect(lines.map((line) => JSON.parse(line).epochs)).toEqual([300, 300, 300, 300]);
    // a line that somebody wrote by hand
    const byHand = join(folder, 'by-hand.jsonl');
    await writeFile(byHand, JSON.stringify({ ...settings, methods: { joint: {} } }));
    const words = ['--tasks', byHand, '--index', '0', '--out', folder, '--data', data];
    expect(await taskCommand(words)).toBe(0);
    const { hash } = JSON.parse(String(written.mock.lastCall?.[0]));
    const result = JSON.parse(await readFile(join(folder, `${hash}.json`), 'utf8'));
    expect(result.settings.epochs).toBe(300);
    await sweepCommand([
      ...(await sweepWords({ ...plan, settings: { ...settings, epochs: 2 } })).with(
        2,
        join(folder, 'two'),
      ),
      ...['--data', data],
    ]);
    expect(String(written.mock.lastCall?.[0])).not.toContain('proposedEpochs');
    vi.restoreAllMocks();
  });

  it('does not take the place of another', async () => {
    await sweep({ settings: SMALL, methods: ['joint'] });
    expect(await sweep({ settings: SMALL, methods: ['joint'] })).toBe(0);
    await expect(sweep({ settings: SMALL, methods: ['unimodal'] })).rejects.toThrow(
      'which holds the tasks of another plan (tasks.jsonl).',
    );
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
    // not toEqual: where they differ, the message would be as long as they are
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

const COMMANDS = { task: taskCommand, sweep: sweepCommand, collect: collectCommand };

describe('the commands of a sweep', () => {
  it.each([
    ['task', [], 'task needs --tasks FILE, --index N and --out DIR.'],
    ['task', ['--tasks', 'nowhere', '--index', '0', '--out', 'x'], '--tasks is nowhere; there'],
    ['task', ['--what'], 'There is no option --what.'],
    ['sweep', ['--out', 'x'], 'sweep needs one plan and --out DIR.'],
    ['sweep', ['nowhere.json', '--out', 'x'], 'The plan is nowhere.json; there is no such'],
    ['collect', [], 'collect needs one folder of results.'],
    ['collect', ['nowhere'], '--tasks is nowhere/tasks.jsonl; there is no such file'],
  ] as const)('%s refuses %j in a sentence', async (command, words, sentence) => {
    await expect(COMMANDS[command](words)).rejects.toThrow(sentence);
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
