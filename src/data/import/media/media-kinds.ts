/** The files that become samples by being decoded. Imports this folder only. */
import type { GatheredFile } from '../gather';

const MEDIA: readonly GatheredFile['kind'][] = ['image', 'sound', 'video', 'mesh'];

/** The pictures, sounds, videos and meshes among files. */
export const mediaOf = (files: readonly GatheredFile[]): GatheredFile[] =>
  files.filter(({ kind }) => MEDIA.includes(kind));
