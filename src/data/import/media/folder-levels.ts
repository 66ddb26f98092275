/**
 * What each level of folders is for: split, kind of data, group, storage, one sample, or the class. Levels are told
 * apart by their names where these mean something, else by what they hold. Imports the protocol's types and this room.
 */
import type { SplitName } from '../../../protocol/data-set';
import { listNames, plainName } from '../import-error';
import type { Question } from '../meaning/meaning';
import { looseKey } from '../meaning/spellings';
import {
  groupRank,
  isBesideClasses,
  isKindName,
  isStorageName,
  isViewName,
  splitInName,
} from '../meaning/words';
import { type ImportOptions, NONE } from '../options';
import type { GatheredFile } from '../reader';
import { type LeftOut, stemOf } from '../source-file';
import { commonest } from '../table/separated-rows';
import { classParts, type NamePart, namePartsOf, partAt } from './name-parts';

/** More folders than that are classes or samples, not modalities. */
const MOST_MODALITIES = 6;
/** Share of files that must speak for a reading. */
const MOST = 0.9;
const HALF = 0.5;
/** Files that are not meant as a data set. */
const FEW = 3;
/** Share of the files of a folder whose kind is that of the folder. */
const MOSTLY = 0.7;
/** Names of files that recur from sample folder to sample folder. */
const MOST_STEMS = 6;
/** `s01`, `P3`, `spk_12`: people without a word for them. */
const PERSON = /^(s|p|sub|subj|spk|usr|vp)[-_]?\d+$/i;

/** A file with what its folders and its name say. */
export interface PlacedFile {
  readonly file: GatheredFile;
  /** Null where no level says it. */
  readonly modality: string | null;
  readonly label: string;
  readonly split: SplitName | null;
  readonly group: string | null;
  /** The folder that holds one sample; null where none does. */
  readonly sample: string | null;
}

/** A level as a person may choose it. */
export interface OfferedLevel {
  readonly name: string;
  readonly values: readonly string[];
}

/** All files and what the levels are for. */
export interface FolderReading {
  readonly placed: readonly PlacedFile[];
  readonly classFrom: string;
  readonly group: string | null;
  readonly hasSplit: boolean;
  readonly questions: readonly Question[];
  readonly levels: readonly OfferedLevel[];
  readonly leftOut: readonly LeftOut[];
}

type Use = 'constant' | 'split' | 'modality' | 'storage' | 'group' | 'sample' | 'free';

const levelName = (level: number): string => `folder level ${level + 1}`;
const partName = (at: number): string => `file name part ${at + 1}`;
const foldersOf = ({ path }: GatheredFile): string[] => path.split('/').slice(0, -1);

