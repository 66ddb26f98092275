/** The words that the page uses for its ideas, one plain sentence each, as a pupil of fifteen would have them said. */
import type { TermWords } from '../charts/terms';

export const WORDS: readonly TermWords[] = [
  {
    term: 'Accuracy',
    says: 'The share of samples for which an answer is right.',
  },
  {
    term: 'Alone',
    says: 'A modality trained alone has a whole network to itself; what it reaches there is what it could know.',
  },
  {
    term: 'Batch',
    says: 'A few samples that are looked at together before the weights are changed once.',
  },
  {
    term: 'Cannot tell',
    says: 'Said where a difference is so small that these samples, or these seeds, could show it by chance.',
  },
  {
    term: 'Certainty weights',
    says: "How much each head's answer counts for one sample: the surer a head is, the more.",
  },
  {
    term: 'Class',
    says: 'One of the answers that there are to choose from, such as a kind of shape or a kind of sound.',
  },
  {
    term: 'Competition gap',
    says: 'How much more often a modality is right when trained alone than when trained by a method; in points.',
  },
  {
    term: 'Complementary dimensions',
    says: 'Numbers of a feature that tell the classes apart in one modality and not in the other: there one can teach the other.',
  },
  {
    term: 'Detached',
    says: 'Trained so that no gradient crosses the wall: each encoder learns from its own losses only.',
  },
  {
    term: 'Encoder',
    says: 'The part of the network that turns one modality of a sample, say its sound, into a feature.',
  },
  {
    term: 'Epoch',
    says: 'One walk through all training samples.',
  },
  {
    term: 'Feature',
    says: 'The numbers that an encoder makes of a sample: what the encoder knows about it.',
  },
  {
    term: 'Fusion head',
    says: 'The part that sees the features of all modalities at once and gives one answer for all of them.',
  },
  {
    term: 'Gradient',
    says: 'The direction and strength in which every weight is moved after a batch; a thin dash in the lanes is a small one.',
  },
  {
    term: 'Guessing',
    says: 'What somebody gets right who knows nothing about the sample: with eight classes of equal size, one in eight.',
  },
  {
    term: 'Head',
    says: 'A simple part at the end of a network that turns features into an answer.',
  },
  {
    term: 'Held-out samples',
    says: 'Samples that training never sees, so that what was only learned by heart counts for nothing.',
  },
  {
    term: 'Joint training',
    says: 'All encoders learn from one common answer and its one loss; the wall between them is open.',
  },
  {
    term: 'Lane',
    says: "The picture of one modality's way through the network, from the sample to its heads.",
  },
  {
    term: 'Learning rate',
    says: 'How large a step the weights take after every batch.',
  },
  {
    term: 'Loss',
    says: 'A number that says how wrong the answers are; training makes it smaller.',
  },
  {
    term: 'Method',
    says: 'A way of training: who learns from which loss, and when.',
  },
  {
    term: 'Modality',
    says: 'One way of knowing a sample: its sound, its picture, what a sensor measured of it.',
  },
  {
    term: 'Modality competition',
    says: 'Trained together, the modality that learns fast explains the answers, and the other is no longer asked to learn.',
  },
  {
    term: 'Points',
    says: 'Differences of percentages: from 44 % to 74 % are 30 points.',
  },
  {
    term: 'Preset',
    says: 'Settings made to show one thing, ready to train.',
  },
  {
    term: 'Private head',
    says: 'A head that sees the feature of one modality only.',
  },
  {
    term: 'Probe',
    says: 'A simple reader trained on frozen features to find out what an encoder knows; it changes nothing in the encoder.',
  },
  {
    term: 'Race',
    says: 'Several runs trained side by side on the same data, the same first weights and the same batches.',
  },
  {
    term: 'Residual',
    says: 'The difference between the answer given and the right one, sample by sample: what is left to learn.',
  },
  {
    term: 'Run',
    says: 'One training with one method, and everything that was noted of it.',
  },
  {
    term: 'Seed',
    says: 'The number from which everything by chance is drawn; the same seed gives the same numbers again.',
  },
  {
    term: 'Shared head',
    says: 'One head that sees the feature of every modality in turn, and so has to understand them all.',
  },
  {
    term: 'Starving',
    says: 'A modality starves where it learns much less in company than it would alone.',
  },
  {
    term: 'Test samples',
    says: 'Samples kept aside for the end of a race: on them the last numbers are counted.',
  },
  {
    term: 'Wall',
    says: "Stands between the lanes: open, what one modality gets wrong changes the other's encoder; shut, it does not.",
  },
  {
    term: 'Weights',
    says: 'The many numbers inside a network that training changes.',
  },
];
