import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { wavFile } from '../../../testing/import-fixtures';
import { readWav } from './wav';

describe('reading WAV', () => {
  it('gives back any 16-bit sound within half a step', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 1, maxLength: 50 }),
        fc.integer({ min: 1, max: 200_000 }),
        (samples, rate) => {
          const { channels, sampleRateHz } = readWav(wavFile(samples, rate), 'a.wav');
          expect(sampleRateHz).toBe(rate);
          samples.forEach((sample, i) => {
            expect(Math.abs((channels[0]?.[i] as number) - sample)).toBeLessThan(1e-4);
          });
        },
      ),
      { numRuns: 50 },
    );
  });

  it('never fails with anything but a sentence that names the file', () => {
    const whole = wavFile([0, 0.5, -0.5, 1]);
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { maxLength: 6 }),
        fc.nat(whole.length),
        (changes, length) => {
          const damaged = whole.slice(0, length);
          for (const [at, value] of changes) if (at < length) damaged[at] = value;
          try {
            readWav(damaged, 'a.wav');
          } catch (error) {
            expect((error as Error).message).toContain('a.wav');
          }
        },
      ),
      { numRuns: 500 },
    );
  });

  it('takes 8 bits as unsigned, so that silence is 0', () => {
    const file = wavFile([0, 0]);
    const view = new DataView(file.buffer);
    view.setUint16(32, 1, true);
    view.setUint16(34, 8, true);
    file.set([128, 255, 0, 128], 44);
    expect(Array.from(readWav(file, 'a.wav').channels[0] ?? [])).toEqual([0, 127 / 128, -1, 0]);
  });

  it('knows the ends of mu-law', () => {
    const file = wavFile([0, 0]);
    const view = new DataView(file.buffer);
    view.setUint16(20, 7, true);
    view.setUint16(32, 1, true);
    view.setUint16(34, 8, true);
    file.set([0xff, 0x00, 0x80, 0x7f], 44);
    const [zero, low, high, none] = readWav(file, 'a.wav').channels[0] ?? [];
    expect([zero, none].map((v) => Math.abs(v as number))).toEqual([0, 0]);
    expect(low).toBeCloseTo(-32_124 / 32_768);
    expect(high).toBeCloseTo(32_124 / 32_768);
  });

  it('uses what is there of a sound that is shorter than it says, and says so', () => {
    const sound = readWav(wavFile([0.1, 0.2, 0.3, 0.4]).slice(0, -4), 'a.wav');
    expect(sound.channels[0]).toHaveLength(2);
    expect(sound.warning).toContain('shorter than its header says (2 of 4 samples)');
  });

  it('refuses a file without sound', () => {
    expect(() => readWav(wavFile([]), 'a.wav')).toThrow('a.wav has no sound in it.');
    expect(() => readWav(new Uint8Array(10), 'a.wav')).toThrow('a.wav is not a whole WAV file.');
  });
});
