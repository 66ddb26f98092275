/**
 * Files of several modalities to samples: by name as it is, by name without capitals, accents' forms and padding, by
 * name without what all files of a side share, by the folder of a sample; last by class alone. Below half paired,
 * the next way is tried. Imports this room only.
 */
import { listNames, plainName } from '../import-error';
import { askIncomplete } from '../meaning/ask-incomplete';
import type { PairedBy, Question } from '../meaning/meaning';
import { looseKey, spellingKey } from '../meaning/spellings';
import type { GatheredFile } from '../reader';
import { type LeftOut, stemOf } from '../source-file';
import type { PlacedFile } from './folder-levels';

/** A file with the number of its modality. */
export interface SidedFile extends PlacedFile {
  readonly side: number;
  /** Its name without an ending that says of which modality it is; absent where it has none. */
  readonly stem?: string | undefined;
}

/** Files that are one sample, one a side; undefined where it has none on a side. */
export interface FilePair {
  readonly place: PlacedFile;
  readonly files: readonly (GatheredFile | undefined)[];
}

export interface Pairing {
  readonly pairs: readonly FilePair[];
  readonly pairedBy: PairedBy | null;
  readonly questions: readonly Question[];
  readonly leftOut: readonly LeftOut[];
  readonly choices: readonly string[];
}

const SIGNS = /[-_.\s()[\]]+/;

type KeyOf = (file: SidedFile) => string;

/** A way of comparing, and what is said of it where it is not the plain one. */
interface Way {
  readonly keyOf: KeyOf;
  readonly how: string | null;
}

/** Below that share of the files on the smaller sides a way is given up. */
const LEAST_PAIRED = 0.5;

/**
 * @param names of the modalities, for sentences; at least one.
 */
export function pairFiles(files: readonly SidedFile[], names: readonly string[]): Pairing {
  if (names.length === 1) {
    return {
      pairs: files.map((place) => ({ place, files: [place.file] })),
      pairedBy: null,
      questions: [],
      leftOut: [],
      choices: [],
    };
  }
  for (const way of waysOf(files)) {
    const paired = byKey(files, names.length, way.keyOf);
    if (partnered(paired.all, names.length) < LEAST_PAIRED) continue;
    return {
      pairs: paired.all,
      pairedBy: 'name',
      questions: doubtsOf(paired.all, names),
      leftOut: paired.twice.map(twiceLine),
      choices: way.how ? [way.how] : [],
    };
  }
  return byClass(files, names);
}

/** Of the files on all sides but the largest, the share that has a partner on another side. */
function partnered(pairs: readonly FilePair[], sides: number): number {
  const counts = Array.from({ length: sides }, () => ({ all: 0, paired: 0 }));
  for (const { files } of pairs) {
    const isPaired = files.filter((file) => file !== undefined).length > 1;
    files.forEach((file, side) => {
      const count = counts[side];
      if (!file || !count) return;
      count.all++;
      if (isPaired) count.paired++;
    });
  }
  const [, ...smaller] = counts.sort((a, b) => b.all - a.all);
  const sum = (of: 'all' | 'paired') => smaller.reduce((total, each) => total + each[of], 0);
  return sum('all') === 0 ? 0 : sum('paired') / sum('all');
}

function waysOf(files: readonly SidedFile[]): Way[] {
  const stem = (each: SidedFile) => each.stem ?? stemOf(each.file.path);
  const bare = withoutShared(files);
  const ways: Way[] = [
    { keyOf: stem, how: null },
    {
      keyOf: (each) => looseKey(stem(each)),
      how: 'Names were compared without capitals and leading zeros.',
    },
    {
      keyOf: bare,
      how: 'Names were compared without what all files of a modality have in common.',
    },
  ];
  return files.every(({ sample }) => sample !== null)
    ? [{ keyOf: ({ sample }) => sample ?? '', how: 'Each folder is a sample.' }, ...ways]
    : ways;
}

/** Names without the words at both ends that all files of their side share. */
export function withoutShared(
  files: readonly Pick<SidedFile, 'file' | 'side'>[],
): (each: Pick<SidedFile, 'file' | 'side'>) => string {
  const tokens = (each: Pick<SidedFile, 'file'>) =>
    looseKey(stemOf(each.file.path))
      .split(SIGNS)
      .flatMap((token) => token.match(/\d+|\D+/g) ?? []);
  const ends = new Map<number, { start: string[]; end: string[] }>();
  for (const each of files) {
    const list = tokens(each);
    const known = ends.get(each.side);
    if (!known) {
      ends.set(each.side, { start: list, end: [...list].reverse() });
      continue;
    }
    known.start = common(known.start, list);
    known.end = common(known.end, [...list].reverse());
  }
  return (each) => {
    const list = tokens(each);
    const { start, end } = ends.get(each.side) ?? { start: [], end: [] };
    const from = Math.min(start.length, list.length);
    const to = Math.max(from, list.length - end.length);
    return list.slice(from, to).join(' ');
  };
}

