import { describe, expect, it } from 'vitest';
import { randomStream } from '../../../math/rng';
import { Slab } from './memory';
import { stripFor } from './programs-convolution4';

/** A slab without a device behind it: where things lie is all that is asked. */
const slabOf = (size: number) => new Slab(1, {} as GPUBuffer, size);

describe('a slab', () => {
  it('hands out ranges one after the other and says when nothing is left', () => {
    const slab = slabOf(12);
    expect([slab.take(4), slab.take(8), slab.take(4)]).toEqual([0, 4, null]);
  });

  it('joins what is given back with its neighbours', () => {
    const slab = slabOf(12);
    const [a, b, c] = [slab.take(4), slab.take(4), slab.take(4)] as [number, number, number];
    slab.give(a, 4);
    slab.give(c, 4);
    expect(slab.take(8)).toBeNull();
    slab.give(b, 4);
    expect(slab.take(12)).toBe(0);
  });

  it('never hands out a number twice, whatever the order of giving back', () => {
    const random = randomStream(4, 'slab');
    const slab = slabOf(400);
    const held = new Map<number, number>();
    const taken = new Set<number>();
    for (let turn = 0; turn < 500; turn++) {
      const [oldest] = held;
      if (oldest && random.next() < 0.5) {
        const entries = [...held];
        const [begin, count] = entries[Math.floor(random.next() * entries.length)] ?? oldest;
        slab.give(begin, count);
        held.delete(begin);
        for (let k = begin; k < begin + count; k++) taken.delete(k);
      } else {
        const count = 4 * (1 + Math.floor(random.next() * 10));
        const begin = slab.take(count);
        if (begin === null) continue;
        held.set(begin, count);
        for (let k = begin; k < begin + count; k++) {
          expect(taken.has(k)).toBe(false);
          taken.add(k);
        }
      }
    }
    for (const [begin, count] of held) slab.give(begin, count);
    expect(slab.take(400)).toBe(0);
  });
});

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
