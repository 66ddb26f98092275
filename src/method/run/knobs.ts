/** The knobs of one run as a method reads them: checked, every one given, by the type that the method expects. */
import type { MethodDescription } from '../../protocol/catalogue';
import type { KnobValue } from '../../protocol/knobs';
import { runKnobs } from '../../protocol/run-knobs';
import { type Settings, SettingsError } from '../../protocol/settings';

/** A method's knobs, every one given. */
export class KnobValues {
  private readonly values: ReadonlyMap<string, KnobValue>;

  /** Where the settings hold them, for error sentences. */
  private readonly at: string;

  constructor(values: ReadonlyMap<string, KnobValue>, at = 'methods') {
    this.values = values;
    this.at = at;
  }

  /** @throws Error when the knob is not a number, which is the method author's mistake. */
  number(path: string): number {
    const value = this.values.get(path);
    if (typeof value !== 'number') throw new Error(`Knob ${path} is not a number.`);
    return value;
  }

  /**
   * A number that modalities may have of their own.
   * @throws SettingsError where one is given for a modality that is none of `ids`.
   */
  numbersFor(path: string, ids: readonly string[]): readonly number[] {
    for (const given of this.values.keys()) {
      const id = given.slice(path.length + 1);
      if (!given.startsWith(`${path}.`) || ids.includes(id)) continue;
      throw new SettingsError(
        `${this.at}.${given}`,
        `${this.at}.${given} is for a modality called ${id}; this data set has ${ids.join(', ')}.`,
      );
    }
    return ids.map((id) => this.number(this.values.has(`${path}.${id}`) ? `${path}.${id}` : path));
  }

  /** @throws Error when the knob is not a choice, which is the method author's mistake. */
  choice(path: string): string {
    const value = this.values.get(path);
    if (typeof value !== 'string') throw new Error(`Knob ${path} is not a choice.`);
    return value;
  }

  /** @throws Error when the knob is not a flag, which is the method author's mistake. */
  flag(path: string): boolean {
    const value = this.values.get(path);
    if (typeof value !== 'boolean') throw new Error(`Knob ${path} is not a flag.`);
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
): KnobValues => new KnobValues(runKnobs(description, settings, run), `methods.${run}`);