/** @returns null where neither folders nor names say a class. */
export function readFolders(
  media: readonly GatheredFile[],
  options: ImportOptions,
): FolderReading | null {
  const depth = commonest(media.map((file) => foldersOf(file).length));
  const leftOut = new LeftFiles();
  let files = media.filter((file) => {
    const fits = foldersOf(file).length >= depth;
    if (!fits) leftOut.add(file, 'shallow');
    return fits;
  });
  const uses: Use[] = [];
  for (let level = 0; level < depth; level++) {
    const [use, kept] = levelUse(files, level, options, leftOut);
    uses.push(use);
    files = kept;
  }
  const nameAt = (file: GatheredFile, level: number) => foldersOf(file)[level] ?? '';
  markModalityAndSample(files, uses, nameAt);
  const free = uses.flatMap((use, level) => (use === 'free' ? [level] : []));
  const levelOf = (use: Use) => uses.flatMap((each, level) => (each === use ? [level] : []));
  const [groupLevel = null] = levelOf('group');
  const stems = files.map(({ path }) => stemOf(path));
  const [modalityLevel = null] = levelOf('modality');
  const kinds = files.map(({ kind }) => kind);
  const sides = files.map((file) => (modalityLevel === null ? null : nameAt(file, modalityLevel)));
  const valuesAt = (name: string): string[] | null => {
    const [, what, number] = /^(folder level|file name part) (\d+)$/.exec(name) ?? [];
    const at = Number(number) - 1;
    if (what === 'folder level' && at < depth) return files.map((file) => nameAt(file, at));
    return what === 'file name part' ? partAt(stems, at) : null;
  };

  let classFrom: string | null = options.label ?? null;
  let group = groupLevel === null ? null : levelName(groupLevel);
  const questions: Question[] = [];
  if (classFrom === null && free.length > 0) {
    const last = free.at(-1) as number;
    classFrom = levelName(last);
    const before = free.at(-2);
    if (before !== undefined) {
      const isCrossed = areCrossed(files, nameAt, before, last);
      if (isCrossed) group ??= levelName(before);
      questions.push(askLevels(files, nameAt, last, before, isCrossed));
    } else {
      const folders = files.map((file) => nameAt(file, last));
      const words = classParts(stems, [folders, sides, kinds]).filter(
        ({ isWord, values }) => isWord && isInAll(values, folders),
      );
      if (words.length > 0) questions.push(askFolderOrName(files, last, folders, words));
    }
  } else if (classFrom === null) {
    const groups = files.map((file) => (groupLevel === null ? null : nameAt(file, groupLevel)));
    const [first, ...others] = classParts(stems, [groups, sides, kinds]);
    // one class is too few, but that is what is to be said of it
    if (!first && areNoClass(files, depth)) return null;
    classFrom = first ? partName(first.at) : levelName(depth - 1);
    // codes before the word may be the class as well: 7_anna_3
    const rivals = others.filter(
      ({ isWord, at }) => first && (isWord === first.isWord || at < first.at),
    );
    if (first && rivals.length > 0) questions.push(askParts(files, [first, ...rivals]));
  }
  if (options.group === NONE) group = null;
  else if (options.group !== undefined) group = options.group;
  const labels = classFrom === null ? null : valuesAt(classFrom);
  if (!labels || classFrom === null) return null;
  const groups = group === null ? null : valuesAt(group);
  const splitLevels = levelOf('split');
  const [sampleLevel = null] = levelOf('sample');
  return {
    placed: files.map((file, i) => ({
      file,
      label: labels[i] ?? '',
      modality: modalityLevel === null ? null : nameAt(file, modalityLevel),
      split: splitLevels[0] === undefined ? null : splitAt(nameAt(file, splitLevels[0])),
      group: groups?.[i] ?? null,
      sample:
        sampleLevel === null
          ? null
          : foldersOf(file)
              .slice(0, sampleLevel + 1)
              .join('/'),
    })),
    classFrom,
    group: groups ? group : null,
    hasSplit: splitLevels.length > 0,
    questions: options.label === undefined ? questions : [],
    levels: [
      ...uses.flatMap((use, level) => {
        const values = [...new Set(files.map((file) => nameAt(file, level)))];
        return use === 'constant' ? [] : [{ name: levelName(level), values }];
      }),
      ...classParts(stems).map(({ at, values }) => ({
        name: partName(at),
        values: [...new Set(values)],
      })),
    ],
    leftOut: leftOut.lines(),
  };
}

/** Every level of folders and part of the names, where nothing is known of what they are for. */
export function levelsOf(media: readonly GatheredFile[]): OfferedLevel[] {
  const depth = Math.max(0, ...media.map((file) => foldersOf(file).length));
  const levels = Array.from({ length: depth }, (_, level) => ({
    name: levelName(level),
    values: [...new Set(media.map((file) => foldersOf(file)[level] ?? ''))],
  }));
  const parts = namePartsOf(media.map(({ path }) => stemOf(path))).map(({ at, values }) => ({
    name: partName(at),
    values: [...new Set(values)],
  }));
  return [...levels, ...parts].filter(({ values }) => values.length > 1);
}

