/** Scores a run: accuracies of its prediction, its readouts and the probes. */

import { accuracy, allFinite, argmaxRows, shareRight } from '../../math/matrix';
import { logisticProbe, ridgeProbe } from '../../math/probe';
import { zip } from '../../math/zip';
import type { Accuracies } from '../../protocol/events';
import type { ByModality, FusionSource } from '../../protocol/measures';
import { packRight, type RightAnswers } from '../../protocol/right-answers';
import type { Answers, MethodRun, Readings } from '../method';
import { DivergedError } from './errors';
import type { RaceData, SplitData } from './race-data';

/** Which linear read-out measures the encoders. */
type ProbeKind = 'ridge' | 'logistic';

/** @throws DivergedError when an encoder's features are no longer numbers. */
function checkFinite({ features }: Readings, data: RaceData): void {
  features.forEach(({ values }, m) => {
    if (!allFinite(values)) {
      throw new DivergedError(`the features of ${data.modalities[m]?.id}`);
    }
  });
}

/** The class that each modality's probe, fitted on training features, gives every sample of a split. */
function probeAnswers(
  kind: ProbeKind,
  data: RaceData,
  train: Readings,
  readings: Readings,
): ByModality<Int32Array> {
  const fit = kind === 'ridge' ? ridgeProbe : logisticProbe;
  return Object.fromEntries(
    zip(data.modalities, zip(train.features, readings.features)).map(([{ id }, [seen, unseen]]) => [
      id,
      fit({ features: seen, labels: data.train.labels }, unseen, data.classes),
    ]),
  );
}

/** Probe accuracy of each modality's encoder, fitted on training features and scored on `split`. */
export function probe(
  kind: ProbeKind,
  data: RaceData,
  train: Readings,
  split: SplitData,
  readings: Readings,
): ByModality<number> {
  return mapped(probeAnswers(kind, data, train, readings), (predicted) =>
    shareRight(predicted, split.labels),
  );
}

const mapped = <A, B>(record: ByModality<A>, change: (value: A) => B): Record<string, B> =>
  Object.fromEntries(Object.entries(record).map(([id, value]) => [id, change(value)]));

/** Accuracies of a run on one split. */
export interface Scores {
  readonly accuracy: Accuracies;
  readonly right: RightAnswers;
  readonly fusionSource: FusionSource;
  readonly readings: Readings;
  readonly answers: Answers;
  /** Training features the probes were fitted on. */
  readonly train: Readings;
}

/**
 * Scores a run on a split.
 * @param options.trainingLogits also read the heads' logits on the training split.
 * @throws DivergedError when features are not finite.
 */
export async function score(
  run: MethodRun,
  data: RaceData,
  split: SplitData,
  kind: ProbeKind,
  { trainingLogits = false } = {},
): Promise<Scores> {
  const train = await run.read(data.train, !trainingLogits);
  const readings = await run.read(split);
  checkFinite(train, data);
  checkFinite(readings, data);
  const answers = run.answers(readings);
  const { fusion, fusionSource, readouts } = answers;
  const probed = probeAnswers(kind, data, train, readings);
  const right = (predicted: Int32Array) =>
    packRight(predicted.map((answer, i) => Number(answer === split.labels[i])));
  return {
    readings,
    answers,
    train,
    fusionSource,
    accuracy: {
      fusion: fusion && accuracy(fusion, split.labels),
      unimodal: mapped(probed, (predicted) => shareRight(predicted, split.labels)),
      readouts: Object.fromEntries(
        Object.entries(readouts).map(([name, scores]) => [name, accuracy(scores, split.labels)]),
      ),
    },
    right: {
      samples: split.size,
      fusion: fusion && right(argmaxRows(fusion)),
      unimodal: mapped(probed, right),
    },
  };
}
