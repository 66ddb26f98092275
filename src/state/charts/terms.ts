/** One plain sentence for every term of the charts and tables that is no measure's: those describe themselves. Imports nothing. */
export const TERMS = {
  unimodalAccuracy:
    'How often each modality is right by itself: the encoder is frozen, and a logistic probe reads its features.',
  fusionAccuracy: 'How often the method is right when it hears all modalities together.',
  losses:
    'What training tries to make small, in nats: 0 would be a sure and right answer for every sample.',
  featureMap:
    'Features have many dimensions; the map shows the two directions in which they spread most (PCA). It is turned to follow the epoch before, so that samples wander instead of jumping.',
  held: 'What the race keeps on the device at once: weights, features, batches.',
} as const;
