import { expect, test } from 'vitest';
import { fewerLabels, type LabelWish, placeLabels } from './place-labels';

const wish = (key: string, y: number, height = 14): LabelWish => ({ key, y, height });

function overlaps(wishes: readonly LabelWish[], places: ReadonlyMap<string, number>): number {
  const boxes = wishes
    .map(({ key, height }) => ({ middle: places.get(key) ?? Number.NaN, height }))
    .sort((a, b) => a.middle - b.middle);
  return boxes.slice(1).filter((box, i) => {
    const before = boxes[i];
    return before && box.middle - before.middle < (box.height + before.height) / 2 - 1e-9;
  }).length;
}

test('labels that are far apart stay where their lines end', () => {
  expect([...placeLabels([wish('a', 40), wish('b', 90)], 0, 200)]).toEqual([
    ['a', 40],
    ['b', 90],
  ]);
});

test('two labels at the same height move apart by the same way', () => {
  const places = placeLabels([wish('a', 50), wish('b', 50)], 0, 200);
  expect(places.get('a')).toBe(43);
  expect(places.get('b')).toBe(57);
});

test('ten crowded labels never overlap and stay inside the chart', () => {
  const wishes = Array.from({ length: 10 }, (_, i) => wish(String(i), 3 + (i % 4)));
  const places = placeLabels(wishes, 0, 200);
  expect(overlaps(wishes, places)).toBe(0);
  expect(Math.min(...places.values())).toBeGreaterThanOrEqual(7);
  expect(Math.max(...places.values())).toBeLessThanOrEqual(193);
});

test('labels at the bottom edge are lifted, not cut', () => {
  const wishes = [wish('a', 196), wish('b', 199), wish('c', 150, 28)];
  const places = placeLabels(wishes, 0, 200);
  expect(overlaps(wishes, places)).toBe(0);
  expect(Math.max(...places.values())).toBe(193);
});

test('where names are too many, the highest and the lowest of each colour stay', () => {
  const ends = [10, 20, 30].flatMap((y) => [
    { y, tone: 'modality-1' },
    { y: y + 100, tone: 'modality-2' },
  ]);
  expect(fewerLabels(ends, 6)).toBe(ends);
  expect(fewerLabels(ends, 5).map(({ y }) => y)).toEqual([10, 110, 30, 130]);
});

test('where those are too many too, as many as fit stay, from the highest to the lowest', () => {
  const ends = Array.from({ length: 6 }, (_, m) => [
    { y: 10 * m, tone: `modality-${m}` },
    { y: 100 + 10 * m, tone: `modality-${m}` },
  ]).flat();
  expect(fewerLabels(ends, 5).map(({ y }) => y)).toEqual([0, 100, 120, 30, 150]);
  expect(fewerLabels(ends, 1).map(({ y }) => y)).toEqual([0]);
  expect(fewerLabels(ends, -2)).toEqual([]);
});
