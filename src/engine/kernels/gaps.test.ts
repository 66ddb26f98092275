import { describe, expect, it } from 'vitest';
import { randomStream } from '../../math/rng';
import { Gaps } from './gaps';

const gapsOf = (size: number) => {
  const gaps = new Gaps();
  gaps.give(0, size);
  return gaps;
};

describe('free memory', () => {
  it('hands out ranges one after the other and says when nothing is left', () => {
    const gaps = gapsOf(12);
    expect([gaps.take(4), gaps.take(8), gaps.take(4)]).toEqual([0, 4, null]);
  });

  it('joins what is given back with its neighbours', () => {
    const gaps = gapsOf(12);
    const [a, b, c] = [gaps.take(4), gaps.take(4), gaps.take(4)] as [number, number, number];
    gaps.give(a, 4);
    gaps.give(c, 4);
    expect(gaps.take(8)).toBeNull();
    gaps.give(b, 4);
    expect(gaps.take(12)).toBe(0);
  });

  it('never hands out a number twice, whatever the order of giving back', () => {
    const random = randomStream(4, 'slab');
    const gaps = gapsOf(400);
    const held = new Map<number, number>();
    const taken = new Set<number>();
    for (let turn = 0; turn < 500; turn++) {
      const [oldest] = held;
      if (oldest && random.next() < 0.5) {
        const entries = [...held];
        const [begin, count] = entries[Math.floor(random.next() * entries.length)] ?? oldest;
        gaps.give(begin, count);
        held.delete(begin);
        for (let k = begin; k < begin + count; k++) taken.delete(k);
      } else {
        const count = 4 * (1 + Math.floor(random.next() * 10));
        const begin = gaps.take(count);
        if (begin === null) continue;
        held.set(begin, count);
        for (let k = begin; k < begin + count; k++) {
          expect(taken.has(k)).toBe(false);
          taken.add(k);
        }
      }
    }
    for (const [begin, count] of held) gaps.give(begin, count);
    expect(gaps.take(400)).toBe(0);
  });
});
