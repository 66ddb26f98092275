/**
 * What a method does to its encoders beside its losses, as the picture and its sentences tell it: a mark with the number
 * of the epoch shown. By rule from the method's own declaration. Pure.
 */
import { type KnobAt, steeringAsSet } from '../../protocol/as-set';
import type { MethodDescription, SteeringDeclaration } from '../../protocol/catalogue';
import { partOf } from '../../protocol/measure';
import type { ByModality } from '../../protocol/measures';
import { percent } from '../format';

/** One way in which one modality is steered. */
export interface Steering {
  readonly on: SteeringDeclaration['on'];
  /** The measure that says it; null where no number does. */
  readonly measure: string | null;
  readonly sign: NonNullable<SteeringDeclaration['sign']> | null;
  readonly as: SteeringDeclaration['as'];
  /** Whether it is at work in the stage shown. */
  readonly isActive: boolean;
  /** The mean over the epoch's batches; null where none was measured. */
  readonly value: number | null;
  /** What the picture writes there; without its number until there is one. */
  readonly mark: string;
  readonly explanation: string;
  /** The number in words, "\u00D7 0.43"; null without one. */
  readonly told: string | null;
}

export interface SteeringInput {
  readonly method: Pick<MethodDescription, 'steering'>;
  readonly knobAt: KnobAt;
  /** Null shows the whole method. */
  readonly stage: string | null;
  readonly measured?: (id: string) => ByModality<number | null>;
}

/** A factor in three figures at the most, however small or large; a share in per cent; a place, the mean of several with a decimal. */
export function steeringText(as: SteeringDeclaration['as'], value: number): string {
  if (as === 'share') return percent(value);
  if (as === 'place') return value.toFixed(Number.isInteger(value) ? 0 : 1);
  if (value >= 100) return value.toFixed(0);
  return value >= 0.1 || value === 0 ? value.toFixed(2) : value.toPrecision(1);
}

/** The steering of every modality, by its id. */
export function steeringOf(input: SteeringInput): (id: string) => readonly Steering[] {
  const { method, knobAt, stage, measured } = input;
  const declared = steeringAsSet(method, knobAt).map((each) => ({
    each,
    values: each.measure === null ? {} : (measured?.(each.measure) ?? {}),
  }));
  return (id) =>
    declared.map(({ each, values }): Steering => {
      const value = partOf(values, id);
      const written = value === null ? null : steeringText(each.as, value);
      const fill = (text: string) => text.replaceAll('{value}', written ?? '').trim();
      return {
        on: each.on,
        measure: each.measure,
        sign: each.sign ?? null,
        as: each.as,
        isActive: stage === null || each.stage === stage,
        value,
        mark: fill(each.mark),
        explanation: each.explanation,
        told: written === null ? null : fill(each.told),
      };
    });
}
