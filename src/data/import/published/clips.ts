/**
 * Clips of a published data set to samples: which modalities there are, which clips lack one and stay, which no list
 * names. The same for every such set; what differs is how a clip is found. Imports the protocol and this room only.
 */
import type { SplitName } from '../../../protocol/data-set';
import { show } from '../../../protocol/failure';
import { SettingsError } from '../../../protocol/settings';
import { ImportError, listNames, plainName } from '../import-error';
import type { MediaModality, MediaSample, MediaSource, PairedSamples } from '../media/media-source';
import { conversionOf } from '../media/video-kind';
import type { Offer } from '../offer';
import type { ImportOptions } from '../options';
import type { GatheredFile } from '../reader';
import { baseName, type LeftOut } from '../source-file';

/** One clip with what was found of it. */
export interface Clip {
  readonly name: string;
  readonly label: string;
  /** Null where lists exist and none names it. */
  readonly split: SplitName | null;
  readonly group: string | null;
  /** By modality id. */
  readonly parts: ReadonlyMap<string, MediaSource>;
  /** Its video in a form that browsers do not play. */
  readonly unplayable?: GatheredFile | undefined;
}

/** A published set as found. */
export interface ClipSet {
  /** What the set is called, e.g. `CREMA-D`. */
  readonly layout: string;
  readonly modalities: readonly MediaModality[];
  readonly clips: readonly Clip[];
  readonly classNames?: ReadonlyMap<string, string> | undefined;
  /** Where the class stands, and the group where there is one, in the words of `Meaning`. */
  readonly classFrom: string;
  readonly groupFrom: string | null;
  /** Whether there are lists, so that a clip without split is in none. */
  readonly hasLists: boolean;
  readonly leftOut: readonly LeftOut[];
  readonly choices: readonly string[];
}

/** A set that published work uses, as it describes itself. */
export interface PublishedSet {
  /** A stable word. */
  readonly id: string;
  /** What the set is called, e.g. `CREMA-D`. */
  readonly name: string;
  /** How the lab knows it, which of its files and lists are read, and what they become: sentences. */
  readonly guide: string;
  /** Under which terms its authors hand it on, as a sentence. */
  readonly licence: string;
  /**
   * The clips among what was opened, or null where most files are of something else. Absent where the folders
   * of the set say everything, so that it is read as any such folders are.
   */
  readonly find?: (
    media: readonly GatheredFile[],
    lists: readonly GatheredFile[],
    options: ImportOptions,
  ) => Promise<ClipSet | null>;
}

/**
 * @throws SettingsError when `data.modalities` names what the set does not have; ImportError when no clip
 * has any modality.
 */
export function pairedClips(set: ClipSet, options: ImportOptions): PairedSamples {
  const there = set.modalities.filter(({ id }) => set.clips.some(({ parts }) => parts.has(id)));
  const modalities = chosen(there, options);
  if (modalities.length === 0) throw nothingThere(set);
  const leftOut: LeftOut[] = [...set.leftOut];
  const samples: MediaSample[] = [];
  const unlisted: Clip[] = [];
  const bare: Clip[] = [];
  const unplayable: Clip[] = [];
  for (const clip of set.clips) {
    const sources = modalities.map(({ id }) => clip.parts.get(id) ?? null);
    const isBare = sources.every((source) => source === null);
    if (clip.unplayable && sources.includes(null)) unplayable.push(clip);
    else if (isBare) bare.push(clip);
    if (isBare) continue;
    if (set.hasLists && clip.split === null) {
      unlisted.push(clip);
      continue;
    }
    const { label, split, group } = clip;
    samples.push({ label, split, group, sources });
  }
  leftOut.push(...unplayableLine(unplayable), ...bareLine(bare, modalities));
  const [first] = unlisted;
  if (first) {
    leftOut.push({
      file: first.name,
      reason: `${counted(unlisted.length, 'clip is', 'clips are')} in no list of a split (the first: ${plainName(first.name)}).`,
      fix: 'Add the list that names them, or leave it at that.',
      count: unlisted.length,
      unit: 'sample',
    });
  }
  return {
    layout: set.layout,
    modalities,
    samples,
    meaning: {
      classFrom: set.classFrom,
      splitFrom: set.hasLists ? 'files' : null,
      group: set.groupFrom,
      pairedBy: modalities.length > 1 ? 'name' : null,
      questions: [],
    },
    classNames: set.classNames,
    offer: offerOf(set, there, modalities, options),
    leftOut,
    choices: [
      `The files are those of ${set.layout}; modalities: ${listNames(modalities.map(({ name }) => name.toLowerCase()))}.`,
      ...set.choices,
    ],
  };
}

