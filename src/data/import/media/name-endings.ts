/**
 * Files of one kind that are told apart by an ending of their names: `owl.wav` is what an owl sounds like, `owl_desc.wav`
 * somebody who says its name. Such an ending is a modality of its own, where the name without it is that of other
 * files in the same folder. Imports this folder only.
 */
import { splitInName } from '../meaning/words';
import type { GatheredFile } from '../reader';
import { folderOf, stemOf } from '../source-file';

/** What an ending says of a file. */
export interface Ended {
  readonly ending: string;
  /** The name without it, by which the file belongs to others. */
  readonly stem: string;
}

/** An ending that fewer files have is a part of their names. */
const FEWEST = 4;
/** So many of the files with an ending have others beside them that are called so without it. */
const MOST = 0.8;
const ENDING = /^(.+)[-_. ]([\p{L}]+)$/u;

/** @returns the files whose name has such an ending; others are not in it. */
export function endedFiles(files: readonly GatheredFile[]): ReadonlyMap<GatheredFile, Ended> {
  const names = new Set(files.map((file) => placeOf(file, stemOf(file.path))));
  const plain = new Set<string>();
  const found = new Map<string, { file: GatheredFile; ended: Ended; isBeside: boolean }[]>();
  for (const file of files) {
    const [, stem, ending] = ENDING.exec(stemOf(file.path)) ?? [];
    if (!stem || !ending || splitInName(ending)) {
      plain.add(file.kind);
      continue;
    }
    const key = `${file.kind} ${ending.toLowerCase()}`;
    const list = found.get(key) ?? [];
    list.push({
      file,
      ended: { ending: ending.toLowerCase(), stem },
      isBeside: names.has(placeOf(file, stem)),
    });
    found.set(key, list);
  }
  const ended = new Map<GatheredFile, Ended>();
  for (const list of found.values()) {
    const kind = list[0]?.file.kind ?? '';
    const beside = list.filter(({ isBeside }) => isBeside).length;
    // where all files of a kind have an ending it is no more than what they share
    if (list.length < FEWEST || beside < list.length * MOST || !plain.has(kind)) continue;
    for (const each of list) ended.set(each.file, each.ended);
  }
  return ended;
}

const placeOf = ({ path }: GatheredFile, stem: string): string =>
  `${folderOf(path)}/${stem}`.normalize('NFC').toLowerCase();
