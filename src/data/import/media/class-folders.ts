/**
 * Media whose folders and names say everything: reads what each level is for, pairs the modalities, keeps the split
 * of folders or lists. Imports the protocol's types and this room only.
 */
import { MOST_MODALITIES } from '../../../protocol/data-set';
import { ImportError, listNames, plainName } from '../import-error';
import type { Offer } from '../offer';
import { type ImportOptions, NONE } from '../options';
import { keyFor, titleFor } from '../raw-samples';
import type { GatheredFile } from '../reader';
import { baseName } from '../source-file';
import { type FolderReading, levelsOf, type PlacedFile, readFolders } from './folder-levels';
import { ARCHIVE_NAME } from './levels';
import { type MediaSample, type PairedSamples, unusedLine, wholeFile } from './media-source';
import { type Ended, endedFiles } from './name-endings';
import { pairFiles } from './pairing';
import { type SplitList, splitByLists } from './split-lists';
import { VIEW_MODALITIES, Views } from './views';

/** One modality, and the word by which the files say that they are of it. */
interface Side {
  readonly id: string;
  readonly folder: string;
}

/**
 * @param lists lists of file names that are a split.
 * @throws ImportError when the folders do not say the class.
 */
export function folderSamples(
  media: readonly GatheredFile[],
  options: ImportOptions,
  lists: readonly SplitList[] = [],
): PairedSamples {
  const reading = readFolders(media, options);
  if (!reading) {
    throw new ImportError(
      'layout-unclear',
      `The folders do not say which class a file is of: ${plainName(media[0]?.path ?? '')} lies in no class folder.`,
      'Put the files into folders modality/class/name.png, or add a table (CSV) with one row per sample: its files and its label.',
    );
  }
  const views = new Views(media);
  if (views.coverMost(media)) return viewSamples(views, reading);
  const ended = endedFiles(reading.placed.map(({ file }) => file));
  const sideOf = (place: PlacedFile) => sideNamed(place, ended.get(place.file));
  const sides = sidesOf(reading.placed, sideOf, options);
  if (sides.length > MOST_MODALITIES) {
    throw new ImportError(
      'layout-unclear',
      `There are ${sides.length} folders where modalities should be: ${listNames(sides.map(({ folder }) => folder))}.`,
      'Put the files into folders modality/class/name.png, one folder per modality, or add a table with one row per sample.',
    );
  }
  const splitOf = options.split === NONE ? null : splitByLists(lists);
  const unused: GatheredFile[] = [];
  const files = reading.placed.flatMap((place) => {
    const side = sides.findIndex(({ folder }) => keyOfSide(folder) === keyOfSide(sideOf(place)));
    if (side < 0) unused.push(place.file);
    if (side < 0) return [];
    const stem = ended.get(place.file)?.stem;
    return [{ ...place, side, stem, split: splitOf ? splitOf(place.file.path) : place.split }];
  });
  const paired = pairFiles(
    files,
    sides.map(({ folder }) => folder),
  );
  const inSplit = paired.pairs.filter(({ place }) => !splitOf || place.split !== null);
  const unlisted = paired.pairs.length - inSplit.length;
  const names = lists.map(({ file }) => plainName(baseName(file)));
  const wanted = options.modalities;
  const shorter = endingLeftAway(reading);
  return {
    layout: sides.length > 1 ? 'folders modality/class/name' : 'folders class/name',
    modalities: sides.map(({ id, folder }) => ({ id, name: titleFor(wanted ? id : folder) })),
    samples: inSplit.map(
      ({ place, files: held }): MediaSample => ({
        label: place.label,
        split: place.split,
        group: place.group,
        sources: held.map((file) => (file ? wholeFile(file) : null)),
      }),
    ),
    meaning: {
      classFrom: reading.classFrom,
      splitFrom: splitOf ? `list ${names.join(', ')}` : reading.hasSplit ? 'folders' : null,
      group: reading.group,
      pairedBy: paired.pairedBy,
      questions: [
        ...reading.questions,
        ...(wanted || options.pairing === 'redraw' || options.incomplete ? [] : paired.questions),
      ],
    },
    classNames: shorter.classNames,
    tables: lists.map(({ file }) => file),
    offer: offerOf(reading, sides, sideOf),
    leftOut: [
      ...reading.leftOut,
      ...paired.leftOut,
      ...unusedLine(unused, 'in a folder that is not used as a modality'),
      ...(unlisted > 0
        ? [
            {
              file: options.name,
              reason: `${unlisted === 1 ? '1 sample is' : `${unlisted} samples are`} in none of the lists ${listNames(names)}.`,
              fix: 'Add them to a list, or leave it at that.',
              count: unlisted,
              unit: 'sample' as const,
            },
          ]
        : []),
    ],
    choices: [
      `The class is ${reading.classFrom === ARCHIVE_NAME ? 'the name of the archive' : reading.classFrom}${reading.group ? `, groups are ${reading.group}` : ''}.`,
      ...(sides.length > 1
        ? [
            `Modalities are ${listNames(sides.map(({ folder }) => folder))}${paired.pairedBy === 'name' ? ', paired by file name' : ''}.`,
          ]
        : []),
      ...shorter.choices,
      ...paired.choices,
    ],
  };
}

