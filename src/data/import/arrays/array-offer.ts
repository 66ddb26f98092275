/** What a person may use each array as, and what it is used as now. Imports this room only. */
import type { Offer, PartUse, Role } from '../offer';
import { canBeClass } from './class-array';
import { type AnyArray, entriesOf, isListOf } from './number-array';

/** More different values than that are no splits. */
const MOST_SPLITS = 4;

/** Which array plays which part, as far as it is known. */
export interface ArrayRoles {
  readonly labels?: AnyArray | null;
  readonly split?: AnyArray | null;
  readonly group?: AnyArray | null;
  readonly modalities?: readonly { readonly id: string; readonly arrays: readonly AnyArray[] }[];
}

/** Every array, whatever is known of it, so that a person can say what it is where the lab cannot tell. */
export function offerOfArrays(arrays: readonly AnyArray[], known: ArrayRoles = {}): Offer {
  const roles: Record<string, Role> = Object.create(null);
  for (const { id, arrays: some } of known.modalities ?? []) {
    for (const { name } of some) roles[name] = { modality: id };
  }
  if (known.labels) roles[known.labels.name] = 'label';
  if (known.split) roles[known.split.name] = 'split';
  if (known.group) roles[known.group.name] = 'group';
  return {
    what: 'arrays',
    parts: arrays.map((array) => ({
      name: array.name,
      detail: detailOf(array),
      uses: usesOf(array),
    })),
    roles,
    gathers: true,
  };
}

const detailOf = ({ kind, shape }: AnyArray): string =>
  kind === 'list'
    ? `${shape[0]} arrays`
    : shape.every((side) => side === 1)
      ? `one ${kind === 'numbers' ? 'number' : 'word'}`
      : `${shape.join(' x ')} ${kind}`;

function usesOf(array: AnyArray): PartUse[] {
  if (array.kind === 'list') return ['modality'];
  const entries = entriesOf(array);
  if (entries <= 1) return [];
  const isList = isListOf(array, Math.max(...array.shape));
  const isSplit = isList && new Set<string | number>(array.data).size <= MOST_SPLITS;
  return [
    ...(canBeClass(array) ? (['label'] as const) : []),
    ...(isSplit ? (['split'] as const) : []),
    ...(isList ? (['group'] as const) : []),
    'modality',
  ];
}
