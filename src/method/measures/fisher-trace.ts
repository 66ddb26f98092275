/**
 * Fisher trace of each encoder: how much its weights still learn from the batches. Of every weight matrix and kernel the
 * mean of the squared gradient, added up, as InfoReg_CVPR2025 at 939b2ed takes it (main.py:563-573); there it is summed
 * over the batches of an epoch, here it is their mean. The encoders add it up while they train (model/fisher-trace.ts).
 */
import { type NumbersMeasure, signalByModality } from './measure';

export const fisherTraceMeasure: NumbersMeasure = {
  description: {
    id: 'fisherTrace',
    label: 'Fisher trace',
    explanation:
      'How much an encoder still takes in: the mean square of its weights\u2019 gradients. It grows while the encoder finds new structure in the data and falls once the loss is small.',
    citation:
      'Huang et al., Adaptive Unimodal Regulation for Balanced Multimodal Information Acquisition, CVPR 2025, arXiv 2503.18595.',
    per: 'modality',
    unit: 'magnitude',
    subtitle: 'mean over every fourth batch, log axis \u00B7 training split',
    shows: 'every-run',
    heavy: false,
    tab: 'losses',
    waiting: 'How much each encoder still takes in will show here.',
    absent: '{run} trains no encoder in this stage, so no gradient reaches one.',
  },
  take: (at) => signalByModality(at, 'fisherTrace'),
};
