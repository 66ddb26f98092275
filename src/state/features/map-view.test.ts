import { expect, it } from 'vitest';
import { defaultSettings } from '../../data/starting-settings';
import { asPlace } from '../../protocol/units';
import { fakeSummary } from '../../testing/fake-lab-data';
import { fakeSnapshot } from '../../testing/fake-snapshot';
import { handSnapshot } from '../../testing/hand-snapshot';
import { mapView, neighbours, pointText } from './map-view';

const summary = fakeSummary(defaultSettings());

it('has a map for every modality and a middle for every class', () => {
  const view = mapView([fakeSnapshot(1), fakeSnapshot(5)], summary);
  expect(view?.snapshot.epoch).toBe(5);
  expect(view?.maps.map(({ id, tone }) => [id, tone])).toEqual([
    ['picture', 'modality-1'],
    ['sound', 'modality-2'],
  ]);
  expect(view?.maps[0]?.classes.map(({ label }) => label)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  expect(view?.count).toBe(48);
});

it('is absent without snapshots', () => {
  expect(mapView([], summary)).toBeNull();
});

it('finds the neighbours of a sample, the sample first', () => {
  const map = { points: Float64Array.from([0, 0, 1, 0, 0.1, 0.1, -0.3, 0]), share: 1 };
  expect(neighbours(map, asPlace(0), 3)).toEqual([0, 2, 3]);
});

it('says what each modality takes a sample for', () => {
  const snapshot = handSnapshot([1], { picture: [1], sound: [0] });
  const maps = [
    { id: 'picture', word: 'picture' },
    { id: 'sound', word: 'sound' },
  ];
  expect(pointText(snapshot, asPlace(0), maps, ['disc', 'ring'])).toBe(
    'Sample 100, ring; picture says so too; sound says disc',
  );
});

it('moves the names of classes apart, and names none where they are too many', () => {
  const middles = (classes: number) => {
    const rows = Math.min(48, classes);
    const labels = Array.from({ length: rows }, (_, i) => i);
    const features = { picture: Float32Array.from(labels.flatMap((c) => [Math.sin(c), 0.01 * c])) };
    return mapView([handSnapshot(labels, {}, { features })], summary)?.maps[0]?.classes ?? [];
  };
  const names = middles(8);
  for (const a of names) {
    for (const b of names) {
      const isApart = Math.abs(a.x - b.x) >= 0.5 || Math.abs(a.y - b.y) > 0.15;
      expect(isApart || a === b).toBe(true);
    }
  }
  expect(middles(30)).toEqual([]);
});
