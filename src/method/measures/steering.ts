/**
 * How a method steers its encoders apart from its losses: what it multiplies gradients or learning rates by, how much it
 * drops, whom it pulls. The steps say it while they train; each number is the mean over the epoch's batches, or stands for
 * the epoch.
 */
import { columnMeans } from '../../math/matrix';
import { byModality, type NumbersMeasure, signalByModality } from './measure';

const WHERE = {
  per: 'modality',
  shows: 'chosen-run',
  heavy: false,
  tab: 'competition',
} as const;

export const gradientFactorMeasure: NumbersMeasure = {
  description: {
    ...WHERE,
    id: 'gradientFactor',
    label: 'Factor on the gradient',
    explanation:
      'What the method multiplies an encoder\u2019s gradient by: 1 leaves it as it is, below 1 slows the encoder down.',
    unit: 'ratio',
    subtitle: 'mean over the epoch\u2019s batches, log axis around 1 \u00B7 training split',
    levels: [{ label: 'unchanged', value: 1 }],
    waiting: 'How much each encoder is slowed down or sped up will show here.',
    absent: '{run} multiplies no gradient.',
  },
  take: (at) => signalByModality(at, 'gradientFactor'),
};

export const rateFactorMeasure: NumbersMeasure = {
  description: {
    ...WHERE,
    id: 'rateFactor',
    label: 'Factor on the learning rate',
    explanation:
      'What the method multiplies an encoder\u2019s learning rate by: 1 leaves it as it is, above 1 lets the encoder take longer steps.',
    unit: 'ratio',
    subtitle: 'by epoch, log axis around 1',
    levels: [{ label: 'unchanged', value: 1 }],
    waiting: 'Whose learning rate is raised or lowered will show here.',
    absent: '{run} gives every encoder the same learning rate.',
  },
  take: (at) => signalByModality(at, 'rateFactor'),
};

export const gradientConflictMeasure: NumbersMeasure = {
  description: {
    ...WHERE,
    id: 'gradientConflict',
    label: 'Gradients in conflict',
    explanation:
      'In how many batches the gradient of the fused loss and that of the encoder\u2019s own loss pointed apart (a cosine of 0 or below), so that following one would undo the other.',
    unit: 'share',
    subtitle: 'share of the epoch\u2019s batches \u00B7 training split',
    waiting: 'How often the two losses of an encoder pull it apart will show here.',
    absent: '{run} does not hold the gradients of two losses against each other.',
  },
  take: (at) => signalByModality(at, 'gradientConflict'),
};

export const fusedWeightMeasure: NumbersMeasure = {
  description: {
    ...WHERE,
    id: 'fusedWeight',
    label: 'Weight of the fused loss',
    explanation:
      'How much of the encoder\u2019s step the gradient of the fused loss decides; the rest is its own loss\u2019s. Half where the two agree.',
    unit: 'share',
    subtitle: 'mean over the epoch\u2019s batches \u00B7 training split',
    levels: [{ label: 'both alike', value: 0.5 }],
    waiting: 'How much the fused loss decides of each encoder\u2019s step will show here.',
    absent: '{run} does not weigh the gradients of two losses.',
  },
  take: (at) => signalByModality(at, 'fusedWeight'),
};

export const lossWeightMeasure: NumbersMeasure = {
  description: {
    ...WHERE,
    id: 'lossWeight',
    label: 'Weight of the own loss',
    explanation:
      'How much the loss of the modality\u2019s own head counts; what the weights leave of 1 is the fused loss\u2019s.',
    unit: 'share',
    subtitle: 'by epoch \u00B7 from training and validation samples',
    waiting: 'How much each modality\u2019s own loss counts will show here.',
    absent: '{run} does not weigh its losses anew.',
  },
  take: (at) => signalByModality(at, 'lossWeight'),
};

export const pullStrengthMeasure: NumbersMeasure = {
  description: {
    ...WHERE,
    id: 'pullStrength',
    label: 'Pull back to the start of the epoch',
    explanation:
      'How strongly the encoder\u2019s weights are pulled back to where they were when the epoch began; 0 while its window is closed, and while it does not lead.',
    unit: 'amount',
    subtitle: 'mean over the epoch\u2019s batches \u00B7 training split',
    waiting: 'Which encoder is held back, and how strongly, will show here.',
    absent: '{run} pulls no encoder back.',
  },
  take: (at) => signalByModality(at, 'pullStrength'),
};

export const droppedShareMeasure: NumbersMeasure = {
  description: {
    ...WHERE,
    id: 'droppedShare',
    label: 'Dropped features',
    explanation:
      'For how many samples the method sets this modality\u2019s feature to zero, so that the fused answer must do without it.',
    unit: 'share',
    subtitle: 'share of a batch\u2019s samples, mean over the epoch \u00B7 training split',
    waiting: 'Whose features are dropped, and how often, will show here.',
    absent: '{run} drops no feature.',
  },
  take: (at) => signalByModality(at, 'droppedShare'),
};

