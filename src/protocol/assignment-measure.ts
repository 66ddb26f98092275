/**
 * What a condition of an assignment measures, as one line of text: `joint.unimodal.sound`, `gap.joint.sound`,
 * `di-mml.fusion - joint.fusion`. The same names as in `race-ended`, and two of their own for what is known of the
 * modalities trained alone. Pure.
 */

/** One end number of a race, a share from 0 to 1 (a gap: a difference of two). */
export type Term =
  /** The run's own answer: `RUN.fusion`. */
  | { readonly kind: 'fusion'; readonly run: string }
  /** `RUN.unimodal.MODALITY`, `RUN.ridge.MODALITY`, `RUN.readouts.NAME`. */
  | { readonly kind: NamedKind; readonly run: string; readonly name: string }
  /** How far the modality gets when it trains alone: `alone.MODALITY`. */
  | { readonly kind: 'alone'; readonly modality: string }
  /** By how much the modality stands below that under a run: `gap.RUN.MODALITY`. */
  | { readonly kind: 'gap'; readonly run: string; readonly modality: string };

const NAMED_KINDS = ['unimodal', 'ridge', 'readouts'] as const;
type NamedKind = (typeof NAMED_KINDS)[number];

/** One number, or one minus another. */
export interface Measure {
  readonly first: Term;
  readonly minus: Term | null;
}

/** For sentences that refuse something else. */
export const MEASURE_EXAMPLES =
  'RUN.fusion, RUN.unimodal.MODALITY, RUN.ridge.MODALITY, RUN.readouts.NAME, alone.MODALITY, gap.RUN.MODALITY, or one of them minus another, such as di-mml.fusion - joint.fusion';

/** A run's name holds no dot and no blank; a modality's may hold anything, so it is what is left over. */
const TERM = /^([a-z0-9-]+(?:@[a-z0-9-]+)?)\.(.+)$/s;
const MINUS = ' - ';

const isNamedKind = (word: string): word is NamedKind =>
  (NAMED_KINDS as readonly string[]).includes(word);

/** Text up to the first dot, and what follows it; null where either is empty. */
function split(text: string): readonly [string, string] | null {
  const at = text.indexOf('.');
  return at < 1 || at === text.length - 1 ? null : [text.slice(0, at), text.slice(at + 1)];
}

function parseTerm(text: string): Term | null {
  const [, first = '', rest = ''] = TERM.exec(text) ?? [];
  if (first === '') return null;
  if (first === 'alone') return { kind: 'alone', modality: rest };
  if (first === 'gap') {
    const parts = split(rest);
    return parts && { kind: 'gap', run: parts[0], modality: parts[1] };
  }
  if (rest === 'fusion') return { kind: 'fusion', run: first };
  const parts = split(rest);
  return parts && isNamedKind(parts[0]) ? { kind: parts[0], run: first, name: parts[1] } : null;
}

/** Null where the text is none. Of several ` - ` the first counts at which both sides are measures. */
export function parseMeasure(text: string): Measure | null {
  for (let at = text.indexOf(MINUS); at !== -1; at = text.indexOf(MINUS, at + 1)) {
    const first = parseTerm(text.slice(0, at));
    const minus = parseTerm(text.slice(at + MINUS.length));
    if (first && minus) return { first, minus };
  }
  const first = parseTerm(text);
  return first && { first, minus: null };
}

/** The terms of a measure, one or two. */
export const termsOf = ({ first, minus }: Measure): readonly Term[] =>
  minus ? [first, minus] : [first];

/** The run that a term is read from; null for what is known without one. */
export const runOf = (term: Term): string | null => (term.kind === 'alone' ? null : term.run);

/** Whether the modalities must be trained alone to know it. */
export const needsAlone = (term: Term): boolean => term.kind === 'alone' || term.kind === 'gap';
