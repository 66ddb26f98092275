/**
 * One plain sentence for every term of the charts and tables that is no measure's: those describe themselves. Inline
 * explanations and the glossary both read it. Imports nothing.
 */
export interface TermWords {
  /** What it is called where somebody looks it up. */
  readonly term: string;
  /** One sentence. */
  readonly says: string;
  /** The work that it comes from. */
  readonly source?: string;
}

export const TERMS = {
  unimodalAccuracy: {
    term: 'Unimodal accuracy',
    says: 'How often each modality is right by itself: the encoder is frozen, and a logistic probe reads its features.',
  },
  fusionAccuracy: {
    term: 'Fusion accuracy',
    says: 'How often the method is right when it hears all modalities together.',
  },
  losses: {
    term: 'Losses',
    says: 'What training tries to make small, in nats: 0 would be a sure and right answer for every sample.',
  },
  featureMap: {
    term: 'Feature map',
    says: 'Features have many dimensions; the map shows the two directions in which they spread most (PCA). It is turned to follow the epoch before, so that samples wander instead of jumping.',
  },
  held: {
    term: 'Held on the device',
    says: 'What the race keeps on the device at once: weights, features, batches.',
  },
} as const satisfies Readonly<Record<string, TermWords>>;
