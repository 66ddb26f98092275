/** What one modality teaches another, as rows of a table. Pure; null where a number was not measured. */
import type { Lesson } from '../../protocol/catalogue';
import type { DataSetSummary } from '../../protocol/data-set';
import type { EpochEnded } from '../../protocol/events';
import type { PairAlignment } from '../../protocol/measures';
import type { Tone } from '../charts/chart';
import { namedModalities } from './head-name';
import { isSkipped } from './taught';

export interface PairRow extends Omit<PairAlignment, 'teacher' | 'student' | 'dimensions'> {
  readonly key: string;
  readonly teacher: { readonly word: string; readonly tone: Tone };
  readonly student: { readonly word: string; readonly tone: Tone };
  readonly size: number;
  /** The run has this set and teaches nothing along it. */
  readonly isSkipped: boolean;
  /** Jaccard of the set in use against the set one would choose now; null without fixed sets. */
  readonly unchanged: number | null;
}

/** @param lesson what the run teaches and skips; null where it teaches nothing. */
export function pairRows(
  epoch: EpochEnded,
  summary: DataSetSummary | null,
  lesson: Lesson | null = null,
): readonly PairRow[] {
  const modalities = namedModalities(summary);
  const named = (id: string) =>
    modalities.find((each) => each.id === id) ?? { word: id, tone: 'quiet' as const };
  return epoch.pairAlignments.map(({ teacher, student, dimensions, ...rest }) => ({
    ...rest,
    key: `${teacher}>${student}`,
    teacher: named(teacher),
    student: named(student),
    size: dimensions.length,
    isSkipped: epoch.setsFixed && isSkipped(lesson, { teacher, student, dimensions }),
    unchanged:
      epoch.dimensionSpectrum?.drift?.find(
        (each) => each.teacher === teacher && each.student === student,
      )?.jaccard ?? null,
  }));
}
