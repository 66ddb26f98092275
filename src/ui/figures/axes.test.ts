import { expect, test } from 'vitest';
import type { Chart } from '../../state/charts/chart';
import { epochAxis, valueAxis } from './axes';

const chart = (unit: Chart['unit'], values: readonly number[]): Chart => ({
  id: 'alignment',
  title: '',
  subtitle: '',
  unit,
  lastEpoch: 10,
  levels: [],
  marks: [],
  empty: '',
  lines: [
    {
      key: 'a',
      name: 'a',
      label: 'a',
      note: null,
      isOver: false,
      tone: 'fusion',
      dash: 'solid',
      weight: 'normal',
      points: values.map((value, i) => ({ epoch: i + 1, value })),
    },
  ],
});

test('accuracies always run from 0 to 100 %', () => {
  expect(valueAxis(chart('share', [0.4, 0.5])).domain).toEqual([0, 1]);
});

test('alignment holds every value and 0, on round ticks', () => {
  expect(valueAxis(chart('cosine', [0.02, 0.41]))).toEqual({
    domain: [0, 0.6000000000000001],
    ticks: [0, 0.2, 0.4, 0.6],
    scale: 'linear',
  });
  const below = valueAxis(chart('cosine', [-0.3, 0.1]));
  expect(below.domain[0]).toBeLessThanOrEqual(-0.3);
  expect(below.ticks).toContain(0);
});

test('the last epoch is always named and no tick stands on its toes', () => {
  expect(epochAxis(55).ticks).toEqual([0, 20, 40, 55]);
  expect(epochAxis(41).ticks).toEqual([0, 10, 20, 30, 41]);
  expect(epochAxis(1).ticks).toEqual([0, 1]);
});

test('a log axis runs over whole decades and has room for the empty chart', () => {
  expect(valueAxis(chart('magnitude', [0.004, 0.6]))).toMatchObject({
    domain: [0.001, 1],
    ticks: [0.001, 0.01, 0.1, 1],
  });
  expect(valueAxis(chart('magnitude', [2, 3])).ticks).toEqual([1, 3, 10]);
  expect(valueAxis(chart('magnitude', [])).domain).toEqual([0.1, 10]);
});

test('the axis of a ratio reaches as far below 1 as above it', () => {
  expect(valueAxis(chart('ratio', [5, 0.2])).domain).toEqual([1 / 8, 8]);
  expect(valueAxis(chart('ratio', [5])).ticks).toContain(1);
  expect(valueAxis(chart('ratio', [])).domain).toEqual([0.5, 2]);
});
