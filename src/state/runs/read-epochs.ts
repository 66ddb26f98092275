/**
 * What belongs to epochs, read one by one, so that a bad one costs no other: records of a run from a file, or from
 * what an older page left in this browser.
 */
import type * as v from 'valibot';
import { repaired } from './repair';

/** What could be read of a list that goes by epochs. */
export interface Fitting<T> {
  readonly items: readonly T[];
  /** What was lost within items that stay, with their epochs. */
  readonly blank: ReadonlyMap<string, readonly number[]>;
  /** Why the first of those that are left out is, with its place. */
  readonly refusal: string | null;
  readonly leftOut: number;
}

/** Reads what belongs to epochs, one by one; what is not later than the one before is left out. */
export function eachEpoch<T extends { readonly epoch: number }>(
  schema: v.GenericSchema<unknown, T>,
  list: readonly unknown[],
  misfit: (item: T) => string | null = () => null,
): Fitting<T> {
  const items: T[] = [];
  const blank = new Map<string, number[]>();
  let refusal: string | null = null;
  list.forEach((raw, i) => {
    const read = repaired(schema, raw);
    if ('reason' in read) {
      refusal ??= `${i}.${read.reason}`;
      return;
    }
    const { value, lost } = read;
    const last = items.at(-1)?.epoch ?? 0;
    const wrong =
      value.epoch > last
        ? misfit(value)
        : `epoch is ${value.epoch}; must be in the order of their epochs`;
    if (wrong !== null) {
      refusal ??= `${i}.${wrong}`;
      return;
    }
    items.push(value);
    for (const path of lost) blank.set(path, [...(blank.get(path) ?? []), value.epoch]);
  });
  return { items, blank, refusal, leftOut: list.length - items.length };
}
