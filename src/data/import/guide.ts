/**
 * What can be opened, in the words of the readers and of the published sets themselves: for the page, the
 * command's help, the docs, and the sentence about a file that nothing reads. Imports types only.
 */
import type { PublishedSet } from './published/clips';
import type { Reader } from './reader';

/** Everything an import knows how to read; tests and forks hand in lists of their own. */
export interface Formats {
  readonly readers: readonly Reader[];
  readonly sets: readonly PublishedSet[];
}

/** Kinds of files, or one, with what a person should know of them. */
export interface GuideLine {
  /** What all of them are, where there are several: "Pictures". */
  readonly label: string | null;
  readonly kinds: readonly {
    readonly name: string;
    readonly endings: readonly string[];
    readonly where: Reader['where'];
  }[];
  /** Sentences; empty for what needs none. */
  readonly note: string;
}

export interface GuideSection {
  readonly id: string;
  readonly title: string;
  readonly text: string;
  /** Lines to copy. */
  readonly example: string | null;
  readonly lines: readonly GuideLine[];
}

/** What can be opened, as plain data. */
export interface Guide {
  readonly intro: string;
  readonly sections: readonly GuideSection[];
}

const FOLDERS = `sound/cat/anna.wav      picture/cat/anna.png
sound/dog/bello.wav     picture/dog/bello.png`;

const RECORDINGS = `walk/anna-1.csv             time,accX,accY,accZ,gyrX,gyrY,gyrZ
run/ben-2.csv               0.00,0.31,9.70,0.42,0.02,0.11,0.05`;

const MANIFEST = `sound,picture,label,split,speaker
s/1.wav,p/1.png,cat,train,anna
s/2.wav,p/2.png,dog,test,ben`;

const NUMPY = `import numpy as np
picture, sound, labels = ...   # one entry per sample in each
np.savez("mine.npz", picture=picture, sound=sound, labels=labels)`;

/** What readers give, in the plural. */
const PLURALS: Readonly<Record<Reader['gives'], string>> = {
  table: 'tables',
  arrays: 'arrays',
  image: 'pictures',
  sound: 'sounds',
  video: 'videos',
  mesh: 'meshes',
  text: 'texts',
  files: 'archives',
};
const KINDS = Object.keys(PLURALS) as Reader['gives'][];

/** What people take a kind of file for. */
const knownAs = (reader: Reader): Reader['gives'] =>
  (reader.gives === 'files' ? reader.knownAs : null) ?? reader.gives;

/** @returns everything that can be opened; the same for the page and for the docs. */
export function formatGuide({ readers, sets }: Formats): Guide {
  const alone = (gives: Reader['gives']): GuideLine[] =>
    readers.filter((each) => knownAs(each) === gives).map((each) => lineOf(null, [each]));
  const together = (...kinds: Reader['gives'][]): GuideLine[] =>
    kinds.flatMap((gives) => {
      const some = readers.filter((each) => knownAs(each) === gives);
      return some.length > 0 ? [lineOf(capital(PLURALS[gives]), some)] : [];
    });
  return {
    intro:
      'Samples with a class, seen in two or more ways. Two classes with four samples each are enough to begin.',
    sections: [
      {
        id: 'tables',
        title: 'Tables',
        text: 'One column is the class, the others are gathered into modalities; a column of sentences is one by itself. Several tables with the same number of rows are one modality each.',
        example: null,
        lines: alone('table'),
      },
      {
        id: 'series',
        title: 'Recordings of sensors',
        text: 'A table for each recording, in class folders, with the class in its name or in a list of the recordings: a column for the time, one for each channel. One long table with the class in a column will do too, and so will what phone apps export. Each sensor is a modality.',
        example: RECORDINGS,
        lines: [],
      },
      {
        id: 'folders',
        title: 'Pictures, sounds, videos, meshes and texts in folders',
        text: 'modality/class/name, paired by name, as a folder or a ZIP.',
        example: FOLDERS,
        lines: together('image', 'sound', 'video', 'mesh', 'text'),
      },
      {
        id: 'manifest',
        title: 'Files named by a table',
        text: 'One row per sample: a column of file names per modality, and its label. A split and a group, such as the speaker, are welcome.',
        example: MANIFEST,
        lines: [],
      },
      {
        id: 'arrays',
        title: 'Arrays from Python and MATLAB',
        text: 'One array per modality, and their labels, by name or by form; groups may be splits, classes or recordings. The axis as long as the labels counts the samples, wherever it is.',
        example: NUMPY,
        lines: alone('arrays'),
      },
      {
        id: 'archives',
        title: 'Packed files',
        text: 'Any of these need not be unpacked.',
        example: null,
        lines: alone('files'),
      },
      {
        id: 'published',
        title: 'Published data sets',
        text: 'In their own folders with their own lists, as their authors hand them on. The lab brings none of them along.',
        example: null,
        lines: sets.map(({ name, guide, licence }) => ({
          label: null,
          kinds: [{ name, endings: [], where: 'browser' }],
          note: `${guide} ${licence}`,
        })),
      },
    ],
  };
}

const lineOf = (label: string | null, readers: readonly Reader[]): GuideLine => ({
  label,
  kinds: readers.map(({ name, endings, where }) => ({ name, endings, where })),
  note: readers.flatMap(({ note }) => note ?? []).join(' '),
});

/**
 * Names of what is read, for a sentence or a help text: `tables (CSV, ...), arrays (NPZ, ...)`.
 * @param where `anywhere` leaves out what needs a browser.
 */
export function formatsInWords(
  readers: readonly Reader[],
  where: Reader['where'] = 'browser',
): string {
  const parts = KINDS.flatMap((gives) => {
    const names = namesOf(readers, gives, where);
    return names.length > 0 ? [`${PLURALS[gives]} (${names.join(', ')})`] : [];
  });
  return `${parts.join(', ')}, or a folder of such files`;
}

/** @returns how people call the kinds of files that give this. */
export const namesOf = (
  readers: readonly Reader[],
  gives: Reader['gives'],
  where: Reader['where'] = 'browser',
): string[] =>
  readers
    .filter((each) => knownAs(each) === gives && (where === 'browser' || each.where === where))
    .map(({ name }) => name);

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);
