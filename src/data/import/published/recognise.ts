/**
 * Which of DI-MML's four data sets files are of, by their names and folders alone, so that it can be said before any of
 * them is read. Imports this room only.
 */

import type { Reader } from '../reader';
import { readerByName } from '../sniff';
import { baseName, folderOf, stemOf } from '../source-file';
import { AVE } from './ave';
import type { PublishedSet } from './clips';
import { CREMA_D, cremaName } from './cremad';
import { splitOfListName } from './lists';
import { MODELNET40 } from './modelnet';
import { UCF_CLIP, UCF101 } from './ucf101';

/** An object of ModelNet, as a mesh or seen from a side, in the folders of its class and split. */
const MODEL = /(?:^|\/)([a-z_]+)\/(?:train|test)\/\1_\d{4}(?:_v?\d{3})?\.\w+$/;
/** The classes of ModelNet10, of which ModelNet40 has thirty more. */
const OF_MODELNET10 = new Set(
  'bathtub bed chair desk dresser monitor night_stand sofa table toilet'.split(' '),
);
/** What its lists call a video: an address of YouTube's. */
const VIDEO_ID = /^[\w-]{11}$/;

interface Media {
  readonly path: string;
  readonly kind: Reader['gives'];
}

/** Whether it is so of more than half of them. */
const most = (media: readonly Media[], is: (file: Media) => boolean): boolean =>
  media.filter(is).length * 2 > media.length;

/** A clip's name: that of its folder where it is kept as frames. */
const clipOf = ({ path, kind }: Media): string =>
  kind === 'image' ? baseName(folderOf(path)) : stemOf(path);

function isModelNet40(media: readonly Media[]): boolean {
  const classes = media.flatMap(({ path }) => MODEL.exec(path)?.[1] ?? []);
  return classes.length * 2 > media.length && classes.some((name) => !OF_MODELNET10.has(name));
}

/** Either the list of everything, or lists of at least two splits, beside the videos. */
function isAve(media: readonly Media[], paths: readonly string[]): boolean {
  const lists = paths.filter((path) => /\.txt$/i.test(path)).map(stemOf);
  const splits = new Set(lists.filter((stem) => /set$/i.test(stem)).map(splitOfListName));
  splits.delete(null);
  const areListed = splits.size > 1 || lists.some((stem) => /^annotations$/i.test(stem));
  return (
    areListed && most(media, (file) => file.kind === 'video' && VIDEO_ID.test(stemOf(file.path)))
  );
}

/**
 * @param paths of all files, with `/` between folders.
 * @returns null for anything else, ModelNet10 and ESC-10 too.
 */
export function publishedSetOf(
  paths: readonly string[],
  readers: readonly Reader[],
): PublishedSet | null {
  const media = paths.flatMap((path): Media[] => {
    const kind = readerByName(path, readers)?.gives;
    return kind === 'image' || kind === 'sound' || kind === 'video' || kind === 'mesh'
      ? [{ path, kind }]
      : [];
  });
  if (most(media, (file) => cremaName(clipOf(file)) !== null)) return CREMA_D;
  if (most(media, (file) => UCF_CLIP.test(clipOf(file)))) return UCF101;
  if (isModelNet40(media)) return MODELNET40;
  return isAve(media, paths) ? AVE : null;
}
