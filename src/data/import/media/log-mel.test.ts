import { describe, expect, it } from 'vitest';
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
  it('is the mel formula written out, for an impulse, whose spectrum is flat', () => {
    // the impulse stands in the middle of the first window, where the Hann window is 1
    const wave = new Float32Array(SPEECH.samples);
    wave[SPEECH.windowSamples / 2] = 0.7;
    const picture = logMel({ sampleRateHz: SPEECH.sampleRateHz, channels: [wave] }, SPEECH);
    const mel = (hz: number) => 2595 * Math.log10(1 + hz / 700);
    const corner = (k: number) =>
      700 * (10 ** ((mel(60) + ((mel(3800) - mel(60)) * k) / 33) / 2595) - 1);
    for (let band = 0; band < SPEECH.bands; band++) {
      const [left, top, right] = [corner(band), corner(band + 1), corner(band + 2)];
      let power = 0;
      for (let bin = 0; bin <= 128; bin++) {
        const hz = (bin * 8000) / 256;
        if (hz > left && hz < top) power += (hz - left) / (top - left);
        if (hz >= top && hz < right) power += (right - hz) / (right - top);
      }
      expect(picture[band * SPEECH.frames]).toBeCloseTo(Math.log(1e-6 + power), 4);
    }
  });

  it('hears a click anywhere in a long sound: frames leave no gaps', () => {
    const long = { ...SPEECH, samples: 80_000, frames: 16 };
    for (let at = 200; at < 79_800; at += 1777) {
      const wave = new Float32Array(80_000);
      wave[at] = 1;
      const picture = logMel({ sampleRateHz: 8000, channels: [wave] }, long);
      const loud = Array.from({ length: 16 }, (_, frame) =>
        Array.from({ length: 32 }, (__, band) => picture[band * 16 + frame] as number),
      ).map((bands) => Math.max(...bands));
      const loudestFrame = loud.indexOf(Math.max(...loud));
      expect(loud[loudestFrame]).toBeGreaterThan(Math.log(1e-6) + 3);
      expect(Math.abs(loudestFrame - Math.floor(at / 5000))).toBeLessThanOrEqual(1);
    }
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

  it('resamples between rates without a common measure as between even ones', () => {
    const [even, odd] = [44_100, 44_101].map((rate) =>
      resample(tone(700, rate, 0.1), rate, 16_000, 1500),
    );
    for (let i = 100; i < 1400; i++) {
      const expected = Math.sin((2 * Math.PI * 700 * i) / 16_000);
      expect(even?.[i]).toBeCloseTo(expected, 2);
      expect(odd?.[i]).toBeCloseTo(expected, 2);
    }
    expect(resample(tone(700, 8000, 0.1), 8000, 16_000, 9999)).toHaveLength(1600);
  });
});
