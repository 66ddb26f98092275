/**
 * The spoken words' file format, made by src/tools/make-speech.mjs: one JSON document that says who speaks
 * and where each word is in that voice's sound file, and one binary file with a spectrogram per word, one
 * byte a number from `lowest` (0) to `highest` (255), voice by voice. Imports this folder and the protocol.
 */
import { sizeOf } from '../../math/shape';
import type { Clips } from '../../protocol/data-set';
import { assetInvalid } from './asset-error';
import { parseAsset } from './asset-fields';

/** Spoken words as read; recording `voice * classes + label` is that voice saying that class. */
export interface Speech {
  readonly origin: string;
  readonly licence: string;
  /** What is said, in the order of the labels. */
  readonly classes: readonly string[];
  /** How many voices say every class once. */
  readonly voices: number;
  /** Shape of one spectrogram, `[bands, frames, 1]`, the lowest band first. */
  readonly shape: readonly number[];
  /** `[voices * classes, ...shape]` row-major, log power. */
  readonly spectrograms: Float32Array;
  readonly files: Clips['files'];
  readonly recordings: Clips['recordings'];
}

/**
 * Reads and checks spoken words.
 * @param document the JSON file, @param numbers the binary one; both with the path they came from.
 * @throws DataError `asset-invalid` naming the file and what is wrong.
 */
export function parseSpeech(
  document: ArrayBuffer,
  numbers: ArrayBuffer,
  documentPath: string,
  numbersPath: string,
): Speech {
  const invalid = (what: string) => assetInvalid(documentPath, what);
  const fields = parseAsset(document, documentPath);
  const classes = fields.names('classes');
  const shape = fields.list('shape');
  if (!shape.every((side) => Number.isInteger(side) && (side as number) > 0)) {
    throw invalid('its shape is not a list of sizes');
  }
  const files: string[] = [];
  const recordings = fields.list('voices').flatMap((voice, i) => {
    const words = readVoice(voice, classes.length);
    if (!words) throw invalid(`voice ${i + 1} does not name a file with ${classes.length} words`);
    files.push(words.file);
    return words.startsS.map((startS, k) => ({
      file: i,
      startS,
      durationS: words.durationsS[k] as number,
    }));
  });
  const width = sizeOf(shape as number[]);
  const needed = recordings.length * width;
  if (numbers.byteLength !== needed) {
    throw assetInvalid(numbersPath, `it has ${numbers.byteLength} bytes and needs ${needed}`);
  }
  const lowest = fields.number('lowest');
  const step = (fields.number('highest') - lowest) / 255;
  return {
    origin: fields.text('origin'),
    licence: fields.text('licence'),
    classes,
    voices: files.length,
    shape: shape as number[],
    spectrograms: Float32Array.from(new Uint8Array(numbers), (byte) => lowest + step * byte),
    files,
    recordings,
  };
}

/** One voice's file and words; null where it is not written as one. */
function readVoice(voice: unknown, words: number) {
  if (typeof voice !== 'object' || voice === null) return null;
  const { file, startsS, durationsS } = voice as Readonly<Record<string, unknown>>;
  const areTimes = (list: unknown): list is number[] =>
    Array.isArray(list) && list.length === words && list.every((s) => Number.isFinite(s) && s >= 0);
  if (typeof file !== 'string' || !areTimes(startsS) || !areTimes(durationsS)) return null;
  return { file, startsS, durationsS };
}
