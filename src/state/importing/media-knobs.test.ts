import { describe, expect, it } from 'vitest';
import type { FileChoices, ImportReport } from './importing-store';
import { mediaKnobs, mediaValue, withMedia } from './media-knobs';

const reportOf = (...kinds: ImportReport['modalities'][number]['kind'][]) =>
  ({
    modalities: kinds.map((kind) => ({ id: kind, name: kind, kind, shape: [4, 4, 1] })),
  }) as never;
const paths = (report: ImportReport, choices: FileChoices = {}) =>
  mediaKnobs(report, choices).map(({ path }) => path);
const knobAt = (report: ImportReport, path: string) =>
  mediaKnobs(report, {}).find((knob) => knob.path === path) as ReturnType<typeof mediaKnobs>[0];

describe('choices about media', () => {
  it('are those that count for what was read', () => {
    expect(paths(reportOf('vector', 'vector'))).toEqual([]);
    expect(paths(reportOf('image', 'image'))).toEqual(['imageSize', 'colour']);
    expect(paths(reportOf('video', 'flow'))).toEqual(['imageSize', 'colour', 'frames', 'flow']);
    const sounds = ['sound.spectrogram', 'sound.bands', 'sound.frames'];
    expect(paths(reportOf('audio'))).toEqual([
      ...sounds,
      'sound.seconds',
      'sound.windowMs',
      'sound.rateHz',
    ]);
    expect(paths(reportOf('audio'), { sound: { spectrogram: 'published' } })).toEqual(sounds);
  });

  it('show what is chosen, take another value, and go back to what the lab finds fitting', () => {
    const report = reportOf('video', 'audio');
    const turns = [
      ['flow', 'yes', { flow: true }],
      ['flow', 'no', { flow: false }],
      ['colour', 'colour', { colour: true }],
      ['frames', 5, { frames: 5 }],
      ['sound.seconds', 2.5, { sound: { seconds: 2.5 } }],
      ['sound.rateHz', '16000', { sound: { rateHz: 16_000 } }],
    ] as const;
    for (const [path, value, expected] of turns) {
      const knob = knobAt(report, path);
      const chosen = withMedia({}, knob, value);
      expect(chosen).toEqual(expected);
      expect(mediaValue(chosen, knob)).toBe(String(value));
    }
    const flow = knobAt(report, 'flow');
    expect(mediaValue({}, flow)).toBe('fitting');
    expect(withMedia({ flow: true }, flow, 'fitting')).toEqual({});
    const seconds = knobAt(report, 'sound.seconds');
    expect(withMedia({ sound: { seconds: 3, bands: 9 } }, seconds, 'fitting')).toEqual({
      sound: { bands: 9 },
    });
  });
});
