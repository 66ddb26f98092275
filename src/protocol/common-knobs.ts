/**
 * Knobs that every method has, whatever it is: what one run may have of its own where the race has one for all. The
 * methods' list adds them to each description, so that no method names them.
 */
import { followingWhole } from './knob-tree';
import type { Knob } from './knobs';
import { runKnobValue } from './run-knobs';
import type { Settings } from './settings';
import { LARGEST_SEED } from './training-knobs';

const WEIGHT_SEED: Knob = {
  ...followingWhole({
    label: 'Seed of the weights',
    explanation:
      'Draws this run\u2019s first weights and the order of its batches, and nothing else. The word same stands for that of the race.',
    min: 0,
    max: LARGEST_SEED,
    orWord: 'same',
  }),
  path: 'weightSeed',
};

export const COMMON_KNOBS: readonly Knob[] = [WEIGHT_SEED];

/** What draws a run's first weights and its order of batches: its own seed, else that of the race, else the seed. */
export function weightSeedOf(settings: Settings, run: string): number {
  const own = runKnobValue(settings, run, WEIGHT_SEED);
  return typeof own === 'number' ? own : (settings.weightSeed ?? settings.seed);
}
