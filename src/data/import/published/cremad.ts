/**
 * CREMA-D in its own folders: `AudioWAV/1001_DFA_ANG_XX.wav`, the video as mp4 or as frames in a folder of the
 * clip's name; the name says actor and emotion. Imports the protocol's types and this room only.
 */
import type { SplitName } from '../../../protocol/data-set';
import { plainName } from '../import-error';
import type { MediaSource } from '../media/media-source';
import { isOldVideo } from '../media/video-kind';
import { type ImportOptions, NONE } from '../options';
import type { GatheredFile } from '../reader';
import { baseName, extensionOf, folderOf, type LeftOut, stemOf } from '../source-file';
import type { Clip, ClipSet, PublishedSet } from './clips';
import { type ReadList, readLines, splitOfListName } from './lists';

export const CREMA_D: PublishedSet = {
  id: 'crema-d',
  name: 'CREMA-D',
  guide:
    'Known by its names (1001_DFA_ANG_XX): AudioWAV with VideoMP4 or with frames in a folder per clip; train.csv and test.csv give the split, else actors are kept apart.',
  licence: 'Open Database License 1.0.',
  find: cremad,
};

/** Clips that the community leaves out: silent, or cut short. */
const KNOWN_BAD = ['1064_TIE_SAD_XX', '1064_IEO_DIS_MD', '1076_MTI_NEU_XX', '1076_MTI_SAD_XX'];

/** The set, or null where most files have other names. */
async function cremad(
  media: readonly GatheredFile[],
  lists: readonly GatheredFile[],
  options: ImportOptions,
): Promise<ClipSet | null> {
  const found = new Map<string, GatheredFile[]>();
  for (const file of media) {
    const stem = file.kind === 'image' ? baseName(folderOf(file.path)) : stemOf(file.path);
    if (!cremaName(stem)) continue;
    const files = found.get(stem) ?? [];
    files.push(file);
    found.set(stem, files);
  }
  const named = [...found.values()].reduce((sum, files) => sum + files.length, 0);
  if (named === 0 || named * 2 < media.length) return null;
  const { splits, used } =
    options.split === NONE ? { splits: null, used: [] } : await listed(lists);
  const leftOut: LeftOut[] = [];
  const clips: Clip[] = [];
  for (const [stem, files] of found) {
    if (KNOWN_BAD.includes(stem)) {
      leftOut.push({
        file: stem,
        reason: `${stem} is known to be damaged.`,
        fix: 'Leave it at that: published work leaves it out too.',
        count: 1,
      });
      continue;
    }
    const { actor, emotion } = cremaName(stem) as { actor: string; emotion: string };
    clips.push({
      name: stem,
      label: emotion,
      split: splits?.get(stem) ?? null,
      group: options.group === NONE ? null : actor,
      parts: partsOf(files),
      unplayable: files.find(({ path }) => isOldVideo(path)),
    });
  }
  return {
    layout: CREMA_D.name,
    modalities: [
      { id: 'sound', name: 'Sound' },
      { id: 'picture', name: 'Picture' },
    ],
    clips,
    classNames: EMOTIONS,
    classFrom: 'file name part 3',
    groupFrom: 'file name part 1',
    hasLists: splits !== null,
    leftOut,
    choices: splits
      ? [
          `The split is that of ${used.map((path) => plainName(baseName(path))).join(' and ')}, in which actors train and test alike; ${SPLIT_HINT}`,
        ]
      : ['Actors are kept apart: none is in two splits.'],
  };
}

const SPLIT_HINT = 'choose no split column to keep actors apart.';

/** WAV rather than MP3; frames rather than a video, for they were chosen by somebody. */
function partsOf(files: readonly GatheredFile[]): Map<string, MediaSource> {
  const parts = new Map<string, MediaSource>();
  const sounds = files.filter(({ kind }) => kind === 'sound');
  const sound = sounds.find(({ path }) => extensionOf(path) === 'wav') ?? sounds[0];
  if (sound) parts.set('sound', { kind: 'sound', file: sound });
  const frames = files.filter(({ kind }) => kind === 'image');
  const video = files.find(({ kind, path }) => kind === 'video' && !isOldVideo(path));
  if (frames.length > 0) parts.set('picture', { kind: 'frame-files', files: frames });
  else if (video) parts.set('picture', { kind: 'frames', file: video });
  return parts;
}

async function listed(
  lists: readonly GatheredFile[],
): Promise<{ splits: Map<string, SplitName> | null; used: string[] }> {
  const splits = new Map<string, SplitName>();
  const used: string[] = [];
  for (const file of lists) {
    const split = splitOfListName(stemOf(file.path));
    if (!split) continue;
    const { entries, unread } = readCremaList(await file.bytes(), file.path);
    if (entries.length <= unread.length) continue;
    used.push(file.path);
    for (const { clip } of entries) splits.set(clip, split);
  }
  return used.length > 0 ? { splits, used } : { splits: null, used };
}

/** A line of the lists for CREMA-D that came with published code: `1041_TIE_NEU_XX,NEU`. */
export interface CremaEntry {
  readonly clip: string;
}

/** CREMA-D's `train.csv`, `test.csv`. */
export function readCremaList(bytes: Uint8Array, file: string): ReadList<CremaEntry> {
  return readLines(bytes, file, (text) => {
    const [clip = '', label] = text.split(',').map((part) => part.trim());
    const named = cremaName(clip);
    return named && (label === undefined || label === named.emotion) ? { clip } : null;
  });
}

/** What the name of a CREMA-D clip says: actor, sentence, emotion, level. */
export interface CremaName {
  readonly actor: string;
  readonly emotion: string;
}

/** The six emotions in the words of the data set's documentation. */
const EMOTIONS: ReadonlyMap<string, string> = new Map([
  ['ANG', 'Anger'],
  ['DIS', 'Disgust'],
  ['FEA', 'Fear'],
  ['HAP', 'Happy'],
  ['NEU', 'Neutral'],
  ['SAD', 'Sad'],
]);

/** @param stem such as `1001_DFA_ANG_XX`; null for every other name. */
export function cremaName(stem: string): CremaName | null {
  const parts = /^(\d{4})_[A-Z]{3}_([A-Z]{3})_[A-Z]{2}$/.exec(stem);
  const [actor, emotion] = parts?.slice(1) ?? [];
  return actor && emotion && EMOTIONS.has(emotion) ? { actor, emotion } : null;
}
