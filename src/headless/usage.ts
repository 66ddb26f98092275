/** What the command can be told: its options, and every setting, from the lists that the page's forms are made of. */
import { BUILTIN_SETS } from '../data/builtin/builtin-sets';
import { formatsInWords } from '../data/import/guide';
import { PUBLISHED_PRESET } from '../data/import/published/published-settings';
import { FORMATS } from '../data/import/readers';
import { DEFAULT_DATA } from '../data/starting-settings';
import { BACKEND_NAMES, ENGINE_NAMES, STORAGE_NAMES } from '../protocol/backends';
import { DEFAULT_RUNS } from '../protocol/default-race';
import { SETTINGS_LIST } from '../protocol/settings-list';
import { COMMAND } from './own-command';
import { COLLECT_USAGE, SWEEP_USAGE, TASK_USAGE } from './sweep/usage';

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
  --storage NAME         ${STORAGE_NAMES.join(', ')}: what the layers of a ResNet-18 hand on is kept in full (default), or in half
                         precision, by our kernels on WebGPU where the adapter has shader-f16; numbers differ
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

export const CHECK_USAGE = `${COMMAND} --check TASK.json --answer ANSWER.json     whether an answer does what an assignment asks
  --backend NAME         ${BACKEND_NAMES.join(', ')} (default wasm)
  --engine NAME          ${ENGINE_NAMES.join(', ')} (default lab)
  --storage NAME         ${STORAGE_NAMES.join(', ')} (default f32)
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
