/** Frozen fusion, as it is told. */

import type { MethodDescription } from '../../protocol/catalogue';
import { FUSION_KNOBS } from './fusion-knobs';
import { FUSION_EPOCHS_KNOB, FUSION_STAGE, frozenFusionLoss } from './fusion-stage';
import { FUSION_PREDICTION } from './joint';
import { ALONE_STAGE, LEARNS_FROM_WHAT_IS_THERE, privateLoss } from './unimodal';

export const frozenFusion: MethodDescription = {
  id: 'frozen-fusion',
  label: 'Frozen fusion',
  explanation: 'Each encoder trains alone and is frozen; then a fusion head learns on top.',
  trainsAlike: true,
  citation: 'DI-MML without shared head, DUC and certainty weights, arXiv 2407.19514.',
  knobs: [FUSION_EPOCHS_KNOB, ...FUSION_KNOBS],
  stages: [{ ...ALONE_STAGE, trains: ['encoder', 'private-head'] }, FUSION_STAGE],
  losses: [privateLoss(ALONE_STAGE.id), frozenFusionLoss],
  prediction: FUSION_PREDICTION,
  missing: {
    training: 'used',
    explanation: `${LEARNS_FROM_WHAT_IS_THERE} The fusion head learns from complete samples and answers them; of the others the answer is the mean over the modalities that are there.`,
  },
};
