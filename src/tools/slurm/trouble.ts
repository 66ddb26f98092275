/** What may go wrong on a cluster, for real: a task file that changes under its array, and a disk that is full. */
import { execFile } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import type { Cluster } from './cluster';
import type { Findings } from './findings';
import { until } from './processes';
import { SweepFolder } from './sweep-folder';

const execute = promisify(execFile);
const MOST_MS = 5 * 60_000;

const TASKS = 6;

/** Writes other tasks over those of a running array, and brings the first ones back. */
export async function changedFile(
  cluster: Cluster,
  bundle: string,
  folder: string,
  findings: Findings,
): Promise<void> {
  const sweep = new SweepFolder(bundle, join(folder, 'changed'));
  const settings = { epochs: 8, samples: { train: 600, test: 200 } };
  await sweep.write(
    { settings, methods: ['joint'], seeds: `1-${TASKS}` },
    '--slurm',
    ...['--at-once', '1', '--each', '1'],
  );
  const [file, script] = [sweep.at('tasks.jsonl'), sweep.at('sweep.sbatch')];
  const [text, meant] = [readFileSync(file, 'utf8'), sweep.hashes()];
  const isOver = async (job: string) => ((await cluster.isOver(job)) ? true : null);
  const job = await cluster.submit([script]);
  await until('The first result', MOST_MS, () => (sweep.results().length > 0 ? true : null));
  writeFileSync(file, text.replaceAll(/"seed":(\d+)/g, '"seed":10$1'));
  await until('The end of the array', MOST_MS, () => isOver(job));
  const names = sweep.results();
  const others = names.filter((name) => !meant.includes(basename(name, '.json')));
  const told = Array.from({ length: TASKS }, (_, i) => sweep.logOf(job, i)).filter((log) =>
    log.includes('has changed since this batch of tasks was written'),
  ).length;
  findings.note(
    'task file changed under the array',
    `${names.length} of ${TASKS} trained before, ${told} said so, ${others.length} results of other tasks`,
  );
  findings.expect(others.length === 0, 'An array trained tasks of another file.');
  findings.expect(
    told > 0 && told + names.length >= TASKS,
    'Not every task said that its file changed.',
  );
  writeFileSync(file, text);
  const again = await cluster.submit([script]);
  await until('The end of the array', MOST_MS, () => isOver(again));
  findings.expect(sweep.results().length === TASKS, 'The file that came back was not trained.');
}

/** Trains a task into a disk that has no room for its result, then into the same with room. */
export async function fullDisk(
  bundle: string,
  folder: string,
  calm: SweepFolder,
  findings: Findings,
): Promise<void> {
  const what = 'full disk';
  const disk = new SweepFolder(bundle, join(folder, 'disk'));
  mkdirSync(disk.path);
  try {
    await execute('mount', ['-t', 'tmpfs', '-o', 'size=8k', 'lab', disk.path]);
  } catch {
    findings.note(what, 'not tried: whoever runs this may not mount one');
    return;
  }
  try {
    const words = ['task', '--tasks', calm.at('tasks.jsonl'), '--index', '0', '--out', disk.path];
    const full = await disk.lab(...words);
    const [, said = full.stderr] = /could not be written: ([^.]*)\./.exec(full.stderr) ?? [];
    findings.expect(full.code === 1 && said === 'the disk is full', `A full disk is told: ${said}`);
    findings.expect(disk.results().length + disk.litter().length === 0, 'A full disk has litter.');
    await execute('mount', ['-o', 'remount,size=4m', disk.path]);
    const { code } = await disk.lab(...words);
    const [name = ''] = disk.results();
    const isSame = code === 0 && disk.bytesOf(name).equals(calm.bytesOf(name));
    findings.expect(isSame, 'With room the task does not come to the same.');
    findings.note(what, `"${said}", nothing left of it; with room the same bytes as before`);
  } finally {
    await execute('umount', [disk.path]);
  }
}
