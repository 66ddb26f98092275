/**
 * What paths say of recordings: class, split and group by folders and names of files, or by the only file of each class.
 * Imports the protocol's types and this room only.
 */
import type { SplitName } from '../../../protocol/data-set';
import type { Question } from '../meaning/meaning';
import { splitInName } from '../meaning/words';
import { readFolders } from '../media/folder-levels';
import type { ImportOptions } from '../options';
import type { GatheredFile } from '../reader';
import { type LeftOut, stemOf } from '../source-file';
import type { SensorFiles } from './sensor-files';
import type { Keys } from './sheet-keys';

/** What a file says of its readings by where it lies and what it is called. */
export interface Place {
  readonly label: string | null;
  readonly split: SplitName | null;
  readonly group: string | null;
}

export interface Places {
  readonly of: (record: SensorFiles) => Place | null;
  readonly classFrom: string;
  readonly splitFrom: string | null;
  readonly group: string | null;
  readonly questions: readonly Question[];
  readonly levels: readonly { readonly name: string; readonly values: readonly string[] }[];
  readonly leftOut: readonly LeftOut[];
}

/** What paths say of recordings; null where neither they nor a column say the class. */
export function placesOf(
  records: readonly SensorFiles[],
  files: readonly GatheredFile[],
  keys: Keys,
  options: ImportOptions,
): Places | null {
  const [any] = files;
  if (!any) return null;
  const splits = fileSplits(records);
  const splitOf = (record: SensorFiles) => splits?.get(record) ?? null;
  if (keys.label !== null) {
    const reading =
      records.length > 3
        ? folders(records, any, { ...options, label: undefined, group: undefined })
        : null;
    const byPath = new Map(reading?.placed.map((place) => [place.file.path, place]));
    return {
      of: (record) => ({
        label: null,
        split: splitOf(record) ?? byPath.get(asFile(record))?.split ?? null,
        group: byPath.get(asFile(record))?.group ?? null,
      }),
      classFrom: '',
      splitFrom: splits ? 'files' : reading?.hasSplit ? 'folders' : null,
      group: reading?.group ?? null,
      questions: [],
      levels: [],
      leftOut: [],
    };
  }
  const reading = folders(records, any, options);
  if (reading) {
    const byPath = new Map(reading.placed.map((place) => [place.file.path, place]));
    return {
      of: (record) => {
        const place = byPath.get(asFile(record));
        return place
          ? { label: place.label, split: splitOf(record) ?? place.split, group: place.group }
          : null;
      },
      classFrom: reading.classFrom,
      splitFrom: splits ? 'files' : reading.hasSplit ? 'folders' : null,
      group: reading.group,
      questions: reading.questions,
      levels: reading.levels,
      leftOut: reading.leftOut,
    };
  }
  const names = records.map(classInName);
  const isTimed = records.every(({ sheets }) => [...sheets.values()].every(({ clock }) => clock));
  if (!isTimed || records.length > MOST_LONE || !names.every((name) => WORDS.test(name))) {
    return null;
  }
  // walk.csv, run.csv: one recording of each class
  return {
    of: (record) => ({
      label: classInName(record),
      split: splitOf(record),
      group: null,
    }),
    classFrom: 'file name part 1',
    splitFrom: splits ? 'files' : null,
    group: null,
    questions: [],
    levels: [],
    leftOut: [],
  };
}

/** More recordings than that, one of each class, are recordings of something else. */
const MOST_LONE = 30;
const WORDS = /^[\p{L}\s_-]+$/u;

const classInName = (record: SensorFiles): string =>
  stemOf(asFile(record)).replace(/[-_.\s]*\d+$/, '');

/** A path with an ending, for what reads folders and names of files. */
const asFile = ({ path }: SensorFiles): string =>
  /\.[a-z]{2,6}$/i.test(path) ? path : `${path}.csv`;

function folders(records: readonly SensorFiles[], any: GatheredFile, options: ImportOptions) {
  return readFolders(
    records.map((record) => ({ ...any, path: asFile(record) })),
    options,
  );
}

/** The split that names of files say, where all do; null else. */
function fileSplits(records: readonly SensorFiles[]): ReadonlyMap<SensorFiles, SplitName> | null {
  const said = records.map((record) => splitInName(stemOf(asFile(record)))?.split ?? null);
  if (said.includes(null) || !said.includes('train') || new Set(said).size < 2) return null;
  return new Map(records.map((record, at) => [record, said[at] ?? 'train']));
}
