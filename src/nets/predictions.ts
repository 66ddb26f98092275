/** What each method's prediction is made of, so that a net taken out of the lab can make it without the lab. */

/** Knobs of a run by path. */
export type Knobs = Readonly<Record<string, unknown>>;

export type Prediction =
  /** It makes none. */
  | { readonly kind: 'none' }
  /** The fusion head's logits. */
  | { readonly kind: 'fusion-head' }
  /** The mean of the private heads' probabilities or logits. */
  | { readonly kind: 'mean'; readonly of: 'probabilities' | 'logits'; readonly withFusion: boolean }
  /** R9: logits weighed by certainty. */
  | { readonly kind: 'certainty'; readonly temperature: number; readonly withFusion: boolean };

type Rule = (knobs: Knobs, temperature: number | null) => Prediction;

const fusionHead: Rule = () => ({ kind: 'fusion-head' });

const lateEnsemble: Rule = ({ average, temperature }) =>
  average === 'certainty'
    ? { kind: 'certainty', temperature: Number(temperature), withFusion: false }
    : { kind: 'mean', of: average === 'logits' ? 'logits' : 'probabilities', withFusion: false };

const diMml: Rule = (knobs, temperature) =>
  knobs['certainty.weighting'] === 'on'
    ? { kind: 'certainty', temperature: temperature ?? 1, withFusion: true }
    : { kind: 'mean', of: 'logits', withFusion: true };

const RULES: ReadonlyMap<string, Rule> = new Map([
  ['unimodal', () => ({ kind: 'none' })],
  ['late-ensemble', lateEnsemble],
  ['di-mml', diMml],
  ...[
    'joint',
    'frozen-fusion',
    'multi-loss',
    'dgl',
    'ogm',
    'ogm-ge',
    'agm',
    'pmr',
    'mslr',
    'opm',
  ].map((id) => [id, fusionHead] as const),
]);

/**
 * What the run of a method predicts; null where nobody has written it down.
 * @param temperature that the run has chosen, or was given; null where it weighs nothing.
 */
export const predictionOf = (
  method: string,
  knobs: Knobs,
  temperature: number | null,
): Prediction | null => RULES.get(method)?.(knobs, temperature) ?? null;
