/**
 * Random streams: one per purpose, each a function of the seed and the purpose's name alone, so that
 * a method with one more head or a larger test set changes no other draw. Never `Math.random`.
 * Generator: sfc32 (Chris Doty-Humphrey, PractRand), seeded by hashing the key with FNV-1a and murmur3's finaliser.
 */
import { wholeAt } from './numbers';

/** A deterministic stream of random numbers. */
export interface Random {
  /** Uniform in [0, 1), 32 bits. */
  next(): number;
  /** Uniform in [low, high). */
  uniform(low: number, high: number): number;
  /** Uniform whole number in 0..count-1. */
  below(count: number): number;
  /** Standard normal (Box-Muller). */
  normal(): number;
  /** A permutation of 0..count-1 (Fisher-Yates). */
  permutation(count: number): Int32Array;
  /** Where the stream stands. */
  save(): readonly (number | null)[];
  /** Goes back, or on, to where a stream stood. */
  restore(saved: readonly (number | null)[]): void;
}

/**
 * The stream of one purpose.
 * @param seed the experiment's seed, a whole number in [0, 2^31).
 * @param purpose what the numbers are for and for whom, e.g. `('weights', 'encoder', 'picture')`.
 */
export function randomStream(seed: number, ...purpose: readonly (string | number)[]): Random {
  let a = hash(`${seed}|${purpose.join('|')}|a`);
  let b = hash(`${seed}|${purpose.join('|')}|b`);
  let c = hash(`${seed}|${purpose.join('|')}|c`);
  let counter = 1;
  let spare: number | null = null;

  const nextUint = (): number => {
    const t = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (c << 21) | (c >>> 11);
    c = (c + t) | 0;
    return t >>> 0;
  };
  // sfc32 mixes its state thoroughly after a dozen rounds
  for (let i = 0; i < 15; i++) nextUint();

  const next = () => nextUint() / 4_294_967_296;
  const below = (count: number) => Math.floor(next() * count);
  return {
    next,
    below,
    uniform: (low, high) => low + (high - low) * next(),
    normal() {
      if (spare !== null) {
        const value = spare;
        spare = null;
        return value;
      }
      const radius = Math.sqrt(-2 * Math.log(1 - next()));
      const angle = 2 * Math.PI * next();
      spare = radius * Math.sin(angle);
      return radius * Math.cos(angle);
    },
    permutation(count) {
      const order = Int32Array.from({ length: count }, (_, i) => i);
      for (let i = count - 1; i > 0; i--) {
        const j = below(i + 1);
        const held = wholeAt(order, i);
        order[i] = wholeAt(order, j);
        order[j] = held;
      }
      return order;
    },
    save: () => [a, b, c, counter, spare],
    restore(saved) {
      [a, b, c, counter] = [saved[0] ?? 0, saved[1] ?? 0, saved[2] ?? 0, saved[3] ?? 0];
      spare = saved[4] ?? null;
    },
  };
}

/** 32-bit hash of a string; two texts that differ have the same by chance once in 4 thousand million. */
export function hash(text: string): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) {
    h ^= text.charCodeAt(i);
    h = Math.imul(h, 0x01000193);
  }
  h ^= h >>> 16;
  h = Math.imul(h, 0x85ebca6b);
  h ^= h >>> 13;
  h = Math.imul(h, 0xc2b2ae35);
  h ^= h >>> 16;
  return h | 0;
}
