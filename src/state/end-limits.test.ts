import { expect, test } from 'vitest';
import { catalogue } from '../method/catalogue';
import { epochOf, sourceOf } from '../testing/measured-epoch';
import { endLimits } from './end-limits';
import { gapsAtEnd } from './gaps';
import { tellBest } from './telling/tell-fused';

test('a run in which a modality says nothing is named, with what its probe can still do', () => {
  const epochs = [epochOf('joint', 1, { constantFeatures: ['sound'] })];
  const { record, summary } = sourceOf(['joint'], epochs);
  const [sentence] = endLimits({ record }, summary);
  expect(sentence).toMatch(/the features of (the )?sound are the same for every training sample/);
  expect(endLimits(sourceOf(['joint'], [epochOf('joint', 1)]), summary)).toEqual([]);
});

test('one test sample is said before anybody reads the table', () => {
  const { record, summary } = sourceOf(['joint'], []);
  if (!summary) throw new Error('the hand-made race has data');
  const one = { ...summary, counts: { ...summary.counts, test: 1 } };
  expect(endLimits({ record }, one)[0]).toContain('one test sample');
});

test('what was scored on some samples, and who trained on complete ones only, is said', () => {
  const { record, summary } = sourceOf(['joint', 'ogm'], []);
  if (!summary) throw new Error('the hand-made race has data');
  const [picture, sound] = summary.modalities;
  if (!picture || !sound) throw new Error('the hand-made race has two modalities');
  const lacking = {
    ...summary,
    counts: { train: 100, validation: 0, test: 50 },
    complete: { train: 70, validation: 0, test: 35 },
    modalities: [picture, { ...sound, lacking: { train: 30, validation: 0, test: 15 } }],
  };
  const sentences = endLimits({ record }, lacking, catalogue);
  expect(sentences).toEqual([
    `15 of 50 test samples lack "${sound.name}": its accuracy is of the others, the fused answer is of all.`,
    expect.stringMatching(/trains on the 70 of 100 training samples that have every modality\.$/),
  ]);
});

test('a fused answer is not said to be of all modalities where some are missing', () => {
  const end = { kind: 'run-ended', run: 'joint', seq: 9, label: 'Joint' } as const;
  const accuracy = { fusion: 0.8, unimodal: {}, readouts: {} };
  const source = sourceOf(['joint'], [{ ...end, accuracy, ridge: {}, durationMs: 1 }]);
  if (!source.summary) throw new Error('the hand-made race has data');
  const complete = { train: 70, validation: 0, test: 35 };
  const lacking = { ...source, summary: { ...source.summary, complete } };
  const told = (of: typeof source) => tellBest(of.record, gapsAtEnd(of), catalogue);
  expect(told(source)).toMatch(/^With all modalities /);
  expect(told(lacking)).toMatch(/^With what each sample has /);
});
