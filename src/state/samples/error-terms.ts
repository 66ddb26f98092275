/** The words of the table of who is right with whom, for the page and the glossary. */
import type { TermWords } from '../charts/terms';

export const ERROR_TERMS = {
  cells: {
    term: 'Error cells',
    says: 'The held-out samples by which modalities are right by themselves, and in each group how many the prediction has right: where one modality alone was right and the prediction is wrong, it listened to the wrong one.',
  },
  mcNemar: {
    term: 'McNemar’s test',
    says: 'Holds two trained nets against each other on the same samples: only those that one has right and the other wrong count, and if both were equally good, each of these would be a fair coin.',
    source: 'McNemar, Psychometrika 1947; corrected for all pairs as Holm, 1979.',
  },
} as const satisfies Readonly<Record<string, TermWords>>;
