import { expect, it } from 'vitest';
import { competitionGap } from './competition-gap';

it('the competition gap is what was lost against training alone, where both are known', () => {
  const gap = competitionGap(
    { picture: 0.79, sound: 0.75 },
    { picture: 0.8, sound: 0.44, text: 0.5 },
  );
  expect(gap.picture).toBeCloseTo(-0.01, 12);
  expect(gap.sound).toBeCloseTo(0.31, 12);
  expect(Object.keys(gap)).toEqual(['picture', 'sound']);
});
