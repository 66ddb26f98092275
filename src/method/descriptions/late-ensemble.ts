/** The late ensemble, as it is told. */

import type { MethodDescription } from '../../protocol/catalogue';
import { ALONE_STAGE, LEARNS_FROM_WHAT_IS_THERE, privateLoss } from './unimodal';

export const lateEnsemble: MethodDescription = {
  id: 'late-ensemble',
  label: 'Late ensemble',
  explanation: 'Each encoder trains alone; their answers are averaged at the end.',
  found:
    'Measured at this scale: with the average "certainty" and temperature 0.1 the seeds do not tell it from DI-MML on the default preset; it answers better with three modalities, with the sound as a spectrum (by 0.3 points) and with a useless sound, worse with complementary classes and synergy.',
  trainsAlike: true,
  citation: 'The classical ensemble (Hansen & Salamon 1990); certainty weights as R9 of DI-MML.',
  knobs: [
    {
      path: 'average',
      kind: 'choice',
      choices: ['probabilities', 'logits', 'certainty'],
      default: 'probabilities',
      label: 'What is averaged',
      explanation: 'Probabilities, raw logits, or logits weighted by how certain each head is.',
    },
    {
      path: 'temperature',
      kind: 'number',
      min: 0.001,
      max: 1000,
      default: 0.1,
      label: 'Certainty temperature',
      explanation: 'For the certainty-weighted average: low lets the surest head decide.',
    },
  ],
  stages: [{ ...ALONE_STAGE, trains: ['encoder', 'private-head'] }],
  losses: [privateLoss(ALONE_STAGE.id)],
  prediction: 'The mean of the private heads’ answers',
  missing: {
    training: 'used',
    explanation: `${LEARNS_FROM_WHAT_IS_THERE} The answer is the mean over the modalities that are there; with one of them it is that modality’s own.`,
  },
};
