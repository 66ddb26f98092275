/**
 * Finds the files that a manifest names, however it writes their paths: either slash, any form of accents and
 * capitals, paths of another computer, names without their ending. Imports this folder only.
 */

import { splitInName } from '../meaning/words';
import type { GatheredFile } from '../reader';
import { baseName, folderOf, stemOf } from '../source-file';

/** How paths are compared. */
const keyOf = (path: string): string => path.normalize('NFC').toLowerCase();
const withoutEnding = (path: string): string => path.replace(/\.[^./]+$/, '');
/** Numbers lose their leading zeros in a table. */
const bare = (path: string): string => path.replace(/(^|\/)0+(?=\d[^/]*$)/, '$1');

/** What a list writes, as a path; null for paths that lead out and in again. */
function pathIn(written: string): string | null {
  const path = written
    .trim()
    .replaceAll('\\', '/')
    // lists were often written from a folder beside the data
    .replace(/^(\.{1,2}\/)+/, '');
  return path === '' || path.split('/').includes('..') ? null : path;
}

/** The folders that all paths of a list begin with; they may be those of another computer. */
export function commonStart(written: readonly string[]): string {
  const folders = written.flatMap((each) => {
    const path = pathIn(each);
    return path === null ? [] : [folderOf(path).split('/')];
  });
  const [first = []] = folders;
  let shared = 0;
  while (
    shared < first.length &&
    folders.every((parts) => parts[shared] !== undefined && parts[shared] === first[shared])
  ) {
    shared++;
  }
  return first.slice(0, shared).join('/');
}

/** Looks files up by the path a manifest gives. */
export class PathIndex {
  private readonly byPath = new Map<string, GatheredFile>();
  private readonly byName = new Map<string, GatheredFile[]>();
  /** The same without endings, which tables of identifiers leave out. */
  private readonly byStem = new Map<string, GatheredFile[]>();

  constructor(files: readonly GatheredFile[]) {
    for (const file of files) {
      const path = keyOf(file.path);
      this.byPath.set(path, file);
      add(this.byName, baseName(path), file);
      add(this.byStem, bare(withoutEnding(baseName(path))), file);
    }
  }

  /**
   * The file meant: beside the manifest, from the top, or the only one whose path ends so. Null where there
   * is none, where several fit, and for paths that lead out and in again.
   * @param start folders that all paths of the list begin with, of which any part need not be there.
   */
  find(written: string, manifest: string, start = ''): GatheredFile | null {
    const plain = pathIn(written);
    if (plain === null) return null;
    const path = keyOf(plain);
    const folder = keyOf(folderOf(manifest));
    const direct = this.byPath.get(folder ? `${folder}/${path}` : path) ?? this.byPath.get(path);
    if (direct) return direct;
    const split = splitInName(stemOf(manifest))?.split;
    const isOfSplit = ({ path: each }: GatheredFile) =>
      folderOf(each)
        .split('/')
        .some((name) => split !== undefined && splitInName(name)?.split === split);
    const least = path.split('/').length - keyOf(start).split('/').filter(Boolean).length;
    return (
      longestEnding(this.byName.get(baseName(path)) ?? [], path, least, keyOf, isOfSplit) ??
      longestEnding(
        this.byStem.get(bare(baseName(path))) ?? [],
        bare(path),
        least,
        (each) => bare(withoutEnding(keyOf(each))),
        isOfSplit,
      )
    );
  }
}

function add(map: Map<string, GatheredFile[]>, key: string, file: GatheredFile): void {
  const list = map.get(key);
  if (list) list.push(file);
  else map.set(key, [file]);
}

/**
 * The only file that shares the longest ending with a path, of at least so many parts.
 * @param isPreferred decides between files that fit alike: those of the list's own split.
 */
function longestEnding(
  files: readonly GatheredFile[],
  path: string,
  least: number,
  keyOfPath: (path: string) => string,
  isPreferred: (file: GatheredFile) => boolean,
): GatheredFile | null {
  const wanted = path.split('/').filter(Boolean).reverse();
  let best: GatheredFile[] = [];
  let longest = 1;
  for (const file of files) {
    const parts = keyOfPath(file.path).split('/').reverse();
    let shared = 0;
    while (shared < wanted.length && wanted[shared] === parts[shared]) shared++;
    if (shared < Math.min(least, wanted.length)) continue;
    if (shared > longest) best = [];
    longest = Math.max(longest, shared);
    if (shared === longest) best.push(file);
  }
  const fits = best.length > 1 ? best.filter(isPreferred) : best;
  return fits.length === 1 ? (fits[0] ?? null) : null;
}
