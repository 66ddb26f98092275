/**
 * What the presets gave in an independent PyTorch study of the same definitions: held-out test accuracy in %,
 * mean and standard deviation over fresh seeds, last epoch. The study left the last batch of an epoch out where it was
 * smaller. `npm run presets` holds the lab against it.
 */

/** Mean and sd in %; sd is null where the study gives none. */
export type Reference = readonly [mean: number, sd: number | null];

/** One preset's reference, by column. */
export interface ReferenceRow {
  readonly preset: string;
  readonly seeds: number;
  readonly columns: Readonly<Record<string, Reference>>;
}

/** The columns of the table and where the lab's number comes from: run, then path in its `accuracy`. */
export const COLUMNS: readonly {
  readonly name: string;
  readonly run: string;
  readonly path: string;
}[] = [
  { name: 'picture alone', run: 'late-ensemble', path: 'readouts.picture' },
  { name: 'sound alone', run: 'late-ensemble', path: 'readouts.sound' },
  { name: 'vector alone', run: 'late-ensemble', path: 'readouts.vector' },
  { name: 'joint', run: 'joint', path: 'fusion' },
  { name: 'picture probe, joint', run: 'joint', path: 'unimodal.picture' },
  { name: 'sound probe, joint', run: 'joint', path: 'unimodal.sound' },
  { name: 'vector probe, joint', run: 'joint', path: 'unimodal.vector' },
  { name: 'OGM-GE', run: 'ogm-ge', path: 'fusion' },
  { name: 'sound probe, OGM-GE', run: 'ogm-ge', path: 'unimodal.sound' },
  { name: 'joint + unimodal losses', run: 'multi-loss', path: 'fusion' },
  { name: 'late, logits', run: 'late-ensemble', path: 'readouts.ensembleLogits' },
  { name: 'DI-MML fusion head', run: 'di-mml', path: 'readouts.fusionHead' },
  { name: 'DI-MML, T 1', run: 'di-mml@t1', path: 'fusion' },
  { name: 'DI-MML, T .1', run: 'di-mml', path: 'fusion' },
];

const row = (preset: string, seeds: number, columns: Record<string, Reference>): ReferenceRow => ({
  preset,
  seeds,
  columns,
});

export const REFERENCE: readonly ReferenceRow[] = [
  row('sound-starves', 20, {
    'picture alone': [79.0, 1.3],
    'sound alone': [74.3, 1.3],
    joint: [81.7, 1.5],
    'picture probe, joint': [79.1, 1.5],
    'sound probe, joint': [44.3, 2.8],
    'OGM-GE': [86.9, 1.5],
    'sound probe, OGM-GE': [65, null],
    'joint + unimodal losses': [87.2, 1.6],
    'late, logits': [91.3, 1.0],
    'DI-MML fusion head': [89.7, 1.1],
    'DI-MML, T 1': [91.9, 1.2],
    'DI-MML, T .1': [92.5, 1.1],
  }),
  row('same-sound-as-spectrum', 12, {
    'picture alone': [78.6, 1.1],
    'sound alone': [77.6, 0.9],
    joint: [92.5, 1.2],
    'picture probe, joint': [76.7, 1.7],
    'sound probe, joint': [78.4, 1.0],
    'OGM-GE': [92.4, 1.3],
    'sound probe, OGM-GE': [78, null],
    'joint + unimodal losses': [91.3, 0.9],
    'late, logits': [92.9, 1.0],
    'DI-MML fusion head': [92.3, 1.0],
    'DI-MML, T 1': [93.3, 0.9],
    'DI-MML, T .1': [93.7, 0.9],
  }),
  row('both-unreliable', 10, {
    'picture alone': [69.3, 1.0],
    'sound alone': [73.5, 1.7],
    joint: [81.9, 1.2],
    'picture probe, joint': [69.3, 1.3],
    'sound probe, joint': [69.5, 1.8],
    'OGM-GE': [86.9, 0.9],
    'sound probe, OGM-GE': [72, null],
    'joint + unimodal losses': [85.1, 0.9],
    'late, logits': [88.8, 0.7],
    'DI-MML fusion head': [86.9, 0.9],
    'DI-MML, T 1': [89.3, 0.6],
    'DI-MML, T .1': [90.1, 0.5],
  }),
  row('complementary-classes', 10, {
    'picture alone': [62.1, 2.0],
    'sound alone': [61.1, 1.8],
    joint: [99.5, 0.2],
    'picture probe, joint': [62.2, 1.6],
    'sound probe, joint': [60.3, 1.9],
    'OGM-GE': [99.5, 0.3],
    'sound probe, OGM-GE': [61, null],
    'joint + unimodal losses': [99.3, 0.3],
    'late, logits': [91.2, 1.2],
    'DI-MML fusion head': [98.4, 0.4],
    'DI-MML, T 1': [96.3, 0.5],
    'DI-MML, T .1': [96.1, 0.5],
  }),
  row('useless-sound', 10, {
    'picture alone': [93.5, 0.7],
    'sound alone': [12.4, 1.2],
    joint: [92.9, 0.9],
    'picture probe, joint': [93.1, 1.0],
    'sound probe, joint': [12.1, 1.0],
    'OGM-GE': [86.1, 2.5],
    'sound probe, OGM-GE': [13, null],
    'joint + unimodal losses': [92.8, 1.0],
    'late, logits': [80.1, 1.7],
    'DI-MML fusion head': [89.0, 1.8],
    'DI-MML, T 1': [83.1, 3.1],
    'DI-MML, T .1': [84.6, 2.4],
  }),
  row('three-modalities', 10, {
    'picture alone': [75.2, 1.4],
    'sound alone': [74.5, 1.5],
    'vector alone': [71.7, 1.6],
    joint: [81.1, 1.0],
    'picture probe, joint': [75.2, null],
    'sound probe, joint': [44.6, 2.5],
    'vector probe, joint': [62.1, 2.7],
    'OGM-GE': [91.7, 0.9],
    'sound probe, OGM-GE': [61, null],
    'joint + unimodal losses': [90.4, 0.9],
    'late, logits': [95.6, 0.5],
    'DI-MML fusion head': [94.0, 1.0],
    'DI-MML, T 1': [95.8, 0.8],
    'DI-MML, T .1': [96.4, 0.6],
  }),
  row('synergy', 10, {
    'picture alone': [24.9, 1.7],
    'sound alone': [24.5, 1.4],
    joint: [100.0, 0.1],
    'picture probe, joint': [25.8, 1.3],
    'sound probe, joint': [24.8, 1.3],
    'joint + unimodal losses': [98.9, 1.0],
    'late, logits': [25.1, 1.7],
    'DI-MML fusion head': [36.6, 3.1],
    'DI-MML, T 1': [34.4, 3.5],
    'DI-MML, T .1': [34.2, 3.5],
  }),
];
