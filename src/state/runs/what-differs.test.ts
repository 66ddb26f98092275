/** Groups of the shelf that read alike are told apart by their settings, and no others. */
import { expect, test } from 'vitest';
import { defaultSettings } from '../../data/starting-settings';
import { type WholeRunChange, wholeRun } from '../../testing/stored-runs';
import { cardOf } from './run-card';
import { runGroups } from './shelf-groups';
import { whatDiffers } from './what-differs';

let count = 0;
const card = (name: string, change: WholeRunChange = {}) => {
  count += 1;
  return { ...cardOf(wholeRun(name, change).stored, true), id: `${count}` };
};
const told = (...cards: readonly ReturnType<typeof card>[]) => [
  ...whatDiffers(runGroups(cards)).values(),
];

test('what several groups of a name differ in stands on each of them', () => {
  const at = (temperature: number, epochs = 40) =>
    card('di-mml', { settings: { epochs, methods: { 'di-mml': { duc: { temperature } } } } });
  expect(told(at(0.5), at(2), card('joint')).sort()).toEqual([
    'duc.temperature 0.5',
    'duc.temperature 2',
  ]);
  expect(told(at(0.5), at(2, 50)).sort()).toEqual([
    'epochs 40, duc.temperature 0.5',
    'epochs 50, duc.temperature 2',
  ]);
});

test('of many settings three are named, and the others counted', () => {
  const optimizer = { ...defaultSettings().optimizer, learningRate: 1, momentum: 0 };
  const other = card('joint', { settings: { epochs: 3, batchSize: 8, dropLast: true, optimizer } });
  expect(told(card('joint'), other)).toContainEqual(
    expect.stringMatching(/^epochs 3, batchSize 8, dropLast true, 2 more settings$/),
  );
});

test('a card that no other reads like says nothing, seeds of one setting among them', () => {
  expect(told(card('joint', { seed: 1 }), card('joint', { seed: 2 }), card('di-mml'))).toEqual([]);
  const named = {
    ...card('joint', { settings: { epochs: 3 } }),
    about: { name: 'Short', note: '', tags: [] },
  };
  expect(told(card('joint'), named)).toEqual([]);
});
