/**
 * A sweep's tasks for the engines that exist: a script for Slurm, which runs them as an array on many machines, and one
 * for GNU parallel on this one. Both start the same command on the same file of tasks. Pure; the texts are Bash.
 */
import { SettingsError } from '../../protocol/settings';

/** Slurm's own limit where nobody raised it (MaxArraySize 1001, counted from 0). */
export const MOST_ELEMENTS = 1000;
/** Tasks at once that no cluster frowns on. */
export const AT_ONCE = 50;
/** Between two elements of a slot Slurm waits one to three seconds: at most a twentieth of an element of this many seconds. */
export const ELEMENT_SECONDS = 60;

/** Names of the scripts in a sweep's folder. */
export const SLURM_FILE = 'sweep.sbatch';
export const PARALLEL_FILE = 'parallel.sh';
/** Folder of what the tasks say on stdout and stderr, in a sweep's folder. */
export const LOGS = 'logs';

/** What both scripts say. */
export interface Batch {
  /** Tasks in the file, at least one. */
  readonly tasks: number;
  /** The file of tasks, and its hash (task-list.ts): indices mean nothing in another. */
  readonly file: string;
  readonly fileHash: string;
  /** The sweep's folder. */
  readonly folder: string;
  /** How the command is started. */
  readonly command: readonly string[];
  /** Where the files lie that the settings name; null where they name none. */
  readonly data: string | null;
  /** Tasks at once; null for what suits the engine. */
  readonly atOnce: number | null;
  /** Tasks that an element of the array trains, one after the other. */
  readonly each: number;
}

/** A word of a shell's command line that stands for exactly this text. */
export const shellWord = (text: string): string =>
  /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;

const shellWords = (texts: readonly string[]): string => texts.map(shellWord).join(' ');

/** The command and what it is told, but for the index. Extra words of a script go to every task. */
function taskWords({ command, file, fileHash, folder, data }: Batch): readonly string[] {
  const known = ['--tasks', file, '--tasks-hash', fileHash, '--out', folder];
  return [...command, 'task', ...known, ...(data === null ? [] : ['--data', data])];
}

/** Says which of the files that a task needs are not to be seen from where it runs, and ends. */
function needsFiles({ command, file, data }: Batch): string {
  // words that are no paths: options of Node and their values
  const paths = [...command, file, ...(data === null ? [] : [data])].filter((word) =>
    word.startsWith('/'),
  );
  return `for needed in ${shellWords(paths)}; do
  if [ ! -e "$needed" ]; then
    echo "$(hostname) does not see $needed. Put it where every machine sees it, and submit again: what is done stays." >&2
    exit 2
  fi
done`;
}

/**
 * How many tasks an element trains where nobody says it: short ones are put together, as long as there are elements for
 * all that may train at once, and so many that Slurm takes the array.
 * @param taskMs how long one takes, in milliseconds; null where that is not known.
 */
export function proposedEach(
  { tasks, atOnce }: Pick<Batch, 'tasks' | 'atOnce'>,
  taskMs: number | null,
): number {
  const wanted = taskMs === null ? 1 : Math.ceil((1000 * ELEMENT_SECONDS) / taskMs);
  const most = Math.floor(tasks / (atOnce ?? AT_ONCE));
  return Math.max(1, Math.ceil(tasks / MOST_ELEMENTS), Math.min(wanted, most));
}

/** How many elements the array has. */
export const elementsOf = ({ tasks, each }: Pick<Batch, 'tasks' | 'each'>): number =>
  Math.ceil(tasks / each);

/** A path as a directive of sbatch takes it: no shell reads it, and a per cent sign begins a pattern. */
function logPath(folder: string, end: string): string {
  if (!/["\\\n]/.test(folder)) return `"${folder.replaceAll('%', '%%')}/${LOGS}/%A_%a.${end}"`;
  throw new SettingsError(
    '--out',
    `--out is ${folder}; Slurm takes no quotation mark, backslash or line break in the path of its logs.`,
    'Choose a folder of another name.',
  );
}

/**
 * The script for `sbatch`: an array over the tasks, put into the queue again when its node fails, each with logs of its
 * own. Whoever submits it adds what their cluster asks for: `sbatch --account=A --time=1:00:00 sweep.sbatch`.
 * @throws SettingsError where the folder has a name that Slurm cannot write logs to.
 */
export function slurmScript(batch: Batch): string {
  const { each } = batch;
  const elements = elementsOf(batch);
  const atOnce = batch.atOnce ?? AT_ONCE;
  return `#!/bin/bash
# ${batch.tasks} tasks, ${each} for each of ${elements} elements. Written by "sweep --slurm".
#SBATCH --job-name=sweep
#SBATCH --array=0-${elements - 1}%${atOnce}
#SBATCH --requeue
#SBATCH --open-mode=append
#SBATCH --ntasks=1
#SBATCH --cpus-per-task=1
#SBATCH --output=${logPath(batch.folder, 'out')}
#SBATCH --error=${logPath(batch.folder, 'err')}

${needsFiles(batch)}
first=$((SLURM_ARRAY_TASK_ID * ${each}))
if [ "$first" -ge ${batch.tasks} ]; then
  echo "There is no element $SLURM_ARRAY_TASK_ID: the array has 0 to ${elements - 1}. Element E trains tasks E x ${each} to E x ${each} + ${each - 1}." >&2
  exit 2
fi
last=$((first + ${each - 1} < ${batch.tasks} ? first + ${each - 1} : ${batch.tasks - 1}))
exec ${shellWords(taskWords(batch))} --index "$first-$last" --jobs "\${SLURM_CPUS_PER_TASK:-1}" "$@"
`;
}

/** Of these tasks only: what another file's indices came to is no news of these. */
const jobLog = (fileHash: string): string => `parallel-${fileHash.slice(0, 8)}.log`;

/**
 * The script for GNU parallel: started again it goes on with what its job log does not have as done. Logs are written by
 * a shell of each task, since with `--results` GNU parallel takes tasks that were killed for done.
 */
export function parallelScript(batch: Batch): string {
  const { folder, fileHash, tasks, atOnce } = batch;
  const jobs = atOnce === null ? '100%' : String(atOnce);
  const jobLogPath = shellWord(`${folder}/${jobLog(fileHash)}`);
  const logged = shellWord('log=$1; shift; exec "$@" >>"$log.out" 2>>"$log.err"');
  return `#!/bin/bash
# ${tasks} tasks. Written by "sweep --parallel".
${needsFiles(batch)}
seq 0 ${tasks - 1} | parallel --quote --jobs ${jobs} --joblog ${jobLogPath} --resume --resume-failed \\
  bash -c ${logged} bash ${shellWord(`${folder}/${LOGS}/`)}{} \\
  ${shellWords(taskWords(batch))} --index {} "$@"
`;
}
