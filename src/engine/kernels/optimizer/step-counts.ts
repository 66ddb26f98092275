/** How often Adam has stepped each parameter, as it is saved: one number where all have taken as many steps. */
import type { SavedArena } from '../../../protocol/checkpoint';

export const savedCounts = (counts: readonly number[]): SavedArena['steps'] => {
  const [first = 0] = counts;
  return counts.every((count) => count === first) ? first : [...counts];
};

/** The reverse. @throws Error when there are not as many counts as parameters. */
export function countsOf({ steps }: SavedArena, parameters: number): number[] {
  if (typeof steps === 'number') return Array.from({ length: parameters }, () => steps);
  if (steps.length === parameters) return [...steps];
  throw new Error(
    `What was saved counts the steps of ${steps.length} parameters, not ${parameters}.`,
  );
}
