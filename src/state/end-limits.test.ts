import { expect, test } from 'vitest';
import { epochOf, sourceOf } from '../testing/measured-epoch';
import { endLimits } from './end-limits';

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
