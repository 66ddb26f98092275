/**
 * How a race is trained: seed, length, batches, samples, split and optimizer, as knobs. The settings' schema, the
 * Training form, the command's help and docs/settings.md are made of this list.
 */
import {
  choice,
  fittedNumber,
  flag,
  followingWhole,
  knobsOf,
  number,
  share,
  whole,
} from './knob-tree';
import type { Knob } from './knobs';

/** Samples of one split that are used at most: more than a tab trains on in an evening. */
export const MOST_SAMPLES = 100_000;
export const MOST_EPOCHS = 5000;
/** More parts than this are hardly other than leaving out one sample each time, which takes as many races. */
export const MOST_FOLDS = 20;
/** The usual number, and the least that is proposed for a person's own data. */
export const USUAL_EPOCHS = 40;
export const LARGEST_SEED = 2 ** 31 - 1;

/** Keys in the order in which settings are written. */
export const TRAINING = {
  seed: whole({
    label: 'Seed',
    explanation: 'Draws the data, the first weights and the order of the batches.',
    min: 0,
    max: LARGEST_SEED,
    default: 1,
  }),
  epochs: whole({
    label: 'Epochs',
    explanation: 'How often every method goes through all training samples.',
    min: 1,
    max: MOST_EPOCHS,
    default: USUAL_EPOCHS,
  }),
  batchSize: whole({
    label: 'Batch',
    explanation: 'Samples whose gradients are averaged for one step of the weights.',
    unit: 'samples',
    min: 2,
    max: 1024,
    default: 32,
  }),
  dropLast: flag({
    label: 'Leave out the last batch',
    explanation:
      'Where samples are left over that do not fill a batch: no trains them as a smaller batch, yes leaves them out of the epoch.',
    default: false,
  }),
  weightSeed: followingWhole({
    label: 'Seed of the weights',
    explanation:
      'Draws the first weights and the order of the batches, and nothing else: other nets on the same data. The word seed stands for the seed itself.',
    min: 0,
    max: LARGEST_SEED,
    orWord: 'seed',
  }),
  samples: {
    train: whole({
      label: 'Training samples',
      explanation: 'How many are generated; of real data, how many are used at most.',
      min: 8,
      max: MOST_SAMPLES,
      default: 1200,
    }),
    test: whole({
      label: 'Test samples',
      explanation: 'Held back from training for the numbers at the end.',
      min: 8,
      max: MOST_SAMPLES,
      default: 1000,
    }),
    validation: whole({
      label: 'Validation samples',
      explanation:
        'Held back for what is chosen while training and for the live curves; 0 for none.',
      min: 0,
      max: MOST_SAMPLES,
      default: 0,
    }),
  },
  split: {
    train: share({
      label: 'Share for training',
      explanation: 'Of real data that bring no split of their own.',
      default: 0.7,
    }),
    validation: share({
      label: 'Share for validation',
      explanation: 'For what is chosen while training and for the live curves; 0 for none.',
      default: 0.1,
    }),
    test: share({
      label: 'Share for the test',
      explanation: 'For the numbers at the end; the three shares add up to 1.',
      default: 0.2,
    }),
  },
  folds: followingWhole({
    label: 'Folds',
    explanation:
      'Real data are cut into so many parts of which each tests once, the others training: k-fold cross-validation. The word none stands for one split by the shares.',
    min: 2,
    max: MOST_FOLDS,
    orWord: 'none',
  }),
  fold: followingWhole({
    label: 'Fold',
    explanation: 'The part that tests, counted from 1; the word first stands for 1.',
    min: 1,
    max: MOST_FOLDS,
    orWord: 'first',
  }),
  optimizer: {
    kind: choice({
      label: 'Optimizer',
      explanation: 'sgd steps along the gradient; adam also divides by its usual size.',
      choices: ['sgd', 'adam'],
      default: 'sgd',
    }),
    learningRate: number({
      label: 'Learning rate',
      explanation: 'How far the weights move along the gradient in one step.',
      min: 0,
      above: true,
      max: 100,
      default: 0.01,
    }),
    momentum: number({
      label: 'Momentum',
      explanation: 'Share of the step before that is added to each step; sgd only.',
      min: 0,
      max: 0.999,
      default: 0.9,
    }),
    weightDecay: number({
      label: 'Weight decay',
      explanation: 'How strongly every weight is drawn towards 0.',
      min: 0,
      max: 1,
      default: 1e-4,
    }),
    decayEvery: whole({
      label: 'Learning rate falls every',
      explanation:
        'So many epochs lie between two falls of the learning rate; 0 keeps it as it is.',
      unit: 'epochs',
      min: 0,
      max: MOST_EPOCHS,
      default: 0,
    }),
    decayBy: number({
      label: 'It falls to',
      explanation: 'The factor that the learning rate is multiplied by each time.',
      min: 0.001,
      max: 1,
      default: 0.1,
    }),
  },
  measures: {
    heavy: flag({
      label: 'Costly measures',
      explanation:
        'Shapley, ridge probe, calibration and the like, taken every so often and after the last epoch; no saves their time.',
      default: true,
    }),
    every: fittedNumber({
      label: 'Costly measures every',
      explanation:
        'Epochs from one time that the costly measures are taken to the next. Where nothing is set, as many as keep them at about a quarter of the training, at most 10: counted from the sizes of data and nets, so it is the same on every computer.',
      unit: 'epochs',
      integer: true,
      min: 1,
      max: MOST_EPOCHS,
    }),
  },
} as const;

/** The same as a list, with whole paths. */
export const TRAINING_KNOBS: readonly Knob[] = knobsOf(TRAINING);

/** What of the settings decides which knobs count. */
interface TrainingSituation {
  readonly data: { readonly source: 'generator' | 'builtin' | 'files' };
  readonly optimizer: { readonly kind: 'sgd' | 'adam' };
}

/** Knobs that belong together on a form. */
export interface TrainingGroup {
  readonly title: string;
  readonly knobs: readonly Knob[];
}

/**
 * The knobs that count now, as a form shows them. Of generated data sizes are chosen, of built-in ones shares, of
 * files both; the shares of a split are changed together (`SPLIT_KNOBS`), the seed stands in the top strip, and folds
 * beside the seeds.
 */
export function trainingGroups({ data, optimizer }: TrainingSituation): readonly TrainingGroup[] {
  const isIdle = (path: string) => optimizer.kind === 'adam' && path === 'optimizer.momentum';
  // what has no group of its own stands here, so that a further knob needs no word
  const steps = TRAINING_KNOBS.filter(
    ({ path }) => !/^(seed|samples|split|folds|fold|measures)([.]|$)/.test(path) && !isIdle(path),
  );
  return [
    { title: 'Length and steps', knobs: steps },
    ...(data.source === 'builtin'
      ? []
      : [{ title: 'Samples', knobs: knobsOf(TRAINING.samples, 'samples') }]),
    { title: 'Measures', knobs: knobsOf(TRAINING.measures, 'measures') },
  ];
}

/** Shares of a split; they add up to 1 and are changed together. */
export const SPLIT_KNOBS: readonly Knob[] = knobsOf(TRAINING.split);
