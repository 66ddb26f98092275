import { describe, expect, it } from 'vitest';
import { voices } from './voices';
import { toPcm16, trimAndNormalise } from './word';

describe('a spoken word', () => {
  it('loses the silence around it but for 10 ms, and peaks at 1', () => {
    const samples = new Float32Array(8000);
    samples.fill(0.001, 1000, 7000);
    samples[3000] = -0.25;
    samples[4000] = 0.2;
    const word = trimAndNormalise(samples, 8000);
    expect(word.length).toBe(1001 + 2 * 80);
    expect(word[80]).toBe(-1);
    expect(word.at(-81)).toBeCloseTo(0.8, 6);
  });

  it('that is silent throughout is refused', () => {
    expect(() => trimAndNormalise(new Float32Array(100), 8000)).toThrow('this word is silent');
  });

  it('is written with 16 bits, little end first', () => {
    expect([...toPcm16(Float32Array.of(0, 1, -1, 2))]).toEqual([0, 0, 255, 127, 1, 128, 255, 127]);
  });
});

describe('the voices', () => {
  it('are 60, all different, all English', () => {
    const all = voices();
    expect(new Set(all.map(({ voice }) => voice.split('+')[1])).size).toBe(60);
    expect(all.every(({ voice }) => voice.startsWith('en-'))).toBe(true);
    expect(voices()).toEqual(all);
  });
});
