/** What the command can be told: its options, and every setting, from the lists that the page's forms are made of. */
import { basename } from 'node:path';
import { BUILTIN_SETS } from '../data/builtin/builtin-sets';
import { formatsInWords } from '../data/import/guide';
import { PUBLISHED_PRESET } from '../data/import/published/published-settings';
import { FORMATS } from '../data/import/readers';
import { DEFAULT_DATA } from '../data/starting-settings';
import { BACKEND_NAMES, ENGINE_NAMES } from '../protocol/backends';
import { DEFAULT_RUNS } from '../protocol/default-race';
import { SETTINGS_LIST } from '../protocol/settings-list';
import { AT_ONCE, MOST_ELEMENTS, PARALLEL_FILE, SLURM_FILE } from './sweep/batch-scripts';

/** The bundle's name where it is what was started. */
const BUNDLE = 'lab.mjs';
const isBundle = basename(process.argv[1] ?? '') === BUNDLE;
const COMMAND = isBundle ? `node ${BUNDLE}` : 'npm run --silent headless --';

export const OPTIONS = `${COMMAND} [options]          trains a race
  --preset ID            a preset of the generator (default ${DEFAULT_DATA.id}); or, with --data and the folder of
                         CREMA-D, AVE, UCF101 or ModelNet40, ${PUBLISHED_PRESET}: all that DI-MML's authors set for it
  --methods A,B,...      the race (default ${DEFAULT_RUNS.join(',')}); a method may run several times: A,A@wide
  --seed N               (default 1)
  --seeds LIST           one race a seed, and what they come to together: 1-10, or 1,4,9
  --folds K              K-fold cross-validation of real data: one race a fold, every sample tested once, classes spread
                         evenly, groups kept whole; and every number's mean and spread
  --jobs N               on so many threads: the runs of a race (default 1), with --seeds and --folds the races
                         (default: the processors); the same lines, but for times and for what a run's thread has on its device
  --baseline NAME        with --seeds and --folds: the run that the others are compared with (default: the first)
  --backend NAME         ${BACKEND_NAMES.join(', ')} (default wasm)
  --engine NAME          ${ENGINE_NAMES.join(', ')}: the lab's own kernels (default), or those of tfjs, a second opinion
  --set PATH=VALUE       one setting; may be repeated
  --data NAME            a built-in data set (${BUILTIN_SETS.map(({ id }) => id).join(', ')}), or a file or folder:
                         ${formatsInWords(FORMATS.readers, 'anywhere')}.
                         What it should make of them is guessed where no data.* setting says it;
                         samples.train, .validation and .test are upper limits, split.* the shares; epochs, where it
                         is not set, is 40, or more for few samples: at least about 600 steps, which is said.
                         May be given several times, as several files are chosen in the page.
  --describe             says in one line what the files mean, and trains nothing; exit status 0 for a refusal too
  --notebook FILE.ipynb  writes the race as a Jupyter notebook, too: PyTorch and numpy train the same methods from the
                         same data, first weights and batches, and read nothing of the lab's but, where data are too
                         large to stand in it, FILE.npz beside it
  --model DIR            writes the trained nets, too, a folder for each run: ONNX, safetensors with a script that loads
                         them in PyTorch, and a graph model of TensorFlow.js; trains on one thread
  --data-out FILE.npz    writes the data of the race, too, for numpy or another lab: modalities, labels, class names, split
  --settings FILE.json   settings to start from
  --help                 this, and every setting
Events go to stdout, one JSON object a line; everything else goes to stderr.
Exit status: 0; 1 when a run failed; 2 when settings or data cannot be used; 130 when it was stopped.`;

export const SWEEP_USAGE = `${COMMAND} sweep PLAN.json --out DIR     writes the tasks of a plan to DIR/tasks.jsonl
  PLAN.json  {"settings": {...}, "presets": [...], "methods": [...], "seeds": "1-20", "set": {"PATH": [values]}}
             Every combination is one task; each part may be left out. Where the settings name files and no
             epochs, their number is proposed as for a race, said, and written into every task.
  --out DIR              the folder of the sweep
  --data PATH            where the files lie that the settings name (data.source files, data.id their name)
  --slurm                also DIR/${SLURM_FILE}, for sbatch: an array over the tasks, each with logs of its own
  --parallel             also DIR/${PARALLEL_FILE}, for this machine: GNU parallel with a job log; started again it goes on
  --at-once N            of either so many tasks at once (default ${AT_ONCE} with Slurm, the processors with GNU parallel)
  --each N               tasks that an element of the array trains, one after the other (default: the fewest with which
                         the array has at most ${MOST_ELEMENTS} elements)`;

export const TASK_USAGE = `${COMMAND} task --tasks FILE --index N --out DIR     trains one task of a sweep
  --tasks FILE           the sweep's tasks.jsonl
  --tasks-hash HASH      trains nothing where that file is not the one of this hash (first half of its SHA-256)
  --index N              which of its lines, counted from 0; several of them: 0-199, or 1,4,9
  --jobs N               of several so many at once, each in a process of its own (default: the processors); the runs
                         of a single one on so many threads (default 1); the same files
  --out DIR              the folder for the result; goes on there where the task was cut off, and does nothing where
                         the result stands
  --backend NAME         ${BACKEND_NAMES.join(', ')} (default wasm)
  --engine NAME          ${ENGINE_NAMES.join(', ')} (default lab)
  --data PATH            where the files lie that the settings name
  --checkpoint-seconds N how much training a crash may cost (default 10)`;

export const COLLECT_USAGE = `${COMMAND} collect DIR     the results of a sweep as DIR/runs.json, which the page opens, and DIR/table.md
  --tasks FILE           the sweep's tasks (default DIR/tasks.jsonl)
  --baseline NAME        the run that the others are compared with (default: the first)
Exit status: 1 when a task is missing or failed.`;

export const CHECK_USAGE = `${COMMAND} --check TASK.json --answer ANSWER.json     whether an answer does what an assignment asks
  --backend NAME         ${BACKEND_NAMES.join(', ')} (default wasm)
  --engine NAME          ${ENGINE_NAMES.join(', ')} (default lab)
One line of JSON: every condition, what was measured, whether it holds, and whether the answer passed.
Exit status: 0 passed; 1 not passed; 2 a file is no assignment or no answer.`;

/** The options and every setting, by chapter. */
export function usage(): string {
  const chapters = SETTINGS_LIST.map(({ title, settings }) =>
    [
      title,
      ...settings.flatMap(({ path, range, standard, explanation }) => [
        `  ${path}=${standard}`,
        `      ${explanation} ${range.charAt(0).toUpperCase()}${range.slice(1)}.`,
      ]),
    ].join('\n'),
  );
  return [
    OPTIONS,
    SWEEP_USAGE,
    TASK_USAGE,
    COLLECT_USAGE,
    CHECK_USAGE,
    'Settings for --set, each with the value it has where nothing is set; MODALITY is a name such as picture, or * for all.',
    'The knobs of a method are at methods.RUN.KNOB: docs/method.md lists them.',
    ...chapters,
  ].join('\n\n');
}
