/** How the methods that repair joint training tell what they do to the encoders beside the fused loss. */

import type { SteeringDeclaration } from '../../protocol/catalogue';
import { JOINT_STAGE } from './joint';

const stage = JOINT_STAGE.id;
const FACTOR = {
  stage,
  as: 'factor',
  told: '{modality}\u2019s gradient \u00D7\u00A0{value}',
} as const;
/** A number that the gradient is multiplied by, drawn on it. */
const GRADIENT_FACTOR = {
  ...FACTOR,
  on: 'gradient',
  measure: 'gradientFactor',
  sign: 'times',
  mark: '\u00D7\u00A0{value}',
} as const;
const WITHOUT_ALPHA = [{ path: 'alpha', equals: 0 }] as const;

export const OGM_FACTOR: SteeringDeclaration = {
  ...GRADIENT_FACTOR,
  explanation:
    'In every batch the gradient of the modality that leads is multiplied by a number below 1, the smaller the further it leads; the others keep theirs.',
  offWhen: WITHOUT_ALPHA,
};

export const OGM_NOISE: SteeringDeclaration = {
  ...FACTOR,
  on: 'gradient',
  measure: null,
  sign: 'plus',
  mark: '+ noise',
  explanation:
    'Noise is added to the gradient of every weight tensor of every encoder, as wide as that gradient\u2019s own spread before it was multiplied.',
};

export const AGM_FACTOR: SteeringDeclaration = {
  ...GRADIENT_FACTOR,
  explanation:
    'In every batch the gradient of a modality is multiplied: by more than 1 where it does worse against the others than it did so far, by less than 1 where it does better.',
  offWhen: WITHOUT_ALPHA,
};

/** The two gradients of an encoder, of the fused and of its own loss, held against each other. */
export const MMPARETO_CONFLICT: SteeringDeclaration = {
  stage,
  on: 'gradient',
  measure: 'gradientConflict',
  as: 'share',
  mark: 'conflict {value}',
  explanation:
    'In every batch the gradients that the fused loss and the encoder\u2019s own loss send into an encoder are held against each other as whole vectors: they are in conflict where their cosine is 0 or below.',
  told: '{modality}\u2019s two gradients in conflict in {value} of the batches',
};

export const MMPARETO_WEIGHT: SteeringDeclaration = {
  stage,
  on: 'gradient',
  measure: 'fusedWeight',
  as: 'share',
  sign: 'plus',
  mark: 'fused {value}',
  explanation:
    'Where they agree both count half; where they are in conflict each gets the weight at which the mixture is shortest, so that neither is followed against the other. The mixture is then made as long as their sum, times gamma.',
  told: 'the fused loss weighs {value} in {modality}',
};

/** An encoder that takes no part in a step. */
const FROZEN = {
  on: 'gradient',
  measure: 'frozenShare',
  as: 'share',
  sign: 'drop',
  mark: 'frozen {value}',
  told: '{modality}\u2019s encoder frozen in {value} of the batches',
} as const;

/** Whose turn it is, by who is frozen meanwhile. */
export const BOOSTING_TURNS: Omit<SteeringDeclaration, 'stage'> = {
  ...FROZEN,
  explanation:
    'Modalities take turns. In a phase alone one encoder learns and the others are frozen; in a phase together all learn that have had a turn.',
};

/** The encoder whose teacher is surer of a batch takes no part in its step. */
export const G2D_FREEZE: SteeringDeclaration = {
  ...FROZEN,
  stage,
  explanation:
    'In every batch of the first epochs the encoder whose teacher gives the true classes more probability is frozen, so that the others learn.',
  offWhen: [{ path: 'freezeUntil', equals: -1 }],
};

export const MSLR_RATE: SteeringDeclaration = {
  stage,
  on: 'rate',
  measure: 'rateFactor',
  as: 'factor',
  mark: 'rate \u00D7\u00A0{value}',
  explanation:
    'The gradient stays as it is; the learning rate of an encoder is multiplied by its accuracy over the mean of its own last epochs.',
  told: '{modality}\u2019s learning rate \u00D7\u00A0{value}',
  offWhen: [{ path: 'rule', equals: 'released' }],
};

/** As the released code does it. */
export const MSLR_FACTOR: SteeringDeclaration = {
  ...GRADIENT_FACTOR,
  explanation:
    'The gradient of an encoder, and of its share of the fusion head, is multiplied by its accuracy over the mean of its own last epochs.',
  offWhen: [{ path: 'rule', isNot: 'released' }],
};

const GIVEN_WEIGHTS = [{ path: 'mode', equals: 'given' }] as const;

