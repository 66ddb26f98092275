/**
 * What the numbers of a run are called: its losses, heads and answers. Inside they are records, in events they are
 * the keys of objects; `keyOf` and `parseName` are the one way between the two. A modality may be called anything,
 * so a key is unambiguous by construction: what would read as something else is written `modality:...`.
 */

/** A loss, a head, or an answer that combines heads. */
export type Name =
  /** One modality's own: its private head, or its readout z_m of a fusion head, and the loss of either. */
  | { readonly kind: 'own'; readonly modality: string }
  /** What `word` is on one modality, e.g. the shared head on its feature. */
  | { readonly kind: 'on'; readonly word: string; readonly modality: string }
  /** What one modality teaches another. */
  | {
      readonly kind: 'pair';
      readonly word: string;
      readonly teacher: string;
      readonly student: string;
    }
  /** What there is once for all modalities, e.g. the fusion head. */
  | { readonly kind: 'whole'; readonly word: string };

/** Values by the key of a name, as events hold them. */
export type ByName<T> = Readonly<Record<string, T>>;

/** Words that are keys by themselves. A further one may be used without being added: it is then written `whole:...`. */
const WORDS: ReadonlySet<string> = new Set([
  'fusion',
  'total',
  'duc',
  'fusionHead',
  'equalWeights',
  'ensembleLogits',
  'ensembleProbabilities',
  'ensembleCertainty',
  'prototypes',
]);
/** The word of the head that all modalities share. */
export const SHARED = 'shared';
/** No keys by themselves: too like one to stand for a modality, or a property that schemas of records leave out. */
const RESERVED: ReadonlySet<string> = new Set([SHARED, 'prototype']);

const MODALITY = 'modality:';
const WHOLE = 'whole:';
const WORD = /^[A-Za-z][A-Za-z0-9]*$/;
/** A word, a dot, and one modality or two. */
const DOTTED = /^([A-Za-z][A-Za-z0-9]*)\.(.*)$/s;
const ARROW = '>';

/** One arrow is one pair: an arrow within an id is written `%3E`, and what would read as such `%253E`. */
const escaped = (id: string): string => id.replace(/%(?=25|3E)/g, '%25').replaceAll(ARROW, '%3E');
const unescaped = (text: string): string =>
  text.replace(/%(25|3E)/g, (_, code) => (code === '25' ? '%' : ARROW));

/** The key of a modality's own head, readout or loss. */
export function ownKey(modality: string): string {
  const reads = parseName(modality);
  const isPlain =
    !RESERVED.has(modality) &&
    !(modality in Object.prototype) &&
    reads.kind === 'own' &&
    reads.modality === modality;
  return isPlain ? modality : `${MODALITY}${modality}`;
}

/**
 * The key under which events hold a name.
 * @throws Error where a word is not letters and digits, which is its author's mistake.
 */
export function keyOf(name: Name): string {
  if (name.kind === 'own') return ownKey(name.modality);
  const { word } = name;
  if (!WORD.test(word)) throw new Error(`"${word}" is no word for a name; use letters and digits.`);
  switch (name.kind) {
    case 'on':
      return `${word}.${escaped(name.modality)}`;
    case 'pair':
      return `${word}.${escaped(name.teacher)}${ARROW}${escaped(name.student)}`;
    case 'whole':
      return WORDS.has(word) ? word : `${WHOLE}${word}`;
  }
}

/** The name behind a key, whatever text it is; `parseName(keyOf(name))` is `name` again. */
export function parseName(key: string): Name {
  if (WORDS.has(key)) return { kind: 'whole', word: key };
  if (key.startsWith(MODALITY)) return { kind: 'own', modality: key.slice(MODALITY.length) };
  const word = key.startsWith(WHOLE) ? key.slice(WHOLE.length) : '';
  if (WORD.test(word)) return { kind: 'whole', word };
  const [, before, after = ''] = DOTTED.exec(key) ?? [];
  if (before === undefined) return { kind: 'own', modality: key };
  const [first = '', second] = after.split(ARROW);
  return second === undefined
    ? { kind: 'on', word: before, modality: unescaped(first) }
    : { kind: 'pair', word: before, teacher: unescaped(first), student: unescaped(second) };
}

const whole = (word: string): string => keyOf({ kind: 'whole', word });

/** The loss of the fused logits. */
export const FUSED_LOSS = whole('fusion');
/** The method's own prediction, among heads and answers. */
export const PREDICTION = whole('fusion');
/** The sum that training makes small. */
export const TOTAL_LOSS = whole('total');
/** The word of what modalities teach each other. */
const TEACHING = 'duc';
/** The sum of what all pairs of modalities teach each other. */
export const TEACHING_LOSS = whole(TEACHING);
export const FUSION_HEAD = whole('fusionHead');
/** The heads that certainty would weigh, each counted alike. */
export const EQUAL_WEIGHTS = whole('equalWeights');
/** Private heads, combined without any training of their own. */
export const ENSEMBLE = {
  logits: whole('ensembleLogits'),
  probabilities: whole('ensembleProbabilities'),
  certainty: whole('ensembleCertainty'),
} as const;

/** The shared head on one modality's feature, and its loss. */
export const sharedKey = (modality: string): string =>
  keyOf({ kind: 'on', word: SHARED, modality });

/** What one modality teaches another. */
export const teachingKey = (teacher: string, student: string): string =>
  keyOf({ kind: 'pair', word: TEACHING, teacher, student });

/** The logistic probe of one modality, among the answers of a snapshot. */
export const probeKey = (modality: string): string =>
  keyOf({ kind: 'on', word: 'probe', modality });