/** Whether all that there is of folders is one that says what kind of files it holds; of few files more can be said. */
const areNoClass = (files: readonly GatheredFile[], depth: number): boolean =>
  depth === 0 ||
  (files.length > FEW && files.every((file) => foldersOf(file).slice(0, depth).every(isKindName)));

const splitAt = (name: string): SplitName | null => splitInName(name)?.split ?? null;

/** What the names of one level mean, and the files that have a place in it. */
function levelUse(
  files: readonly GatheredFile[],
  level: number,
  options: ImportOptions,
  leftOut: LeftFiles,
): [Use, GatheredFile[]] {
  const nameOf = (file: GatheredFile) => foldersOf(file)[level] ?? '';
  const beside = new Set(files.map(nameOf).filter(isBesideClasses));
  const others = files.filter((file) => !beside.has(nameOf(file)));
  const isBeside = beside.size > 0 && new Set(others.map(nameOf)).size > 1;
  if (isBeside) {
    for (const file of files) if (beside.has(nameOf(file))) leftOut.add(file, 'beside');
  }
  const kept = isBeside ? others : [...files];
  const names = [...new Set(kept.map(nameOf))];
  if (names.length < 2) return ['constant', kept];
  const splits = new Set(names.map(splitAt).filter((split) => split !== null));
  const inSplit = kept.filter((file) => splitAt(nameOf(file)) !== null);
  if (splits.has('train') && splits.size > 1 && inSplit.length >= kept.length * HALF) {
    if (options.split === NONE) return ['storage', kept];
    for (const file of kept) if (splitAt(nameOf(file)) === null) leftOut.add(file, 'no-split');
    return ['split', inSplit];
  }
  if (names.every(isStorageName)) return ['storage', kept];
  if (names.every(isKindName)) return [strayed(kept, nameOf) ? 'storage' : 'modality', kept];
  if (names.every((name) => groupRank(name) >= 0 || PERSON.test(name))) return ['group', kept];
  return ['free', kept];
}

/** Levels without telling names: several kinds of files side by side, and folders of one sample each. */
function markModalityAndSample(
  files: readonly GatheredFile[],
  uses: Use[],
  nameAt: (file: GatheredFile, level: number) => string,
): void {
  const free = () => uses.flatMap((use, level) => (use === 'free' ? [level] : []));
  const lowest = free().at(-1);
  if (lowest !== undefined && free().length > 1 && holdsSamples(files, lowest)) {
    uses[lowest] = 'sample';
  }
  if (uses.includes('modality') || free().length < 2) return;
  const found = free().find((level) => {
    const names = new Set(files.map((file) => nameAt(file, level)));
    if (names.size > MOST_MODALITIES) return false;
    const rest = free().filter((each) => each !== level);
    return (
      [...names].every(isViewName) ||
      kindsDiffer(files, (file) => nameAt(file, level)) ||
      pairs(
        files,
        (file) => nameAt(file, level),
        (file) => rest.map((each) => nameAt(file, each).toLowerCase()).join('/'),
      )
    );
  });
  if (found !== undefined) {
    uses[found] = 'modality';
    return;
  }
  // a few files in the folder of the other kind: what a file is tells its modality, the folder only mostly
  const mixed = free().find((level) => strayed(files, (file) => nameAt(file, level)));
  if (mixed !== undefined) uses[mixed] = 'storage';
}

/** Whether each folder up to a level holds the files of one sample: few, called or being alike in all of them. */
function holdsSamples(files: readonly GatheredFile[], level: number): boolean {
  const folders = new Map<string, GatheredFile[]>();
  for (const file of files) {
    const folder = foldersOf(file)
      .slice(0, level + 1)
      .join('/');
    folders.set(folder, [...(folders.get(folder) ?? []), file]);
  }
  if (folders.size <= MOST_STEMS) return false;
  const stems = new Set(files.map(({ path }) => stemOf(path).toLowerCase()));
  if (stems.size <= MOST_STEMS) return true;
  const single = [...folders.values()].filter(
    (held) => held.length > 1 && new Set(held.map(({ kind }) => kind)).size === held.length,
  );
  return single.length >= folders.size * MOST;
}