function common(a: readonly string[], b: readonly string[]): string[] {
  let shared = 0;
  while (shared < a.length && a[shared] === b[shared]) shared++;
  return a.slice(0, shared);
}

const scopeOf = ({ split, label, group }: PlacedFile): string =>
  `${split ?? ''}/${spellingKey(label)}/${group ?? ''}`;

function byKey(files: readonly SidedFile[], sides: number, keyOf: KeyOf) {
  const parts = new Map<string, { place: PlacedFile; files: (GatheredFile | undefined)[] }>();
  const twice: { readonly file: GatheredFile; readonly other: GatheredFile }[] = [];
  for (const each of files) {
    const key = `${scopeOf(each)}/${keyOf(each)}`;
    const part = parts.get(key) ?? { place: each, files: Array(sides).fill(undefined) };
    parts.set(key, part);
    const other = part.files[each.side];
    if (other) twice.push({ file: each.file, other });
    else part.files[each.side] = each.file;
  }
  const all: readonly FilePair[] = [...parts.values()];
  return { all, twice };
}

/** Files without a partner are samples, or partners under other names. */
const doubtsOf = (all: readonly FilePair[], names: readonly string[]): Question[] =>
  askIncomplete(
    all.map(({ files }) => ({
      has: files.map((file) => file !== undefined),
      called: listNames(files.flatMap((file) => file?.path ?? [])),
    })),
    names,
    'a file of the same name',
  );

const twiceLine = ({ file, other }: { file: GatheredFile; other: GatheredFile }): LeftOut => ({
  file: file.path,
  reason: `${file.path} has the same name as ${other.path} in the same modality and class.`,
  fix: 'Give it another name.',
});

/** Within each class and split the first with the first, the second with the second. */
function byClass(files: readonly SidedFile[], names: readonly string[]): Pairing {
  const scopes = new Map<string, SidedFile[][]>();
  for (const each of files) {
    const sides = scopes.get(scopeOf(each)) ?? names.map((): SidedFile[] => []);
    sides[each.side]?.push(each);
    scopes.set(scopeOf(each), sides);
  }
  const pairs: FilePair[] = [];
  const spare = names.map(() => 0);
  for (const sides of scopes.values()) {
    const count = Math.min(...sides.map(({ length }) => length));
    sides.forEach(({ length }, side) => {
      spare[side] = (spare[side] ?? 0) + length - count;
    });
    for (let i = 0; i < count; i++) {
      const row = sides.flatMap((side) => side[i] ?? []);
      const [place] = row;
      if (place) pairs.push({ place, files: row.map(({ file }) => file) });
    }
  }
  const [one = '', other = ''] = names.map((name) => plainName(name).toLowerCase());
  return {
    pairs,
    pairedBy: 'class',
    questions: [
      {
        ask: 'The names do not say which files belong together. How are they paired?',
        options: [
          {
            text: `Within the class: any ${other} of a class with any ${one} of it (${pairs.length} pairs)`,
            samples: pairs
              .slice(0, 2)
              .map(({ files: held }) => listNames(held.flatMap((file) => file?.path ?? []))),
            choices: { pairing: 'redraw' },
          },
          ...names.map((name, side) => ({
            text: `Only "${plainName(name)}", cut in two (${files.filter((each) => each.side === side).length} samples)`,
            samples: files
              .filter((each) => each.side === side)
              .slice(0, 2)
              .map(({ file, label }) => `${plainName(file.path)}: ${plainName(label)}`),
            choices: { modalities: { only: [name] } },
          })),
        ],
      },
    ],
    leftOut: names.flatMap((name, side): LeftOut[] => {
      const count = spare[side] ?? 0;
      return count === 0
        ? []
        : [
            {
              file: name,
              reason: `${count === 1 ? '1 file' : `${count} files`} of "${plainName(name)}" ${count === 1 ? 'has' : 'have'} no partner of the class left.`,
              fix: 'Add files of the other modality, or leave it at that.',
              count,
              unit: 'file',
            },
          ];
    }),
    choices: [
      `Only the class joins "${plainName(one)}" and "${plainName(other)}": a pair is of one class, not of one thing.`,
    ],
  };
}
