/**
 * What each level of folders is for: split, kind of data, group, storage, one sample, or the class; where no folder is
 * the class, which part of the names is. Imports the protocol's types and this room.
 */
import type { SplitName } from '../../../protocol/data-set';
import type { Question } from '../meaning/meaning';
import { isKindName } from '../meaning/words';
import { type ImportOptions, NONE } from '../options';
import type { GatheredFile } from '../reader';
import { type LeftOut, stemOf } from '../source-file';
import { commonest } from '../table/separated-rows';
import { LeftFiles } from './left-files';
import {
  areCrossed,
  askFolderOrName,
  askLevels,
  askParts,
  isInAll,
  partName,
  whoseIs,
} from './level-doubts';
import { levelUse, markModalityAndSample, splitAt, type Use } from './level-uses';
import { ARCHIVE_NAME, commonEnding, foldersOf, type Level, levelName, levelsAt } from './levels';
import { areNames, classParts, namePartsOf, partAt } from './name-parts';

/** Files that are not meant as a data set. */
const FEW = 3;

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
  /** What the names of all class folders end with, which is no part of what the classes are called; null for nothing. */
  readonly ending: string | null;
  readonly group: string | null;
  readonly hasSplit: boolean;
  readonly questions: readonly Question[];
  readonly levels: readonly OfferedLevel[];
  readonly leftOut: readonly LeftOut[];
}

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
  const levels = levelsAt(files, depth);
  const uses: Use[] = [];
  for (const level of levels) {
    const [use, kept] = levelUse(files, level, options, leftOut);
    uses.push(use);
    files = kept;
  }
  markModalityAndSample(files, uses, levels);
  const usedAs = (use: Use) => levels.filter((_, at) => uses[at] === use);
  const free = usedAs('free');
  const [groupLevel] = usedAs('group');
  const [modalityLevel] = usedAs('modality');
  const [splitLevel] = usedAs('split');
  const [sampleLevel] = usedAs('sample');
  const stems = files.map(({ path }) => stemOf(path));
  const valuesAt = (name: string): string[] | null => {
    const level = levelCalled(name, levels);
    if (level) return files.map(level.of);
    const [, number] = /^file name part (\d+)$/.exec(name) ?? [];
    return number === undefined ? null : partAt(stems, Number(number) - 1);
  };

  const guess = guessedClass(files, stems, levels, { free, groupLevel, modalityLevel }, options);
  if (!guess) return null;
  const { classFrom } = guess;
  const labels = valuesAt(classFrom);
  if (!labels) return null;
  const group =
    options.group === NONE ? null : (options.group ?? guess.group ?? groupLevel?.name ?? null);
  const groups = group === null ? null : valuesAt(group);
  return {
    placed: files.map((file, i) => ({
      file,
      label: labels[i] ?? '',
      modality: modalityLevel?.of(file) ?? null,
      split: splitLevel ? splitAt(splitLevel.of(file)) : null,
      group: groups?.[i] ?? null,
      sample: sampleLevel?.down(file) ?? null,
    })),
    classFrom,
    ending: levelCalled(classFrom, levels) ? commonEnding([...new Set(labels)]) : null,
    group: groups ? group : null,
    hasSplit: splitLevel !== undefined,
    questions: options.label === undefined ? guess.questions : [],
    levels: [
      ...levels.flatMap(({ name, of }, at) =>
        uses[at] === 'constant' || name === null
          ? []
          : [{ name, values: [...new Set(files.map(of))] }],
      ),
      ...classParts(stems).map(({ at, values }) => ({
        name: partName(at),
        values: [...new Set(values)],
      })),
    ],
    leftOut: leftOut.lines(),
  };
}

/** By its name; archives in which files lie are a level of folders too. */
const levelCalled = (name: string, levels: readonly Level[]): Level | undefined =>
  levels.find((level) => level.name === name) ??
  levels.find((level, at) => level.name === ARCHIVE_NAME && levelName(at) === name);

/** Where the class stands, where the group does if the class tells, and what is in doubt. */
interface GuessedClass {
  readonly classFrom: string;
  readonly group?: string | null;
  readonly questions: readonly Question[];
}

/** The place of the class; null where there is none. */
function guessedClass(
  files: readonly GatheredFile[],
  stems: readonly string[],
  levels: readonly Level[],
  known: {
    readonly free: readonly Level[];
    readonly groupLevel: Level | undefined;
    readonly modalityLevel: Level | undefined;
  },
  { label }: ImportOptions,
): GuessedClass | null {
  const { free, groupLevel, modalityLevel } = known;
  if (label !== undefined) return { classFrom: label, questions: [] };
  const kinds = files.map(({ kind }) => kind);
  const valuesOf = (level: Level | undefined) => files.map((file) => level?.of(file) ?? null);
  const sides = valuesOf(modalityLevel);
  const last = free.at(-1);
  const before = free.at(-2);
  if (last && before) {
    const isCrossed = areCrossed(files, before, last);
    return {
      classFrom: last.name ?? '',
      group: isCrossed && !groupLevel ? before.name : null,
      questions: [askLevels(files, last, before, isCrossed)],
    };
  }
  if (last) {
    const folders = files.map(last.of);
    const words = classParts(stems, [folders, sides, kinds]).filter(
      ({ isWord, values }) => isWord && isInAll(values, folders),
    );
    const [word] = words;
    if (!word) return { classFrom: last.name ?? '', questions: [] };
    // Lena/hund 1, Tom/hund 1: who has a name with a capital letter beside a word without is a person
    const arePeople = areNames(folders) && !areNames(word.values);
    const questions = [askFolderOrName(files, last, words, arePeople)];
    return arePeople
      ? { classFrom: partName(word.at), group: last.name, questions }
      : { classFrom: last.name ?? '', questions };
  }
  const [first, ...others] = classParts(stems, [valuesOf(groupLevel), sides, kinds]);
  if (!first) {
    // one class is too few, but that is what is to be said of it
    const lowest = levels.at(-1);
    return areNoClass(files, levels) || !lowest
      ? null
      : { classFrom: lowest.name ?? '', questions: [] };
  }
  // codes before the word may be the class as well: 7_anna_3
  const rivals = others.filter(({ isWord, at }) => isWord === first.isWord || at < first.at);
  const whose = groupLevel ? null : whoseIs(first, rivals);
  return {
    classFrom: partName(first.at),
    group: whose && partName(whose.at),
    questions: rivals.length > 0 ? [askParts(files, [first, ...rivals], whose)] : [],
  };
}

/** Every level of folders and part of the names, where nothing is known of what they are for. */
export function levelsOf(media: readonly GatheredFile[]): OfferedLevel[] {
  const depth = Math.max(0, ...media.map((file) => foldersOf(file).length));
  const levels = levelsAt(media, depth).flatMap(({ name, of }) =>
    name === null ? [] : [{ name, values: [...new Set(media.map(of))] }],
  );
  const parts = namePartsOf(media.map(({ path }) => stemOf(path))).map(({ at, values }) => ({
    name: partName(at),
    values: [...new Set(values)],
  }));
  return [...levels, ...parts].filter(({ values }) => values.length > 1);
}

/** Whether all that there is of folders is one that says what kind of files it holds; of few files more can be said. */
const areNoClass = (files: readonly GatheredFile[], levels: readonly Level[]): boolean =>
  levels.length === 0 ||
  (files.length > FEW && files.every((file) => levels.every(({ of }) => isKindName(of(file)))));
