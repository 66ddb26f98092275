/**
 * What each column of the tables of runs is: one sentence and one unit for each, from the words that methods, measures and
 * settings describe themselves with. Pure.
 */
import type { Catalogue } from '../../protocol/catalogue';
import { type Knob, rangeWithUnit } from '../../protocol/knobs';
import type { MeasureCatalogue, Unit } from '../../protocol/measure';
import {
  ENSEMBLE,
  EQUAL_WEIGHTS,
  FUSION_HEAD,
  PREDICTION,
  parseName,
  SHARED,
  TEACHING_LOSS,
  TOTAL_LOSS,
} from '../../protocol/names';
import { SETTINGS_LIST } from '../../protocol/settings-list';

export interface ColumnMeaning {
  readonly meaning: string;
  /** What its numbers count, or what else its cells are. */
  readonly unit: string;
}

/** Words that the lab describes itself with. */
export interface Vocabulary {
  readonly catalogue: Catalogue;
  readonly measures: MeasureCatalogue;
}

const SHARE = 'share, 0 to 1';
const TEXT = 'text';
const COUNT = 'count';
const MS = 'milliseconds';

const UNITS: Readonly<Record<Unit, string>> = {
  share: SHARE,
  contribution: 'share, may be negative',
  cosine: 'cosine',
  amount: 'number',
  milliseconds: MS,
  magnitude: 'ratio of lengths',
  ratio: 'ratio',
};

/** What is said of all modalities together. */
const WHOLES: ReadonlyMap<string, string> = new Map([
  [PREDICTION, 'the prediction'],
  [FUSION_HEAD, 'the fusion head'],
  [EQUAL_WEIGHTS, 'all heads counted alike'],
  [ENSEMBLE.logits, 'the mean of the private heads’ logits'],
  [ENSEMBLE.probabilities, 'the mean of the private heads’ probabilities'],
  [ENSEMBLE.certainty, 'the private heads weighed by certainty'],
]);

/** Who speaks, by the key of a head: "the shared head on sound". */
function headWords(key: string): string {
  const name = parseName(key);
  if (name.kind === 'own') return `${name.modality} alone, by its own head or its readout`;
  if (name.kind === 'pair') return `${name.student} taught by ${name.teacher}`;
  if (name.kind === 'whole') return WHOLES.get(key) ?? name.word;
  return `the ${name.word}${name.word === SHARED ? ' head' : ''} on ${name.modality}`;
}

/** What a loss is of, by its key. */
function lossWords(key: string): string {
  if (key === TOTAL_LOSS) return 'Sum of losses that training makes small';
  if (key === TEACHING_LOSS) return 'What modalities teach each other, all pairs together';
  const name = parseName(key);
  if (name.kind === 'pair') return `What ${name.student} learns from ${name.teacher}`;
  return key === PREDICTION ? 'Loss of the fused answer' : `Loss of ${headWords(key)}`;
}

type Meaning = readonly [
  /** The column; where it ends in a dot the columns that begin so. */
  start: string,
  meaning: string | ((rest: string) => string),
  unit: string,
];

const KEYS: readonly Meaning[] = [
  ['id', 'Which run: the same in every table and in the file of runs.', TEXT],
  ['run', 'The run’s name among the methods of the settings.', TEXT],
  ['method', 'The method, as the page calls it.', TEXT],
  ['data', 'The data set.', TEXT],
  ['seed', 'What data, first weights and batches were drawn from.', 'whole number'],
  ['fold', 'Which fold was tested.', 'whole number'],
];

