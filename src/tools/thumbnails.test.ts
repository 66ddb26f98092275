/** The committed thumbnails are those of the data sets as they are now. */
import { expect, it } from 'vitest';
import { thumbnails } from '../data/page/thumbnails';
import stored from '../data/page/thumbnails.json';
import { makeThumbnails } from './make-thumbnails';

it('thumbnails are up to date; npm run thumbnails makes them', async () => {
  expect(stored).toEqual(await makeThumbnails());
});

it('a thumbnail gives its numbers back, to a twentieth', async () => {
  const [generator] = thumbnails();
  expect(generator?.modalities.map(({ values }) => values.length)).toEqual([256, 64]);
  for (const { values } of generator?.modalities ?? []) {
    expect(Math.max(...values)).toBeLessThanOrEqual(3);
    expect(Math.min(...values)).toBeLessThan(0);
  }
});
