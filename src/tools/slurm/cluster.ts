/**
 * Slurm's real daemons on this machine with two slots, in a folder of their own and as whoever runs this: munged,
 * slurmctld and slurmd of Debian's slurm-wlm. No privilege is needed, and no Slurm that runs here already is touched.
 */
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { closeSync, mkdirSync, openSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { hostname, userInfo } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { killAll, type Running, runningWith, until } from './processes';

const execute = promisify(execFile);

/** What of it has to be installed. */
export const PROGRAMS = [
  'munge',
  'munged',
  'slurmctld',
  'slurmd',
  'sbatch',
  'squeue',
  'scontrol',
] as const;
/** Debian keeps daemons where only root looks. */
const PATH = [process.env['PATH'], '/usr/sbin', '/sbin'].join(delimiter);

const NODE = 'lab';
/** Longer than any of them needs on a busy machine. */
const STARTS_MS = 60_000;
/** How soon a silent node is given up, and how soon its tasks may begin again. Slurm's own are 300 s and 120 s. */
const GIVEN_UP_S = 10;

/** Those of `names` that are not there. */
export async function missingPrograms(names: readonly string[]): Promise<string[]> {
  const found = await Promise.all(
    names.map((name) =>
      execute('sh', ['-c', 'command -v "$0"', name], { env: { ...process.env, PATH } }).then(
        () => true,
        () => false,
      ),
    ),
  );
  return names.filter((_, i) => !found[i]);
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0);
  await new Promise((resolve) => server.once('listening', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('There is no free port.');
  return address.port;
}

async function configuration(folder: string): Promise<string> {
  const { username } = userInfo();
  const host = hostname().split('.')[0];
  const [controller, node] = [await freePort(), await freePort()];
  return `ClusterName=lab
SlurmctldHost=${host}(127.0.0.1)
SlurmctldPort=${controller}
SlurmdPort=${node}
SlurmUser=${username}
SlurmdUser=${username}
AuthType=auth/munge
AuthInfo=socket=${folder}/munge.socket,cred_expire=${GIVEN_UP_S}
StateSaveLocation=${folder}/state
SlurmdSpoolDir=${folder}/spool
SlurmctldPidFile=${folder}/slurmctld.pid
SlurmdPidFile=${folder}/slurmd.pid
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SwitchType=switch/none
MpiDefault=none
JobAcctGatherType=jobacct_gather/none
AccountingStorageType=accounting_storage/none
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
SchedulerParameters=batch_sched_delay=0,sched_interval=1
SlurmdTimeout=${GIVEN_UP_S}
ReturnToService=2
SlurmdParameters=config_overrides
NodeName=${NODE} NodeHostname=${host} NodeAddr=127.0.0.1 CPUs=2
PartitionName=all Nodes=${NODE} Default=YES MaxTime=INFINITE
`;
}

export class Cluster {
  private readonly folder: string;
  private readonly conf: string;
  private readonly daemons: ChildProcess[] = [];

  /** @param folder of its own, empty. */
  constructor(folder: string) {
    this.folder = folder;
    this.conf = join(folder, 'slurm.conf');
  }

  /** Starts all three and waits for the node. */
  async start(): Promise<void> {
    mkdirSync(join(this.folder, 'state'), { recursive: true });
    mkdirSync(join(this.folder, 'spool'));
    const key = join(this.folder, 'munge.key');
    writeFileSync(key, randomBytes(1024), { mode: 0o400 });
    writeFileSync(this.conf, await configuration(this.folder));
    const own = (kind: string) => join(this.folder, `munge.${kind}`);
    this.daemon('munged', [
      ...['--foreground', '--force', `--key-file=${key}`, `--socket=${own('socket')}`],
      ...[`--pid-file=${own('pid')}`, `--log-file=${own('log')}`, `--seed-file=${own('seed')}`],
    ]);
    await until('munged', STARTS_MS, () =>
      this.answers('munge', `--socket=${own('socket')}`, '-n'),
    );
    this.daemon('slurmctld', ['-D', '-f', this.conf]);
    await until('slurmctld', STARTS_MS, () => this.answers('scontrol', 'ping'));
    await this.startNode();
  }

  /** Starts the daemon of the node and waits until tasks can run there. */
  async startNode(): Promise<void> {
    this.daemon('slurmd', ['-D', '-N', NODE, '-f', this.conf]);
    await until('The node', STARTS_MS, async () =>
      /State=(IDLE|MIXED|ALLOCATED)[ +]/.test(await this.nodeState()) ? true : null,
    );
  }

  /** The daemon alone: what it had started goes on. */
  killDaemon(): void {
    killAll(this.running().filter(({ words: [program = ''] }) => program.endsWith('slurmd')));
  }

  /** The whole node with all that runs on it; returns once the cluster has given it up. */
  async killNode(): Promise<void> {
    killAll(this.running());
    await until('Giving up the node', STARTS_MS, async () =>
      /State=DOWN/.test(await this.nodeState()) ? true : null,
    );
  }

  /** What the node and the tasks on it are. */
  running(): Running[] {
    return runningWith('SLURM_CONF', this.conf);
  }

  /** @returns the job's number. */
  async submit(words: readonly string[]): Promise<string> {
    return (await this.say('sbatch', '--parsable', ...words)).trim();
  }

  /** Whether nothing of a job waits or runs any more. */
  async isOver(job: string): Promise<boolean> {
    const left = await this.say('squeue', '--noheader', '--array', '--format=%i').catch(() => job);
    return !left.split('\n').some((id) => id.trim().startsWith(job));
  }

  /** Ends everything that was started, whatever state it is in. */
  stop(): void {
    killAll(this.running());
    for (const daemon of this.daemons) daemon.kill('SIGKILL');
  }

  /** What the daemons wrote, for the log of a failure. */
  lastWords(): string {
    return readdirSync(this.folder)
      .filter((name) => name.endsWith('.txt'))
      .map((name) => `${name}:\n${readFileSync(join(this.folder, name), 'utf8').slice(-1500)}`)
      .join('\n');
  }

  private nodeState(): Promise<string> {
    return this.say('scontrol', '--oneliner', 'show', 'node', NODE).catch(() => '');
  }

  private async say(program: string, ...words: readonly string[]): Promise<string> {
    const { stdout } = await execute(program, words, { env: this.environment() });
    return stdout;
  }

  private answers(program: string, ...words: readonly string[]): Promise<true | null> {
    return this.say(program, ...words).then(
      () => true,
      () => null,
    );
  }

  /** The variable is also what everything of the node is known by. */
  private environment(): NodeJS.ProcessEnv {
    return { ...process.env, PATH, SLURM_CONF: this.conf };
  }

  private daemon(program: string, words: readonly string[]): void {
    const log = openSync(join(this.folder, `${program}.txt`), 'a');
    const env = program === 'slurmd' ? this.environment() : { ...process.env, PATH };
    this.daemons.push(spawn(program, words, { stdio: ['ignore', log, log], env }));
    closeSync(log);
  }
}