const OF_EPOCHS: readonly Meaning[] = [
  ...KEYS,
  ['epoch', 'After which epoch, counting all stages.', 'epochs'],
  ['stage', 'The method’s stage that trained.', TEXT],
  ['backend', 'The back end that trained the epoch.', TEXT],
  ['adapter', 'The device that trained it, as the browser names it.', TEXT],
  [
    'losses.',
    (key) => `${lossWords(key)}: mean over the training batches of the epoch, unweighted.`,
    'nats',
  ],
  ['accuracy.fusion', 'Share of held-out samples that the prediction has right.', SHARE],
  [
    'accuracy.unimodal.',
    (id) => `Share of held-out samples that a logistic probe on the encoder of ${id} has right.`,
    SHARE,
  ],
  [
    'accuracy.readouts.',
    (key) => `Share of held-out samples that ${headWords(key)} has right.`,
    SHARE,
  ],
  ['scoredOn.', (id) => `On how many held-out samples ${id} was scored.`, 'samples'],
  ['heldOut', 'The split that the held-out numbers of this row are of.', 'name of a split'],
  [
    'fusionSource',
    'Whether the prediction is the method’s, or the ensemble of its heads as long as it has none.',
    'method or ensemble',
  ],
  ['setsFixed', 'Whether the method had chosen its sets of dimensions.', 'true or false'],
  ['trainMs', 'Time that the epoch trained.', MS],
  ['measureMs', 'Time that the epoch was measured.', MS],
  ['cost.kernelsPerStep', 'Kernels that a training step asks the device for.', COUNT],
  ['cost.arrays', 'Arrays on the device after the epoch, of the whole race.', COUNT],
  ['cost.bytes', 'Memory that those arrays take.', 'bytes'],
  ['costly.every', 'Every how many epochs costly measures were taken.', 'epochs'],
  ['costly.isDue', 'Whether costly measures were taken after this epoch.', 'true or false'],
  ['spent.steps', 'Optimizer steps up to here, all stages together.', 'steps'],
  ['spent.trainMs', 'Time that training took up to here, without measuring.', MS],
  ['spent.encoders', 'Encoders trained from their first weights up to here.', COUNT],
];

const OF_ENDS: readonly Meaning[] = [
  ...KEYS,
  ['name', 'What a person called the run.', TEXT],
  ['note', 'What a person noted about it.', TEXT],
  ['tags', 'Tags that a person gave it, parted by commas.', TEXT],
  ['status', 'How it came to its end.', 'ended, failed or stopped'],
  ['epochs', 'How many epochs the run trained.', 'epochs'],
  ['savedAt', 'When the run was kept.', 'date and time, UTC'],
  ['build', 'The commit of the page that trained it; empty where it was not written down.', TEXT],
  ['backend', 'The back end that trained it; several in their order, where it changed.', TEXT],
  ['adapter', 'The device, as the browser names it; several where it changed.', TEXT],
  ['stretches', 'Which back end trained which epochs; empty where one trained all of them.', TEXT],
  ['failure', 'Why the run failed; empty where it did not.', 'code'],
  [
    'test.accuracy.fusion',
    'Share of test samples that the prediction has right after the last epoch.',
    SHARE,
  ],
  [
    'test.accuracy.unimodal.',
    (id) =>
      `Share of test samples that a logistic probe on the encoder of ${id} has right after the last epoch.`,
    SHARE,
  ],
  [
    'test.accuracy.readouts.',
    (key) => `Share of test samples that ${headWords(key)} has right after the last epoch.`,
    SHARE,
  ],
  [
    'test.ridge.',
    (id) =>
      `Share of test samples that a ridge probe on the encoder of ${id} has right after the last epoch.`,
    SHARE,
  ],
  [
    'test.alone.',
    (id) =>
      `Share of test samples that a logistic probe has right on an encoder of ${id} that trained alone, where the race knew.`,
    SHARE,
  ],
  ['spent.steps', 'Optimizer steps of the whole run, all stages together.', 'steps'],
  ['spent.trainMs', 'Time that training took in all, without measuring.', MS],
  ['spent.encoders', 'Encoders trained from their first weights in all.', COUNT],
  ['durationMs', 'Time that the run took, training and measuring.', MS],
];

const OF_SUMMARY: readonly Meaning[] = [
  ...KEYS,
  ['group', 'Rows of one number belong to runs that differ in their seed at most.', 'whole number'],
  ['number', 'Which column of the table of ends was summarised.', 'name of a column'],
  ['seeds', 'The seeds that have it, parted by blanks; of each the newest run.', TEXT],
  ['names', 'What a person called its runs, each once, parted by semicolons.', TEXT],
  ['tags', 'Tags that a person gave any of its runs, parted by commas.', TEXT],
  ['n', 'How many seeds have it.', 'seeds'],
  ['mean', 'Mean over the seeds.', SHARE],
  ['sd', 'Sample standard deviation over the seeds; empty for one.', SHARE],
  ['low', 'Lower end of what the column interval says; empty for one seed.', SHARE],
  ['high', 'Upper end of what the column interval says; empty for one seed.', SHARE],
  [
    'interval',
    'What low and high are: the 95 % interval of the mean (percentile bootstrap, 4,999 draws), or of two seeds their two numbers.',
    'bootstrap or range',
  ],
];

