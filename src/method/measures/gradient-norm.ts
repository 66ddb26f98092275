/** Relative gradient norm: how hard training pulls at each encoder. The encoders add it up while they train. */
import { type NumbersMeasure, signalByModality } from './measure';

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
  take: (at) => signalByModality(at, 'gradientNorm'),
};

export const gradientNormBeforeMeasure: NumbersMeasure = {
  description: {
    id: 'gradientNormBefore',
    label: 'Relative gradient norm, before the method changes it',
    explanation:
      'The gradient that the losses send to an encoder, before the method scales it or adds noise; its length divided by that of the weights.',
    per: 'modality',
    unit: 'magnitude',
    subtitle: 'each encoder, log axis \u00B7 training split',
    shows: 'every-run',
    heavy: false,
    tab: 'losses',
    waiting: 'What the losses send, before the method changes it, will show here.',
    absent: '{run} takes gradients as the losses send them.',
    word: 'before it is changed',
    joins: 'gradientNorm',
  },
  take: (at) => signalByModality(at, 'gradientNormBefore'),
};
