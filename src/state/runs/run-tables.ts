/**
 * Runs as tables in which every column means one thing: `epochs` has the numbers of held-out samples while a run trained,
 * `ends` those of the test split after it with every setting, `summary` what the seeds of one setting came to, `columns` what
 * each column is. Pure.
 */
import type { MeasureCatalogue, MeasureDescription } from '../../protocol/measure';
import type { Settings } from '../../protocol/settings';
import { leavesOf } from '../../protocol/settings-paths';
import type { Accuracy } from '../../protocol/units';
import { spreadOf } from '../../verdict/seed-numbers';
import { adaptersOf, backendsOf, stretchCell, trainedAt } from '../stretches';
import { cardOf, type RunCard } from './run-card';
import { asCsv, type Cell, type Row } from './run-csv';
import { runGroups } from './shelf-groups';
import type { StoredRun, WholeRun } from './stored-run';

/** What an epoch says about itself rather than about training. */
const LEFT_OUT: ReadonlySet<string> = new Set(['kind', 'run', 'seq', 'right']);

/** Numbers, words and switches of a value by dotted path; lists have no place in a cell and are left out. */
function cellsOf(value: object): Record<string, Cell> {
  const cells: Record<string, Cell> = {};
  for (const [path, leaf] of leavesOf(value)) {
    if (leaf === null || leaf === undefined || typeof leaf === 'object') continue;
    if (!LEFT_OUT.has(path.split('.', 1)[0] ?? path))
      cells[path] = typeof leaf === 'number' ? leaf : String(leaf);
  }
  return cells;
}

const withPrefix = (prefix: string, cells: Readonly<Record<string, Cell>>): Row =>
  Object.fromEntries(Object.entries(cells).map(([path, cell]) => [`${prefix}.${path}`, cell]));

/** What says which run a row is of, the same in every table. */
function keysOf({ id, run, settings, summary }: StoredRun): Row {
  const { seed, fold } = settings;
  return {
    id,
    run: run.name,
    method: run.label,
    data: summary.name,
    seed,
    ...(fold !== undefined && { fold }),
  };
}

/** Lists, such as sizes of layers, as JSON: a setting must not be missing. */
function settingCells({ methods, ...rest }: Omit<Settings, 'seed'>, name: string): Row {
  const method = methods[name] ?? {};
  const cells: Record<string, Cell> = {};
  for (const [path, leaf] of [...leavesOf(rest), ...leavesOf(method, 'method')]) {
    cells[`settings.${path}`] =
      typeof leaf === 'number' ? leaf : typeof leaf === 'string' ? leaf : JSON.stringify(leaf);
  }
  return cells;
}

const epochRows = ({ stored }: WholeRun): readonly Row[] =>
  stored.run.epochs.map((epoch) => {
    const { backend, adapter } = trainedAt(stored.run, epoch.epoch);
    return { ...keysOf(stored), ...cellsOf(epoch), backend, adapter };
  });

function endRow({ stored }: WholeRun): Row {
  const { run, settings, levels } = stored;
  const [end, last] = [run.end, run.epochs.at(-1)];
  return {
    ...keysOf(stored),
    status: run.status,
    epochs: last?.epoch ?? 0,
    savedAt: stored.savedAt,
    build: stored.build ?? '',
    backend: backendsOf(run),
    adapter: adaptersOf(run),
    stretches: stretchCell(run, last?.epoch ?? 0),
    failure: run.failed?.code ?? null,
    ...(end && withPrefix('test', cellsOf({ accuracy: end.accuracy, ridge: end.ridge }))),
    ...withPrefix('test', cellsOf({ alone: levels?.end?.accuracy ?? {} })),
    ...cellsOf({ spent: last?.spent ?? {}, durationMs: end?.durationMs ?? null }),
    ...settingCells(settings, run.name),
  };
}

/** The end numbers of a card by their column in `ends`. */
function endNumbers({ fusion, unimodal, alone = {} }: RunCard): ReadonlyMap<string, Accuracy> {
  const numbers = new Map<string, Accuracy>();
  if (fusion !== null) numbers.set('test.accuracy.fusion', fusion);
  for (const [id, value] of Object.entries(unimodal)) {
    numbers.set(`test.accuracy.unimodal.${id}`, value);
  }
  for (const [id, value] of Object.entries(alone)) numbers.set(`test.alone.${id}`, value);
  return numbers;
}

/** One row for each number of runs that differ in their seed at most. */
function summaryRows(runs: readonly WholeRun[]): readonly Row[] {
  const cards = runs.map(({ stored }) => cardOf(stored, false));
  return runGroups(cards.filter(({ status }) => status === 'ended')).flatMap((group, number) => {
    const [first] = group.cards;
    if (!first) return [];
    const bySeed = new Map<string, Map<number, Accuracy>>();
    for (const card of group.cards) {
      for (const [column, value] of endNumbers(card)) {
        const values = bySeed.get(column) ?? new Map<number, Accuracy>();
        // the newest run of a seed stands for it
        if (!values.has(card.settings.seed)) values.set(card.settings.seed, value);
        bySeed.set(column, values);
      }
    }
    const { seed: _, ...settings } = first.settings;
    return [...bySeed].flatMap(([column, values]): readonly Row[] => {
      const spread = spreadOf(values);
      return spread === null
        ? []
        : [
            {
              group: number + 1,
              run: first.name,
              method: first.label,
              data: first.dataName,
              number: column,
              seeds: [...values.keys()].sort((a, b) => a - b).join(' '),
              n: spread.seeds,
              mean: spread.mean,
              sd: spread.sd,
              low95: spread.interval?.[0] ?? null,
              high95: spread.interval?.[1] ?? null,
              ...settingCells(settings, first.name),
            },
          ];
    });
  });
}

