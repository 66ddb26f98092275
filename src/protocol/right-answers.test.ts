import { describe, expect, it } from 'vitest';
import { randomStream } from '../math/rng';
import { isRightText, packRight, unpackRight } from './right-answers';

describe('the text of right answers', () => {
  it('is base64 with the first sample in the lowest bit: a hand case', () => {
    // 1 0 1 1 0 0 0 0 | 0 1 -> bytes 13 and 2 -> DQI=
    expect(packRight([1, 0, 1, 1, 0, 0, 0, 0, 0, 1])).toBe('DQI=');
    expect([...unpackRight('DQI=', 10)]).toEqual([1, 0, 1, 1, 0, 0, 0, 0, 0, 1]);
  });

  it.each([0, 1, 7, 8, 9, 24, 25, 1000, 1001])('gives %i samples back', (samples) => {
    const random = randomStream(1, 'right', samples);
    const right = Uint8Array.from({ length: samples }, () => random.below(2));
    const text = packRight(right);
    expect(isRightText(text, samples)).toBe(true);
    expect(unpackRight(text, samples)).toEqual(right);
  });

  it('takes true and any number but 0 as right', () => {
    expect(packRight([true, false, 3])).toBe(packRight([1, 0, 1]));
  });

  it.each([
    ['too few', packRight(new Uint8Array(8)), 9],
    ['too many', packRight(new Uint8Array(9)), 8],
    ['a letter that is none', '!Q==', 8],
    ['letters where none belong', 'DQIA', 10],
  ])('refuses a text of %s', (_, text, samples) => {
    expect(() => unpackRight(text, samples)).toThrow(
      `The text of right answers does not hold ${samples} samples.`,
    );
  });
});
