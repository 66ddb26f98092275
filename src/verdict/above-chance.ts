/** Whether somebody who is right for so many samples can be told from one who guesses. Pure. */
import { atLeast } from '../math/binomial';
import { holm } from '../math/paired-tests';
import { LEVEL } from './words';

/**
 * The best that guessing gets: naming the most frequent class every time.
 * @param classCounts samples of each class, `[classes]`; where nothing is known of them, 1 / classes.
 */
export function chanceLevel(classCounts: readonly number[]): number {
  const all = classCounts.reduce((sum, count) => sum + count, 0);
  if (all === 0) return 1 / Math.max(1, classCounts.length);
  return Math.max(...classCounts) / all;
}

/**
 * One-sided binomial test of each against chance, Holm over all of them.
 * @param answerers share right of each, 0..1, and on how many samples. @param chance that a guess is right.
 * @returns of each whether it is above chance.
 */
export function aboveChance(
  answerers: readonly { readonly share: number; readonly samples: number }[],
  chance: number,
): readonly boolean[] {
  const ps = answerers.map(({ share, samples }) =>
    atLeast(Math.round(share * samples), samples, chance),
  );
  return holm(ps).map((p) => p <= LEVEL);
}
