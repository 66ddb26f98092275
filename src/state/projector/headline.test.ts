/** The big numbers follow the widest gap, and agree with the sentence. */
import { expect, test } from 'vitest';
import { REFERENCE_RUN } from '../../protocol/default-race';
import { epochOf, sourceOf } from '../../testing/measured-epoch';
import { createViewStore } from '../view-store';
import { headline } from './headline';

const unimodal = (picture: number, sound: number) => ({
  accuracy: { fusion: null, unimodal: { picture, sound }, readouts: {} },
});
const epochs = [
  epochOf('joint', 5, unimodal(0.78, 0.44)),
  epochOf('di-mml', 5, unimodal(0.79, 0.72)),
  epochOf(REFERENCE_RUN, 5, unimodal(0.79, 0.74)),
];

test('the modality with the widest gap gives all three numbers', () => {
  const source = sourceOf(['joint', 'di-mml', REFERENCE_RUN], epochs);
  const numbers = headline({ ...source, ended: false });
  expect(numbers.map(({ label, value }) => [label, value])).toEqual([
    ['sound under joint training', 0.44],
    ['sound alone, so far', 0.74],
    ['sound under DI-MML', 0.72],
  ]);
  expect(new Set(numbers.map(({ tone }) => tone))).toEqual(new Set(['modality-2']));
});

test('a race of one run has two numbers, a race without a reference none yet', () => {
  const alone = sourceOf(['joint', REFERENCE_RUN], epochs);
  expect(headline({ ...alone, ended: false })).toHaveLength(2);
  expect(headline({ ...sourceOf(['joint', 'di-mml'], epochs), ended: false })).toEqual([]);
});

test('the view toggles and remembers its chart', () => {
  const view = createViewStore('lab');
  view.getState().showChart(2);
  view.getState().toggle('projector');
  expect(view.getState()).toMatchObject({ view: 'projector', chart: 2 });
});
