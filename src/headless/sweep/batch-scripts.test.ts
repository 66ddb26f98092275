/** The scripts as Bash reads them; the engines themselves are tested by `npm run test:slurm`. */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Batch, parallelScript, proposedEach, shellWord, slurmScript } from './batch-scripts';

let folder = '';
beforeEach(async () => {
  // everything that a shell, and a directive of sbatch, could take for something else
  folder = await mkdtemp(join(tmpdir(), "it's 100% $HOME-"));
  await writeFile(join(folder, 'tasks.jsonl'), '');
});
afterEach(() => rm(folder, { recursive: true }));

/** Says what it was started with, a word a line, instead of training. */
const batch = (more: Partial<Batch> = {}): Batch => ({
  ...{ tasks: 23, file: join(folder, 'tasks.jsonl'), fileHash: 'abcdef0123', folder },
  ...{ command: ['/usr/bin/printf', '%s\\n'], data: null, atOnce: null, each: 1 },
  ...more,
});

const bash = (script: string, env: Record<string, string>) =>
  spawnSync('bash', ['-c', script, 'bash', '--backend', 'cpu'], {
    encoding: 'utf8',
    env: { ...process.env, ...env },
  });

/** What an element of the array is started with. */
const wordsOf = (script: string, element: number): string[] =>
  bash(script, { SLURM_ARRAY_TASK_ID: String(element) })
    .stdout.trimEnd()
    .split('\n');

describe('the script for Slurm', () => {
  it('starts one task an element, with every word as it is and those of sbatch behind', () => {
    const script = slurmScript(batch());
    expect(script.split('\n')).toEqual(
      expect.arrayContaining([
        '#SBATCH --array=0-22%50',
        '#SBATCH --requeue',
        `#SBATCH --output="${folder.replace('%', '%%')}/logs/%A_%a.out"`,
      ]),
    );
    expect(wordsOf(script, 7)).toEqual([
      ...['task', '--tasks', join(folder, 'tasks.jsonl'), '--tasks-hash', 'abcdef0123'],
      ...['--out', folder, '--index', '7-7', '--jobs', '1', '--backend', 'cpu'],
    ]);
  });

  it('gives each element several tasks where it is told so, the last one what is left', () => {
    const script = slurmScript(batch({ each: 5, atOnce: 2 }));
    expect(script).toContain('#SBATCH --array=0-4%2\n');
    const indices = [0, 1, 2, 3, 4].map((element) => {
      const words = wordsOf(script, element);
      return words[words.indexOf('--index') + 1];
    });
    expect(indices).toEqual(['0-4', '5-9', '10-14', '15-19', '20-22']);
    // the number of a task that is missing, taken for an element's
    const none = bash(script, { SLURM_ARRAY_TASK_ID: '5' });
    expect(none.status).toBe(2);
    expect(none.stdout).toBe('');
    expect(none.stderr).toContain('There is no element 5: the array has 0 to 4.');
  });

  it.each([
    [1000, 1],
    [1001, 2],
    [6160, 7],
  ])('has %i tasks in an array that Slurm takes', (tasks, each) => {
    expect(proposedEach({ tasks, atOnce: null }, null)).toBe(each);
    // of tasks that train for hours as well
    expect(proposedEach({ tasks, atOnce: null }, 1e7)).toBe(each);
  });

  it.each([
    // three of 20 s are a minute
    [{ tasks: 6, atOnce: 2 }, 20_000, 3],
    // no slot is left empty for it
    [{ tasks: 6, atOnce: 4 }, 20_000, 1],
    [{ tasks: 120, atOnce: null }, 2000, 2],
    [{ tasks: 6160, atOnce: null }, 3000, 20],
    [{ tasks: 200, atOnce: 2 }, 61_000, 1],
  ])('puts tasks of %j together that take %i ms: %i each', (array, taskMs, each) => {
    expect(proposedEach(array, taskMs)).toBe(each);
  });

  it('says what a machine does not see, and trains nothing', () => {
    const data = join(folder, 'birds.csv');
    const { status, stdout, stderr } = bash(slurmScript(batch({ data })), {
      SLURM_ARRAY_TASK_ID: '0',
    });
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toContain(`does not see ${data}. Put it where every machine sees it`);
  });

  it('is refused for a folder that no directive can name', () => {
    expect(() => slurmScript(batch({ folder: '/a "b"' }))).toThrow(
      '--out is /a "b"; Slurm takes no quotation mark',
    );
  });
});

describe('the script for GNU parallel', () => {
  it('feeds it every index and keeps a job log of these tasks', () => {
    // what stands in for it says what it is told and what it is given
    const stub = 'parallel() { printf "%s\\n" "$@"; cat; }\n';
    const lines = bash(stub + parallelScript(batch({ tasks: 3, atOnce: 2 })), {}).stdout.split(
      '\n',
    );
    expect(lines.slice(-4)).toEqual(['0', '1', '2', '']);
    expect(lines.slice(0, -4)).toEqual([
      ...['--quote', '--jobs', '2', '--joblog', `${folder}/parallel-abcdef01.log`],
      ...['--resume', '--resume-failed', 'bash', '-c', expect.stringContaining('exec "$@"')],
      ...['bash', `${folder}/logs/{}`, '/usr/bin/printf', '%s\\n', 'task'],
      ...['--tasks', join(folder, 'tasks.jsonl'), '--tasks-hash', 'abcdef0123'],
      ...['--out', folder, '--index', '{}', '--backend', 'cpu'],
    ]);
  });

  it('keeps what each task says in files of its own', async () => {
    // one job, as GNU parallel starts it
    const stub = `parallel() {
      while [ "$1" != bash ]; do shift; done
      "\${@//\\{\\}/7}"
    }\n`;
    await mkdir(join(folder, 'logs'));
    bash(stub + parallelScript(batch()), {});
    const said = await readFile(join(folder, 'logs', '7.out'), 'utf8');
    expect(said.split('\n')).toEqual(expect.arrayContaining(['task', '--index', '7']));
    expect(await readFile(join(folder, 'logs', '7.err'), 'utf8')).toBe('');
  });
});

it.each(['plain', '', 'a b', "it's", '$(false) `x` "y" \\', 'a\nb', '*'])(
  'a shell reads %j as it was',
  (text) =>
    expect(execFileSync('bash', ['-c', `printf %s ${shellWord(text)}`], { encoding: 'utf8' })).toBe(
      text,
    ),
);
