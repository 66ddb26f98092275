/**
 * Runs as tables in which every column means one thing: `epochs` has the numbers of held-out samples while a run trained,
 * `ends` those of the test split after it with every setting, `summary` what the seeds of one setting came to, `columns` what
 * each column is. Pure.
 */
import type { Settings } from '../../protocol/settings';
import { leavesOf } from '../../protocol/settings-paths';
import type { Accuracy } from '../../protocol/units';
import { intervalKind, spreadOf } from '../../verdict/seed-numbers';
import { adaptersOf, backendsOf, stretchCell, trainedAt } from '../stretches';
import { columnMeaning, type Vocabulary } from './column-meanings';
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

function endRow({ stored, about }: WholeRun): Row {
  const { run, settings, levels } = stored;
  const [end, last] = [run.end, run.epochs.at(-1)];
  return {
    ...keysOf(stored),
    ...(about && { name: about.name, note: about.note, tags: about.tags.join(', ') }),
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
  const cards = runs.map(({ stored, about }) => ({
    ...cardOf(stored, false),
    ...(about && { about }),
  }));
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
    const said = group.cards.flatMap(({ about }) => about ?? []);
    const each = (words: readonly string[]) => [...new Set(words.filter(Boolean))];
    const words = {
      names: each(said.map(({ name }) => name)).join('; '),
      tags: each(said.flatMap(({ tags }) => tags)).join(', '),
    };
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
              low: spread.interval?.[0] ?? null,
              high: spread.interval?.[1] ?? null,
              interval: spread.interval && intervalKind(spread.seeds),
              ...(said.length > 0 && words),
              ...settingCells(settings, first.name),
            },
          ];
    });
  });
}

/** Tables by their files' names, as RFC 4180 has them. */
export function runTables(
  runs: readonly WholeRun[],
  words: Vocabulary,
): Readonly<Record<'epochs' | 'ends' | 'summary' | 'columns', string>> {
  const tables = {
    epochs: runs.flatMap(epochRows),
    ends: runs.map(endRow),
    summary: summaryRows(runs),
  };
  const columns = Object.entries(tables).flatMap(([table, rows]) =>
    [...new Set(rows.flatMap((row) => Object.keys(row)))].map((column) => ({
      table: `${table}.csv`,
      column,
      ...columnMeaning(table, column, words),
    })),
  );
  return {
    epochs: asCsv(tables.epochs),
    ends: asCsv(tables.ends),
    summary: asCsv(tables.summary),
    columns: asCsv(columns),
  };
}
