/**
 * What turns the bytes of a picture, sound, video or mesh into numbers. A worker of the page has the browser's
 * own decoders (data/page/decoders); Node has libraries, and refuses by name what needs a browser. Injected, so
 * that nothing in this folder needs either. Imports types only.
 */
import type { SourceFile } from '../source-file';

/** A picture, four bytes a pixel: red, green, blue, opacity. */
export interface DecodedImage {
  readonly width: number;
  readonly height: number;
  /** `[height, width, 4]` */
  readonly rgba: Uint8Array | Uint8ClampedArray;
  /** What was lost on the way, as the end of a sentence: "16 bits became 8". */
  readonly note?: string;
}

/** A sound, one list of numbers in -1..1 per channel. */
export interface DecodedAudio {
  readonly sampleRateHz: number;
  readonly channels: readonly Float32Array[];
  /** A sentence for the report where the sound is not what its header says. */
  readonly warning?: string;
}

/** A part of a video or sound, in seconds from its start. */
export interface Stretch {
  readonly fromS: number;
  readonly toS: number;
}

/** What is wanted of a video. */
export interface VideoRequest {
  /** Pictures at the middles of as many equal parts of the stretch; 0 for none. */
  readonly frames: number;
  /** So many pictures, evenly spaced too, each with the one that follows it, so that motion can be measured; 0 for none. */
  readonly pairs: number;
  /** The sound track as well. */
  readonly audio: boolean;
  /** The part that is looked at; absent: all of it. */
  readonly stretch?: Stretch | undefined;
}

/** What a video gave. */
export interface DecodedVideo {
  readonly frames: readonly DecodedImage[];
  /** A video's last picture is followed by itself. */
  readonly pairs: readonly (readonly [DecodedImage, DecodedImage])[];
  /** Null where it was not asked for and where the video has no sound. */
  readonly audio: DecodedAudio | null;
  /** A sentence for the report where the video is not what it says. */
  readonly warning?: string;
}

/** A surface of triangles, as read from a file, for whatever draws it. */
export interface TriangleMesh {
  /** `[corners, 3]`: x, y, z in the file's own units. */
  readonly positions: Float32Array;
  /** `[triangles, 3]`: numbers of corners. */
  readonly triangles: Uint32Array;
}

/** Where a mesh is looked at from; it is centred and brought to one size first. */
export interface Viewpoint {
  /** Around the vertical axis, from the front. */
  readonly azimuthDegrees: number;
  readonly elevationDegrees: number;
}

/** Where a player finds a sound: an address, and the part of what is there. */
export interface Recording {
  readonly address: string;
  readonly startS: number;
  readonly durationS: number;
}

/** Each throws an ImportError that names the file when it cannot decode. */
export interface Decoders {
  image(bytes: Uint8Array, file: string): Promise<DecodedImage>;
  audio(bytes: Uint8Array, file: string): Promise<DecodedAudio>;
  video(bytes: Uint8Array, request: VideoRequest, file: string): Promise<DecodedVideo>;
  /** One square grey picture of `side` pixels per viewpoint. */
  renderMesh(
    mesh: TriangleMesh,
    viewpoints: readonly Viewpoint[],
    side: number,
    file: string,
  ): Promise<readonly DecodedImage[]>;
  /** Where a player finds a file; absent where nobody listens. Throws nothing. */
  addressOf?(file: SourceFile, bytes: Uint8Array): string;
}
