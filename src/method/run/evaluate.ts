/** Scores a run: accuracies of its prediction, its readouts and the probes, and which samples are right. */

import { accuracy, allFinite, argmaxRows, shareRight } from '../../math/matrix';
import type { Accuracies } from '../../protocol/events';
import type { ByModality, FusionSource } from '../../protocol/measures';
import { packRight, type RightAnswers } from '../../protocol/right-answers';
import type { Answers, MethodRun, Readings } from '../method';
import { DivergedError } from './errors';
import type { Probes } from './probes';
import type { RaceData, SplitData } from './race-data';

/** @throws DivergedError when an encoder's features are no longer numbers. */
export function checkFinite({ features }: Readings, data: RaceData): void {
  features.forEach(({ values }, m) => {
    if (!allFinite(values)) {
      const name = data.modalities[m]?.id;
      throw new DivergedError(`the features of ${name} are no longer numbers`);
    }
  });
}

const mapped = <A, B>(record: Readonly<Record<string, A>>, change: (value: A) => B) =>
  Object.fromEntries(Object.entries(record).map(([id, value]) => [id, change(value)]));

/** Shares of the split's samples that are right, by whose answers they are. */
export function sharesRight(
  answers: ByModality<Int32Array>,
  { labels }: SplitData,
): ByModality<number> {
  return mapped(answers, (predicted) => shareRight(predicted, labels));
}

/** Accuracies of a run on one split. */
export interface Scores {
  readonly accuracy: Accuracies;
  readonly right: RightAnswers;
  readonly fusionSource: FusionSource;
  readonly readings: Readings;
  readonly answers: Answers;
  /** The class that each modality's probe gives every sample of the split. */
  readonly probed: ByModality<Int32Array>;
}

/**
 * Scores a run on a split.
 * @param probes fitted on the encoders as they are.
 * @throws DivergedError when features are not finite.
 */
export async function score(
  run: MethodRun,
  data: RaceData,
  split: SplitData,
  probes: Probes,
): Promise<Scores> {
  const readings = await run.read(split);
  checkFinite(readings, data);
  const answers = run.answers(readings);
  const { fusion, fusionSource, readouts } = answers;
  const probed = probes.answers(readings);
  const right = (predicted: Int32Array) =>
    packRight(predicted.map((answer, i) => Number(answer === split.labels[i])));
  return {
    readings,
    answers,
    probed,
    fusionSource,
    accuracy: {
      fusion: fusion && accuracy(fusion, split.labels),
      unimodal: sharesRight(probed, split),
      readouts: mapped(readouts, (scores) => accuracy(scores, split.labels)),
    },
    right: {
      samples: split.size,
      fusion: fusion && right(argmaxRows(fusion)),
      unimodal: mapped(probed, right),
    },
  };
}
