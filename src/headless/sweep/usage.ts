/** What the commands of a sweep can be told. */
import { BACKEND_NAMES, ENGINE_NAMES, STORAGE_NAMES } from '../../protocol/backends';
import { COMMAND } from '../own-command';
import {
  AT_ONCE,
  ELEMENT_SECONDS,
  MOST_ELEMENTS,
  PARALLEL_FILE,
  SLURM_FILE,
} from './batch-scripts';

export const SWEEP_USAGE = `${COMMAND} sweep PLAN.json --out DIR     writes the tasks of a plan to DIR/tasks.jsonl
  PLAN.json  {"settings": {...}, "presets": [...], "methods": [...], "seeds": "1-20", "set": {"PATH": [values]}}
             Every combination is one task; each part may be left out. Where the settings name files and no
             epochs, their number is proposed as for a race, said, and written into every task.
  --out DIR              the folder of the sweep
  --data PATH            where the files lie that the settings name (data.source files, data.id their name)
  --slurm                also DIR/${SLURM_FILE}, for sbatch: an array over the tasks, each with logs of its own
  --parallel             also DIR/${PARALLEL_FILE}, for this machine: GNU parallel with a job log; started again it goes on
  --at-once N            of either so many tasks at once (default ${AT_ONCE} with Slurm, the processors with GNU parallel)
  --each N               tasks that an element of the array trains, one after the other (default: as many as take about
                         ${ELEMENT_SECONDS} s here, weighed by a few steps, while there are elements for all that may train at
                         once; and so many that the array has at most ${MOST_ELEMENTS})`;

export const TASK_USAGE = `${COMMAND} task --tasks FILE --index N --out DIR     trains one task of a sweep
  --tasks FILE           the sweep's tasks.jsonl
  --tasks-hash HASH      trains nothing where that file is not the one of this hash (first half of its SHA-256)
  --index N              which of its lines, counted from 0; several of them: 0-199, or 1,4,9
  --jobs N               of several so many at once, in as many processes (default: the processors); the runs of a
                         single one on so many threads (default 1); the same files
  --out DIR              the folder for the result; goes on there where the task was cut off, and does nothing where
                         the result stands
  --backend NAME         ${BACKEND_NAMES.join(', ')} (default wasm)
  --engine NAME          ${ENGINE_NAMES.join(', ')} (default lab)
  --storage NAME         ${STORAGE_NAMES.join(', ')} (default f32)
  --data PATH            where the files lie that the settings name
  --checkpoint-seconds N how much training a crash may cost (default 10)`;

export const COLLECT_USAGE = `${COMMAND} collect DIR     the results of a sweep as DIR/runs.json, which the page opens, and DIR/table.md
  --tasks FILE           the sweep's tasks (default DIR/tasks.jsonl)
  --baseline NAME        the run that the others are compared with (default: the first)
Exit status: 1 when a task is missing or failed.`;
