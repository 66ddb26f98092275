/**
 * Media whose folders say everything: `modality/class/stem.png` paired by stem, `class/stem.png` alone,
 * `class/train/stem_v001.png` for views; a level named train and test is the split. Imports this folder only.
 */
import { MOST_MODALITIES, type SplitName } from '../../../protocol/data-set';
import { ImportError, listNames, plainName } from '../import-error';
import type { Offer } from '../offer';
import { type ImportOptions, NONE } from '../options';
import { keyFor, splitNamed, titleFor } from '../raw-samples';
import type { GatheredFile } from '../reader';
import { type LeftOut, stemOf } from '../source-file';
import { type MediaSample, type PairedSamples, wholeFile } from './media-source';
import { VIEW_MODALITIES, Views } from './views';

/** A file with what its folders say. */
interface Placed {
  readonly file: GatheredFile;
  readonly modality: string;
  readonly label: string;
  readonly split: SplitName | null;
}

/** @throws ImportError when the folders do not say the class. */
export function folderSamples(
  media: readonly GatheredFile[],
  options: ImportOptions,
): PairedSamples {
  const folders = media.map(({ path }) => path.split('/').slice(0, -1));
  const shared = sharedStart(folders);
  const levels = folders.map((parts) => parts.slice(shared));
  const splitLevel = levelOfSplit(levels);
  const splits = levels.map((parts) =>
    splitLevel < 0 || options.split === NONE ? null : splitNamed(parts[splitLevel] ?? ''),
  );
  const rest = levels.map((parts) => parts.filter((_, level) => level !== splitLevel));
  const depth = rest.reduce(
    (least, { length }) => Math.min(least, length),
    Number.POSITIVE_INFINITY,
  );
  if (depth < 1) {
    throw new ImportError(
      'layout-unclear',
      `The folders do not say which class a file is of: ${plainName(media[rest.findIndex((parts) => parts.length < 1)]?.path ?? '')} lies in no class folder.`,
      'Put the files into folders modality/class/name.png, or add a table (CSV) with one row per sample: its files and its label.',
    );
  }
  const views = new Views(media);
  if (views.coverMost(media)) {
    const place = new Map(media.map((file, i) => [file, i]));
    const samples = views.objects().map(({ front, rear }): MediaSample => {
      const i = place.get(front) as number;
      return {
        label: rest[i]?.at(-1) as string,
        split: splits[i] ?? null,
        group: null,
        sources: [wholeFile(front), wholeFile(rear)],
      };
    });
    return {
      layout: 'folders of front and rear views',
      modalities: [...VIEW_MODALITIES],
      samples,
      meaning: {
        classFrom: 'folder level 1',
        splitFrom: splitLevel < 0 ? null : 'folders',
        group: null,
        pairedBy: 'name',
        questions: [],
      },
      leftOut: [],
      choices: [],
    };
  }
  const placed = media.map((file, i): Placed => {
    const parts = rest[i] as string[];
    return {
      file,
      label: parts.at(-1) as string,
      modality: depth >= 2 ? (parts.at(-2) as string) : file.kind === 'sound' ? 'sound' : 'picture',
      split: splits[i] ?? null,
    };
  });
  return paired(placed, options);
}

/** Folders that all files share at the start say nothing; one level is always left. */
function sharedStart(folders: readonly (readonly string[])[]): number {
  const [first = []] = folders;
  let shared = 0;
  while (
    shared < first.length - 1 &&
    folders.every((parts) => parts.length > shared + 1 && parts[shared] === first[shared])
  ) {
    shared++;
  }
  return shared;
}

/** The level at which every folder is called train, test or the like; -1 for none. */
function levelOfSplit(levels: readonly (readonly string[])[]): number {
  const depth = levels.reduce((most, { length }) => Math.max(most, length), 0);
  for (let level = 0; level < depth; level++) {
    const isSplit = (name: string | undefined) =>
      name !== undefined && /[a-z]/i.test(name) && splitNamed(name) !== null;
    if (levels.every((parts) => isSplit(parts[level]))) return level;
  }
  return -1;
}