/** Files of clips whose video is of an old kind, with the line that converts them. */
function unplayableLine(clips: readonly Clip[]): LeftOut[] {
  const [first] = clips;
  if (!first?.unplayable) return [];
  const { path } = first.unplayable;
  return [
    {
      file: path,
      reason: `${counted(clips.length, 'clip has its', 'clips have their')} video only in a form that browsers do not play (the first: ${plainName(baseName(path))}).`,
      fix: conversionOf(path),
      count: clips.length,
      unit: 'file',
    },
  ];
}

/** Clips with none of the modalities that are used. */
function bareLine(clips: readonly Clip[], modalities: readonly MediaModality[]): LeftOut[] {
  const [first] = clips;
  if (!first) return [];
  return [
    {
      file: first.name,
      reason: `${counted(clips.length, 'clip has', 'clips have')} no file for ${modalities.length === 1 ? `"${modalities[0]?.name}"` : 'any modality that is used'} (the first: ${plainName(first.name)}).`,
      fix: 'Add the missing files, or leave it at that.',
      count: clips.length,
      unit: 'sample',
    },
  ];
}

/** Each modality that is there may be used or not. */
function offerOf(
  { clips }: ClipSet,
  there: readonly MediaModality[],
  used: readonly MediaModality[],
  { modalities }: ImportOptions,
): Offer {
  const nameOf = ({ id }: MediaModality) => modalities?.[id]?.[0] ?? id;
  return {
    what: 'files',
    parts: there.map(({ id }) => ({
      name: id,
      detail: counted(clips.filter(({ parts }) => parts.has(id)).length, 'clip', 'clips'),
      uses: ['modality'],
    })),
    roles: Object.fromEntries(used.map((each) => [nameOf(each), { modality: each.id }])),
    gathers: false,
  };
}

function chosen(
  there: readonly MediaModality[],
  { modalities }: ImportOptions,
): readonly MediaModality[] {
  if (!modalities) return there;
  return Object.entries(modalities).map(([id, names]) => {
    const found = there.find((each) => names.length === 1 && each.id === names[0]);
    if (!found) {
      throw new SettingsError(
        `data.modalities.${id}`,
        `data.modalities.${id} is ${show(names)}; these files offer ${listNames(there.map((each) => each.id))}.`,
      );
    }
    return { ...found, id };
  });
}

function nothingThere({ layout, clips, leftOut }: ClipSet): ImportError {
  const [old] = clips.flatMap(({ unplayable }) => (unplayable ? [unplayable] : []));
  if (old) {
    return new ImportError(
      'file-unusable',
      `The ${clips.length} clips of ${layout} are in a form that browsers do not play (the first: ${plainName(old.path)}).`,
      conversionOf(old.path),
    );
  }
  const [first] = leftOut;
  return new ImportError(
    'nothing-to-read',
    `These are lists of ${layout}, and no clip that they name is there.${first ? ` ${first.reason}` : ''}`,
    first?.fix ?? 'Put the clips beside the lists.',
  );
}

export const counted = (count: number, one: string, many: string): string =>
  count === 1 ? `1 ${one}` : `${count} ${many}`;
