import { expect, it } from 'vitest';
import { countText, finePercent, percent, pointsText, signedPoints, sureness } from './format';

const plain = (text: string) => text.replaceAll('\u00A0', ' ');

it.each([
  [0.4432, '44 %', '44.3 %'],
  [1, '100 %', '100.0 %'],
  [0, '0 %', '0.0 %'],
  // neither all nor nothing is said where it is neither
  [0.996, '99.6 %', '99.6 %'],
  [0.9996, '99.96 %', '99.96 %'],
  [0.99996, '99.996 %', '99.996 %'],
  [0.004, '0.4 %', '0.4 %'],
  [0.0004, '0.04 %', '0.04 %'],
  [0.99, '99 %', '99.0 %'],
])('%f is written as a percentage', (share, whole, fine) => {
  expect(plain(percent(share))).toBe(whole);
  expect(plain(finePercent(share))).toBe(fine);
});

it('how sure a head is has sane digits at both ends, and is never said to be all or nothing', () => {
  const said = [1, 0.9999999, 0.996, 0.44, 0.004, 1e-9, 0].map((each) => plain(sureness(each)));
  expect(said).toEqual(['> 99.9 %', '> 99.9 %', '99.6 %', '44 %', '0.4 %', '< 0.1 %', '< 0.1 %']);
});

it('a difference is rounded once: .443 from .75 are 30.7 points', () => {
  expect(plain(pointsText(0.75 - 0.443))).toBe('30.7 points');
  expect(signedPoints(0.443 - 0.75)).toBe('\u221230.7');
  expect(plain(pointsText(-0.01))).toBe('1.0 point');
  expect(plain(pointsText(0.0002))).toBe('less than 0.1 points');
  expect(pointsText(0)).toBe('no points');
});

it('thousands are set apart', () => {
  expect(countText(1000)).toBe('1,000');
});
