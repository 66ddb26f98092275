/** Whom the prediction trusts when a modality fails, as a table: docs/measures.md, curve 5. Pure. */
import type { DataSetSummary } from '../../protocol/data-set';
import type { EpochEnded } from '../../protocol/events';
import { listed } from '../format';
import {
  headOrder,
  type NamedHead,
  type NamedModality,
  namedHead,
  namedModalities,
  namedModality,
} from './head-name';

/** The samples on which exactly these modalities are right. */
export interface FailureColumn {
  readonly key: string;
  readonly label: string;
  readonly count: number;
}

export interface FailureTableRow extends NamedHead {
  /** One per column; null where there are no such samples. */
  readonly cells: readonly (number | null)[];
}

export interface FailureTable {
  readonly columns: readonly FailureColumn[];
  /** Groups that have no column, for they have no sample and groups are many. */
  readonly leftOut: number;
  /** Mean certainty weights; empty where the method weighs no heads. */
  readonly weights: readonly FailureTableRow[];
  /** Share right. */
  readonly accuracy: readonly FailureTableRow[];
}

/** As many groups as three modalities make; of more only those with samples are shown. */
const MOST_GROUPS = 8;

function columnLabel(right: readonly string[], modalities: readonly NamedModality[]): string {
  if (right.length === 0) return modalities.length === 2 ? 'neither' : 'none';
  if (right.length === modalities.length) return modalities.length === 2 ? 'both' : 'all';
  const words = right.map((id) => namedModality(id, modalities).word);
  return `only ${listed(words)}`;
}

export function failureTable(
  { certaintyByFailure: found }: EpochEnded,
  summary: DataSetSummary | null,
): FailureTable | null {
  if (!found) return null;
  const modalities = namedModalities(summary);
  const groups = found.length > MOST_GROUPS ? found.filter(({ count }) => count > 0) : found;
  const rows = (part: 'weights' | 'accuracy'): readonly FailureTableRow[] => {
    const keys = new Set(groups.flatMap((group) => Object.keys(group[part] ?? {})));
    return [...keys]
      .sort((a, b) => headOrder(a) - headOrder(b))
      .map((key) => ({
        ...namedHead(key, modalities),
        cells: groups.map((group) => group[part]?.[key] ?? null),
      }));
  };
  return {
    columns: groups.map(({ right, count }, place) => ({
      key: String(place),
      label: columnLabel(right, modalities),
      count,
    })),
    leftOut: found.length - groups.length,
    weights: rows('weights'),
    accuracy: rows('accuracy'),
  };
}
