/** Knobs of every method with a fusion head, and the head they ask for. */
import type { FusionKind, FusionShape } from '../engine/layers/fusion-head';
import type { Knob } from '../protocol/catalogue';
import { commonFeatureDim, featureDims } from './encoder-bank';
import type { RunContext } from './method';

export const FUSION_KNOBS: readonly Knob[] = [
  {
    path: 'fusion',
    kind: 'choice',
    choices: ['concat', 'sum'],
    default: 'concat',
    label: 'Fusion',
    explanation: 'How the features meet: side by side, or added up.',
  },
  {
    path: 'fusionHidden',
    kind: 'number',
    integer: true,
    min: 0,
    max: 512,
    default: 0,
    label: 'Hidden units in the fusion head',
    explanation: 'A hidden layer lets the fusion head combine features; 0 keeps it linear.',
  },
];

/** The fusion head a run's knobs ask for. @throws SettingsError when a sum is asked of features of two lengths. */
export function fusionShape(context: RunContext): FusionShape {
  const { knobs, data } = context;
  const kind = knobs.choice('fusion') as FusionKind;
  if (kind === 'sum') commonFeatureDim(context, 'a fusion by sum');
  const dims = featureDims(context);
  return {
    kind,
    modalities: data.modalities.map(({ id }, m) => ({ id, featureDim: dims[m] as number })),
    classes: data.classes,
    hidden: knobs.number('fusionHidden'),
  };
}
