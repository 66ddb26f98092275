/** What the form of a knob begins with: what was swept of it, where a sweep is kept, or what is proposed. Pure. */
import { runNames, type Settings } from '../../protocol/settings';
import type { SweepPlan } from './sweep-plan';
import { valueText } from './sweep-words';
import { proposedValues, type SweptKnob } from './swept-knobs';

const PROPOSED_SEEDS = 3;

interface FormStart {
  /** Values, as they are typed. */
  readonly texts: readonly string[];
  /** How many seeds or folds. */
  readonly count: number;
  /** Runs of these settings that do not take part. */
  readonly left: readonly string[];
}

/** @param plan the sweep that is kept; null for none. */
export function formStart(plan: SweepPlan | null, knob: SweptKnob, settings: Settings): FormStart {
  if (plan?.path !== knob.path) {
    const texts = proposedValues(knob, settings);
    return { texts, count: settings.folds ?? PROPOSED_SEEDS, left: [] };
  }
  return {
    texts: plan.values.map((value) => valueText(knob.knob, value)),
    count: plan.numbers.length,
    left: runNames(settings).filter((name) => plan.settings.methods[name] === undefined),
  };
}
