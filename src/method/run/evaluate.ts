/** Scores a run: accuracies of its prediction, its readouts and the probes. */

import { accuracy, allFinite } from '../../math/matrix';
import { logisticProbe, ridgeProbe } from '../../math/probe';
import { zip } from '../../math/zip';
import type { Accuracies } from '../../protocol/events';
import type { FusionSource } from '../../protocol/measures';
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

/** Probe accuracy of each modality's encoder, fitted on training features and scored on `split`. */
export function probe(
  kind: ProbeKind,
  data: RaceData,
  train: Readings,
  split: SplitData,
  readings: Readings,
): Record<string, number> {
  const fit = kind === 'ridge' ? ridgeProbe : logisticProbe;
  return Object.fromEntries(
    zip(data.modalities, zip(train.features, readings.features)).map(([{ id }, [seen, unseen]]) => [
      id,
      fit(
        { features: seen, labels: data.train.labels },
        { features: unseen, labels: split.labels },
        data.classes,
      ),
    ]),
  );
}

/** Accuracies of a run on one split. */
export interface Scores {
  readonly accuracy: Accuracies;
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
  return {
    readings,
    answers,
    train,
    fusionSource,
    accuracy: {
      fusion: fusion && accuracy(fusion, split.labels),
      unimodal: probe(kind, data, train, split, readings),
      readouts: Object.fromEntries(
        Object.entries(readouts).map(([name, scores]) => [name, accuracy(scores, split.labels)]),
      ),
    },
  };
}
