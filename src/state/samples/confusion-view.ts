/** A head's confusion matrix at a snapshot, and which samples stand in a cell. Pure. */

import { confusion } from '../../math/confusion';
import { wholesAt } from '../../math/numbers';
import { PREDICTION } from '../../protocol/names';
import { NO_ANSWER, type Snapshot } from '../../protocol/snapshot';
import { asPlace, type Place } from '../../protocol/units';
import { countText } from '../format';
import { headOrder, type NamedHead, type NamedModality, namedHead } from '../measures/head-name';
import { answersOf } from './answers';

export interface ConfusionView {
  /** `[classes, classes]`, rows true classes, columns answers. */
  readonly counts: Int32Array;
  readonly classes: number;
  /** Samples of each true class. */
  readonly totals: readonly number[];
  readonly right: number;
  readonly total: number;
}

/** Everybody who answers in this snapshot, the prediction first, then each modality's own head, then shared heads and probes. */
export function answeringHeads(
  snapshot: Snapshot,
  modalities: readonly NamedModality[],
): readonly NamedHead[] {
  const rank = (key: string) => (key === PREDICTION ? -1 : headOrder(key));
  return Object.keys(answersOf(snapshot))
    .map((key) => namedHead(key, modalities))
    .sort((a, b) => rank(a.key) - rank(b.key));
}

/** @returns null where the head does not answer in this snapshot. */
export function confusionView(
  snapshot: Snapshot,
  head: string,
  classes: number,
): ConfusionView | null {
  const answers = answersOf(snapshot)[head];
  if (!answers) return null;
  // a head does not answer samples that lack what it reads
  const places = Int32Array.from(answers.keys()).filter((at) => answers[at] !== NO_ANSWER);
  const given = answers.filter((answer) => answer !== NO_ANSWER);
  const counts = confusion(given, wholesAt(snapshot.labels, places), classes);
  const totals = Array.from({ length: classes }, (_, c) =>
    counts.subarray(c * classes, (c + 1) * classes).reduce((sum, count) => sum + count, 0),
  );
  const right = totals.reduce((sum, _, c) => sum + (counts[c * classes + c] as number), 0);
  return { counts, classes, totals, right, total: given.length };
}

/** Where in the snapshot the samples of class `label` stand that the head takes for class `answer`. */
export function placesInCell(
  snapshot: Snapshot,
  head: string,
  label: number,
  answer: number,
): readonly Place[] {
  const answers = answersOf(snapshot)[head];
  return Array.from(snapshot.labels.keys(), asPlace).filter(
    (place) => snapshot.labels[place] === label && answers?.[place] === answer,
  );
}

export interface Mistake {
  readonly label: number;
  readonly answer: number;
  readonly count: number;
}

/** The most frequent mistakes, the largest first: what is left to show where classes are too many for a table. */
export function mostFrequentMistakes(
  { counts, classes }: ConfusionView,
  most: number,
): readonly Mistake[] {
  const mistakes: Mistake[] = [];
  // nearly all cells of a thousand classes are empty
  counts.forEach((count, cell) => {
    const [label, answer] = [Math.floor(cell / classes), cell % classes];
    if (count > 0 && label !== answer) mistakes.push({ label, answer, count });
  });
  return mistakes.sort((a, b) => b.count - a.count).slice(0, most);
}

/** What stands under the list of mistakes. */
export function mistakesText(
  { classes, total }: Pick<ConfusionView, 'classes' | 'total'>,
  mistakes: readonly Mistake[],
): string {
  const matrix = `a table of ${countText(classes)} classes would be too large`;
  if (mistakes.length === 0) return `None of these ${total} samples is mistaken; ${matrix}.`;
  return mistakes.some(({ count }) => count > 1)
    ? `The most frequent mistakes; ${matrix}. Each opens its samples.`
    : `No mistake is made twice in these ${total} samples; ${matrix}. Each opens its sample.`;
}
