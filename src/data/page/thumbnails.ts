/**
 * The thumbnails of the lab's own data sets: one sample each, in letters, small enough to come with the page.
 * Made from the sets themselves by `npm run thumbnails`; a test says when they are out of date.
 */
import type { ModalityKind } from '../../protocol/data-set';
import stored from './thumbnails.json';

/** One data set's card. */
export interface Thumbnail {
  /** The built-in set's id, or `generator`. */
  readonly id: string;
  readonly samples: number;
  readonly modalities: readonly {
    readonly id: string;
    readonly name: string;
    readonly kind: ModalityKind;
    readonly shape: readonly number[];
    /** One sample in the numbers training sees, rounded. */
    readonly values: Float32Array;
  }[];
}

/** As it is written down. */
export type StoredThumbnail = Omit<Thumbnail, 'modalities'> & {
  readonly modalities: readonly (Omit<Thumbnail['modalities'][number], 'values'> & {
    readonly values: string;
  })[];
};

/** Values beyond are cut off; between lie so many steps, a letter each from `#` on. */
const REACH = 3;
const STEPS = 56;
const FIRST_LETTER = 35;

/** Numbers as letters, none of which JSON must escape. */
export const toLetters = (values: Float32Array): string =>
  Array.from(values, (value) => {
    const share = (Math.min(REACH, Math.max(-REACH, value)) + REACH) / (2 * REACH);
    return String.fromCharCode(FIRST_LETTER + Math.round(share * STEPS));
  }).join('');

const fromLetters = (letters: string): Float32Array =>
  Float32Array.from(
    letters,
    (letter) => ((letter.charCodeAt(0) - FIRST_LETTER) / STEPS) * 2 * REACH - REACH,
  );

/** All thumbnails, in the order of the cards. */
export const thumbnails = (): Thumbnail[] =>
  (stored as readonly StoredThumbnail[]).map((set) => ({
    ...set,
    modalities: set.modalities.map((modality) => ({
      ...modality,
      values: fromLetters(modality.values),
    })),
  }));
