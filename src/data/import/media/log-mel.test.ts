import { describe, expect, it } from 'vitest';
import { powerSpectrum } from './fft';
import { logMel, SPEECH } from './log-mel';
import { resample } from './resample';

const tone = (hz: number, rate: number, seconds: number, size = 1) =>
  Float32Array.from(
    { length: rate * seconds },
    (_, t) => size * Math.sin((2 * Math.PI * hz * t) / rate),
  );
const loudest = (picture: Float32Array, frame = 4) =>
  Array.from({ length: 32 }, (_, band) => picture[band * 32 + frame] as number).reduce(
    (best, value, band, all) => (value > (all[best] as number) ? band : best),
    0,
  );

describe('sounds as log-mel pictures', () => {
  it('has the power spectrum that the definition gives', () => {
    const signal = Float64Array.from({ length: 16 }, (_, t) => Math.sin(t * t) + 0.3 * t);
    const power = powerSpectrum(signal);
    power.forEach((value, k) => {
      let [re, im] = [0, 0];
      signal.forEach((x, t) => {
        re += x * Math.cos((2 * Math.PI * k * t) / 16);
        im -= x * Math.sin((2 * Math.PI * k * t) / 16);
      });
      expect(value).toBeCloseTo(re * re + im * im, 8);
    });
  });

  it('puts a higher tone into a higher band, and does not hear how loud it is', () => {
    const at = (hz: number, size = 1) =>
      logMel({ sampleRateHz: 8000, channels: [tone(hz, 8000, 0.5, size)] }, SPEECH);
    expect(at(300)).toHaveLength(1024);
    expect(loudest(at(300))).toBeLessThan(loudest(at(1000)));
    expect(loudest(at(1000))).toBeLessThan(loudest(at(3000)));
    const [quiet, loud] = [at(500, 0.1), at(500)];
    const apart = quiet.map((value, i) => Math.abs(value - (loud[i] as number)));
    expect(Math.max(...apart)).toBeLessThan(0.01);
  });

  it('is silent after the end of a short sound', () => {
    const picture = logMel({ sampleRateHz: 8000, channels: [tone(1000, 8000, 0.1)] }, SPEECH);
    expect(picture[31]).toBeCloseTo(Math.log(1e-6));
  });

  it('hears the same tone at any rate and mixes channels', () => {
    const slow = logMel({ sampleRateHz: 8000, channels: [tone(1000, 8000, 0.64)] }, SPEECH);
    const fast = tone(1000, 44_100, 0.64);
    const stereo = logMel({ sampleRateHz: 44_100, channels: [fast, fast] }, SPEECH);
    expect(loudest(stereo)).toBe(loudest(slow));
  });

  it('keeps tones above the new rate from folding back', () => {
    const out = resample(tone(6000, 44_100, 0.2), 44_100, 8000, 1600);
    expect(Math.max(...out.slice(100, 1400).map(Math.abs))).toBeLessThan(0.01);
    const kept = resample(tone(1000, 44_100, 0.2), 44_100, 8000, 1600);
    const direct = tone(1000, 8000, 0.2);
    for (let i = 100; i < 1400; i++) expect(kept[i]).toBeCloseTo(direct[i] as number, 1);
  });
});
