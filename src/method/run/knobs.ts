/** The knobs of one run as a method reads them: checked, every one given, by the type that the method expects. */
import type { MethodDescription } from '../../protocol/catalogue';
import type { KnobValue } from '../../protocol/knobs';
import { runKnobs } from '../../protocol/run-knobs';
import type { Settings } from '../../protocol/settings';

/** A method's knobs, every one given. */
export class KnobValues {
  private readonly values: ReadonlyMap<string, KnobValue>;

  constructor(values: ReadonlyMap<string, KnobValue>) {
    this.values = values;
  }

  /** @throws Error when the knob is not a number, which is the method author's mistake. */
  number(path: string): number {
    const value = this.values.get(path);
    if (typeof value !== 'number') throw new Error(`Knob ${path} is not a number.`);
    return value;
  }

  /** @throws Error when the knob is not a choice, which is the method author's mistake. */
  choice(path: string): string {
    const value = this.values.get(path);
    if (typeof value !== 'string') throw new Error(`Knob ${path} is not a choice.`);
    return value;
  }

  /** A number, or null where its word (such as `auto`) was given. */
  numberOrWord(path: string): number | null {
    const value = this.values.get(path);
    return typeof value === 'number' ? value : null;
  }
}

/**
 * The knobs of one run.
 * @throws SettingsError for a knob the method does not have, or a value out of range.
 */
export const resolveKnobs = (
  description: MethodDescription,
  settings: Settings,
  run: string,
): KnobValues => new KnobValues(runKnobs(description, settings, run));
