/**
 * The shelf as a table: which columns there are, which are shown, in what order the rows stand, which are left out. All
 * of it is kept with the runs, and checked when it comes back. Pure.
 */
import * as v from 'valibot';
import { leavesOf } from '../../protocol/settings-paths';
import { drawn } from '../charts/drawn';
import { modalityWord } from '../charts/modality-word';
import { finePercent } from '../format';
import { cardName, statusText, whenText } from './card-words';
import type { RunCard } from './run-card';

/** Stands for what a run does not have. */
export const ABSENT = '\u2013';

/** What a cell sorts by; null stands at the end whichever way. */
type Key = string | number | null;

export interface TableColumn {
  /** `fusion`, `each.sound`, or the path of a setting after `set.`. */
  readonly id: string;
  readonly word: string;
  /** Numbers stand at the right. */
  readonly isNumber: boolean;
  readonly key: (card: RunCard) => Key;
  readonly text: (card: RunCard) => string;
}

export interface TableView {
  /** Whether the shelf is a table, and not cards. */
  readonly isOpen: boolean;
  /** Ids of the columns that are shown, in the order of the columns. */
  readonly shown: readonly string[];
  readonly sortBy: string;
  readonly isDown: boolean;
  /** Words that a row must hold, all of them. */
  readonly filter: string;
}

/** The newest first. */
export const FIRST_VIEW: TableView = {
  isOpen: false,
  shown: ['name', 'seed', 'data', 'status', 'fusion', 'each', 'tags', 'saved'],
  sortBy: 'saved',
  isDown: true,
  filter: '',
};

const text = v.pipe(v.string(), v.maxLength(200));
const schema = v.object({
  isOpen: v.boolean(),
  shown: v.pipe(v.array(text), v.maxLength(200)),
  sortBy: text,
  isDown: v.boolean(),
  filter: text,
});

/** The view as it was left; the first where it was not kept, or cannot be read. */
export function readTableView(kept: string | null): TableView {
  try {
    return kept === null ? FIRST_VIEW : v.parse(schema, JSON.parse(kept));
  } catch {
    return FIRST_VIEW;
  }
}

export const writeTableView = (view: TableView): string => JSON.stringify(view);

const words = (id: string, word: string, of: (card: RunCard) => string): TableColumn => ({
  ...{ id, word, isNumber: false, text: of },
  key: (card) => of(card).toLowerCase() || null,
});

const numbers = (
  id: string,
  word: string,
  of: (card: RunCard) => number | null,
  write: (value: number) => string = String,
): TableColumn => ({
  ...{ id, word, isNumber: true, key: of },
  text: (card) => {
    const value = of(card);
    return value === null ? ABSENT : write(value);
  },
});

const seconds = (durationMs: number): string => `${(durationMs / 1000).toFixed(1)}\u00A0s`;

/** What every run has. */
const COMMON: readonly TableColumn[] = [
  words('name', 'Name', cardName),
  words('method', 'Method', ({ name }) => name),
  numbers('seed', 'Seed', ({ settings }) => settings.seed),
  words('data', 'Data', ({ dataName }) => dataName),
  words('status', 'State', (card) => statusText(card) ?? 'ended'),
  numbers('epochs', 'Epochs', ({ epochs }) => epochs),
  numbers('fusion', 'Fusion', ({ fusion }) => drawn(fusion), finePercent),
];

const LAST: readonly TableColumn[] = [
  numbers('duration', 'Time', ({ durationMs }) => durationMs, seconds),
  words('backend', 'Back end', ({ backend }) => backend),
  words('tags', 'Tags', ({ about }) => (about?.tags ?? []).join(', ')),
  words('note', 'Note', ({ about }) => about?.note ?? ''),
  {
    ...{ id: 'saved', word: 'Kept', isNumber: false },
    key: ({ savedAt }) => savedAt,
    text: ({ savedAt }) => whenText(savedAt),
  },
];

