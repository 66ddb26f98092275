/**
 * Where the authors' code does not do what their paper says, a method has both: the knob `rule`. What its own knobs
 * are called is the same under either rule; some act under one of them only, and say so.
 */
import type { Knob } from '../../protocol/knobs';

export const RULES = ['written', 'released'] as const;

/** The end of the sentence of a knob that acts under the released rule only. */
export const RELEASED_ONLY = 'Acts under the released rule only.';

/**
 * The knob that chooses the rule.
 * @param difference what the released code does otherwise, as the end of a sentence.
 * @param source file and place in the authors' repository.
 */
export const ruleKnob = (difference: string, source: string): Knob => ({
  path: 'rule',
  kind: 'choice',
  choices: RULES,
  default: 'written',
  label: 'Rule',
  explanation: `As the paper writes it, or as the authors’ code does it: ${difference} (${source}).`,
});
