/** One plain sentence for every term of the charts and tables, kept together so that they speak alike. Imports nothing. */
export const TERMS = {
  unimodalAccuracy:
    'How often each modality is right by itself: the encoder is frozen, and a linear probe reads its features.',
  fusionAccuracy: 'How often the method is right when it hears all modalities together.',
  alignment:
    'How much closer the features of one sample lie than features shuffled among samples, on the complementary dimensions.',
  losses:
    'What training tries to make small, in nats: 0 would be a sure and right answer for every sample.',
  gradientNorm:
    'How hard training pulls at an encoder: the length of its gradient divided by the length of its weights.',
  discrepancyRatio:
    'How much surer of the right class one modality is than the others: 1 is balance, 4 means four times as sure.',
  gradientCosine:
    'Whether the fused loss and the modality\u2019s own loss pull its encoder the same way: 1 is the same, 0 unrelated, below 0 against each other.',
  shapley:
    'The share of the accuracy that this modality brings, averaged over every order in which the modalities could be added.',
  spectrum:
    'Each bar is one dimension of a feature; its height says how often that dimension alone finds the right class.',
  effective: 'A dimension is effective when it separates the classes better than the mean line.',
  drift:
    'The share that the sets in use have in common with the sets one would choose now (Jaccard index).',
  complementary: 'Dimensions that are effective in the teacher and not in the student.',
  paired: 'Mean cosine of teacher and student features that belong to the same sample.',
  shuffledWithinClass: 'The same cosine when samples are shuffled among their class.',
  shuffled: 'The same cosine when all samples are shuffled.',
  transferGain:
    'How much better the student separates the classes along these dimensions than when they were chosen, in points.',
  retrieval:
    'How often a student\u2019s feature finds the teacher\u2019s feature of its own sample in a batch; chance is one in the batch.',
  nats: 'What one modality tells about which sample the other saw, in nats; pairing by chance reads 0 or less.',
  whoIsRight: 'The held-out samples, sorted by which modalities answer rightly by themselves.',
  certaintyWeight:
    'How much the prediction trusts each head, on average: a head that is surer of its answer weighs more.',
  headAccuracy: 'How often each head is right on the samples of this column.',
  calibration:
    'A head is calibrated when answers given with 70 % confidence are right 70 % of the time: its dots lie on the diagonal.',
  ece: 'Expected calibration error: the mean distance between confidence and being right, weighted by samples.',
  modalityGap:
    'The distance between the mean directions of the modalities\u2019 features: 0 is the same direction, 2 the opposite one.',
  cka: 'How alike the modalities arrange the same samples, whatever the axes: 0 is unlike, 1 the same (linear CKA).',
  featureMap:
    'Features have many dimensions; the map shows the two directions in which they spread most (PCA). It is turned to follow the epoch before, so that samples wander instead of jumping.',
  msPerStep: 'Time to train on one batch; a slower computer or a larger net makes it longer.',
  measureMs: 'Time to take all the measures of one epoch; it is no part of training.',
  held: 'What the race keeps on the device at once: weights, features, batches.',
} as const;
