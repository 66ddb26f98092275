import { expect, it } from 'vitest';
import { fakeStep } from '../../testing/fake-step';
import { epochOf, sourceOf } from '../../testing/measured-epoch';
import { originText, stepText, stepTitle, wayText } from './step-words';

const seen = fakeStep('joint', null, 2);
const asked = (epoch: number | null, stage: string | null = null) => ({ stage, epoch });

it('names the epoch, which step of it this is, and how it stands to the charts', () => {
  expect(stepTitle(asked(3), seen)).toBe('Slow motion: epoch 3');
  expect(stepText(asked(3), seen)).toBe(
    'The first step of epoch 3, on its real batch, after 2 epochs of training. The charts show how the epoch ended; this is how it began.',
  );
  expect(stepTitle(asked(null), seen)).toBe('Slow motion: epoch 3');
  expect(stepText(asked(null), seen)).toMatch(/^The next step of epoch 3, .*after 2 epochs/);
  expect(stepTitle(asked(null), null)).toBe('Slow motion');
  expect(stepText(asked(1), fakeStep('joint', null, 0))).toContain('before any training');
  expect(stepText(asked(2), fakeStep('joint', null, 1))).toContain('after 1 epoch of training');
  expect(stepText(asked(3, 'fusion'), seen)).toBe(
    'The first step of this stage, if it began after 2 epochs of training.',
  );
});

it('says from where a copy is retrained', () => {
  expect(wayText(30, 0)).toBe('Retraining a copy from the start, to look at epoch 30.');
  expect(wayText(30, 28)).toBe('Retraining a copy from epoch 28, to look at epoch 30.');
});

it('says whether the copy is what the race was, by the losses of both', () => {
  const losses = (fusion: number) =>
    sourceOf(['joint'], [epochOf('joint', 1), epochOf('joint', 2, { losses: { fusion } })])
      .record[0];
  const told = (race: number, copy: number, from = 0) =>
    originText({ seen, trained: { from, losses: { fusion: copy } } }, losses(race));
  expect(told(1.25, 1.25)).toBe(
    'A copy was retrained from the start to epoch 2, with the very losses that the race had.',
  );
  expect(told(1.25, 1.250001, 1)).toBe(
    'A copy was retrained from epoch 1 to epoch 2, with the losses of the race up to rounding.',
  );
  expect(told(1.25, 1.5)).toContain('other losses than the race (1.50 instead of 1.25)');
  expect(originText({ seen, trained: null }, losses(1))).toBeNull();
  expect(originText({ seen, trained: { from: 0, losses: { fusion: 1 } } }, undefined)).toBe(
    'A copy was retrained from the start to epoch 2.',
  );
});

it('takes a loss that the copy does not have for another one', () => {
  const run = sourceOf(['joint'], [epochOf('joint', 2, { losses: { fusion: 1 } })]).record[0];
  expect(originText({ seen, trained: { from: 0, losses: {} } }, run)).toContain('other losses');
});
