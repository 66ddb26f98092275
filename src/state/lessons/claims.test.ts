import { describe, expect, it } from 'vitest';
import { holds, mustHold } from './claims';

describe('a claim', () => {
  it.each([
    ['>=', 20, 20, true],
    ['>=', 20, 19.9, false],
    ['>', 20, 20, false],
    ['>', 20, 20.1, true],
    ['<=', 0.2, 0.2, true],
    ['<=', 0.2, 0.21, false],
    ['<', 0.2, 0.2, false],
    ['<', 5, -1.1, true],
    ['within', 2, -1.9, true],
    ['within', 2, -2, false],
    ['within', 2, 2, false],
  ] as const)('%s %d of %d: %s', (op, than, value, kept) => {
    expect(holds({ op, than }, value)).toBe(kept);
  });

  it('of no number at all holds never', () => {
    for (const op of ['>=', '>', '<=', '<', 'within'] as const) {
      expect(holds({ op, than: 1 }, Number.NaN)).toBe(false);
    }
  });

  it('must hold on nine of ten seeds, on others in proportion, rounded up', () => {
    expect([1, 5, 10, 11, 20, 30].map((seeds) => mustHold({}, seeds))).toEqual([
      1, 5, 9, 10, 18, 27,
    ]);
    expect([1, 5, 10, 12].map((seeds) => mustHold({ ofTen: 8 }, seeds))).toEqual([1, 4, 8, 10]);
  });
});
