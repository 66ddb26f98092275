/**
 * Doubts about folders and file names: which level or which part is the class, and which says whose the samples are.
 * The likelier reading stands first, with what each takes for what. Imports this room only.
 */
import { listNames, plainName } from '../import-error';
import type { Question, ReadingOption } from '../meaning/meaning';
import { NONE } from '../options';
import type { GatheredFile } from '../reader';
import type { Level } from './levels';
import type { NamePart } from './name-parts';

/** Names that an option lists. */
const MOST_NAMED = 5;
const HALF = 0.5;
/** Fewer than so many people are no group that could be held apart from a test. */
const FEWEST_PEOPLE = 3;

export const partName = (at: number): string => `file name part ${at + 1}`;

/** Whether the names of one level recur under several of the other. */
export const areCrossed = (files: readonly GatheredFile[], upper: Level, lower: Level): boolean =>
  recur(files.map(lower.of), files.map(upper.of));

/** Whether most values stand beside several of the others. */
function recur(values: readonly string[], others: readonly string[]): boolean {
  const beside = new Map<string, Set<string>>();
  values.forEach((value, i) => {
    beside.set(value, (beside.get(value) ?? new Set()).add(others[i] ?? ''));
  });
  return [...beside.values()].filter(({ size }) => size > 1).length >= beside.size * HALF;
}

export function askLevels(
  files: readonly GatheredFile[],
  lower: Level,
  upper: Level,
  isCrossed: boolean,
): Question {
  const namesAt = ({ of }: Level) => [...new Set(files.map(of))];
  const option = (label: Level, group: Level) => {
    const [classes, groups] = [namesAt(label), namesAt(group)];
    return {
      text: `Classes are the folders ${listNames(classes, MOST_NAMED)} (${classes.length})${isCrossed ? `; ${listNames(groups, MOST_NAMED)} (${groups.length}) are whose they are, and kept apart` : ''}`,
      samples: examples(files, classes, label.of),
      choices: {
        label: label.name ?? '',
        ...(isCrossed ? { group: group.name ?? '' } : {}),
      },
    };
  };
  return {
    ask: 'Which folders are the classes?',
    options: [option(lower, upper), option(upper, lower)],
  };
}

/** Whether each value stands in every folder, more than once. */
export function isInAll(values: readonly string[], folders: readonly string[]): boolean {
  const counts = new Map<string, number>();
  values.forEach((value, i) => {
    const key = `${value}\n${folders[i] ?? ''}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  });
  const all = new Set(values).size * new Set(folders).size;
  return counts.size === all && [...counts.values()].every((count) => count > 1);
}

/**
 * Folders may be classes, or people who each said every word in the file names.
 * @param arePeople whether that is the likelier reading.
 */
export function askFolderOrName(
  files: readonly GatheredFile[],
  level: Level,
  words: readonly NamePart[],
  arePeople: boolean,
): Question {
  const names = [...new Set(files.map(level.of))];
  const folders: ReadingOption = {
    text: `Classes are the folders ${listNames(names, MOST_NAMED)} (${names.length})`,
    samples: examples(files, names, level.of),
    choices: { label: level.name ?? '', group: NONE },
  };
  const parts = words.map((part) =>
    optionOf(files, part, {
      text: 'the folders are whose they are, and kept apart',
      group: level.name ?? '',
    }),
  );
  return {
    ask: 'Are the folders the classes, or whose the samples are?',
    options: arePeople ? [...parts, folders] : [folders, ...parts],
  };
}

/**
 * The part that says whose the samples are beside one that is the class: names of people, or the word that is not
 * counted, where each class is of several of them; null where none does.
 */
export function whoseIs(label: NamePart, rivals: readonly NamePart[]): NamePart | null {
  if (!label.isWord) return null;
  return (
    rivals.find(
      (rival) =>
        rival.isWord &&
        rival.distinct >= FEWEST_PEOPLE &&
        (rival.isName || (label.isCounted && !rival.isCounted)) &&
        recur(label.values, rival.values) &&
        recur(rival.values, label.values),
    ) ?? null
  );
}

/** @param parts the likeliest first. @param whose which of them says whose the samples are, if the first is the class. */
export function askParts(
  files: readonly GatheredFile[],
  parts: readonly NamePart[],
  whose: NamePart | null,
): Question {
  return {
    ask: 'Which part of the file names is the class?',
    options: parts.map((part, at) => {
      if (!whose) return optionOf(files, part);
      const people = [...new Set(whose.values)].sort();
      return at === 0
        ? optionOf(files, part, {
            text: `part ${whose.at + 1} (${listNames(people, MOST_NAMED)}) says whose they are, and they are kept apart`,
            group: partName(whose.at),
          })
        : optionOf(files, part, { text: '', group: NONE });
    }),
  };
}

function optionOf(
  files: readonly GatheredFile[],
  { at, values }: NamePart,
  whose?: { readonly text: string; readonly group: string },
): ReadingOption {
  const names = [...new Set(values)].sort();
  const said = `Part ${at + 1} of the names: ${names.length} classes (${listNames(names, MOST_NAMED)})`;
  return {
    text: whose && whose.text !== '' ? `${said}; ${whose.text}` : said,
    samples: examples(files, names, (_, i) => values[i] ?? ''),
    choices: { label: partName(at), ...(whose ? { group: whose.group } : {}) },
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
