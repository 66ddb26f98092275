/**
 * A table that names folders, each of which holds the files of one sample: `s01,cat` beside `s01/photo.png` and
 * `s01/voice.wav`. Its column of folders becomes a column of files for each of the files that recur. Imports this
 * folder only.
 */
import { looseKey } from '../meaning/spellings';
import type { GatheredFile } from '../reader';
import { baseName, folderOf, stemOf } from '../source-file';
import { Column, type Table } from '../table/table';

/** Share of the cells that must be names of folders. */
const LEAST_FOUND = 0.5;
/** More files in a folder are a class's, or the frames of a video. */
const MOST_FILES = 6;

/** @returns the table itself where none of its columns names such folders. */
export function withFolderFiles(table: Table, media: readonly GatheredFile[]): Table {
  const folders = foldersOf(media);
  if (folders.size < 2) return table;
  for (const column of table.columns) {
    const cells = Array.from({ length: column.rows }, (_, row) => keyOf(column.text(row) ?? ''));
    const found = cells.map((cell) => folders.get(cell) ?? null);
    const there = found.filter((files) => files !== null);
    if (there.length < column.rows * LEAST_FOUND || new Set(cells).size < column.rows) continue;
    const sides = sidesOf(there);
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
      choices: [...table.choices, `Each folder that "${column.name}" names is a sample.`],
    };
  }
  return table;
}

/** A list writes 3, /data/set/s03/ or s03 for the folder. */
const keyOf = (name: string): string =>
  looseKey(baseName(name.trim().replaceAll('\\', '/').replace(/\/+$/, '')));

/** Media by the folder that they lie in; folders of one name in several places are none. */
function foldersOf(media: readonly GatheredFile[]): Map<string, readonly GatheredFile[]> {
  const byPath = new Map<string, GatheredFile[]>();
  for (const file of media) {
    const folder = folderOf(file.path);
    if (folder !== '') byPath.set(folder, [...(byPath.get(folder) ?? []), file]);
  }
  const byName = new Map<string, readonly GatheredFile[] | null>();
  for (const [path, files] of byPath) {
    const key = keyOf(path);
    byName.set(key, byName.has(key) ? null : files);
  }
  return new Map([...byName].flatMap(([key, files]) => (files ? [[key, files] as const] : [])));
}

interface FolderSide {
  readonly name: string;
  readonly of: (files: readonly GatheredFile[]) => GatheredFile | undefined;
}

/** A side for each kind where no folder holds two of it, else for each name that recurs. */
function sidesOf(folders: readonly (readonly GatheredFile[])[]): FolderSide[] {
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
    for (const { path } of files) {
      const name = looseKey(stemOf(path));
      names.set(name, (names.get(name) ?? 0) + 1);
    }
  }
  return [...names]
    .filter(([, count]) => count >= folders.length * LEAST_FOUND)
    .map(([name]) => ({
      name,
      of: (files) => files.find(({ path }) => looseKey(stemOf(path)) === name),
    }));
}
