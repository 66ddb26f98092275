/**
 * The folders that files lie in, level by level, with the names by which reports and settings call them. A folder that
 * says class and split at once (`rock.train`) is two levels, the name of one of several archives is called so. Imports
 * this room only.
 */
import { splitInName, tokensOf } from '../meaning/words';
import type { GatheredFile } from '../reader';

/** What the level of the archives' names is called. */
export const ARCHIVE_NAME = 'archive name';

export const levelName = (level: number): string => `folder level ${level + 1}`;

export const foldersOf = ({ path }: Pick<GatheredFile, 'path'>): string[] =>
  path.split('/').slice(0, -1);

/** One level. */
export interface Level {
  /** As the report and the settings call it; null for the half of a level that is a split. */
  readonly name: string | null;
  readonly of: (file: GatheredFile) => string;
  /** All folders down to this one. */
  readonly down: (file: GatheredFile) => string;
}

/** The levels of files that lie so deep at least, from the outermost. */
export function levelsAt(files: readonly GatheredFile[], depth: number): Level[] {
  const [first] = files;
  return Array.from({ length: depth }, (_, at): Level[] => {
    const isArchive = first?.archiveAt === at && files.every(({ archiveAt }) => archiveAt === at);
    const of = (file: GatheredFile) => foldersOf(file)[at] ?? '';
    const down = (file: GatheredFile) =>
      foldersOf(file)
        .slice(0, at + 1)
        .join('/');
    const name = isArchive ? ARCHIVE_NAME : levelName(at);
    if (!areBoth(new Set(files.map(of)))) return [{ name, of, down }];
    return [
      { name: null, of, down },
      { name, of: (file) => withoutSplit(of(file)), down },
    ];
  }).flat();
}

/** Whether names say a split and something else each, several of it, and each of them to train and to test. */
function areBoth(names: ReadonlySet<string>): boolean {
  const splits = new Map<string, Set<string>>();
  for (const name of names) {
    const said = splitInName(name);
    if (!said || said.base === '') return false;
    splits.set(said.base, (splits.get(said.base) ?? new Set()).add(said.split));
  }
  return (
    splits.size > 1 && [...splits.values()].every((each) => each.has('train') && each.size > 1)
  );
}

/** `Rote Karte_train` gives `Rote Karte`. */
function withoutSplit(name: string): string {
  const said = splitInName(name);
  if (!said) return name;
  const words = name.split(/([-_.\s]+)/).map((word) => (splitInName(word) ? '' : word));
  const rest = words.join('').replace(/^[-_.\s]+|[-_.\s]+$/g, '');
  return tokensOf(rest).join('_') === said.base ? rest : said.base;
}

/** A sign and a word that all names end with: `cat-samples` beside `dog-samples`. */
const ENDING = /[-_.]\p{L}+$/u;

/**
 * What all of several names end with, which says nothing of any of them.
 * @returns null where they have no such ending, or would not be told apart without it.
 */
export function commonEnding(names: readonly string[]): string | null {
  const [first = '', ...others] = names;
  const ending = ENDING.exec(first)?.[0];
  if (ending === undefined || others.length === 0) return null;
  const rests = names.map((name) => name.slice(0, -ending.length).trim());
  return names.every((name) => name.endsWith(ending)) && rests.every((rest) => rest !== '')
    ? ending
    : null;
}