export const timesTrainedMeasure: NumbersMeasure = {
  description: {
    ...WHERE,
    id: 'timesTrained',
    label: 'Times a sample is trained',
    explanation:
      'How often a training sample comes in an epoch with this modality taking part: 1 is once each, above 1 some come again as copies, below 1 some train the other modality only.',
    unit: 'ratio',
    subtitle: 'mean over the training samples, log axis around 1 \u00B7 training split',
    levels: [{ label: 'once each', value: 1 }],
    waiting: 'Through which modality samples are trained, and how often, will show here.',
    absent: '{run} trains every sample once in an epoch, with all that it has.',
  },
  take: (at) => signalByModality(at, 'timesTrained'),
};

export const frozenShareMeasure: NumbersMeasure = {
  description: {
    ...WHERE,
    id: 'frozenShare',
    label: 'Frozen encoder',
    explanation:
      'In how many batches the method left this encoder out of the step, so that the others had to learn.',
    unit: 'share',
    subtitle: 'share of the epoch\u2019s batches \u00B7 training split',
    waiting: 'Whose encoder is frozen, and how often, will show here.',
    absent: '{run} freezes no encoder batch by batch.',
  },
  take: (at) => signalByModality(at, 'frozenShare'),
};

export const prototypePullMeasure: NumbersMeasure = {
  description: {
    ...WHERE,
    id: 'prototypePull',
    label: 'Pulled towards its class',
    explanation:
      'In how many batches this modality was the weakest, so that its features were pulled towards the mean feature of their class.',
    unit: 'share',
    subtitle: 'share of the epoch\u2019s batches \u00B7 training split',
    waiting: 'Which modality is pulled towards the means of its classes will show here.',
    absent: '{run} pulls no feature towards the mean of its class.',
  },
  take: (at) => signalByModality(at, 'prototypePull'),
};

export const restartShareMeasure: NumbersMeasure = {
  description: {
    ...WHERE,
    id: 'restartShare',
    label: 'Set back to the first weights',
    explanation:
      'How much of the way back to its first weights the encoder was set before this epoch: 0 leaves it as it was, 100 % begins anew.',
    unit: 'share',
    subtitle: 'by epoch \u00B7 from training and validation samples',
    waiting: 'Which encoder is set back, and how far, will show here.',
    absent: '{run} sets no encoder back.',
  },
  take: (at) => signalByModality(at, 'restartShare'),
};

export const shuffleDivergenceMeasure: NumbersMeasure = {
  description: {
    ...WHERE,
    id: 'shuffleDivergence',
    label: 'What a shuffle of the modality changes',
    explanation:
      'How far the fused answer moves when this modality\u2019s features are dealt out anew among the samples of a batch, mean over the epoch\u2019s batches: 0 where the answer does not hang on it, at most ln 2 = 0.69 nats.',
    citation:
      'Kontras et al., Balancing Multimodal Training Through Game-Theoretic Regularization, NeurIPS 2025, arXiv 2411.07335.',
    unit: 'amount',
    subtitle: 'Jensen-Shannon divergence J in nats \u00B7 training split',
    waiting: 'How far the answer moves when a modality is shuffled will show here.',
    absent: '{run} shuffles no modality while it trains.',
  },
  take: (at) => signalByModality(at, 'shuffleDivergence'),
};

export const headCountMeasure: NumbersMeasure = {
  description: {
    ...WHERE,
    id: 'headCount',
    label: 'Number of heads',
    explanation:
      'How many heads read the modality: the one that does worse gets another, which learns what those before it have left over.',
    unit: 'amount',
    subtitle: 'by epoch',
    waiting: 'Which modality is given more heads will show here.',
    absent: '{run} gives no modality more heads while it trains.',
  },
  take: (at) => signalByModality(at, 'headCount'),
};

export const answerWeightMeasure: NumbersMeasure = {
  description: {
    ...WHERE,
    id: 'answerWeight',
    label: 'Weight of the answer',
    explanation:
      'What the modality\u2019s own answer is multiplied by in the prediction: a trained number for all that have joined the sum, or shares of 1 that are larger the surer the answer.',
    unit: 'amount',
    subtitle: 'by epoch \u00B7 of shares the mean over the {split} split',
    waiting: 'How much each modality\u2019s answer counts in the prediction will show here.',
    absent: '{run} adds up no answers with such weights.',
  },
  take(at) {
    const { weights } = at.heldOut.answers;
    if (!weights) return signalByModality(at, 'answerWeight');
    const means = columnMeans(weights);
    return byModality(at.ids, (_, m) => means[m] ?? null);
  },
};

export const turnMeasure: NumbersMeasure = {
  description: {
    ...WHERE,
    id: 'turn',
    label: 'Turn in the batch',
    explanation:
      'At which place of a batch the modality is trained, where modalities have their steps one after the other: 1 comes first.',
    unit: 'amount',
    subtitle: 'mean over the epoch\u2019s batches \u00B7 training split',
    waiting: 'Which modality is trained first will show here.',
    absent: '{run} trains all encoders at once.',
  },
  take: (at) => signalByModality(at, 'turn'),
};
