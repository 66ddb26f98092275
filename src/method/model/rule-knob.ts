/** Which of its two rules a run follows: the paper's or the authors' code's. */
import type { RULES } from '../descriptions/rule-knob';
import type { KnobValues } from '../run/knobs';

type Rule = (typeof RULES)[number];

export const ruleOf = (knobs: KnobValues): Rule =>
  knobs.choice('rule') === 'released' ? 'released' : 'written';
