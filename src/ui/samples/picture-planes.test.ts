import { expect, it } from 'vitest';
import { picturePlanes } from './picture-planes';

it('lays a video out frame by frame, in colour', () => {
  const planes = picturePlanes('video', [3, 2, 4, 3]);
  expect(planes).toMatchObject({ rows: 2, columns: 4, count: 3, isColour: true });
  // frame 2, pixel 5 (second row, second column), blue
  expect(planes.at(2, 5, 2)).toBe((2 * 8 + 5) * 3 + 2);
});

it('shows both directions of a flow beside each other', () => {
  const planes = picturePlanes('flow', [2, 2, 2]);
  expect(planes).toMatchObject({ count: 2, isColour: false });
  expect([planes.at(0, 3, 0), planes.at(1, 3, 0)]).toEqual([6, 7]);
});

it('takes a spectrogram without channels, and the first of two channels of a picture', () => {
  expect(picturePlanes('audio', [16, 20])).toMatchObject({ rows: 16, columns: 20, count: 1 });
  expect(picturePlanes('image', [4, 4, 2]).at(0, 3, 1)).toBe(6);
});
