import { describe, expect, it } from 'vitest';
import { soundPlan } from './sound-plan';

const sound = (seconds: number, sampleRateHz: number) => ({
  sampleRateHz,
  channels: [new Float32Array(Math.round(seconds * sampleRateHz)).fill(0.1)],
});

describe('how sounds become pictures', () => {
  it('leaves short words as PRESETS has them', () => {
    const { how, shape } = soundPlan({}, [sound(0.4, 8000), sound(0.7, 8000)]);
    expect(shape).toEqual([32, 32, 1]);
    expect(how).toBe(
      'Sounds are log-mel pictures: 32 bands from 60 to 3800 Hz in 32 frames, windows of 32 ms, the first 0.64 s at 8 kHz.',
    );
  });

  it('gives clips their length, up to ten seconds, and their rate', () => {
    const clips = [sound(2.4, 44_100), sound(2.9, 44_100), sound(2.6, 44_100)];
    expect(soundPlan({}, clips).how).toContain(
      'to 7600 Hz in 64 frames, windows of 64 ms, the first 3 s at 16 kHz',
    );
    expect(soundPlan({}, [sound(60, 8000)]).how).toContain('the first 10 s at 8 kHz');
  });

  it('does what is asked for instead', () => {
    const asked = { bands: 20, frames: 50, seconds: 1.5, windowMs: 16, rateHz: 32_000 } as const;
    const plan = soundPlan(asked, [sound(3, 8000)]);
    expect(plan.how).toBe(
      'Sounds are log-mel pictures: 20 bands from 60 to 15200 Hz in 50 frames, windows of 16 ms, the first 1.5 s at 32 kHz.',
    );
    expect(plan.picture(sound(3, 8000))).toHaveLength(20 * 50);
    const tiny = soundPlan({ seconds: 0.1, windowMs: 128 }, [sound(3, 8000)]);
    expect(tiny.picture(sound(0.05, 8000)).every(Number.isFinite)).toBe(true);
  });

  it('offers the published spectra, averaged to the size that is asked for', () => {
    const plan = soundPlan({ spectrogram: 'published', bands: 999 as never, frames: 16 }, []);
    expect(plan.shape).toEqual([257, 16, 1]);
    expect(plan.how).toContain('257 bins x 1004 windows of the sound repeated to 10 s at 16 kHz');
    expect(plan.picture(sound(1, 22_050))).toHaveLength(257 * 16);
  });
});
