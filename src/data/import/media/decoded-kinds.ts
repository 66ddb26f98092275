/**
 * Pictures, sounds and videos that whoever imports decodes: the browser's own decoders on the page, libraries in
 * Node, which know PNG only. Imports this room only.
 */
import type { PictureReader, SoundReader, VideoReader } from '../reader';
import { imageFormat } from './image-size';
import { UNPLAYED_ENDINGS } from './video-kind';

const picture = (name: 'PNG' | 'JPEG' | 'WebP' | 'GIF', ...endings: string[]): PictureReader => ({
  id: name.toLowerCase(),
  name,
  endings,
  signature: { test: (start) => imageFormat(start) === name, weight: 'hint' },
  gives: 'image',
  where: name === 'PNG' ? 'anywhere' : 'browser',
});

export const pictures: readonly PictureReader[] = [
  picture('PNG', 'png'),
  { ...picture('JPEG', 'jpg', 'jpeg'), alsoEndings: ['jfif'] },
  picture('WebP', 'webp'),
  {
    ...picture('GIF', 'gif'),
    // what one browser shows, the next does not
    alsoEndings: ['bmp', 'avif', 'tif', 'tiff', 'heic', 'heif', 'pgm', 'ppm', 'svg'],
    note: 'Of several pictures in a file the first is used.',
  },
];

const sound = (name: string, ...endings: string[]): SoundReader => ({
  id: name.toLowerCase(),
  name,
  endings,
  gives: 'sound',
  where: 'browser',
});

export const sounds: readonly SoundReader[] = [
  sound('MP3', 'mp3'),
  sound('Ogg', 'ogg', 'oga', 'opus'),
  sound('FLAC', 'flac'),
  sound('M4A', 'm4a', 'aac'),
];

/** A WebM or MP4 without pictures (sound-only.ts). */
export const recordedSound: SoundReader = sound('Recorded sound');

export const videos: readonly VideoReader[] = [
  {
    id: 'mp4',
    name: 'MP4',
    endings: ['mp4'],
    alsoEndings: ['m4v', 'mov', '3gp', '3gpp'],
    gives: 'video',
    where: 'browser',
  },
  {
    id: 'webm',
    name: 'WebM',
    endings: ['webm'],
    // videos too, so that they are counted as such and refused with the line that converts them
    alsoEndings: ['mkv', ...UNPLAYED_ENDINGS],
    gives: 'video',
    where: 'browser',
    note: 'Videos give frames and sound, silent ones the motion between frames (TV-L1).',
  },
];
