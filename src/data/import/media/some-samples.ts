/**
 * Fewer samples than were found, chosen before anything is decoded: large sets take hours to decode, and more memory than
 * there is. The same samples for every seed, so that another seed needs no other files. Imports math and this room only.
 */
import { randomStream } from '../../../math/rng';
import { groupBy } from '../group-by';
import type { ImportOptions } from '../options';
import type { MediaSample, PairedSamples } from './media-source';

/**
 * At most `options.mostSamples` of them: of every split its share, of every class in it equally many as far as it has
 * them, and as many from each group as from any other.
 */
export function someSamples(paired: PairedSamples, options: ImportOptions): PairedSamples {
  const { samples } = paired;
  const { mostSamples: most = samples.length } = options;
  if (most >= samples.length) return paired;
  const order = randomStream(0, 'some-samples').permutation(samples.length);
  const shuffled = Array.from(order, (at) => samples[at] as MediaSample);
  const splits = [...groupBy(shuffled, ({ split }) => split ?? '').values()];
  const chosen = new Set(
    shares(
      splits.map(({ length }) => length),
      most,
    ).flatMap((count, at) => evenlyChosen(splits[at] ?? [], count)),
  );
  const count = samples.length - most;
  return {
    ...paired,
    samples: samples.filter((sample) => chosen.has(sample)),
    leftOut: [
      ...paired.leftOut,
      {
        file: options.name,
        reason: `${count === 1 ? '1 sample is' : `${count} samples are`} more than the settings ask for, which read ${most} of ${samples.length}, evenly over classes and groups.`,
        fix: 'Ask for more: data.mostSamples.',
        count,
        unit: 'sample',
      },
    ],
  };
}

/** `total` in whole parts as these sizes are to each other: what is left after rounding down goes to the largest rests. */
function shares(sizes: readonly number[], total: number): number[] {
  const all = sizes.reduce((sum, size) => sum + size, 0);
  const exact = sizes.map((size) => (total * size) / all);
  const counts = exact.map(Math.floor);
  const rest = total - counts.reduce((sum, count) => sum + count, 0);
  const byRest = exact
    .map((share, at) => ({ at, rest: share % 1 }))
    .sort((a, b) => b.rest - a.rest)
    .slice(0, rest);
  for (const { at } of byRest) counts[at] = (counts[at] ?? 0) + 1;
  return counts;
}

/** Class by class in turns, each time one of the group that has given the fewest so far. */
function evenlyChosen(samples: readonly MediaSample[], count: number): MediaSample[] {
  const classes = [...groupBy(samples, ({ label }) => label).values()].map((all) => [...all]);
  const given = new Map<string, number>();
  const timesOf = ({ group }: MediaSample) => given.get(group ?? '') ?? 0;
  const chosen: MediaSample[] = [];
  for (let turn = 0; chosen.length < count; turn++) {
    const left = classes[turn % classes.length] ?? [];
    const [first] = left;
    if (!first) continue;
    const next = left.reduce((a, b) => (timesOf(b) < timesOf(a) ? b : a), first);
    left.splice(left.indexOf(next), 1);
    given.set(next.group ?? '', timesOf(next) + 1);
    chosen.push(next);
  }
  return chosen;
}
