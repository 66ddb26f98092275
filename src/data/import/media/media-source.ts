/**
 * Samples as paired and not decoded yet: where each modality of each comes from. Imports the protocol's types
 * and this room only.
 */
import type { SplitName } from '../../../protocol/data-set';
import type { Meaning } from '../meaning/meaning';
import type { Offer } from '../offer';
import type { GatheredFile } from '../reader';
import type { LeftOut } from '../source-file';
import type { Stretch, Viewpoint } from './decoders';

/** A sound file, or the sound of a video or of a part of it. */
export type SoundSource =
  | { readonly kind: 'sound'; readonly file: GatheredFile }
  | {
      readonly kind: 'soundtrack';
      readonly file: GatheredFile;
      readonly stretch?: Stretch | undefined;
    };

/** Where one modality of one sample comes from. */
export type MediaSource =
  | { readonly kind: 'picture'; readonly file: GatheredFile }
  | SoundSource
  /** The pictures of a video, or the motion between them, in all of it or in a part. */
  | {
      readonly kind: 'frames' | 'motion';
      readonly file: GatheredFile;
      readonly stretch?: Stretch | undefined;
    }
  /** A video's pictures, one file each, in order; or the motion between them. */
  | { readonly kind: 'frame-files' | 'motion-of-files'; readonly files: readonly GatheredFile[] }
  /** A video's motion along x and along y as grey pictures, one file each, in order. */
  | {
      readonly kind: 'motion-files';
      readonly u: readonly GatheredFile[];
      readonly v: readonly GatheredFile[];
    }
  | { readonly kind: 'text'; readonly file: GatheredFile }
  /** A mesh looked at from one side. */
  | { readonly kind: 'view'; readonly file: GatheredFile; readonly viewpoint: Viewpoint };

/** What a modality's numbers are made as; every source belongs to one. */
export type Take = 'picture' | 'frames' | 'motion' | 'sound' | 'text';

/** What a source gives. */
export const TAKE: Readonly<Record<MediaSource['kind'], Take>> = {
  picture: 'picture',
  view: 'picture',
  frames: 'frames',
  'frame-files': 'frames',
  motion: 'motion',
  'motion-files': 'motion',
  'motion-of-files': 'motion',
  sound: 'sound',
  soundtrack: 'sound',
  text: 'text',
};

/** The file that a source is called by in sentences. */
export function mainFile(source: MediaSource): GatheredFile {
  const files = 'file' in source ? [source.file] : 'files' in source ? source.files : source.u;
  return files[0] as GatheredFile;
}

/** The sources that a sample has. */
export const sourcesThere = (sources: readonly (MediaSource | null)[]): readonly MediaSource[] =>
  sources.filter((source) => source !== null);

/** The line about files that a reading has no use for; none where there are none. */
export function unusedLine(
  files: readonly GatheredFile[],
  what: string,
  fix = 'Leave it at that.',
): LeftOut[] {
  const [first] = files;
  if (!first) return [];
  const count = files.length;
  return [
    {
      file: first.path,
      reason:
        count === 1
          ? `${first.path} is ${what}.`
          : `${count} files are ${what} (the first: ${first.path}).`,
      fix,
      count,
      unit: 'file',
    },
  ];
}

/** From the front, a little to the side and above, as renderings of data sets of meshes have it; and opposite. */
const FRONT: Viewpoint = { azimuthDegrees: 30, elevationDegrees: 30 };
export const REAR: Viewpoint = { azimuthDegrees: 210, elevationDegrees: 30 };

/** A file as a whole: a picture, a sound, a text, a video's pictures, a mesh from the front. */
export function wholeFile(file: GatheredFile): MediaSource {
  switch (file.kind) {
    case 'sound':
      return { kind: 'sound', file };
    case 'video':
      return { kind: 'frames', file };
    case 'mesh':
      return { kind: 'view', file, viewpoint: FRONT };
    case 'text':
      return { kind: 'text', file };
    default:
      return { kind: 'picture', file };
  }
}

/** One sample before decoding. */
export interface MediaSample {
  readonly label: string;
  readonly split: SplitName | null;
  readonly group: string | null;
  /** One source per modality; null where the sample lacks it. */
  readonly sources: readonly (MediaSource | null)[];
  /** What a table says of it beside its files: numbers of each of `PairedSamples.columns`. */
  readonly numbers?: readonly number[];
  /** What it says there in words, one of each of `PairedSamples.texts`, null where the cell is empty. */
  readonly words?: readonly (string | null)[];
}

/** A modality before decoding. */
export interface MediaModality {
  readonly id: string;
  readonly name: string;
}

/** Samples as paired, not decoded yet. */
export interface PairedSamples {
  readonly layout: string;
  readonly modalities: readonly MediaModality[];
  readonly samples: readonly MediaSample[];
  readonly meaning: Meaning;
  readonly classNames?: ReadonlyMap<string, string> | undefined;
  /** The columns of a table that are a modality beside the files; absent where none are. */
  readonly columns?: readonly string[] | undefined;
  /** Columns of sentences of the same table, each a modality; absent where none are. */
  readonly texts?: readonly MediaModality[] | undefined;
  /** Tables that the samples needed, by file. */
  readonly tables?: readonly string[];
  /** What a person may decide differently; absent where the layout leaves nothing open. */
  readonly offer?: Offer | undefined;
  readonly leftOut: readonly LeftOut[];
  readonly choices: readonly string[];
}
