/**
 * UCF101 as published: `jpegs_256/<clip>/frameNNNNNN.jpg` with `tvl1_flow/{u,v}/<clip>/`, or the clips as mp4,
 * whose motion is then computed; `trainlist01.txt` and `testlist01.txt`. Imports the protocol's types and this room only.
 */
import type { SplitName } from '../../../protocol/data-set';
import { plainName } from '../import-error';
import type { MediaSource } from '../media/media-source';
import { isOldVideo } from '../media/video-kind';
import { type ImportOptions, NONE } from '../options';
import type { GatheredFile } from '../reader';
import { baseName, folderOf, stemOf } from '../source-file';
import type { Clip, ClipSet, PublishedSet } from './clips';
import { type ReadList, readLines, splitOfListName } from './lists';

export const UCF101: PublishedSet = {
  id: 'ucf101',
  name: 'UCF101',
  guide:
    'Known by its names (v_Archery_g01_c01): jpegs_256 with tvl1_flow/u and v, or the clips as mp4, whose motion is computed; trainlist01.txt and testlist01.txt give the split, else groups stay together.',
  licence: 'The clips belong to those who uploaded them; for research.',
  find: ucf101,
};

/** Class and group in the name of a clip. */
export const UCF_CLIP = /^v_([A-Za-z]+)_g(\d+)_c\d+$/;

/** Files of one clip by what they hold. */
interface Found {
  readonly frames: GatheredFile[];
  readonly u: GatheredFile[];
  readonly v: GatheredFile[];
  video?: GatheredFile;
  unplayable?: GatheredFile;
}

/** The set, or null where most files have other names. */
async function ucf101(
  media: readonly GatheredFile[],
  lists: readonly GatheredFile[],
  options: ImportOptions,
): Promise<ClipSet | null> {
  const found = new Map<string, Found>();
  let named = 0;
  for (const file of media) {
    const folder = folderOf(file.path);
    const name = file.kind === 'image' ? baseName(folder) : stemOf(file.path);
    if (!UCF_CLIP.test(name)) continue;
    named++;
    const clip = found.get(name) ?? { frames: [], u: [], v: [] };
    found.set(name, clip);
    if (file.kind === 'video') clip[isOldVideo(file.path) ? 'unplayable' : 'video'] = file;
    else if (file.kind === 'image') clip[componentOf(folder)].push(file);
  }
  if (named === 0 || named * 2 < media.length) return null;
  const { splits, used } =
    options.split === NONE ? { splits: null, used: [] } : await listed(lists);
  const clips = [...found].map(([name, files]): Clip => {
    const [, label = '', group = ''] = UCF_CLIP.exec(name) ?? [];
    return {
      name,
      label,
      split: splits?.get(name) ?? null,
      // clips of one group were cut from one video
      group: options.group === NONE ? null : `${label} ${group}`,
      parts: partsOf(files, options.flow ?? true),
      unplayable: files.unplayable,
    };
  });
  const computed = clips.some(({ parts }) =>
    parts.get('motion')?.kind.match(/^motion(-of-files)?$/),
  );
  return {
    layout: UCF101.name,
    modalities: [
      { id: 'picture', name: 'Picture' },
      { id: 'motion', name: 'Motion' },
    ],
    clips,
    classFrom: 'file name part 2',
    groupFrom: 'file name part 3',
    hasLists: splits !== null,
    leftOut: [],
    choices: [
      ...(computed ? ['Motion is computed from the pictures (TV-L1).'] : []),
      splits
        ? `The split is that of ${used.map((path) => plainName(baseName(path))).join(' and ')}.`
        : 'Clips of one group, cut from one video, are kept in one split.',
    ],
  };
}

/** `tvl1_flow/u/v_Archery_g01_c01` holds motion along x; a folder under any other holds pictures. */
function componentOf(folder: string): 'u' | 'v' | 'frames' {
  const above = baseName(folderOf(folder));
  return above === 'u' || above === 'v' ? above : 'frames';
}

function partsOf({ frames, u, v, video }: Found, withMotion: boolean): Map<string, MediaSource> {
  const parts = new Map<string, MediaSource>();
  if (frames.length > 0) parts.set('picture', { kind: 'frame-files', files: frames });
  else if (video) parts.set('picture', { kind: 'frames', file: video });
  if (!withMotion) return parts;
  if (u.length > 0 && v.length > 0) parts.set('motion', { kind: 'motion-files', u, v });
  else if (frames.length > 1) parts.set('motion', { kind: 'motion-of-files', files: frames });
  else if (video) parts.set('motion', { kind: 'motion', file: video });
  return parts;
}

/** The first of the three published divisions that is there: `trainlist01`, `testlist01`. */
async function listed(
  lists: readonly GatheredFile[],
): Promise<{ splits: Map<string, SplitName> | null; used: string[] }> {
  const numbered = lists.flatMap((file) => {
    const number = /^(?:train|test)list0*(\d+)$/i.exec(stemOf(file.path))?.[1];
    return number === undefined ? [] : [{ file, number: Number(number) }];
  });
  const first = Math.min(...numbered.map(({ number }) => number));
  const splits = new Map<string, SplitName>();
  const used: string[] = [];
  for (const { file, number } of numbered) {
    const split = splitOfListName(stemOf(file.path));
    if (number !== first || !split) continue;
    used.push(file.path);
    const { entries } = readUcfList(await file.bytes(), file.path);
    for (const { clip } of entries) splits.set(clip, split);
  }
  return used.length > 0 ? { splits, used } : { splits: null, used };
}

/** A line of UCF101's lists: `Class/v_Class_g01_c01.avi`, in training lists followed by the class's number. */
export interface UcfEntry {
  readonly label: string;
  /** Name of the clip without ending, e.g. `v_Archery_g01_c01`. */
  readonly clip: string;
}

/** UCF101's `trainlist01.txt`, `testlist01.txt`. */
export function readUcfList(bytes: Uint8Array, file: string): ReadList<UcfEntry> {
  return readLines(bytes, file, (text) => {
    const parts = /^([^/\s]+)\/([^/\s]+?)(\.\w+)?(\s+\d+)?$/.exec(text);
    return parts ? { label: parts[1] as string, clip: parts[2] as string } : null;
  });
}
