/** A scene's chart has its curves and no others, none before the guess, and the guess as a level that stays. */
import { expect, test } from 'vitest';
import { REFERENCE_RUN } from '../../protocol/default-race';
import { FAKE_SCENES } from '../../testing/fake-scenes';
import { epochOf, sourceOf } from '../../testing/measured-epoch';
import type { Scene } from './scene';
import { sceneChart } from './scene-chart';

const [ring] = FAKE_SCENES as readonly [Scene];
const unimodal = (picture: number, sound: number) => ({
  accuracy: { fusion: 0.6, unimodal: { picture, sound }, readouts: {} },
  gradientNorm: { picture: 0.2, sound: 0.1 },
});
const epochs = (run: string, last: number) =>
  Array.from({ length: last }, (_, i) => epochOf(run, i + 1, unimodal(0.7, 0.3 + 0.05 * i)));
const source = sourceOf(
  ['joint', 'di-mml', REFERENCE_RUN],
  [...epochs('joint', 2), ...epochs('di-mml', 2), ...epochs(REFERENCE_RUN, 4)],
);
const seen = { isHidden: false, guess: null };

test('only the curves of the scene are drawn, in their modality\u2019s colour', () => {
  const chart = sceneChart(ring, source, seen);
  expect(chart.lines.map(({ label, tone, weight }) => [label, tone, weight])).toEqual([
    ['alone', 'modality-2', 'normal'],
    ['together', 'modality-2', 'normal'],
    ['picture', 'modality-1', 'pale'],
  ]);
  expect(chart.lines[1]?.points.map(({ value }) => value)).toEqual([0.3, 0.35]);
});

test('what is known of each alone comes no further than the race has come', () => {
  const [alone] = sceneChart(ring, source, seen).lines;
  expect(alone?.points.map(({ epoch }) => epoch)).toEqual([1, 2]);
});

test('before the guess there is no curve, and the guess stands as a level before and after', () => {
  const before = sceneChart(ring, source, { isHidden: true, guess: 0.6 });
  expect(before.lines).toEqual([]);
  for (const chart of [before, sceneChart(ring, source, { isHidden: false, guess: 0.6 })]) {
    expect(chart.levels.find(({ key }) => key === 'guess')).toMatchObject({
      value: 0.6,
      tone: 'modality-2',
    });
  }
  expect(sceneChart(ring, source, seen).levels.map(({ key }) => key)).toEqual(['guessing']);
});

test('a measure has its own axis, and no level of right answers', () => {
  const curves = [{ of: { run: 'joint', measure: 'gradientNorm', part: 'sound' }, label: 'sound' }];
  const scene = { ...ring, chart: { title: 'Pull', curves } };
  const chart = sceneChart(scene, source, seen);
  expect(chart.unit).toBe('magnitude');
  expect(chart.lines[0]?.points.map(({ value }) => value)).toEqual([0.1, 0.1]);
  expect(chart.levels).toEqual([]);
});