/** One for every modality that any run has. */
function modalityColumns(cards: readonly RunCard[]): readonly TableColumn[] {
  const names = new Map(
    cards.flatMap(({ modalities }) => modalities.map(({ id, name }) => [id, name] as const)),
  );
  return [...names].map(([id, name]) =>
    numbers(`each.${id}`, modalityWord(name), ({ unimodal }) => drawn(unimodal[id]), finePercent),
  );
}

/** One for every setting in which any two runs differ; knobs of a run's own method begin with `method`. */
export function settingColumns(cards: readonly RunCard[]): readonly TableColumn[] {
  const values = cards.map(({ id, name, settings: { methods, seed: _, ...rest } }) => {
    const leaves = [...leavesOf(rest), ...leavesOf(methods[name] ?? {}, 'method')];
    return [id, new Map(leaves.filter(([path]) => path !== 'method'))] as const;
  });
  const of = new Map(values);
  const paths = new Set(values.flatMap(([, leaves]) => [...leaves.keys()]));
  const differing = [...paths].filter(
    (path) => new Set(values.map(([, leaves]) => JSON.stringify(leaves.get(path)))).size > 1,
  );
  const valueIn = (card: RunCard, path: string): unknown => of.get(card.id)?.get(path);
  return differing.map((path): TableColumn => {
    const known = cards.map((card) => valueIn(card, path)).filter((value) => value !== undefined);
    const write = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value));
    const isNumber = known.every((value) => typeof value === 'number');
    return {
      ...{ id: `set.${path}`, word: path, isNumber },
      key: (card) => {
        const value = valueIn(card, path);
        if (value === undefined) return null;
        return typeof value === 'number' && isNumber ? value : write(value);
      },
      text: (card) => {
        const value = valueIn(card, path);
        return value === undefined ? ABSENT : write(value);
      },
    };
  });
}

/** Every column that these runs can fill. */
export const tableColumns = (cards: readonly RunCard[]): readonly TableColumn[] => [
  ...COMMON,
  ...modalityColumns(cards),
  ...LAST,
  ...settingColumns(cards),
];

/** Whether a column is shown: by its own name, or by that of its kind. */
export const isShown = ({ shown }: TableView, { id }: TableColumn): boolean =>
  shown.includes(id) || (id.startsWith('each.') && shown.includes('each'));

/** The view with a column shown or hidden. */
export function withColumn(
  view: TableView,
  columns: readonly TableColumn[],
  id: string,
): TableView {
  const shown = columns
    .filter((column) => isShown(view, column) !== (column.id === id))
    .map((column) => column.id);
  return { ...view, shown };
}

/** The view sorted by this column; the same again turns it round. Numbers begin with the highest, words with A. */
export const sortedBy = (view: TableView, { id, isNumber }: TableColumn): TableView => ({
  ...view,
  sortBy: id,
  isDown: view.sortBy === id ? !view.isDown : isNumber || id === 'saved',
});

/** Words of one language, numbers within words by their size. */
const order = new Intl.Collator('en', { numeric: true }).compare;

function compare(a: Key, b: Key, isDown: boolean): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  const up = typeof a === 'number' && typeof b === 'number' ? a - b : order(String(a), String(b));
  return isDown ? -up : up;
}

/** The rows that hold every word of the filter in any column, shown or not, sorted; what ties keeps the shelf's order. */
export function tableRows(
  cards: readonly RunCard[],
  columns: readonly TableColumn[],
  { filter, sortBy, isDown }: TableView,
): readonly RunCard[] {
  const wanted = filter.toLowerCase().split(/\s+/).filter(Boolean);
  const holds = (card: RunCard) => {
    if (wanted.length === 0) return true;
    const all = columns.map((column) => column.text(card).toLowerCase()).join('\n');
    return wanted.every((word) => all.includes(word));
  };
  const column = columns.find(({ id }) => id === sortBy);
  const found = cards.filter(holds);
  return column ? found.sort((a, b) => compare(column.key(a), column.key(b), isDown)) : found;
}
