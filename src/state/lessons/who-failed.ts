/**
 * The table of who failed: test samples grouped by which modality was wrong by itself, and in each group how much the
 * answer trusted either and how often it was right. docs/measures.md, curve 5. Pure.
 */
import type { DataSetSummary } from '../../protocol/data-set';
import type { EpochEnded } from '../../protocol/events';
import { PREDICTION } from '../../protocol/names';
import { listed } from '../format';
import { type NamedModality, namedModalities } from '../measures/head-name';

export interface FailedGroup {
  readonly key: string;
  /** Who was wrong: "nobody", "only the sound", "both". */
  readonly who: string;
  readonly count: number;
  /** Mean weight of each modality's own head, 0..1, in their order; null where there are no such samples. */
  readonly trust: readonly (number | null)[];
  /** How often the answer is right, 0..1; null where there are no such samples. */
  readonly right: number | null;
}

export interface WhoFailed {
  readonly modalities: readonly NamedModality[];
  readonly samples: number;
  readonly groups: readonly FailedGroup[];
}

function whoText(wrong: readonly NamedModality[], all: number): string {
  if (wrong.length === 0) return 'nobody';
  if (wrong.length === all) return all === 2 ? 'both' : 'all';
  return `only the ${listed(wrong.map(({ word }) => word))}`;
}

/** Null where the run weighs no heads, and where nobody sorted the samples of this epoch. */
export function whoFailed(
  { certaintyByFailure: found }: EpochEnded,
  summary: DataSetSummary | null,
): WhoFailed | null {
  if (!found?.some(({ weights }) => weights !== null)) return null;
  const modalities = namedModalities(summary);
  return {
    modalities,
    samples: found.reduce((sum, { count }) => sum + count, 0),
    groups: found.map(({ right, count, weights, accuracy }, place) => ({
      key: String(place),
      who: whoText(
        modalities.filter(({ id }) => !right.includes(id)),
        modalities.length,
      ),
      count,
      trust: modalities.map(({ id }) => weights?.[id] ?? null),
      right: accuracy?.[PREDICTION] ?? null,
    })),
  };
}
