/** The caption of a figure says what a race was trained on and how long, and no more than that. */
import { expect, test } from 'vitest';
import { defaultSettings } from '../../data/starting-settings';
import { epochOf, sourceOf } from '../../testing/measured-epoch';
import { raceWords } from './race-words';

const said = (joint: number, other: number) => {
  const epochs = [epochOf('joint', joint, {}), epochOf('di-mml', other, {})];
  const { record, summary } = sourceOf(['joint', 'di-mml'], epochs);
  return raceWords({ record, summary, settings: defaultSettings(), at: null });
};

test('runs of different lengths are not said to have the longest, and the samples are counted', () => {
  expect(said(4, 6)).toContain('Seed 1, 4 to 6 epochs.');
  expect(said(4, 6)).toMatch(/Data: .+, 1,200 samples to train and 1,000 to test\./);
  expect(said(6, 6)).toContain('Seed 1, 6 epochs.');
});
