/**
 * Knobs of a method: validated against its own declaration, defaults filled in.
 * Paths in errors are whole settings paths, e.g. `methods.di-mml.duc.temperature`.
 */
import type { Knob, MethodDescription } from '../../protocol/catalogue';
import { methodIdOf, type Settings, SettingsError, show } from '../../protocol/settings';

/** A method's knobs, every one given. */
export class KnobValues {
  private readonly values: ReadonlyMap<string, number | string>;

  constructor(values: ReadonlyMap<string, number | string>) {
    this.values = values;
  }

  /** @throws Error when the knob is not a number, which is the method author's mistake. */
  number(path: string): number {
    const value = this.values.get(path);
    if (typeof value !== 'number') throw new Error(`Knob ${path} is not a number.`);
    return value;
  }

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

/** Range of a knob, as a sentence's end. */
function rangeOf(knob: Knob): string {
  if (knob.kind === 'choice') return `must be one of ${knob.choices.join(', ')}`;
  const number = knob.integer ? 'a whole number' : 'a number';
  const word = knob.orWord ? `, or the word ${knob.orWord}` : '';
  return `must be ${number} from ${knob.min} to ${knob.max}${word}`;
}

function allowed(knob: Knob, value: unknown): value is number | string {
  if (knob.kind === 'choice') return typeof value === 'string' && knob.choices.includes(value);
  if (knob.orWord !== undefined && value === knob.orWord) return true;
  return (
    typeof value === 'number' &&
    Number.isFinite(value) &&
    value >= knob.min &&
    value <= knob.max &&
    (!knob.integer || Number.isInteger(value))
  );
}

/** Leaves of a nested value with their dotted paths. */
function* leaves(value: unknown, path: string): Generator<[string, unknown]> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    for (const [key, part] of Object.entries(value)) {
      yield* leaves(part, path === '' ? key : `${path}.${key}`);
    }
  } else {
    yield [path, value];
  }
}

/**
 * The knobs of one run: its own, over the defaults that the settings give its method, over the method's.
 * @throws SettingsError for a knob the method does not have, or a value out of range.
 */
export function resolveKnobs(
  description: MethodDescription,
  settings: Settings,
  run: string,
): KnobValues {
  const values = new Map<string, number | string>(
    description.knobs.map((knob) => [knob.path, knob.default]),
  );
  const apply = (group: 'methods' | 'methodDefaults', owner: string, strict: boolean) => {
    for (const [path, value] of leaves(settings[group][owner] ?? {}, '')) {
      const whole = `${group}.${owner}.${path}`;
      const knob = description.knobs.find((candidate) => candidate.path === path);
      if (!knob) {
        if (!strict) continue;
        const known = description.knobs.map((candidate) => candidate.path).join(', ');
        throw new SettingsError(
          whole,
          `There is no setting called ${whole}; ${methodIdOf(run)} has ${known || 'no knobs'}.`,
        );
      }
      if (!allowed(knob, value)) {
        throw new SettingsError(whole, `${whole} is ${show(value)}; it ${rangeOf(knob)}.`);
      }
      values.set(path, value);
    }
  };
  apply('methodDefaults', '*', false);
  apply('methodDefaults', methodIdOf(run), true);
  apply('methods', run, true);
  return new KnobValues(values);
}
