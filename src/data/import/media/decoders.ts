/**
 * What turns a picture's or a sound's bytes into numbers. The page has the browser's own; Node has
 * libraries. Injected, so that nothing in this folder needs either. Imports nothing.
 */

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

/** Each throws an ImportError that names the file when it cannot decode. */
export interface Decoders {
  image(bytes: Uint8Array, file: string): Promise<DecodedImage>;
  audio(bytes: Uint8Array, file: string): Promise<DecodedAudio>;
}