/** Classes without what the names of all of their folders end with; nothing where they end differently. */
function endingLeftAway({ ending, placed }: FolderReading): {
  classNames: ReadonlyMap<string, string> | undefined;
  choices: readonly string[];
} {
  if (ending === null) return { classNames: undefined, choices: [] };
  const names = placed.map(({ label }) => [label, label.slice(0, -ending.length).trim()] as const);
  return {
    classNames: new Map(names),
    choices: [`All names of classes end with "${plainName(ending)}", which is left away.`],
  };
}

function viewSamples(views: Views, reading: FolderReading): PairedSamples {
  const shown = new Set(views.objects().flatMap(({ front, rear }) => [front, rear]));
  const places = new Map(reading.placed.map((place) => [place.file, place]));
  return {
    layout: 'folders of front and rear views',
    modalities: [...VIEW_MODALITIES],
    samples: views.objects().flatMap(({ front, rear }): MediaSample[] => {
      const sides = [front, rear].map((file) => (file && places.has(file) ? file : null));
      const [place] = sides.flatMap((file) => (file && places.get(file)) || []);
      if (!place) return [];
      const { label, split, group } = place;
      return [{ label, split, group, sources: sides.map((file) => file && wholeFile(file)) }];
    }),
    meaning: {
      classFrom: reading.classFrom,
      splitFrom: reading.hasSplit ? 'folders' : null,
      group: reading.group,
      pairedBy: 'name',
      questions: reading.questions,
    },
    leftOut: [
      ...reading.leftOut,
      ...unusedLine(
        reading.placed.flatMap(({ file }) => (shown.has(file) ? [] : [file])),
        'a view from another side than the front and the rear',
      ),
    ],
    choices: [],
  };
}

/** The folder that says which modality a file is of, else its kind; and the ending of its name, where that says it. */
function sideNamed({ modality, file }: PlacedFile, ended: Ended | undefined): string {
  const kind = modality ?? (file.kind === 'sound' || file.kind === 'text' ? file.kind : 'picture');
  return ended ? `${kind} ${ended.ending}` : kind;
}

const keyOfSide = (folder: string): string => folder.normalize('NFC').toLowerCase();

function sidesOf(
  placed: readonly PlacedFile[],
  sideOf: (place: PlacedFile) => string,
  { modalities }: ImportOptions,
): Side[] {
  if (modalities) {
    return Object.entries(modalities).map(([id, [folder = '']]) => ({ id, folder }));
  }
  const ids: string[] = [];
  const folders = new Map(placed.map((place) => [keyOfSide(sideOf(place)), sideOf(place)]));
  return [...folders.values()].map((folder) => {
    const id = keyFor(folder, ids);
    ids.push(id);
    return { id, folder };
  });
}

/** Names that a level's line shows. */
const MOST_NAMED = 4;

/** What there is to choose from before anything is known of folders and names. */
export function offerOfLevels(media: readonly GatheredFile[]): Offer {
  return {
    what: 'folders',
    parts: levelsOf(media).map(({ name, values }) => ({
      name,
      detail: listNames(values, MOST_NAMED),
      uses: ['label', 'group'],
    })),
    roles: {},
    gathers: false,
  };
}

function offerOf(
  { placed, levels, classFrom, group }: FolderReading,
  sides: readonly Side[],
  sideOf: (place: PlacedFile) => string,
): Offer {
  const counts = new Map<string, number>();
  for (const place of placed) counts.set(sideOf(place), (counts.get(sideOf(place)) ?? 0) + 1);
  return {
    what: 'folders',
    parts: [
      ...[...counts].map(([name, count]) => ({
        name,
        detail: count === 1 ? '1 file' : `${count} files`,
        uses: ['modality'] as const,
      })),
      ...levels.map(({ name, values }) => ({
        name,
        detail: listNames(values, MOST_NAMED),
        uses: ['label', 'group'] as const,
      })),
    ],
    roles: {
      ...Object.fromEntries(sides.map(({ id, folder }) => [folder, { modality: id }])),
      [classFrom]: 'label',
      ...(group ? { [group]: 'group' as const } : {}),
    },
    gathers: false,
  };
}
