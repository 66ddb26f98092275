// @vitest-environment jsdom
import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, expect, test } from 'vitest';
import { spectrumOf } from '../../state/measures/spectrum';
import { epochOf, pairOf, sourceOf } from '../../testing/measured-epoch';
import { SpectrumPicture } from './SpectrumPicture';

afterEach(cleanup);

const { summary } = sourceOf([], []);

/** Draws features of so many dimensions, each of which is taught. @returns how many marks of learning there are. */
function marksOf(dims: number): number {
  const separability = Array.from({ length: dims }, (_, d) => d / dims);
  const epoch = epochOf('di-mml', 1, {
    setsFixed: true,
    dimensionSpectrum: {
      separability: { picture: separability, sound: separability },
      mean: { picture: 0.5, sound: 0.5 },
      sizes: { both: dims, only: { picture: 0, sound: 0 }, neither: 0 },
      drift: null,
    },
    pairAlignments: [pairOf('picture', 'sound', [...separability.keys()])],
  });
  const spectrum = spectrumOf(epoch, summary);
  if (!spectrum) throw new Error('There is no spectrum.');
  const { container } = render(<SpectrumPicture spectrum={spectrum} effective={undefined} />);
  return container.querySelectorAll('[role="img"] circle').length;
}

test('every dimension that is taught has a mark where there is room', () => {
  expect(marksOf(64)).toBe(64);
  expect(screen.getByText(/learns along this dimension/)).toBeTruthy();
});

test('dimensions that are narrower than a mark have none, and that is said', () => {
  expect(marksOf(512)).toBe(0);
  expect(screen.getByText(/^Too many dimensions to mark/)).toBeTruthy();
});