type Meaning = readonly [start: string, meaning: string, unit: string];

/** By the beginning of a column's name, the longest first. */
const MEANINGS: readonly Meaning[] = [
  ['id', 'Which run: the same in every table and in the file of runs.', ''],
  ['run', 'The run’s name among the methods of the settings.', ''],
  ['method', 'The method, as the page calls it.', ''],
  ['data', 'The data set.', ''],
  ['seed', 'What the data, the first weights and the batches were drawn from.', ''],
  ['fold', 'Which fold was tested.', ''],
  ['epochs', 'How many epochs the run trained.', 'epochs'],
  ['epoch', 'After which epoch, counting all stages.', ''],
  ['stage', 'The method’s stage that trained.', ''],
  ['losses.', 'Mean training loss of the epoch.', 'nats'],
  ['accuracy.fusion', 'Share of held-out samples that the prediction has right.', '0..1'],
  [
    'accuracy.unimodal.',
    'Share of held-out samples that a logistic probe on the modality’s encoder has right.',
    '0..1',
  ],
  ['accuracy.readouts.', 'Share of held-out samples that this head has right by itself.', '0..1'],
  ['scoredOn.', 'On how many samples a modality was scored.', 'samples'],
  ['heldOut', 'The split that the numbers of this row are of.', ''],
  ['fusionSource', 'Whether the prediction is the method’s or the ensemble of its heads.', ''],
  ['setsFixed', 'Whether the sets of dimensions were in use.', ''],
  ['trainMs', 'Time that the epoch trained.', 'ms'],
  ['measureMs', 'Time that the epoch was measured.', 'ms'],
  ['cost.kernelsPerStep', 'Kernels that a training step asks the device for.', ''],
  ['cost.arrays', 'Arrays on the device at the end of the epoch, of the whole race.', ''],
  ['cost.bytes', 'Memory that they take.', 'bytes'],
  ['costly.', 'Of costly measures: every how many epochs, and whether in this one.', ''],
  ['spent.', 'What training has taken so far: optimizer steps, time, encoders trained.', ''],
  ['status', 'Whether the run ended, failed or was stopped.', ''],
  ['savedAt', 'When the run was kept.', 'UTC'],
  ['build', 'The commit of the page that trained it; empty where it was not written down.', ''],
  ['backend', 'The back end that trained it; several in their order, where it changed.', ''],
  ['adapter', 'The device, as the browser names it; several where it changed.', ''],
  ['stretches', 'Which back end trained which epochs; empty where one trained all of them.', ''],
  ['failure', 'Why the run failed.', ''],
  [
    'test.accuracy.fusion',
    'Share of the test split that the prediction has right, after the last epoch.',
    '0..1',
  ],
  [
    'test.accuracy.unimodal.',
    'Share of the test split that a logistic probe on the modality’s encoder has right, after the last epoch.',
    '0..1',
  ],
  [
    'test.accuracy.readouts.',
    'Share of the test split that this head has right, after the last epoch.',
    '0..1',
  ],
  ['test.ridge.', 'The same by a ridge probe.', '0..1'],
  ['test.alone.', 'The same probe on an encoder that trained alone, where the race knew.', '0..1'],
  ['durationMs', 'Time that the run took, training and measuring.', 'ms'],
  ['settings.', 'What was asked for; docs/settings.md says what each is.', ''],
  ['group', 'Rows of one number belong to runs that differ in their seed at most.', ''],
  ['number', 'Which column of the table of ends was summarised.', ''],
  ['seeds', 'The seeds that have it; of each the newest run.', ''],
  ['n', 'How many seeds have it.', 'seeds'],
  ['mean', 'Mean over the seeds.', '0..1'],
  ['sd', 'Sample standard deviation over the seeds; empty for one.', '0..1'],
  [
    'low95',
    'Lower end of the 95 % interval of the mean: percentile bootstrap, 4,999 draws.',
    '0..1',
  ],
  ['high95', 'Upper end of the same interval.', '0..1'],
];

const fits = (start: string, column: string): boolean =>
  start.endsWith('.') ? column.startsWith(start) : column === start;

const measureOf = (measures: MeasureCatalogue, column: string): MeasureDescription | undefined =>
  measures.find(({ id }) => column === id || column.startsWith(`${id}.`));

function columnRow(table: string, column: string, measures: MeasureCatalogue): Row {
  const known = MEANINGS.find(([start]) => fits(start, column));
  const measure = known ? undefined : measureOf(measures, column);
  return {
    table,
    column,
    meaning: known?.[1] ?? measure?.explanation ?? 'A measure that this page does not know.',
    unit: known?.[2] ?? (measure && 'unit' in measure ? measure.unit : ''),
  };
}

/** Tables by their files' names, as RFC 4180 has them. */
export function runTables(
  runs: readonly WholeRun[],
  measures: MeasureCatalogue,
): Readonly<Record<'epochs' | 'ends' | 'summary' | 'columns', string>> {
  const tables = {
    epochs: runs.flatMap(epochRows),
    ends: runs.map(endRow),
    summary: summaryRows(runs),
  };
  const columns = Object.entries(tables).flatMap(([table, rows]) =>
    [...new Set(rows.flatMap((row) => Object.keys(row)))].map((column) =>
      columnRow(`${table}.csv`, column, measures),
    ),
  );
  return {
    epochs: asCsv(tables.epochs),
    ends: asCsv(tables.ends),
    summary: asCsv(tables.summary),
    columns: asCsv(columns),
  };
}
