/** The browser's decoders on a video made here, whose every picture and second of sound is known. */

import { encode } from 'fast-png';
import { describe, expect, it } from 'vitest';
import { madeVideo, VIDEO_RATE } from '../../../testing/made-video';
import type { DecodedImage } from '../../import/media/decoders';
import { workerDecoders } from './worker-decoders';

const grey = ({ rgba }: DecodedImage) => Math.round((rgba[4 * 1000] as number) / 20);
const loudness = (wave: Float32Array, from: number, to: number) =>
  Math.sqrt(wave.slice(from, to).reduce((sum, x) => sum + x * x, 0) / (to - from));

describe('pictures', () => {
  const deep = () =>
    encode({ width: 2, height: 1, channels: 1, depth: 16, data: Uint16Array.from([0, 65_535]) });

  it('come out as four bytes a pixel, and say what was lost', async () => {
    const { width, height, rgba, note } = await workerDecoders.image(deep(), 'a.png');
    expect([width, height, ...rgba]).toEqual([2, 1, 0, 0, 0, 255, 255, 255, 255, 255]);
    expect(note).toBe('16 bits per colour became 8');
  });

  it('are refused by name when they are damaged, or of a kind that browsers do not read', async () => {
    await expect(workerDecoders.image(deep().slice(0, 50), 'a.png')).rejects.toThrow(
      'a.png is not a whole PNG picture.',
    );
    const pgm = new TextEncoder().encode('P5 1 1 255 x');
    await expect(workerDecoders.image(pgm, 'b.pgm')).rejects.toThrow(
      'b.pgm is a PGM picture, which this browser does not read.',
    );
  });
});

describe('sounds', () => {
  it('are decoded from compressed files without a window', async () => {
    const { channels, sampleRateHz } = await workerDecoders.audio(await madeVideo(), 'a.webm');
    expect(sampleRateHz).toBe(VIDEO_RATE);
    expect(channels).toHaveLength(1);
    expect(loudness(channels[0] as Float32Array, 5000, 20_000)).toBeGreaterThan(0.3);
  });

  it('are refused by name when there is nothing to decode', async () => {
    await expect(workerDecoders.audio(new Uint8Array(300), 'a.mp3')).rejects.toThrow(
      'a.mp3 is no whole MP3 file that the lab can read.',
    );
  });
});

describe('videos', () => {
  it('give pictures from the middles of equal parts, others with the picture after each, and the sound', async () => {
    const { frames, pairs, audio } = await workerDecoders.video(
      await madeVideo(),
      { frames: 1, pairs: 5, audio: true },
      'a.webm',
    );
    expect(pairs.flat().map(({ width, height }) => [width, height])).toEqual(
      Array(10).fill([64, 48]),
    );
    expect(frames.map(grey)).toEqual([4]);
    expect(pairs.map((pair) => pair.map(grey))).toEqual([
      [0, 1],
      [2, 3],
      [4, 5],
      [6, 7],
      [8, 9],
    ]);
    const wave = audio?.channels[0] as Float32Array;
    expect(audio?.sampleRateHz).toBe(VIDEO_RATE);
    expect(loudness(wave, 5000, 20_000)).toBeCloseTo(0.5 / Math.SQRT2, 1);
    expect(loudness(wave, 28_000, 45_000)).toBeLessThan(0.01);
  });

  it('give only the stretch that is asked for', async () => {
    const { frames, audio } = await workerDecoders.video(
      await madeVideo(),
      { frames: 2, pairs: 0, audio: true, stretch: { fromS: 0.6, toS: 1 } },
      'a.webm',
    );
    expect(frames.map(grey)).toEqual([7, 9]);
    const wave = audio?.channels[0] as Float32Array;
    expect(wave.length / VIDEO_RATE).toBeCloseTo(0.4, 1);
    expect(loudness(wave, 0, wave.length)).toBeLessThan(0.01);
  });

  it('are refused by name when they are no videos, cut off, or shorter than their list says', async () => {
    const whole = await madeVideo();
    const ask = (bytes: Uint8Array, file: string, stretch?: { fromS: number; toS: number }) =>
      workerDecoders.video(bytes, { frames: 2, pairs: 0, audio: false, stretch }, file);
    await expect(ask(whole.slice(0, 60), 'a.webm')).rejects.toThrow('a.webm');
    await expect(ask(new Uint8Array(500), 'b.mp4')).rejects.toThrow(
      'b.mp4 is no whole MP4 file that the lab can read.',
    );
    await expect(ask(whole, 'a.webm', { fromS: 4, toS: 9 })).rejects.toThrow(
      'a.webm ends after 0.9 seconds; its list asks for seconds 4 to 9.',
    );
  });
});