function paired(placed: readonly Placed[], { modalities: wanted }: ImportOptions): PairedSamples {
  const names = wanted
    ? Object.entries(wanted).map(([id, [folder]]) => ({ id, folder: folder ?? '' }))
    : foldersOf(placed);
  if (names.length > MOST_MODALITIES) {
    throw new ImportError(
      'layout-unclear',
      `There are ${names.length} folders where modalities should be: ${listNames(names.map(({ folder }) => folder))}.`,
      'Put the files into folders modality/class/name.png, one folder per modality, or add a table with one row per sample.',
    );
  }
  const leftOut: LeftOut[] = [];
  const samples = new Map<string, { place: Placed; files: (GatheredFile | undefined)[] }>();
  for (const each of placed) {
    const m = names.findIndex(({ folder }) => folder === each.modality);
    if (m < 0) continue;
    const key = `${each.split}/${each.label}/${stemOf(each.file.path)}`;
    const sample = samples.get(key) ?? { place: each, files: names.map(() => undefined) };
    samples.set(key, sample);
    const other = sample.files[m];
    if (other) {
      leftOut.push({
        file: each.file.path,
        reason: `${each.file.path} has the same name as ${other.path} in the same modality and class.`,
        fix: 'Give it another name.',
      });
    } else sample.files[m] = each.file;
  }
  const whole: MediaSample[] = [];
  const lacking = names.map(() => ({ count: 0, first: '' }));
  for (const { place, files } of samples.values()) {
    const { label, split, file } = place;
    const missing = files.indexOf(undefined);
    if (missing < 0) {
      whole.push({
        label,
        split,
        group: null,
        sources: (files as GatheredFile[]).map(wholeFile),
      });
      continue;
    }
    const lack = lacking[missing] as { count: number; first: string };
    if (lack.count++ === 0) lack.first = file.path;
  }
  lacking.forEach(({ count, first }, m) => {
    if (count === 0) return;
    const folder = names[m]?.folder ?? '';
    leftOut.push({
      file: first,
      reason: `${count === 1 ? '1 sample has' : `${count} samples have`} no file in "${plainName(folder)}" (the first: ${first}).`,
      fix: 'Add the missing files under the same names, or leave it at that.',
      count,
    });
  });
  return {
    offer: offerOfFolders(placed, names),
    layout: names.length > 1 ? 'folders modality/class/name' : 'folders class/name',
    modalities: names.map(({ id, folder }) => ({ id, name: titleFor(wanted ? id : folder) })),
    samples: whole,
    meaning: {
      classFrom: `folder level ${names.length > 1 ? 2 : 1}`,
      splitFrom: placed.every(({ split }) => split !== null) ? 'folders' : null,
      group: null,
      pairedBy: names.length > 1 ? 'name' : null,
      questions: [],
    },
    leftOut,
    choices:
      names.length > 1
        ? [`Modalities are ${listNames(names.map(({ folder }) => folder))}, paired by file name.`]
        : [],
  };
}

function offerOfFolders(
  placed: readonly Placed[],
  names: readonly { readonly id: string; readonly folder: string }[],
): Offer {
  const counts = new Map<string, number>();
  for (const { modality } of placed) counts.set(modality, (counts.get(modality) ?? 0) + 1);
  return {
    what: 'folders',
    parts: [...counts].map(([name, count]) => ({
      name,
      detail: count === 1 ? '1 file' : `${count} files`,
      uses: ['modality'],
    })),
    roles: Object.fromEntries(names.map(({ id, folder }) => [folder, { modality: id }])),
    gathers: false,
  };
}

function foldersOf(placed: readonly Placed[]): { id: string; folder: string }[] {
  const ids: string[] = [];
  return [...new Set(placed.map(({ modality }) => modality))].map((folder) => {
    const id = keyFor(folder, ids);
    ids.push(id);
    return { id, folder };
  });
}
