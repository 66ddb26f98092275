/** The fusion head that a run’s knobs ask for, and who refuses it. */
import {
  type FusionKind,
  type FusionShape,
  isLinear,
  isSum,
  LINEAR_KINDS,
} from '../../engine/heads/fusion-types';
import { SettingsError } from '../../protocol/settings';
import { TIED_SUM } from '../descriptions/fusion-knobs';
import type { RunContext } from '../method';
import { commonFeatureDim, featureDims } from './encoder-bank';

/** "concat, sum or sum-tied" */
const LINEAR = `${LINEAR_KINDS.slice(0, -1).join(', ')} or ${LINEAR_KINDS.at(-1)}`;

/**
 * The fusion head a run's knobs ask for.
 * @param asked the kind, where the method does not leave it to its knob.
 * @throws SettingsError when a tied sum is asked of features of two lengths, or FiLM or gating of other than two modalities.
 */
export function fusionShape(context: RunContext, asked?: FusionKind): FusionShape {
  const { knobs, data, run } = context;
  const kind = asked ?? (knobs.choice('fusion') as FusionKind);
  if (kind === 'sum-tied') commonFeatureDim(context, TIED_SUM);
  if (!isSum(kind) && data.modalities.length !== 2) {
    throw new SettingsError(
      `methods.${run}.fusion`,
      `methods.${run}.fusion is "${kind}", which takes exactly two modalities; this data set has ${data.modalities.length}. It must be ${LINEAR} here.`,
    );
  }
  const shape = { kind, featureDims: featureDims(context), classes: data.classes };
  return kind === 'cosine'
    ? { ...shape, hidden: 0, scale: knobs.number('scale') }
    : { ...shape, hidden: knobs.number('fusionHidden') };
}

/**
 * @throws SettingsError unless the fusion head is linear on the features as they are: only then is the readout of
 *   one modality, z_m, defined.
 */
export function mustHaveReadouts(context: RunContext, who: string): void {
  const { knobs, run } = context;
  const kind = knobs.choice('fusion');
  const hidden = knobs.number('fusionHidden');
  if (!isLinear(kind)) {
    throw new SettingsError(
      `methods.${run}.fusion`,
      `methods.${run}.fusion is "${kind}"; ${who} reads each modality out of the fusion head, so it must be ${LINEAR}.`,
    );
  }
  if (hidden > 0) {
    throw new SettingsError(
      `methods.${run}.fusionHidden`,
      `methods.${run}.fusionHidden is ${hidden}; ${who} reads each modality out of the fusion head, so it must be 0.`,
    );
  }
}
