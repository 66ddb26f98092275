import { describe, expect, it } from 'vitest';
import type { GatheredFile, VideoReader } from '../reader';
import { videos } from './decoded-kinds';
import { checkVideoKind, conversionOf, playable } from './video-kind';

const [MP4] = videos as [VideoReader];

const startingWith = (...start: readonly (number | string)[]) => {
  const bytes = new Uint8Array(64);
  let at = 0;
  for (const part of start) {
    const codes = typeof part === 'string' ? [...part].map((c) => c.charCodeAt(0)) : [part];
    bytes.set(codes, at);
    at += codes.length;
  }
  return bytes;
};
const video = (path: string): GatheredFile => ({
  path,
  size: 1,
  kind: 'video',
  reader: MP4,
  bytes: async () => new Uint8Array(1),
});

describe('videos that browsers do not play', () => {
  it.each([
    [startingWith('FLV', 1), 'Flash video (FLV)'],
    [startingWith('RIFF', 0, 0, 0, 0, 'AVI '), 'AVI'],
    [startingWith(0, 0, 1, 0xba), 'MPEG-1 or MPEG-2'],
    [startingWith(0, 0, 1, 0xb3), 'MPEG-1 or MPEG-2'],
    [startingWith(0, 0, 1, 0xb0), 'a bare MPEG-4 stream'],
    [startingWith(0x30, 0x26, 0xb2, 0x75), 'Windows Media (WMV)'],
  ])('are known by their first bytes, whatever they are called', (bytes, kind) => {
    expect(() => checkVideoKind('clip.mp4', bytes)).toThrow(
      `clip.mp4 is ${kind}, a video that browsers do not play.`,
    );
  });

  it('lets the others pass', () => {
    expect(() => checkVideoKind('a.mp4', startingWith(0, 0, 0, 32, 'ftypisom'))).not.toThrow();
    expect(() => checkVideoKind('a.webm', startingWith(0x1a, 0x45, 0xdf, 0xa3))).not.toThrow();
    expect(() => checkVideoKind('a.mov')).not.toThrow();
  });

  it('come with a line that does not overwrite the file it reads', () => {
    expect(conversionOf('a/b/clip one.avi')).toContain(
      'ffmpeg -i "clip one.avi" -c:v libx264 -pix_fmt yuv420p -c:a aac "clip one.mp4"',
    );
    expect(conversionOf('clip.mp4')).toContain('"clip-h264.mp4"');
    expect(conversionOf('-C8lz.avi')).toMatch(/-i ".\/-C8lz.avi" .* ".\/-C8lz.mp4"$/);
    expect(conversionOf('it"s $(me).avi')).toContain(`-i 'it"s $(me).avi' `);
    expect(conversionOf("it's.avi")).toContain(String.raw`-i 'it'\''s.avi' `);
  });

  it('are listed by kind with their number, beside what can be played', () => {
    const { files, leftOut } = playable(['a.mp4', 'b.avi', 'c.avi', 'd.flv', 'e.webm'].map(video));
    expect(files.map(({ path }) => path)).toEqual(['a.mp4', 'e.webm']);
    expect(leftOut.map(({ reason, count }) => [reason, count])).toEqual([
      ['2 files are AVI, videos that browsers do not play (the first: b.avi).', 2],
      ['d.flv is Flash video (FLV), a video that browsers do not play.', 1],
    ]);
  });
});
