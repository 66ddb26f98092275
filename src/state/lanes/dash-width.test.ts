import { expect, it } from 'vitest';
import { branchWidth, dashWidth, gradientText, HAIRLINE } from './dash-width';

it('dashes grow with the square root of the gradient', () => {
  expect(dashWidth(0.04)).toBeCloseTo(2);
  expect(dashWidth(0.16)).toBeCloseTo(4);
});

it('dashes are a hairline where nothing was measured or nothing flows', () => {
  expect([null, 0, Number.NaN].map(dashWidth)).toEqual([HAIRLINE, HAIRLINE, HAIRLINE]);
});

it('dashes of a gradient larger than the weights stay in the picture', () => {
  expect(dashWidth(40)).toBe(dashWidth(1));
});

it('edges that meet share the width evenly and never vanish', () => {
  expect(branchWidth(0.36, 2)).toBeCloseTo(3);
  expect(branchWidth(0.01, 4)).toBe(HAIRLINE);
});

it('gradients are written in at most five letters', () => {
  expect([0.0254, 0.1197, 3.456, 123.4].map(gradientText)).toEqual([
    '0.025',
    '0.12',
    '3.46',
    '123',
  ]);
});