/** Whether each name holds one kind of files, and not all the same. */
function kindsDiffer(
  files: readonly GatheredFile[],
  nameOf: (file: GatheredFile) => string,
): boolean {
  const kinds = new Map<string, Set<string>>();
  for (const file of files) {
    const name = nameOf(file);
    kinds.set(name, (kinds.get(name) ?? new Set()).add(file.kind));
  }
  const all = new Set([...kinds.values()].flatMap((each) => [...each]));
  return all.size > 1 && [...kinds.values()].every((each) => each.size === 1);
}

/** Whether each name holds mostly a kind of files of its own, and some files of another name's kind. */
function strayed(files: readonly GatheredFile[], nameOf: (file: GatheredFile) => string): boolean {
  const held = new Map<string, GatheredFile['kind'][]>();
  for (const file of files) held.set(nameOf(file), [...(held.get(nameOf(file)) ?? []), file.kind]);
  const shares = [...held.values()].map((kinds) => {
    const counts = new Map<GatheredFile['kind'], number>();
    for (const kind of kinds) counts.set(kind, (counts.get(kind) ?? 0) + 1);
    const [first] = [...counts].sort((a, b) => b[1] - a[1]);
    return { main: first?.[0], share: (first?.[1] ?? 0) / kinds.length };
  });
  const mains = new Set(shares.map(({ main }) => main));
  return (
    mains.size > 1 &&
    mains.size === shares.length &&
    files.every(({ kind }) => mains.has(kind)) &&
    shares.every(({ share }) => share >= MOSTLY) &&
    shares.some(({ share }) => share < 1)
  );
}

/**
 * Whether files of one kind belong together across the names of a level: most have their like under another name,
 * and are not merely numbered anew in every folder.
 */
function pairs(
  files: readonly GatheredFile[],
  nameOf: (file: GatheredFile) => string,
  restOf: (file: GatheredFile) => string,
): boolean {
  const names = new Map<string, Set<string>>();
  const rests = new Map<string, Set<string>>();
  for (const file of files) {
    const stem = looseKey(stemOf(file.path));
    const key = `${restOf(file)}/${stem}`;
    names.set(key, (names.get(key) ?? new Set()).add(nameOf(file)));
    rests.set(stem, (rests.get(stem) ?? new Set()).add(restOf(file)));
  }
  const paired = [...names.values()].filter(({ size }) => size > 1).length;
  const unique = [...rests.values()].filter(({ size }) => size === 1).length;
  return paired >= names.size * HALF && unique >= rests.size * HALF;
}

/** Whether the names of one level recur under several of the other. */
function areCrossed(
  files: readonly GatheredFile[],
  nameAt: (file: GatheredFile, level: number) => string,
  upper: number,
  lower: number,
): boolean {
  const under = new Map<string, Set<string>>();
  for (const file of files) {
    const name = nameAt(file, lower);
    under.set(name, (under.get(name) ?? new Set()).add(nameAt(file, upper)));
  }
  return [...under.values()].filter(({ size }) => size > 1).length >= under.size * HALF;
}

/** Names that an option lists. */
const MOST_NAMED = 5;

function askLevels(
  files: readonly GatheredFile[],
  nameAt: (file: GatheredFile, level: number) => string,
  lower: number,
  upper: number,
  isCrossed: boolean,
): Question {
  const namesAt = (level: number) => [...new Set(files.map((file) => nameAt(file, level)))];
  const option = (label: number, group: number) => {
    const [classes, groups] = [namesAt(label), namesAt(group)];
    return {
      text: `Classes are the folders ${listNames(classes, MOST_NAMED)} (${classes.length})${isCrossed ? `; ${listNames(groups, MOST_NAMED)} (${groups.length}) are whose they are, and kept apart` : ''}`,
      samples: examples(files, classes, (file) => nameAt(file, label)),
      choices: {
        label: levelName(label),
        ...(isCrossed ? { group: levelName(group) } : {}),
      },
    };
  };
  return {
    ask: 'Which folders are the classes?',
    options: [option(lower, upper), option(upper, lower)],
  };
}

