/**
 * A table of which one cell names several files: the folder of a sample (`s01` with `s01/photo.png` and `s01/voice.wav`),
 * or what files of several kinds are called (`s01` with `photos/s01.png` and `voices/s01.wav`). That column becomes a
 * column of files for each. Imports this room only.
 */
import { groupBy } from '../group-by';
import { listNames } from '../import-error';
import { looseKey } from '../meaning/spellings';
import { isKindName, isNeitherName, isViewName } from '../meaning/words';
import type { GatheredFile } from '../reader';
import { baseName, folderOf, stemOf } from '../source-file';
import { Column } from '../table/column';
import type { Table } from '../table/table';

/** Share of the cells that must be names of folders. */
const LEAST_FOUND = 0.5;
/** More files in a folder are a class's, or the frames of a video. */
const MOST_FILES = 6;

/** @returns the table itself where none of its columns names several files a row. */
export function withFolderFiles(table: Table, media: readonly GatheredFile[]): Table {
  return (
    replaced(table, foldersOf(media), ({ path }) => looseKey(stemOf(path)), isAny) ??
    replaced(table, namesakesOf(media), ({ path }) => keyOf(folderOf(path)), isSide) ??
    table
  );
}

/** In the folder of a sample any file that recurs is a side. */
const isAny = (): boolean => true;
/** A folder that is a side rather than a class: it says a kind of data or a view. */
const isSide = (name: string): boolean => isKindName(name) || isViewName(name);

/** The table with a column of files for each side in place of the first column whose cells name groups of files. */
function replaced(
  table: Table,
  groups: ReadonlyMap<string, readonly GatheredFile[]>,
  nameOf: (file: GatheredFile) => string,
  isName: (name: string) => boolean,
): Table | null {
  if (groups.size < 2) return null;
  for (const column of table.columns) {
    // numbers that are files' names as well may be measurements, unless their column says that they are names
    const says = isNeitherName(column.name) || isKindName(column.name);
    if (isName === isSide && column.textCount === 0 && !says) continue;
    const cells = Array.from({ length: column.rows }, (_, row) => keyOf(column.text(row) ?? ''));
    const found = cells.map((cell) => groups.get(cell) ?? null);
    const there = found.filter((files) => files !== null);
    if (there.length < column.rows * LEAST_FOUND || new Set(cells).size < column.rows) continue;
    const sides = sidesOf(there, nameOf, isName);
    if (sides.length === 0) continue;
    return {
      ...table,
      columns: [
        ...table.columns.filter((each) => each !== column),
        ...sides.map(({ name, of }) => {
          const paths = new Column(name, table.file);
          for (const files of found) paths.push((files && of(files)?.path) ?? null);
          return paths;
        }),
      ],
      choices: [
        ...table.choices,
        `What "${column.name}" names are several files, one of each of ${listNames(sides.map(({ name }) => name))}.`,
      ],
    };
  }
  return null;
}

/** A list writes 3, /data/set/s03/ or s03 for the folder. */
const keyOf = (name: string): string =>
  looseKey(baseName(name.trim().replaceAll('\\', '/').replace(/\/+$/, '')));

/** Media by the folder that they lie in; folders of one name in several places are none. */
function foldersOf(media: readonly GatheredFile[]): Map<string, readonly GatheredFile[]> {
  const byPath = groupBy(media, ({ path }) => folderOf(path));
  byPath.delete('');
  const byName = new Map<string, readonly GatheredFile[] | null>();
  for (const [path, files] of byPath) {
    const key = keyOf(path);
    byName.set(key, byName.has(key) ? null : files);
  }
  return new Map([...byName].flatMap(([key, files]) => (files ? [[key, files] as const] : [])));
}

/** Files of one name in several places, such as a picture and a sound. */
function namesakesOf(media: readonly GatheredFile[]): Map<string, readonly GatheredFile[]> {
  const byName: Map<string, readonly GatheredFile[]> = groupBy(media, ({ path }) =>
    looseKey(stemOf(path)),
  );
  const several = [...byName.values()].filter(({ length }) => length > 1).length;
  return several >= byName.size * LEAST_FOUND ? byName : new Map();
}

interface FolderSide {
  readonly name: string;
  readonly of: (files: readonly GatheredFile[]) => GatheredFile | undefined;
}

/** A side for each kind where no folder holds two of it, else for each name that recurs. */
function sidesOf(
  folders: readonly (readonly GatheredFile[])[],
  nameOf: (file: GatheredFile) => string,
  isName: (name: string) => boolean,
): FolderSide[] {
  if (folders.some((files) => files.length > MOST_FILES)) return [];
  const kinds = [...new Set(folders.flatMap((files) => files.map(({ kind }) => kind)))];
  const isSingle = folders.every(
    (files) => new Set(files.map(({ kind }) => kind)).size === files.length,
  );
  if (isSingle) {
    return kinds.map((kind) => ({
      name: kind,
      of: (files) => files.find((file) => file.kind === kind),
    }));
  }
  const names = new Map<string, number>();
  for (const files of folders) {
    for (const file of files) {
      const name = nameOf(file);
      names.set(name, (names.get(name) ?? 0) + 1);
    }
  }
  return [...names]
    .filter(([name, count]) => isName(name) && count >= folders.length * LEAST_FOUND)
    .map(([name]) => ({
      name,
      of: (files) => files.find((file) => nameOf(file) === name),
    }));
}
