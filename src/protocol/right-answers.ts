/**
 * Which of the scored samples are right, one bit a sample, as text: short enough to stand in every event and to be
 * kept with a run, and all that a paired test of two runs needs. The samples are those of the split, in its own order,
 * which is the same for every run on one data set. Imports only types.
 */
import type { ByModality } from './measures';

/** Who is right on which samples. Each text is written by `packRight`, the first sample in the lowest bit of the first byte. */
export interface RightAnswers {
  /** How many samples were scored. */
  readonly samples: number;
  /** The method's own prediction; null where it makes none. */
  readonly fusion: string | null;
  /** The logistic probe on each encoder's features, by modality id. */
  readonly unimodal: ByModality<string>;
}

/** Whether a text can be what `packRight` wrote of so many samples: base64 of one byte for every eight. */
export function isRightText(text: string, samples: number): boolean {
  const bytes = Math.ceil(samples / 8);
  const padding = (3 - (bytes % 3)) % 3;
  const letters = text.slice(0, text.length - padding);
  return (
    text.length === 4 * Math.ceil(bytes / 3) &&
    text.endsWith('='.repeat(padding)) &&
    /^[A-Za-z0-9+/]*$/.test(letters)
  );
}

/** @param right of each sample whether the answer is right: true or any number but 0. */
export function packRight(right: ArrayLike<boolean | number>): string {
  const bytes = new Uint8Array(Math.ceil(right.length / 8));
  for (let i = 0; i < right.length; i++) {
    if (right[i]) bytes[i >> 3] = (bytes[i >> 3] ?? 0) | (1 << (i & 7));
  }
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary);
}

/**
 * @param text what `packRight` wrote. @param samples how many it wrote down.
 * @returns of each sample 1 where the answer is right and 0 where it is wrong.
 * @throws RangeError when the text is not of so many samples.
 */
export function unpackRight(text: string, samples: number): Uint8Array {
  if (!isRightText(text, samples)) {
    throw new RangeError(`The text of right answers does not hold ${samples} samples.`);
  }
  const binary = atob(text);
  const right = new Uint8Array(samples);
  // a loop, because every epoch of every run is read again with each drawing
  for (let i = 0; i < samples; i++) right[i] = (binary.charCodeAt(i >> 3) >> (i & 7)) & 1;
  return right;
}
