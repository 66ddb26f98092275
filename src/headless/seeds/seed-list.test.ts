import { describe, expect, it } from 'vitest';
import { parseSeeds } from './seed-list';

describe('a list of seeds', () => {
  it.each([
    ['1-4', [1, 2, 3, 4]],
    ['1,4,9', [1, 4, 9]],
    ['7, 1-3', [7, 1, 2, 3]],
    ['3,1-4,3', [3, 1, 2, 4]],
    ['0', [0]],
    ['2147483647', [2147483647]],
  ])('%s is read in its order, each seed once', (text, seeds) => {
    expect(parseSeeds(text, '--seeds')).toEqual(seeds);
  });

  it.each(['', '4-1', '1-', 'a', '1,,2', '1.5', '-1', '2147483648'])(
    '%j is refused in a sentence that says what it must be',
    (text) => {
      expect(() => parseSeeds(text, '--seeds')).toThrow(
        `--seeds is ${JSON.stringify(text)}; it must be seeds from 0 to 2147483647, such as 1-10 or 1,4,9.`,
      );
    },
  );

  it('is refused where it is longer than anybody means', () => {
    expect(() => parseSeeds('0-10000', 'seeds')).toThrow('at most 10000 seeds');
    expect(parseSeeds('1-10000', 'seeds')).toHaveLength(10_000);
  });
});
