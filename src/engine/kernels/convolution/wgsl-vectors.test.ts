import { describe, expect, it } from 'vitest';
import { stripFor } from './wgsl-vectors';

describe('strips of a convolution', () => {
  it.each([
    [28, 7],
    [14, 7],
    [7, 7],
    [16, 8],
    [32, 8],
    [4, 4],
    [1, 4],
    [20, 7],
  ])('rows of %i pixels go in strips of %i', (width, strip) => {
    expect(stripFor(width).length).toBe(strip);
  });
});