/** Whether each value stands in every folder, more than once. */
function isInAll(values: readonly string[], folders: readonly string[]): boolean {
  const counts = new Map<string, number>();
  values.forEach((value, i) => {
    const key = `${value}\n${folders[i] ?? ''}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  });
  const all = new Set(values).size * new Set(folders).size;
  return counts.size === all && [...counts.values()].every((count) => count > 1);
}

/** Folders may be classes, or people who each said every word in the file names. */
function askFolderOrName(
  files: readonly GatheredFile[],
  level: number,
  folders: readonly string[],
  words: readonly NamePart[],
): Question {
  const names = [...new Set(folders)];
  return {
    ask: 'Are the folders the classes, or whose the samples are?',
    options: [
      {
        text: `Classes are the folders ${listNames(names, MOST_NAMED)} (${names.length})`,
        samples: examples(files, names, (_, i) => folders[i] ?? ''),
        choices: { label: levelName(level), group: NONE },
      },
      ...askParts(files, words).options.map(({ text, samples, choices }) => ({
        text: `${text}; the folders are whose they are, and kept apart`,
        samples,
        choices: { ...choices, group: levelName(level) },
      })),
    ],
  };
}

/** A file of each of the first two classes, with its class. */
const examples = (
  files: readonly GatheredFile[],
  classes: readonly string[],
  labelOf: (file: GatheredFile, at: number) => string,
): string[] =>
  classes.slice(0, 2).flatMap((name) => {
    const file = files.find((each, at) => labelOf(each, at) === name);
    return file ? [`${plainName(file.path)}: ${plainName(name)}`] : [];
  });

function askParts(files: readonly GatheredFile[], parts: readonly NamePart[]): Question {
  return {
    ask: 'Which part of the file names is the class?',
    options: parts.map(({ at, values }) => {
      const names = [...new Set(values)].sort();
      return {
        text: `Part ${at + 1} of the names: ${names.length} classes (${listNames(names, MOST_NAMED)})`,
        samples: examples(files, names, (_, i) => values[i] ?? ''),
        choices: { label: partName(at) },
      };
    }),
  };
}

type Why = 'shallow' | 'beside' | 'no-split';

const REASONS: Readonly<Record<Why, readonly [reason: string, fix: string]>> = {
  shallow: ['in no class folder', 'Put them into a folder of their class, or leave it at that.'],
  beside: [
    'in a folder beside the classes',
    'Name the folder without a sign at its beginning if it is a class.',
  ],
  'no-split': [
    'in a folder beside those to train and to test',
    'Put them into one of those, or leave it at that.',
  ],
};

/** Files that have no place in a reading, a line for each folder and reason. */
class LeftFiles {
  private readonly found = new Map<string, { why: Why; files: GatheredFile[] }>();

  add(file: GatheredFile, why: Why): void {
    const key = `${why} ${foldersOf(file).join('/')}`;
    const line = this.found.get(key) ?? { why, files: [] };
    line.files.push(file);
    this.found.set(key, line);
  }

  lines(): LeftOut[] {
    return [...this.found.values()].map(({ why, files }) => {
      const [first] = files as [GatheredFile];
      const folder = foldersOf(first).join('/');
      const where = folder === '' ? '' : ` of the folder "${plainName(folder)}"`;
      const what = files.length === 1 ? `${first.path} is` : `${files.length} files${where} are`;
      const [reason, fix] = REASONS[why];
      return {
        file: files.length === 1 ? first.path : folder || first.path,
        reason: `${what} ${reason}${files.length === 1 ? '' : ` (the first: ${first.path})`}.`,
        fix,
        count: files.length,
        unit: 'file',
      };
    });
  }
}
