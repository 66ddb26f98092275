/**
 * A method's knobs as the settings hold them: read through the layers, checked against the
 * catalogue before they are changed. Pure.
 */
import type { Knob } from '../protocol/catalogue';
import { methodIdOf, type Settings, show } from '../protocol/settings';

/** The value at a dotted path of nested settings; undefined where there is none. */
export function valueAt(tree: unknown, path: string): unknown {
  let node = tree;
  for (const part of path.split('.')) {
    if (typeof node !== 'object' || node === null) return undefined;
    node = (node as Record<string, unknown>)[part];
  }
  return node;
}

/** The knob's value in this run: its own, else what the settings give its method or every method, else the default. */
export function knobValue(settings: Settings, run: string, knob: Knob): unknown {
  const { methods, methodDefaults } = settings;
  return (
    valueAt(methods[run], knob.path) ??
    valueAt(methodDefaults[methodIdOf(run)], knob.path) ??
    valueAt(methodDefaults['*'], knob.path) ??
    knob.default
  );
}

/** The settings path of a run's knob. */
export function knobPath(run: string, knob: Knob): string {
  return `methods.${run}.${knob.path}`;
}

/** What the knob accepts, in words. */
export function knobRange(knob: Knob): string {
  if (knob.kind === 'choice') return `one of ${knob.choices.join(', ')}`;
  const range = `${knob.integer ? 'a whole number' : 'a number'} from ${knob.min} to ${knob.max}`;
  return knob.orWord ? `${range}, or ${knob.orWord}` : range;
}

/** A value typed by a person: the value to store, or a sentence that says why not. */
export function readKnob(
  knob: Knob,
  text: string,
): { value: number | string } | { refusal: string } {
  const typed = text.trim();
  if (knob.kind === 'choice') {
    return knob.choices.includes(typed) ? { value: typed } : refuse(knob, typed);
  }
  if (knob.orWord !== undefined && typed === knob.orWord) return { value: typed };
  const value = Number(typed);
  const fits =
    typed !== '' &&
    Number.isFinite(value) &&
    value >= knob.min &&
    value <= knob.max &&
    (!knob.integer || Number.isInteger(value));
  return fits ? { value } : refuse(knob, typed);
}

function refuse(knob: Knob, typed: string): { refusal: string } {
  return { refusal: `${knob.label} is ${show(typed)}; it must be ${knobRange(knob)}.` };
}
