/** Relative gradient norm: how hard training pulls at each encoder. The encoders add it up while they train. */
import { byModality, type NumbersMeasure } from './measure';

export const gradientNormMeasure: NumbersMeasure = {
  description: {
    id: 'gradientNorm',
    label: 'Relative gradient norm',
    explanation:
      'How hard training pulls at an encoder: the length of its gradient divided by the length of its weights.',
    per: 'modality',
    unit: 'magnitude',
    subtitle: 'each encoder, every run, log axis \u00B7 training split',
    shows: 'every-run',
    heavy: false,
    tab: 'losses',
    waiting: 'How hard training pulls at each encoder will show here.',
    absent: '{run} trains no encoder in this stage, so no gradient reaches one.',
  },
  take: ({ ids, norms }) => byModality(ids, (id) => norms.get(id) ?? null),
};
