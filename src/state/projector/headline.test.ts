/** The big numbers and the sentence are those of the chart that is projected. */
import { expect, test } from 'vitest';
import { REFERENCE_RUN } from '../../protocol/default-race';
import { epochOf, sourceOf } from '../../testing/measured-epoch';
import { STARVES, tellingOf } from '../../testing/race-case';
import type { Chart } from '../charts/chart';
import { createViewStore } from '../view-store';
import { headline } from './headline';
import { projectedNumbers, projectedText } from './projected';

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
  expect(numbers.map(({ label, text }) => [label, text])).toEqual([
    ['sound under joint training', '44\u00A0%'],
    ['sound alone, so far', '74\u00A0%'],
    ['sound under DI-MML', '72\u00A0%'],
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

const chartOf = (id: string, more: Partial<Chart> = {}): Chart => ({
  id,
  title: id,
  explanation: 'What it is.',
  subtitle: '',
  unit: 'share',
  lastEpoch: 40,
  lines: [],
  levels: [],
  marks: [],
  empty: 'Nothing yet.',
  ...more,
});
const line = (key: string, run: string, values: readonly (number | null)[], weight = 'normal') => ({
  key,
  run,
  name: key,
  label: key,
  note: null,
  isOver: false,
  tone: 'fusion' as const,
  dash: 'solid' as const,
  weight: weight as 'normal' | 'thin',
  points: values.map((value, i) => ({ epoch: i + 1, value })),
});
const plain = (text: string | null) => text?.replaceAll('\u00A0', ' ');

test('the fusion chart has the predictions, the best first, and what the test says of them', () => {
  const fusion = chartOf('fusion', { told: 'fusion' });
  const numbers = projectedNumbers(fusion, tellingOf(STARVES), null);
  expect(numbers.map(({ label, text, run }) => [label, text, run])).toEqual([
    ['DI-MML', '92\u00A0%', 'di-mml'],
    ['Joint', '82\u00A0%', 'joint'],
  ]);
  expect(plain(projectedText(fusion, tellingOf(STARVES), null))).toBe(
    'With all modalities the DI-MML net (92.4 %) answers these 1,000 test samples better than the Joint net (81.7 %). That is said of these nets; of methods, ten seeds speak.',
  );
  expect(plain(projectedText(fusion, tellingOf(STARVES, false), null))).toMatch(
    /^Epoch 12: with all modalities the DI-MML net \(92\.4 %\) answers .* better than the Joint net/,
  );
});

test('the unimodal chart speaks of modalities and of no prediction', () => {
  const text = plain(
    projectedText(chartOf('unimodal', { told: 'modalities' }), tellingOf(STARVES), null),
  );
  expect(text).toMatch(/^Sound reaches 75\.0 % alone; it lost 30\.7 points under joint training/);
  expect(text).not.toContain('With all modalities');
  expect(
    projectedNumbers(chartOf('unimodal', { told: 'modalities' }), tellingOf(STARVES), null),
  ).toHaveLength(3);
});

test('a chart that no test speaks of gives its values, the highest run first, and compares nothing', () => {
  const chart = chartOf('alignment', {
    unit: 'cosine',
    lines: [
      line('joint', 'joint', [0, 0.02]),
      line('ours', 'di-mml', [0.1, 0.41]),
      line('joint, control', 'joint', [0, 0.5], 'thin'),
      line('ours, control', 'di-mml', [0.1, 0.4], 'thin'),
      line('silent', 'late', [null, null]),
    ],
  });
  const said = (at: number | null) =>
    projectedNumbers(chart, tellingOf(STARVES), at).map(({ label, text }) => [label, text]);
  expect(said(null)).toEqual([
    ['ours', '0.41'],
    ['ours, control', '0.40'],
    ['joint', '0.02'],
  ]);
  expect(said(1)).toEqual([
    ['ours', '0.10'],
    ['ours, control', '0.10'],
    ['joint', '0.00'],
  ]);
  expect(projectedText(chart, tellingOf(STARVES), null)).toBe(
    'Epoch 2: ours 0.41; ours, control 0.40; joint 0.02; joint, control 0.50. What it is.',
  );
  expect(projectedText(chartOf('alignment'), tellingOf(STARVES), null)).toBe('Nothing yet.');
});
