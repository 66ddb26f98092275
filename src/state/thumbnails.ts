/** The thumbnails of the lab's own data sets, by the set's id. */
import { type Thumbnail, thumbnails } from '../data/page/thumbnails';

export type { Thumbnail };

export const THUMBNAILS: ReadonlyMap<string, Thumbnail> = new Map(
  thumbnails().map((thumbnail) => [thumbnail.id, thumbnail]),
);
