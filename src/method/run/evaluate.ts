/** Scores a run: accuracies of its prediction, its readouts and the probes, and which samples are right. */

import { accuracy, allFinite, argmaxRows, shareRight } from '../../math/matrix';
import { wholesAt } from '../../math/numbers';
import type { Accuracies } from '../../protocol/events';
import type { ByModality, FusionSource } from '../../protocol/measures';
import { parseName } from '../../protocol/names';
import { packRight, type RightAnswers } from '../../protocol/right-answers';
import type { Answers, MethodRun, Readings } from '../method';
import { countOf, type Has, haveAll, rowsWith } from '../model/present';
import { DivergedError } from './errors';
import type { Probes } from './probes';
import type { RaceData, SplitData } from './race-data';

/** @throws DivergedError when an encoder's features or a head's logits are no longer numbers. */
export function checkFinite({ features, logits }: Readings, data: RaceData): void {
  features.forEach(({ values }, m) => {
    if (!allFinite(values)) {
      const name = data.modalities[m]?.id;
      throw new DivergedError(`the features of ${name} are no longer numbers`);
    }
  });
  // after the last step of an epoch, of which no loss has been taken yet
  for (const [key, { values }] of Object.entries(logits)) {
    if (!allFinite(values)) {
      throw new DivergedError(`the outputs of the head ${key} are no longer numbers`);
    }
  }
}

const mapped = <A, B>(record: Readonly<Record<string, A>>, change: (value: A) => B) =>
  Object.fromEntries(Object.entries(record).map(([id, value]) => [id, change(value)]));

/** Shares of the split's samples that are right, by whose answers they are: of those that have the modality. */
export function sharesRight(
  answers: ByModality<Int32Array>,
  ids: readonly string[],
  { labels, has }: Pick<SplitData, 'labels' | 'has'>,
): ByModality<number> {
  return Object.fromEntries(
    ids.flatMap((id, m) => {
      const given = answers[id];
      return given ? [[id, shareAmong(given, labels, has[m] ?? null)]] : [];
    }),
  );
}

/** Share of the rows that count whose answer is the label, 0 to 1; 0 where none counts. */
function shareAmong(answers: Int32Array, labels: Int32Array, has: Has): number {
  const rows = rowsWith(has);
  if (!rows) return shareRight(answers, labels);
  return rows.length === 0 ? 0 : shareRight(wholesAt(answers, rows), wholesAt(labels, rows));
}

/** Which rows a readout answers: those that have its modality, or all modalities where it needs them. */
export function answered(
  key: string,
  ids: readonly string[],
  has: readonly Has[],
  { needAll = [] }: Pick<Answers, 'needAll'>,
): Has {
  if (needAll.includes(key)) return haveAll(has);
  const name = parseName(key);
  return 'modality' in name ? (has[ids.indexOf(name.modality)] ?? null) : null;
}

/** On how many samples each modality is scored; absent where that is all of them. */
function scoredOn(ids: readonly string[], { has, size }: SplitData): Pick<Scores, 'scoredOn'> {
  if (has.every((mask) => mask === null)) return {};
  return { scoredOn: Object.fromEntries(ids.map((id, m) => [id, countOf(has[m] ?? null, size)])) };
}

/** Accuracies of a run on one split. */
export interface Scores {
  readonly accuracy: Accuracies;
  /** On how many samples each modality was scored; absent where that is all of them. */
  readonly scoredOn?: ByModality<number>;
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
 * @throws DivergedError when features or logits are not finite.
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
  const ids = data.modalities.map(({ id }) => id);
  const probed = probes.answers(readings);
  const right = (predicted: Int32Array) =>
    packRight(predicted.map((answer, i) => Number(answer === split.labels[i])));
  return {
    readings,
    answers,
    probed,
    fusionSource,
    ...scoredOn(ids, split),
    accuracy: {
      fusion: fusion && accuracy(fusion, split.labels),
      unimodal: sharesRight(probed, ids, split),
      readouts: Object.fromEntries(
        Object.entries(readouts).map(([key, scores]) => [
          key,
          shareAmong(argmaxRows(scores), split.labels, answered(key, ids, split.has, answers)),
        ]),
      ),
    },
    right: {
      samples: split.size,
      fusion: fusion && right(argmaxRows(fusion)),
      unimodal: mapped(probed, right),
    },
  };
}
