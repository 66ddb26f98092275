/**
 * Variants: one method several times in a race, each time with other knobs, under a tag of its own (`di-mml@tau-2`). What
 * one differs in, what it may be called, and the race with it in another place or under another name. Pure.
 */
import type { MethodDescription } from '../protocol/catalogue';
import { type Knob, textOf } from '../protocol/knobs';
import { decidedKnobs, runKnobValue } from '../protocol/run-knobs';
import { keyOf } from '../protocol/same-settings';
import { methodIdOf, runNames, type Settings } from '../protocol/settings';
import { isTree } from '../protocol/settings-paths';

type Methods = Settings['methods'];

/** One knob that a run has otherwise than its method has it here. */
export interface VariantKnob {
  readonly knob: Knob;
  /** As forms write them. */
  readonly value: string;
  readonly usual: string;
}

/** The same experiment in which the run has nothing of its own. */
const plain = (settings: Settings, run: string): Settings => ({
  ...settings,
  methods: { ...settings.methods, [run]: {} },
});

/** "0.9 for picture, 1.1 for sound": numbers that modalities have of their own. */
const byModality = (own: Readonly<Record<string, unknown>>): string =>
  Object.entries(own)
    .map(([id, value]) => `${value} for ${id}`)
    .join(', ');

/** What makes this run other than its method, knob by knob; what another knob decides is not told twice. */
export function variantKnobs(
  settings: Settings,
  run: string,
  method: Pick<MethodDescription, 'knobs'>,
): readonly VariantKnob[] {
  const decided = decidedKnobs(method, settings, run);
  const usually = plain(settings, run);
  return method.knobs.flatMap((knob): readonly VariantKnob[] => {
    if (decided.has(knob.path)) return [];
    const usual = textOf(knob, runKnobValue(usually, run, knob));
    const own = settings.methods[run]?.[knob.path];
    if (isTree(own)) {
      const isOfModalities = knob.kind === 'number' && knob.perModality === true;
      return isOfModalities ? [{ knob, value: byModality(own), usual }] : [];
    }
    const value = textOf(knob, runKnobValue(settings, run, knob));
    return value === usual ? [] : [{ knob, value, usual }];
  });
}

/** "DUC temperature 2 instead of 0.5, DUC weight 0 instead of 1."; null where nothing differs. */
export function variantText(knobs: readonly VariantKnob[]): string | null {
  if (knobs.length === 0) return null;
  const said = knobs.map(({ knob, value, usual }) => `${knob.label} ${value} instead of ${usual}`);
  return `${said.join(', ')}.`;
}

/** Small letters, digits and hyphens, as tags are written; empty where a text has none. */
export const tagFrom = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '');

/** The tag of a run; empty for a method under its own name. */
export const tagOf = (run: string): string => run.slice(methodIdOf(run).length + 1);

/** More knobs than this make a name that nobody reads. */
const MOST_NAMED = 2;

/** A tag that says what differs: "temperature-2"; null where nothing does. */
export function proposedTag(knobs: readonly VariantKnob[]): string | null {
  if (knobs.length === 0) return null;
  const words = knobs
    .slice(0, MOST_NAMED)
    .map(({ knob, value }) => `${knob.path.split('.').at(-1) ?? ''} ${value}`);
  return tagFrom(words.join(' '));
}

/** The race with this run a second time behind it, and what the copy is called. */
export function withCopy(methods: Methods, run: string): { methods: Methods; copy: string } {
  const id = methodIdOf(run);
  let number = 2;
  while (`${id}@variant-${number}` in methods) number += 1;
  const copy = `${id}@variant-${number}`;
  const entries = Object.entries(methods).flatMap(([name, knobs]) =>
    name === run
      ? [[name, knobs] as const, [copy, structuredClone(knobs)] as const]
      : [[name, knobs] as const],
  );
  return { methods: Object.fromEntries(entries), copy };
}

/**
 * The race with a run under another tag, or why it cannot have that.
 * @param text as a person typed it.
 */
export function renamed(
  methods: Methods,
  run: string,
  text: string,
): { readonly methods: Methods; readonly name: string } | { readonly refusal: string } {
  const tag = tagFrom(text);
  if (tag === '') {
    return { refusal: 'The name is empty; it takes small letters, digits and hyphens.' };
  }
  const name = `${methodIdOf(run)}@${tag}`;
  if (name !== run && name in methods) {
    return { refusal: `There is a run called ${tag} of this method already; choose another name.` };
  }
  const entries = Object.entries(methods).map(
    ([each, knobs]) => [each === run ? name : each, knobs] as const,
  );
  return { methods: Object.fromEntries(entries), name };
}

/** Another run of the race that is the same training under another name; null where there is none. */
export function twinOf(settings: Settings, run: string): string | null {
  const own = keyOf(settings.methods[run]);
  const twin = runNames(settings).find(
    (name) =>
      name !== run && methodIdOf(name) === methodIdOf(run) && keyOf(settings.methods[name]) === own,
  );
  return twin ?? null;
}
