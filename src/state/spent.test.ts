import { expect, test } from 'vitest';
import { REFERENCE_RUN } from '../protocol/default-race';
import { epochOf, sourceOf } from '../testing/measured-epoch';
import { spentByEpoch, spentRows } from './spent';

const spentIn = (run: string, epoch: number, steps: number, trainMs: number) =>
  epochOf(run, epoch, { spent: { steps, trainMs, encoders: 2 } });

test('every run says what it has taken by now, the encoders trained alone last', () => {
  const source = sourceOf(
    ['joint', 'di-mml', REFERENCE_RUN],
    [
      spentIn('joint', 1, 38, 400),
      spentIn('joint', 2, 76, 900),
      spentIn('di-mml', 1, 38, 700),
      spentIn(REFERENCE_RUN, 1, 38, 300),
    ],
  );
  expect(spentRows(source)).toEqual([
    { label: 'Joint', epoch: 2, steps: 76, seconds: 0.9, encoders: 2 },
    { label: 'DI-MML', epoch: 1, steps: 38, seconds: 0.7, encoders: 2 },
    { label: 'Each trained alone', epoch: 1, steps: 38, seconds: 0.3, encoders: 2 },
  ]);
});

test('a run that has not come to the end of an epoch is not there', () => {
  expect(spentRows(sourceOf(['joint'], []))).toEqual([]);
});

test('encoders that an earlier race trained alone count as if they had been trained here', () => {
  const levels = {
    alone: [
      {
        epoch: 1,
        accuracy: { sound: 0.4 },
        right: null,
        spent: { steps: 38, trainMs: 250, encoders: 2 },
      },
    ],
    end: null,
    untrained: {},
  };
  const source = sourceOf(['joint'], [spentIn('joint', 1, 38, 400)], { levels });
  expect(spentRows(source).at(-1)).toMatchObject({ label: 'Each trained alone', seconds: 0.25 });
});

test('an old file, which did not count, says its steps by the time of an epoch and of a step', () => {
  const cost = { msPerStep: 2.001, kernelsPerStep: null, measureMs: 1, arrays: 0, bytes: 0 };
  const epochs = [1, 2].map((epoch) => epochOf('joint', epoch, { trainMs: 76, cost }));
  expect(spentByEpoch({ epochs })).toEqual([
    { epoch: 1, steps: 38, seconds: 0.076, encoders: null },
    { epoch: 2, steps: 76, seconds: 0.152, encoders: null },
  ]);
});
