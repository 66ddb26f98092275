/** What a run says of a sample of one's own, of what there is of it. Pure; formulas as in `sample-story.ts`. */
import { matrix, softmaxRows } from '../../math/matrix';
import type { TriedAnswer } from '../../protocol/tried';
import { headOrder, type NamedModality, namedHead } from '../measures/head-name';

type Named = ReturnType<typeof namedHead>;

export interface TriedHead extends Named {
  /** One per class, summing to 1. */
  readonly probabilities: readonly number[];
  /** Its weight in the sum; null where it is not weighed. */
  readonly weight: number | null;
}

export interface TriedStory {
  readonly epoch: number;
  /** Heads that read nothing that is covered. */
  readonly heads: readonly TriedHead[];
  readonly unasked: number;
  /** The class that the run answers; null where it makes no prediction from what is there. */
  readonly answer: number | null;
  /** The heads' logits weighed and summed, as probabilities; null where nothing is weighed. */
  readonly sum: readonly number[] | null;
}

const softmax = (scores: readonly number[]): readonly number[] =>
  Array.from(softmaxRows(matrix(Float64Array.from(scores), scores.length)).values);

/** @param answer of the heads that could be asked. */
export function triedStory(
  { epoch, logits, unasked, prediction, certainty }: TriedAnswer,
  modalities: readonly NamedModality[],
): TriedStory {
  const voters = certainty?.heads.filter((key) => logits[key] !== undefined) ?? [];
  const weights = weightsOf(voters, logits, certainty?.temperature ?? 1);
  return {
    epoch,
    unasked,
    heads: Object.entries(logits)
      .map(([key, scores]) => ({
        ...namedHead(key, modalities),
        probabilities: softmax(scores),
        weight: weights.get(key) ?? null,
      }))
      .sort((a, b) => headOrder(a.key) - headOrder(b.key)),
    answer: prediction === null ? null : prediction.indexOf(Math.max(...prediction)),
    sum: weights.size > 0 ? softmax(sumOf(weights, logits)) : null,
  };
}

/** R9 among these heads: softmax of their largest probabilities over T. */
function weightsOf(
  keys: readonly string[],
  logits: TriedAnswer['logits'],
  temperature: number,
): ReadonlyMap<string, number> {
  if (keys.length === 0) return new Map();
  const weights = softmax(keys.map((key) => Math.max(...softmax(logits[key] ?? [])) / temperature));
  return new Map(keys.map((key, k) => [key, weights[k] ?? 0]));
}

/** sum of weight times logits, `[classes]`. */
function sumOf(
  weights: ReadonlyMap<string, number>,
  logits: TriedAnswer['logits'],
): readonly number[] {
  const [first] = weights.keys();
  const classes = first === undefined ? 0 : (logits[first]?.length ?? 0);
  return Array.from({ length: classes }, (_, c) =>
    [...weights].reduce((total, [key, weight]) => total + weight * (logits[key]?.[c] ?? 0), 0),
  );
}
