/** The sweep itself: on Slurm while its node and a task are killed, and in peace by GNU parallel. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Cluster } from './cluster';
import type { Findings } from './findings';
import { killAll, type Running, runningWith, until } from './processes';
import { SweepFolder } from './sweep-folder';

const METHODS = ['joint', 'late-ensemble', 'di-mml', 'ogm'];
/** About a second of a quiet processor each. */
const planOf = (tasks: number) => ({
  settings: { epochs: 20, samples: { train: 600, test: 200 } },
  methods: METHODS,
  seeds: `1-${Math.ceil(tasks / METHODS.length)}`,
});
/** Often enough that a task of a second that is killed has something to go on from. */
const CHECKPOINTS = ['--checkpoint-seconds', '0.1'];
/** Against hanging. */
const MOST_MS = 15 * 60_000;
/** The tasks of a daemon that is away so long go on without it. */
const AWAY_MS = 2000;

/** Which task a process trains; null where it trains none. */
function indexOf({ words }: Running): number | null {
  const at = words.indexOf('--index');
  return at < 0 ? null : Number.parseInt(words[at + 1] ?? '', 10);
}

/** Kills a task in the middle: one that wrote a place to go on from since `sinceMs`. @returns its index */
async function killTask(
  cluster: Cluster,
  sweep: SweepFolder,
  isMeant: (index: number) => boolean,
): Promise<number> {
  const hashes = sweep.hashes();
  const sinceMs = Date.now();
  return until('A task to be killed', MOST_MS, () => {
    for (const process of cluster.running()) {
      const index = indexOf(process);
      const hash = index === null ? undefined : hashes[index];
      if (index === null || hash === undefined || !isMeant(index)) continue;
      if (sweep.checkpointMs(hash) < sinceMs) continue;
      killAll([process]);
      // it may have ended just before
      if (!sweep.hasResult(hash)) return index;
    }
    return null;
  });
}

/** Trains the sweep on Slurm: the daemon of the node is killed alone, then the node with all on it, then one task twice. */
export async function underFire(
  cluster: Cluster,
  bundle: string,
  folder: string,
  tasks: number,
  findings: Findings,
): Promise<SweepFolder> {
  const sweep = new SweepFolder(bundle, join(folder, 'slurm'));
  await sweep.write(planOf(tasks), '--slurm', '--at-once', '2', '--each', '1');
  const script = sweep.at('sweep.sbatch');
  const began = performance.now();
  const reach = (share: number) =>
    until(`${100 * share} % of the results`, MOST_MS, () =>
      sweep.results().length >= share * tasks ? true : null,
    );
  const over = (job: string) =>
    until('The end of the array', MOST_MS, async () => ((await cluster.isOver(job)) ? true : null));

  const job = await cluster.submit([script, ...CHECKPOINTS]);
  await reach(0.2);
  cluster.killDaemon();
  await wait(AWAY_MS);
  await cluster.startNode();
  await reach(0.45);
  const onNode = cluster.running().filter((each) => indexOf(each) !== null).length;
  await cluster.killNode();
  await cluster.startNode();
  await reach(0.7);
  const killed = await killTask(cluster, sweep, () => true);
  await over(job);

  const early = await sweep.lab('collect', sweep.path);
  findings.expect(
    early.code === 1 && early.stderr.includes(`Task ${killed} is missing`),
    `collect does not name task ${killed}, which was killed: ${early.stderr}`,
  );
  const again = [`--array=${killed}`, script, ...CHECKPOINTS];
  const second = await cluster.submit(again);
  await killTask(cluster, sweep, (index) => index === killed);
  await over(second);
  await over(await cluster.submit(again));

  const names = sweep.results();
  const doubles = [...sweep.endings().values()].filter((count) => count > 1).length;
  const all = await sweep.lab('collect', sweep.path);
  findings.note('tasks on Slurm', `${tasks}, two at once, ${seconds(began)}`);
  findings.note(
    'kills',
    `slurmd alone; the node with what ran on it (${onNode} at work); task ${killed} twice, in the middle`,
  );
  findings.note('results', `${names.length}, ${doubles} trained to the end more than once`);
  findings.expect(names.length === tasks, `${tasks} tasks have ${names.length} results.`);
  findings.expect(doubles === 0, `${doubles} tasks were trained to their end more than once.`);
  findings.expect(sweep.litter().length === 0, `There are left: ${sweep.litter().join(', ')}.`);
  findings.expect(all.code === 0, `collect ends with ${all.code}: ${all.stderr}`);
  return sweep;
}

/** Trains the same sweep by GNU parallel, stopped once on the way and started again. */
export async function withParallel(
  bundle: string,
  folder: string,
  tasks: number,
  findings: Findings,
): Promise<SweepFolder> {
  const sweep = new SweepFolder(bundle, join(folder, 'parallel'));
  await sweep.write(planOf(tasks), '--parallel', '--at-once', '2');
  const began = performance.now();
  const variable = 'SWEEP_OF_TEST';
  const start = () => {
    const bash = spawn('bash', [sweep.at('parallel.sh')], {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, [variable]: sweep.path },
    });
    return { ended: new Promise((resolve) => bash.on('exit', resolve)) };
  };
  void start();
  await until('half of the results', MOST_MS, () =>
    sweep.results().length >= tasks / 2 ? true : null,
  );
  killAll(runningWith(variable, sweep.path));
  const code = await start().ended;
  const { length } = sweep.results();
  findings.note(
    'tasks by GNU parallel',
    `${length}, two at once, killed once with what it had started, ${seconds(began)}`,
  );
  findings.expect(code === 0 && length === tasks, `GNU parallel ends with ${code}.`);
  return sweep;
}

const seconds = (sinceMs: number): string =>
  `${((performance.now() - sinceMs) / 1000).toFixed(0)} s`;
