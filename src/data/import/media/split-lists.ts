/**
 * Lists of file names that are a split: `testing_list.txt`, `val.txt`. Imports the protocol's types and this room only.
 */
import type { SplitName } from '../../../protocol/data-set';
import { splitInName } from '../meaning/words';
import type { GatheredFile } from '../reader';
import { stemOf } from '../source-file';
import type { Table } from '../table/table';
import { PathIndex } from './path-index';

/** A list whose name says the split of the files it names. */
export interface SplitList {
  readonly file: string;
  readonly split: SplitName;
  readonly paths: readonly string[];
}

/** Share of names that must be those of files that are there. */
const LEAST_FOUND = 0.5;

/** The lists among tables. */
export function splitLists(tables: readonly Table[], media: readonly GatheredFile[]): SplitList[] {
  const index = new PathIndex(media);
  return tables.flatMap((table): SplitList[] => {
    const said = splitInName(stemOf(table.file));
    const [column] = table.columns;
    if (!said || !column || table.columns.length !== 1) return [];
    // a list has no line of names, though its first line looks like one
    const names = Array.from({ length: column.rows }, (_, row) => column.text(row) ?? '');
    const all = table.numbered ? names : [column.name, ...names];
    const paths = all.flatMap((name) => index.find(name, table.file)?.path ?? []);
    return paths.length >= all.length * LEAST_FOUND
      ? [{ file: table.file, split: said.split, paths }]
      : [];
  });
}

/**
 * The split of each file.
 * @returns null where there is no list, or none that leaves something to train on. Files in no list train, unless
 * a list says which do; then they are in no split.
 */
export function splitByLists(
  lists: readonly SplitList[],
): ((path: string) => SplitName | null) | null {
  if (lists.length === 0) return null;
  const splits = new Map<string, SplitName>();
  for (const { split, paths } of lists) for (const path of paths) splits.set(path, split);
  const rest = lists.some(({ split }) => split === 'train') ? null : 'train';
  return (path) => splits.get(path) ?? rest;
}
