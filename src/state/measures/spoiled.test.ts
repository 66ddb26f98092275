/** Curves of what is spoiled after training, as the page draws them. */
import { expect, test } from 'vitest';
import { epochOf, sourceOf } from '../../testing/measured-epoch';
import { chosenRun } from './measure-source';
import { spoiled } from './spoiled';

const noiseCurve = {
  prediction: { picture: { '0': 0.8, '4': 0.5 }, sound: { '0': 0.8, '4': 0.7 } },
  own: { sound: { '0': 0.6, '4': 0.25 } },
  area: { picture: 0.65, sound: 0.75 },
};

test('a curve of each run that has ended, with the own head of the one looked at', () => {
  const joint = epochOf('joint', 40, { noiseCurve });
  const source = sourceOf(['joint', 'di-mml'], [joint, epochOf('di-mml', 12)]);
  const view = spoiled('noiseCurve', source, chosenRun(source, 'joint'));
  expect(view?.levels).toEqual([0, 4]);
  const [picture, sound] = view?.modalities ?? [];
  expect(picture?.lines.map(({ label }) => label)).toEqual(['Joint']);
  expect(sound?.lines.map(({ label }) => label)).toEqual(['Joint', 'Joint, own head']);
  expect(sound?.lines[1]?.points).toEqual([
    { at: 0, right: 0.6 },
    { at: 4, right: 0.25 },
  ]);
  expect(
    view?.modalities
      .flatMap(({ rows }) => rows)
      .map(({ cells, area }) => [...cells, area].map((text) => text && Number.parseInt(text, 10))),
  ).toEqual([
    [80, 50, 65],
    [80, 70, 75],
    [60, 25, null],
  ]);
  const others = spoiled('noiseCurve', source, chosenRun(source, 'di-mml'));
  expect(others?.modalities[1]?.lines.map(({ isChosen }) => isChosen)).toEqual([false]);
});

test('nothing before a run has come to its end', () => {
  const source = sourceOf(['joint'], [epochOf('joint', 12)]);
  expect(spoiled('missingCurve', source, chosenRun(source, 'joint'))).toBeNull();
});
