import { expect, test } from 'vitest';
import type { Chart, ChartLine } from './chart';
import { withFront } from './front';

const line = (key: string, run?: string): ChartLine => ({
  key,
  ...(run !== undefined && { run }),
  name: key,
  label: key,
  note: null,
  isOver: false,
  tone: 'fusion',
  dash: 'solid',
  weight: 'normal',
  points: [],
});
const chart: Chart = {
  id: 'fusion',
  title: '',
  subtitle: '',
  unit: 'share',
  lastEpoch: 3,
  lines: [line('a', 'a'), line('b', 'b'), line('alone')],
  levels: [],
  marks: [],
  empty: '',
};

test('the run that is looked at is drawn last, the others pale; what is of no run stays', () => {
  const { lines } = withFront(chart, 'a');
  expect(lines.map(({ key, weight }) => `${key} ${weight}`)).toEqual([
    'b pale',
    'a normal',
    'alone normal',
  ]);
});

test('a chart without that run, or with none in front, is the same chart', () => {
  expect(withFront(chart, null)).toBe(chart);
  expect(withFront(chart, 'c')).toBe(chart);
});
