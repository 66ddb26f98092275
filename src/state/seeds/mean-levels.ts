/** How far each modality gets alone, as means over the seeds, for the charts of all seeds. Pure. */
import type { ByModality } from '../../protocol/measures';
import type { ReferenceLevels } from '../../protocol/reference-levels';
import type { Accuracy } from '../../protocol/units';
import { meanAndSd } from '../../verdict/seed-numbers';
import type { SeedCurve } from './seed-curves';

/** Means by modality, over those that have the number. */
function meanOf(all: readonly ByModality<Accuracy>[]): ByModality<Accuracy> {
  const ids = new Set(all.flatMap((each) => Object.keys(each)));
  return Object.fromEntries(
    [...ids].flatMap((id) => {
      const values = all.flatMap((each, place) => {
        const value = each[id];
        return value === undefined ? [] : [[place, value] as const];
      });
      const known = meanAndSd(new Map(values));
      return known ? [[id, known.mean] as const] : [];
    }),
  );
}

/** One curve of means; null where no seed knows it. Runs of one seed say the same, and count once. */
export function meanLevels(curves: readonly SeedCurve[]): ReferenceLevels | null {
  const bySeed = new Map(curves.flatMap(({ seed, levels }) => (levels ? [[seed, levels]] : [])));
  const [first, ...others] = [...bySeed.values()];
  if (!first) return null;
  const all = [first, ...others];
  const length = Math.min(...all.map(({ alone }) => alone.length));
  const ends = all.flatMap(({ end }) => end ?? []);
  return {
    alone: first.alone.slice(0, length).map(({ epoch }, place) => ({
      epoch,
      accuracy: meanOf(all.map(({ alone }) => alone[place]?.accuracy ?? {})),
      right: null,
    })),
    end: ends.length === 0 ? null : { accuracy: meanOf(ends.map((e) => e.accuracy)), right: null },
    untrained: meanOf(all.map(({ untrained }) => untrained)),
  };
}
