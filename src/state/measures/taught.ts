/**
 * Which of an epoch's sets of dimensions are taught along: a method may skip sets that are too small, or move both
 * sides. By rule from the run's own declaration. Pure.
 */
import { lossesAsSet } from '../../protocol/as-set';
import type { Lesson } from '../../protocol/catalogue';
import type { PairAlignment } from '../../protocol/measures';
import type { ChartSource } from '../charts/chart-frame';
import { knobsOf } from '../lanes/run-lanes';
import type { RunRecord } from '../race-record';

/** What the run's modalities teach each other, as its knobs have it; null where they teach nothing. */
export function lessonOfRun(
  { catalogue, settings }: Pick<ChartSource, 'catalogue' | 'settings'>,
  run: RunRecord | null,
): Lesson | null {
  const method = catalogue.find(({ id }) => id === run?.methodId);
  if (!run || !method) return null;
  const losses = lossesAsSet(method, knobsOf(settings, run.name, method));
  return losses.find(({ on }) => on === 'paired-features')?.lesson ?? null;
}

type DimensionSet = Pick<PairAlignment, 'teacher' | 'student' | 'dimensions'>;

/** Whether the run skips a set of so many dimensions. */
export const isSkipped = (lesson: Lesson | null, { dimensions }: DimensionSet): boolean =>
  lesson !== null && dimensions.length < Math.max(1, lesson.fewest.dimensions);

/** The directions in which something is taught: without a lesson, those in which it would be. */
export function taughtSets(
  pairs: readonly DimensionSet[],
  lesson: Lesson | null,
): readonly DimensionSet[] {
  const taught = pairs.filter((pair) => !isSkipped(lesson, pair));
  if (lesson?.isMutual !== true) return taught;
  return taught.flatMap((pair) => [
    pair,
    { ...pair, teacher: pair.student, student: pair.teacher },
  ]);
}