const MEANINGS: Readonly<Record<string, readonly Meaning[]>> = {
  epochs: OF_EPOCHS,
  ends: OF_ENDS,
  summary: OF_SUMMARY,
};

const SETTING = 'settings.';

/** The same path with what stands at its place of names: `encoders.sound.kind` is `encoders.MODALITY.kind`. */
function isPath(known: string, path: string): boolean {
  const [parts, given] = [known.split('.'), path.split('.')];
  return (
    parts.length === given.length &&
    parts.every((part, k) => part === 'MODALITY' || part === given[k])
  );
}

function settingMeaning(path: string, { catalogue }: Vocabulary): ColumnMeaning | null {
  if (path === 'format') return { meaning: 'Format of the settings.', unit: 'whole number' };
  if (path === 'data.source') return { meaning: 'Where the data came from.', unit: TEXT };
  if (path === 'data.id') return { meaning: 'The preset or data set.', unit: TEXT };
  const known = SETTINGS_LIST.flatMap(({ settings }) => settings).find((each) =>
    isPath(each.path, path),
  );
  if (known) return { meaning: known.explanation, unit: known.range };
  const [first, method = '', ...rest] = path.split('.');
  const isDefault = first === 'methodDefaults';
  if (first !== 'method' && !isDefault) return null;
  const knobs = catalogue.flatMap((each): readonly Knob[] =>
    isDefault && method !== '*' && each.id !== method ? [] : each.knobs,
  );
  const wanted = (isDefault ? rest : [method, ...rest]).join('.');
  const knob = knobs.find((each) => wanted === each.path || wanted.startsWith(`${each.path}.`));
  if (!knob) return null;
  const whose = isDefault
    ? `For all runs of ${method === '*' ? 'every method' : method}: `
    : 'Of this run: ';
  return { meaning: whose + knob.explanation, unit: rangeWithUnit(knob) };
}

/** `*` of a pattern is what stands in its place; null where the path is another. */
function starOf(pattern: string, path: string): string | null {
  const [before = '', after] = pattern.split('*');
  if (after === undefined) return pattern === path ? '' : null;
  const fits =
    path.startsWith(before) &&
    path.endsWith(after) &&
    path.length > before.length + after.length - 1;
  return fits ? path.slice(before.length, path.length - after.length) : null;
}

function measureMeaning(column: string, { measures }: Vocabulary): ColumnMeaning | null {
  const measure = measures.find(({ id }) => column === id || column.startsWith(`${id}.`));
  if (!measure) return null;
  const rest = column.slice(measure.id.length + 1);
  if (measure.per === 'structure') {
    for (const [pattern, { meaning, unit }] of Object.entries(measure.columns ?? {})) {
      const star = starOf(pattern, rest);
      if (star === null) continue;
      const of = parseName(star).kind === 'own' ? star : headWords(star);
      return { meaning: meaning.replace('{of}', of), unit };
    }
    return null;
  }
  const { per, label, explanation, unit } = measure;
  const whose =
    per === 'run' ? '' : `, ${per === 'modality' && rest !== PREDICTION ? rest : headWords(rest)}`;
  return { meaning: `${label}${whose}. ${explanation}`, unit: UNITS[unit] };
}

/** @param table `epochs`, `ends` or `summary`. */
export function columnMeaning(table: string, column: string, words: Vocabulary): ColumnMeaning {
  for (const [start, meaning, unit] of MEANINGS[table] ?? []) {
    const isPrefix = start.endsWith('.');
    if (isPrefix ? !column.startsWith(start) : column !== start) continue;
    const rest = column.slice(start.length);
    return { meaning: typeof meaning === 'string' ? meaning : meaning(rest), unit };
  }
  const known = column.startsWith(SETTING)
    ? settingMeaning(column.slice(SETTING.length), words)
    : measureMeaning(column, words);
  return known ?? { meaning: 'This build does not know what it is.', unit: 'unknown' };
}
