/**
 * AVE as published: lists of `class&video&quality&start&end`, one video per identifier, of which the part is
 * used in which the event is seen and heard. Imports the protocol's types and this room only.
 */
import type { SplitName } from '../../../protocol/data-set';
import { plainName } from '../import-error';
import type { MediaSource } from '../media/media-source';
import { isOldVideo } from '../media/video-kind';
import { type ImportOptions, NONE } from '../options';
import type { GatheredFile } from '../reader';
import { baseName, type LeftOut, stemOf } from '../source-file';
import { type Clip, type ClipSet, counted, type PublishedSet } from './clips';
import { type ReadList, readLines, splitOfListName } from './lists';

export const AVE: PublishedSet = {
  id: 'ave',
  name: 'AVE',
  guide:
    'Known by its lists (trainSet.txt, valSet.txt, testSet.txt or Annotations.txt) beside the videos as mp4, named by their identifiers; each is used where its event is seen and heard.',
  licence: 'The videos belong to those who uploaded them.',
  find: ave,
};

/** A list with its split; none for the list of everything. */
interface List {
  readonly path: string;
  readonly split: SplitName | null;
  readonly entries: readonly AveEntry[];
}

/** The set, or null where no list of its kind is there. */
async function ave(
  media: readonly GatheredFile[],
  lists: readonly GatheredFile[],
  options: ImportOptions,
): Promise<ClipSet | null> {
  const read = await readLists(lists, options);
  if (read.length === 0) return null;
  const videos = new Map(
    media.flatMap((file) => (file.kind === 'video' ? [[stemOf(file.path), file] as const] : [])),
  );
  const leftOut: LeftOut[] = [];
  const clips: Clip[] = [];
  const taken = new Set<string>();
  let again = 0;
  const absent: AveEntry[] = [];
  for (const { split, entries } of read) {
    for (const { label, video, fromS, toS } of entries) {
      // some videos are listed for two events; one sample each, or training would know the test
      if (taken.has(video)) {
        again++;
        continue;
      }
      taken.add(video);
      const file = videos.get(video);
      if (!file) {
        absent.push({ label, video, fromS, toS });
        continue;
      }
      const stretch = { fromS, toS };
      const isOld = isOldVideo(file.path);
      clips.push({
        name: video,
        label,
        split,
        group: null,
        parts: new Map<string, MediaSource>(
          isOld
            ? []
            : [
                ['sound', { kind: 'soundtrack', file, stretch }],
                ['picture', { kind: 'frames', file, stretch }],
              ],
        ),
        ...(isOld ? { unplayable: file } : {}),
      });
    }
  }
  const [first] = absent;
  if (first) {
    leftOut.push({
      file: first.video,
      reason: `${counted(absent.length, 'video that the lists name is', 'videos that the lists name are')} not there (the first: ${first.video}.mp4).`,
      fix: 'Put the videos beside the lists, each named by its identifier, as mp4.',
      count: absent.length,
    });
  }
  return {
    layout: AVE.name,
    modalities: [
      { id: 'sound', name: 'Sound' },
      { id: 'picture', name: 'Picture' },
    ],
    clips,
    classFrom: `file ${plainName(baseName(read[0]?.path ?? ''))}`,
    groupFrom: null,
    hasLists: read.every(({ split }) => split !== null),
    leftOut,
    choices: [
      `${read.map(({ path }) => plainName(baseName(path))).join(', ')} name the videos; each is used from the second at which its event starts to the one at which it ends.`,
      ...(again > 0
        ? [
            `${counted(again, 'line names a video', 'lines name videos')} that another line names already; the first is used.`,
          ]
        : []),
    ],
  };
}

/** The lists of splits, test first, so that a video listed twice is the test's; else the list of everything. */
async function readLists(
  lists: readonly GatheredFile[],
  { split: wanted }: ImportOptions,
): Promise<List[]> {
  const read: List[] = [];
  for (const file of lists) {
    const { entries, unread } = readAveList(await file.bytes(), file.path);
    if (entries.length <= unread.length) continue;
    read.push({ path: file.path, split: splitOfListName(stemOf(file.path)), entries });
  }
  const ofSplits = read.filter(({ split }) => split !== null);
  if (ofSplits.length < 2 || wanted === NONE) {
    const everything = read.find(({ split }) => split === null);
    const all = everything ? [everything] : ofSplits;
    return all.map((list) => ({ ...list, split: null }));
  }
  const order: readonly (SplitName | null)[] = ['test', 'validation', 'train'];
  return ofSplits.sort((a, b) => order.indexOf(a.split) - order.indexOf(b.split));
}

/** A line of AVE: `class&video&quality&start&end`. */
export interface AveEntry {
  readonly label: string;
  readonly video: string;
  /** Seconds between which the event is seen and heard. */
  readonly fromS: number;
  readonly toS: number;
}

/** AVE's `trainSet.txt`, `valSet.txt`, `testSet.txt` or `Annotations.txt`, with or without its header. */
export function readAveList(bytes: Uint8Array, file: string): ReadList<AveEntry> {
  return readLines(bytes, file, (text, line) => {
    if (line === 1 && /^category&videoid/i.test(text)) return 'header';
    // identifiers of videos hold no ampersand, names of classes might
    const parts = /^(.+)&([\w-]+)&[^&]*&(\d+)&(\d+)$/.exec(text);
    if (!parts) return null;
    const [label, video, from, to] = parts.slice(1) as [string, string, string, string];
    const [fromS, toS] = [Number(from), Number(to)];
    return toS > fromS ? { label: label.trim(), video, fromS, toS } : null;
  });
}
