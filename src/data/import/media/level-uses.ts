/**
 * What one level of folders is for: split, kind of data, group, storage, one sample, or free to be the class. Its names
 * tell where they mean something, else what the folders hold. Imports the protocol's types and this room only.
 */
import type { SplitName } from '../../../protocol/data-set';
import { groupBy } from '../group-by';
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
import { stemOf } from '../source-file';
import type { LeftFiles } from './left-files';
import type { Level } from './levels';

/** More folders than that are classes or samples, not modalities. */
const MOST_MODALITIES = 6;
/** Share of files that must speak for a reading. */
const MOST = 0.9;
const HALF = 0.5;
/** Share of the files of a folder whose kind is that of the folder. */
const MOSTLY = 0.7;
/** Names of files that recur from sample folder to sample folder. */
const MOST_STEMS = 6;
/** `s01`, `P3`, `spk_12`: people without a word for them. */
const PERSON = /^(s|p|sub|subj|spk|usr|vp)[-_]?\d+$/i;

export type Use = 'constant' | 'split' | 'modality' | 'storage' | 'group' | 'sample' | 'free';

export const splitAt = (name: string): SplitName | null => splitInName(name)?.split ?? null;

/** What the names of one level mean, and the files that have a place in it. */
export function levelUse(
  files: readonly GatheredFile[],
  { of: nameOf }: Level,
  options: ImportOptions,
  leftOut: LeftFiles,
): [Use, GatheredFile[]] {
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
export function markModalityAndSample(
  files: readonly GatheredFile[],
  uses: Use[],
  levels: readonly Level[],
): void {
  const nameAt = (file: GatheredFile, at: number) => levels[at]?.of(file) ?? '';
  const free = () => uses.flatMap((use, level) => (use === 'free' ? [level] : []));
  const lowest = free().at(-1);
  if (lowest !== undefined && free().length > 1 && holdsSamples(files, levels[lowest] as Level)) {
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
function holdsSamples(files: readonly GatheredFile[], { down }: Level): boolean {
  const folders = groupBy(files, down);
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
  const shares = [...groupBy(files, nameOf).values()].map((held) => {
    const counts = new Map<GatheredFile['kind'], number>();
    for (const { kind } of held) counts.set(kind, (counts.get(kind) ?? 0) + 1);
    const [first] = [...counts].sort((a, b) => b[1] - a[1]);
    return { main: first?.[0], share: (first?.[1] ?? 0) / held.length };
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
