/** Which classes of many are worth a line when heads speak of one sample. Pure. */
import type { SampleStory } from './sample-story';

/** More lines than this are not compared by eye. */
const MOST_LINES = 10;

export interface ShownClasses {
  /** Class numbers, in their order. */
  readonly classes: readonly number[];
  /** How many are left out. */
  readonly left: number;
}

/** All classes, or, of many, the true one and those that any head finds likeliest. */
export function shownClasses({ heads, label }: SampleStory): ShownClasses {
  const count = heads[0]?.logits.length ?? 0;
  const all = Array.from({ length: count }, (_, c) => c);
  if (count <= MOST_LINES) return { classes: all, left: 0 };
  const likeliest = (c: number) =>
    c === label ? 1 : Math.max(...heads.map(({ probabilities }) => probabilities[c] ?? 0));
  const kept = all.sort((a, b) => likeliest(b) - likeliest(a)).slice(0, MOST_LINES);
  return { classes: kept.sort((a, b) => a - b), left: count - kept.length };
}
