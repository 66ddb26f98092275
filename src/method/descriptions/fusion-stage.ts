/** The stage in which a fusion head learns on frozen encoders, as it is told. */
import type { LossDeclaration, StageDeclaration } from '../../protocol/catalogue';
import type { Knob } from '../../protocol/knobs';

export const FUSION_STAGE: StageDeclaration = {
  id: 'fusion',
  label: 'Fusion head on frozen encoders',
  trains: ['fusion-head'],
};

export const frozenFusionLoss: LossDeclaration = {
  id: 'fusion',
  label: 'Cross-entropy of the fusion head',
  stage: FUSION_STAGE.id,
  on: 'fused-features',
  head: 'fusion-head',
  reaches: 'none',
};

export const FUSION_EPOCHS_KNOB: Knob = {
  path: 'fusionEpochs',
  kind: 'number',
  integer: true,
  min: 1,
  max: 5000,
  default: 15,
  label: 'Epochs of the fusion head',
  explanation: 'How long the fusion head trains once the encoders are frozen.',
  countsEpochs: true,
};
