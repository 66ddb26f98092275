/**
 * What a run says about one sample: every head's probabilities, and how the prediction came about, step by step with
 * the real numbers (R9). Pure; formulas of docs/method.md: q_k = max softmax(z_k), omega = softmax(q / T), sum omega_k z_k.
 */

import { matrix, softmaxRows } from '../../math/matrix';
import { FUSION_HEAD, PREDICTION } from '../../protocol/names';
import { NO_ANSWER, type Snapshot } from '../../protocol/snapshot';
import { placeOf, type Row } from '../../protocol/units';
import type { Tone } from '../charts/chart';
import { headOrder, type NamedModality, namedHead } from '../measures/head-name';

/** One head's word on the sample. */
export interface HeadWord {
  readonly key: string;
  readonly label: string;
  readonly tone: Tone;
  /** Raw scores, one per class. */
  readonly logits: readonly number[];
  /** One per class, summing to 1. */
  readonly probabilities: readonly number[];
  readonly answer: number;
  readonly isRight: boolean;
}

/** One voice in the certainty-weighted sum. */
export interface Voice {
  readonly head: HeadWord;
  /** Its largest probability, 0..1. */
  readonly certainty: number;
  /** Its weight; all voices' weights sum to 1. */
  readonly weight: number;
}

export interface SampleStory {
  readonly row: Row;
  readonly label: number;
  /** Whether it has every modality, so that every head answers it. */
  readonly isComplete: boolean;
  readonly heads: readonly HeadWord[];
  /** The weighted sum; null where the prediction weighs no heads by certainty. */
  readonly sum: {
    readonly voices: readonly Voice[];
    readonly temperature: number;
    /** sum of weight times logits, one per class. */
    readonly logits: readonly number[];
  } | null;
  /** What the run answers with all modalities; null where it makes no prediction. */
  readonly prediction: {
    readonly answer: number;
    readonly isRight: boolean;
    readonly how: 'certainty' | 'head' | 'ensemble' | 'other';
  } | null;
}

const softmax = (scores: readonly number[]): readonly number[] =>
  Array.from(softmaxRows(matrix(Float64Array.from(scores), scores.length)).values);

/** Where the largest number stands; the first of equals, as in the snapshot's own predictions. */
const argmax = (scores: readonly number[]): number => scores.indexOf(Math.max(...scores));

/**
 * @returns null where the snapshot does not hold this sample.
 * @param classes number of classes.
 */
export function sampleStory(
  snapshot: Snapshot,
  row: Row,
  classes: number,
  modalities: readonly NamedModality[],
): SampleStory | null {
  const place = placeOf(snapshot.rows, row);
  if (place === null) return null;
  const label = snapshot.labels[place] as number;
  // heads that read what the sample lacks have nothing to say
  const heads = Object.entries(snapshot.logits)
    .filter(([key]) => snapshot.predictions[key]?.[place] !== NO_ANSWER)
    .map(([key, values]): HeadWord => {
      const logits = Array.from(values.subarray(place * classes, (place + 1) * classes));
      const answer = argmax(logits);
      return {
        ...namedHead(key, modalities),
        logits,
        probabilities: softmax(logits),
        answer,
        isRight: answer === label,
      };
    })
    .sort((a, b) => headOrder(a.key) - headOrder(b.key));
  const sum = weightedSum(snapshot, heads);
  const answer = snapshot.predictions[PREDICTION]?.[place];
  return {
    row,
    label,
    isComplete: !Object.values(snapshot.predictions).some((given) => given[place] === NO_ANSWER),
    heads,
    sum,
    prediction:
      answer === undefined
        ? null
        : { answer, isRight: answer === label, how: howPredicted(snapshot, place) },
  };
}

function howPredicted(
  { certainty, fusionSource, logits, predictions }: Snapshot,
  place: number,
): NonNullable<SampleStory['prediction']>['how'] {
  if (certainty) return 'certainty';
  if (fusionSource === 'ensemble') return 'ensemble';
  const fused = predictions[PREDICTION];
  const byHead = predictions[FUSION_HEAD];
  // a head that needs every modality leaves the other samples to the private heads
  const isHead =
    FUSION_HEAD in logits &&
    byHead?.every((answer, i) => answer === NO_ANSWER || answer === fused?.[i]);
  if (!isHead) return 'other';
  return byHead?.[place] === NO_ANSWER ? 'ensemble' : 'head';
}

function weightedSum({ certainty }: Snapshot, words: readonly HeadWord[]): SampleStory['sum'] {
  if (!certainty) return null;
  const heads = certainty.heads.flatMap((key) => words.filter((word) => word.key === key));
  const certainties = heads.map(({ probabilities }) => Math.max(...probabilities));
  const weights = softmax(certainties.map((q) => q / certainty.temperature));
  const voices = heads.map((head, k) => ({
    head,
    certainty: certainties[k] as number,
    weight: weights[k] as number,
  }));
  const classes = heads[0]?.logits.length ?? 0;
  return {
    voices,
    temperature: certainty.temperature,
    logits: Array.from({ length: classes }, (_, c) =>
      voices.reduce((total, { head, weight }) => total + weight * (head.logits[c] as number), 0),
    ),
  };
}