/** Copies that are trained on each loss alone. */
export const BLEND_AHEAD: SteeringDeclaration = {
  stage,
  on: 'weights',
  measure: null,
  as: 'share',
  sign: 'back',
  mark: 'looks ahead',
  explanation:
    'Before every super-epoch the nets are trained on each loss alone for as long as it lasts, to see how much it lowers the loss on validation samples and how much it overfits on the way, and are put back each time.',
  told: 'copies of {modality}\u2019s encoder look ahead',
  offWhen: GIVEN_WEIGHTS,
};

export const BLEND_WEIGHT: SteeringDeclaration = {
  stage,
  on: 'own-loss',
  measure: 'lossWeight',
  as: 'factor',
  mark: '\u00D7\u00A0{value}',
  explanation:
    'Every loss has a weight: the more it promises on validation samples (G) and the less it overfits (O), the more it counts, by G / O\u00B2. The weights add up to 1, and what those of the own losses leave is the fused loss\u2019s.',
  told: '{modality}\u2019s own loss \u00D7\u00A0{value}',
};

export const INFOREG_PULL: SteeringDeclaration = {
  stage,
  on: 'gradient',
  measure: 'pullStrength',
  as: 'factor',
  sign: 'plus',
  mark: '+ {value} pull',
  explanation:
    'In every batch the encoder that leads is pulled back to where its weights were when the epoch began, so that the others can take in more while the window is open. It is open while an encoder\u2019s Fisher trace, the size of its gradients, still grows; where nobody is pulled all epoch it is closed.',
  told: '{modality} pulled back to the start of the epoch with strength {value}',
  offWhen: [{ path: 'beta', equals: 0 }],
};

export const OPM_DROP: SteeringDeclaration = {
  stage,
  on: 'feature',
  measure: 'droppedShare',
  as: 'share',
  sign: 'drop',
  mark: '{value} dropped',
  explanation:
    'In some batches the feature of the modality that leads is set to zero for some samples before the fusion head sees it, so that the answer must come from the others.',
  told: '{value} of {modality}\u2019s features dropped',
  offWhen: [
    { path: 'p', equals: 0 },
    { path: 'q', equals: 0 },
  ],
};

export const PMR_PULL: SteeringDeclaration = {
  stage,
  on: 'own-loss',
  measure: 'prototypePull',
  as: 'share',
  mark: 'pulled {value}',
  explanation:
    'In every batch the features of the one modality whose class means know the classes least are pulled towards the mean feature of their class.',
  told: '{modality} pulled in {value} of the batches',
  offWhen: WITHOUT_ALPHA,
};

export const RELEARN_RESTART: SteeringDeclaration = {
  stage,
  on: 'weights',
  measure: 'restartShare',
  as: 'share',
  sign: 'back',
  mark: 'back {value}',
  explanation:
    'After some epochs every encoder is set back a part of the way to its first weights, the farther the more its clusters differ between training and validation samples.',
  told: '{modality}\u2019s encoder was set back {value} of the way to its first weights',
  offWhen: [{ path: 'lambda', equals: 0 }],
};

/** Samples that come more often than once in an epoch, or less. */
const TIMES_TRAINED = {
  stage,
  on: 'samples',
  measure: 'timesTrained',
  as: 'factor',
  sign: 'again',
  mark: 'comes {value}\u00D7',
  told: 'a sample trains {modality} {value} times an epoch',
} as const;
/** Features that are left out of the fused answer. */
const MASKED = {
  stage,
  on: 'feature',
  measure: 'droppedShare',
  as: 'share',
  sign: 'drop',
  mark: '{value} masked',
  told: '{value} of {modality}\u2019s features masked',
} as const;

export const COPIES: SteeringDeclaration = {
  ...TIMES_TRAINED,
  explanation:
    'After every epoch each modality\u2019s part in the right answers is worked out (its Shapley value, where being right from one feature counts 1 and from both 2). In the next epoch, beside all samples, those come again through a modality to which it gave too little.',
};

export const COPIES_MASKED: SteeringDeclaration = {
  ...MASKED,
  explanation:
    'A sample that comes again shows the fusion head the feature of one modality; the other\u2019s is set to zero, and its encoder learns nothing from this copy.',
};

export const REMIXED: SteeringDeclaration = {
  ...TIMES_TRAINED,
  explanation:
    'Before every epoch after the warm-up each private head is asked how sure it is of each sample: how far its probabilities are from even ones (a divergence in bits). In this epoch the sample trains only the modality that is less sure.',
};

export const REMIXED_MASKED: SteeringDeclaration = {
  ...MASKED,
  explanation:
    'In a batch of one modality the features of the others are set to zero before the fusion head sees them, and their encoders are left as they are.',
};
/** Modalities are trained one after the other; the stage is the method's. */
export const IN_TURN = {
  on: 'gradient',
  measure: 'turn',
  as: 'place',
  sign: 'turn',
  mark: 'turn {value}',
  explanation:
    'In every batch the modalities have their steps one after the other. A step moves one encoder and the head that all share; the other encoders are left as they are.',
  told: '{modality} has turn {value}',
} as const;
