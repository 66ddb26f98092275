import { expect, test } from 'vitest';
import { REFERENCE_RUN } from '../../protocol/default-race';
import type { RunEvent } from '../../protocol/events';
import { epochOf, sourceOf } from '../../testing/measured-epoch';
import { axisAfter, axisWord, lengthAcross } from './axis';
import type { Chart } from './chart';
import { coursesOf, onAxis } from './on-axis';
import { raceCharts } from './race-charts';
import { valueBy, valuesAt } from './values-at';

/** Joint takes a second an epoch, DI-MML two, each ten steps. */
const ended = (run: string, epoch: number, seconds: number, sound: number) =>
  epochOf(run, epoch, {
    accuracy: { fusion: 0.5, unimodal: { sound }, readouts: {} },
    spent: { steps: 10 * epoch, trainMs: 1000 * seconds, encoders: 2 },
  });
const stage = (label: string): RunEvent => ({
  kind: 'stage-started',
  run: 'di-mml',
  seq: 0,
  stage: label,
  label,
  epochs: 1,
});
const source = sourceOf(
  ['joint', 'di-mml', REFERENCE_RUN],
  [
    ended('joint', 1, 1, 0.2),
    ended('joint', 2, 2, 0.3),
    stage('Encoders'),
    ended('di-mml', 1, 2, 0.4),
    stage('Fusion head'),
    ended('di-mml', 2, 4, 0.5),
    ended(REFERENCE_RUN, 1, 1.5, 0.45),
  ],
);
const [byEpoch] = raceCharts(source);
const across = (axis: 'epochs' | 'steps' | 'seconds', chart: Chart = byEpoch) =>
  onAxis(chart, axis, coursesOf(source));
const placesOf = (chart: Chart, key: string) =>
  chart.lines.find((line) => line.key === key)?.points.map(({ x }) => x);

test('by epochs a chart is what it was', () => {
  expect(across('epochs')).toBe(byEpoch);
  expect(axisWord(byEpoch)).toBe('epoch');
});

test('by seconds every point stands where its own run was by then, the encoders alone too', () => {
  const chart = across('seconds');
  expect(placesOf(chart, 'joint.sound')).toEqual([1, 2]);
  expect(placesOf(chart, 'di-mml.sound')).toEqual([2, 4]);
  expect(placesOf(chart, 'alone.sound')).toEqual([1.5]);
  expect(lengthAcross(chart)).toBe(4);
  expect(axisWord(chart)).toBe('second');
});

test('by steps the axis goes to the end that is expected, and a stage begins at its step', () => {
  const chart = across('steps');
  expect(placesOf(chart, 'joint.sound')).toEqual([10, 20]);
  expect(lengthAcross(chart)).toBe(10 * byEpoch.lastEpoch);
  expect(chart.marks).toMatchObject([{ label: 'Fusion head', epoch: 1, x: 10 }]);
});

test('at an epoch each run’s value stands at its own place', () => {
  const at = valuesAt(across('seconds'), 1).map(({ line, place }) => [line.key, place]);
  expect(at).toContainEqual(['joint.sound', 1]);
  expect(at).toContainEqual(['di-mml.sound', 2]);
});

test('at a place of the axis a line says what it said last, and nothing past its end', () => {
  const chart = across('seconds');
  expect(valueBy(chart, 'di-mml.sound', 1)).toBeNull();
  expect(valueBy(chart, 'di-mml.sound', 3)).toBe(0.4);
  expect(valueBy(chart, 'joint.sound', 2)).toBe(0.3);
  expect(valueBy(chart, 'joint.sound', 3)).toBeNull();
});

test('a mean over seeds has no clock, so its chart stays by epochs', () => {
  const bands = [{ key: 'joint.sound', tone: 'modality-2', points: [] }] as const;
  const ofSeeds = { ...byEpoch, bands };
  expect(across('seconds', ofSeeds)).toBe(ofSeeds);
});

test('a key goes through the axes and back to the first', () => {
  expect(axisAfter('epochs')).toBe('steps');
  expect(axisAfter('seconds')).toBe('epochs');
});
