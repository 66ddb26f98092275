/** Scores a run: accuracies of its prediction, its readouts and the probes, and DUC alignment. */
import { accuracy, allFinite, type Matrix } from '../math/matrix';
import { logisticProbe, ridgeProbe } from '../math/probe';
import type { Accuracies, FusionSource, PairAlignment } from '../protocol/events';
import { alignment, alignmentLine } from './alignment';
import { chooseDimensions } from './complementary-dimensions';
import { DivergedError } from './errors';
import type { MethodRun, Readings } from './method';
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
    data.modalities.map(({ id }, m) => [
      id,
      fit(
        { features: train.features[m] as Matrix, labels: data.train.labels },
        { features: readings.features[m] as Matrix, labels: split.labels },
        data.classes,
      ),
    ]),
  );
}

/** Accuracies of a run on one split. */
interface Scores {
  readonly accuracy: Accuracies;
  readonly fusionSource: FusionSource;
  readonly readings: Readings;
  /** Training features the probes were fitted on. */
  readonly train: Readings;
}

/** Scores a run on a split. @throws DivergedError when features are not finite. */
export async function score(
  run: MethodRun,
  data: RaceData,
  split: SplitData,
  kind: ProbeKind,
): Promise<Scores> {
  const train = await run.read(data.train, true);
  const readings = await run.read(split);
  checkFinite(train, data);
  checkFinite(readings, data);
  const { fusion, fusionSource, readouts } = run.answers(readings);
  return {
    readings,
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

/** DUC alignment of a scored run, on its own sets or, where it has none, on sets computed from its features. */
export function measureAlignment(run: MethodRun, data: RaceData, scores: Scores) {
  const fixed = run.dimensionPairs();
  const { features } = scores.readings;
  const { labels } = data.heldOut;
  const sameLength = new Set(features.map(({ columns }) => columns)).size === 1;
  if (!sameLength) return { line: null, pairs: [], setsFixed: false };
  const pairs =
    fixed ?? chooseDimensions(scores.train.features, data.train.labels, data.classes);
  const details = pairs.map(({ teacher, student, dimensions }): PairAlignment => {
    const measured = alignment(
      features[student] as Matrix,
      features[teacher] as Matrix,
      dimensions,
      labels,
      data.classes,
    );
    return {
      teacher: data.modalities[teacher]?.id ?? '',
      student: data.modalities[student]?.id ?? '',
      dimensions,
      paired: measured?.paired ?? null,
      shuffled: measured?.shuffled ?? null,
      shuffledWithinClass: measured?.shuffledWithinClass ?? null,
    };
  });
  return {
    line: alignmentLine(features, pairs, labels, data.classes),
    pairs: details,
    setsFixed: fixed !== null,
  };
}
