/** What the page says of training several seeds. Plain words; must not import stores. */
import type { SeedTask } from './seed-runs';

/** "1 seed", "10 seeds". */
export const seedCount = (count: number): string => `${count} ${count === 1 ? 'seed' : 'seeds'}`;

/** Why the seeds ended before all were trained, and what is kept. */
export function tellInterrupted(
  why: 'changed' | 'refused' | 'no-data',
  done: number,
  plan: readonly SeedTask[],
): { readonly message: string; readonly hint: string } {
  const next = plan[done]?.seed;
  const because = {
    changed: 'The race was reset',
    refused: `The race of seed ${next} could not begin`,
    'no-data': `The data of seed ${next} could not be opened`,
  }[why];
  return {
    message: `${because}: the seeds ended after ${done} of ${plan.length} that were asked for.`,
    hint: 'What has ended stays on the shelf; with the same settings it counts and is not trained again.',
  };
}
