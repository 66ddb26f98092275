/**
 * What DI-MML's authors set differently for each of their four data sets. Source: the code published with arXiv 2407.19514.
 */

export interface PublishedChoice {
  /** As the list of published sets that are read calls it. */
  readonly id: string;
  /** What the name of a person's files has in it, in any case. */
  readonly pattern: string;
  /** Temperature of DUC. */
  readonly tau: number;
  /** Temperature of the certainty weights. */
  readonly certainty: number;
  /** Frames of a video. */
  readonly frames: number;
  /** Fields of motion of a video, each read by the encoder like a frame; absent where motion is no modality. */
  readonly motionFields?: number;
}

export const AS_PUBLISHED: readonly PublishedChoice[] = [
  { id: 'crema-d', pattern: '\\bcrema', tau: 50, certainty: 1, frames: 3 },
  { id: 'ave', pattern: '\\bave(\\b|_)', tau: 10, certainty: 3, frames: 4 },
  {
    id: 'ucf101',
    pattern: '\\bucf-?101',
    tau: 10,
    certainty: 1,
    frames: 1,
    motionFields: 10,
  },
  { id: 'modelnet40', pattern: '\\bmodelnet-?40', tau: 50, certainty: 3, frames: 1 },
];
