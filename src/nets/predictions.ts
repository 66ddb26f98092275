/**
 * What each method's prediction and the readouts of its fusion head are made of, so that a net taken out of the lab can
 * make them without the lab.
 */

import { answeringIn, boostingPhase } from '../protocol/boosting-phases';

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
  | { readonly kind: 'certainty'; readonly temperature: number; readonly withFusion: boolean }
  /** MLA's: logits weighed by how low each one's entropy is, or by weights that are the same for all samples. */
  | { readonly kind: 'weighed'; readonly by: 'entropy' | 'place'; readonly withFusion: false };

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

const mla: Rule = ({ prediction }) => ({
  kind: 'weighed',
  by: prediction === 'static' ? 'place' : 'entropy',
  withFusion: false,
});

const RULES: ReadonlyMap<string, Rule> = new Map([
  ['unimodal', () => ({ kind: 'none' })],
  ['late-ensemble', lateEnsemble],
  ['di-mml', diMml],
  ['lfm', () => ({ kind: 'mean', of: 'logits', withFusion: false })],
  ['mla', mla],
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
    'mmpareto',
    'umt',
    'tcmax',
    'g-blend',
    'inforeg',
    'mmcosine',
    'mcr',
    'relearn',
    'g2d',
    'valuation',
    'remix',
    'reconboost',
    'aug',
  ].map((id) => [id, fusionHead] as const),
]);

/** What a run says whose fusion head has not begun to train: its private heads' ensemble. */
const BEFORE_FUSION: Prediction = { kind: 'mean', of: 'probabilities', withFusion: false };

/**
 * What the run of a method predicts; null where nobody has written it down.
 * @param temperature that the run has chosen, or was given; null where it weighs nothing.
 * @param fuses whether it has a fusion head that has begun to train.
 */
export function predictionOf(
  method: string,
  knobs: Knobs,
  temperature: number | null,
  fuses: boolean,
): Prediction | null {
  const prediction = RULES.get(method)?.(knobs, temperature) ?? null;
  if (!prediction || prediction.kind === 'none') return prediction;
  const needsHead = prediction.kind === 'fusion-head' || prediction.withFusion;
  return needsHead && !fuses ? BEFORE_FUSION : prediction;
}

/** Methods whose fusion head adds cosines, and by which knob they are scaled. */
const COSINES: ReadonlyMap<string, string> = new Map([['mmcosine', 'scale']]);

/** What the cosines of a run's fusion head are multiplied by; null where the head reads features as they are. */
export function cosineScaleOf(method: string, knobs: Knobs): number | null {
  const knob = COSINES.get(method);
  return knob === undefined ? null : Number(knobs[knob]);
}

/** What a modality's readout of a linear fusion head is. */
export type Readouts =
  /** z_m = W_m f^m + b/M; b_m where its map has a bias of its own. */
  | 'share'
  /** With the whole bias: the head on zeros elsewhere. */
  | 'whole'
  /** AGM's responses: z_m(f) - z_m(f0) + z(f0)/M, f0 the features of zero inputs. */
  | 'responses';

const AS_RELEASED: ReadonlyMap<string, Readouts> = new Map([
  ['dgl', 'whole'],
  ['agm', 'responses'],
]);

/** The readouts that the run of a method gives out, where its fusion head has any and no private head stands for them. */
export const readoutsOf = (method: string, { rule }: Knobs): Readouts =>
  (rule === 'released' && AS_RELEASED.get(method)) || 'share';

/**
 * Who is in the sum of a method whose ensemble grows, by position; everybody in all others.
 * @param epochs that the run has trained, over all stages.
 */
export function ensembleOf(
  method: string,
  knobs: Knobs,
  epochs: number,
  modalities: number,
): readonly number[] {
  if (method !== 'reconboost') return Array.from({ length: modalities }, (_, m) => m);
  const before = knobs['start'] === 'unimodal' ? Number(knobs['teacherEpochs']) : 0;
  const lengths = {
    boostEpochs: Number(knobs['boostEpochs']),
    jointEpochs: Number(knobs['jointEpochs']),
    modalities,
  };
  return answeringIn(boostingPhase(Math.max(0, epochs - before - 1), lengths));
}

/** How much the answer of each of two modalities weighs, where they are merged. */
export const mergeOf = ({ merge }: Knobs): readonly number[] => [Number(merge), 1 - Number(merge)];
