/** What the first bytes of a picture claim, on bytes written here and on any bytes at all. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkImageSize, isAnimated } from './image-size';

const ascii = (text: string) => [...text].map((letter) => letter.charCodeAt(0));
const short = (value: number) => [value & 255, value >> 8];
const gifPicture = (width: number, height: number) => [
  0x2c,
  ...[0, 0, 0, 0],
  ...short(width),
  ...short(height),
  ...[0, 2, 1, 0x44, 0],
];
const gif = (...pictures: readonly number[][]) =>
  Uint8Array.from([
    ...ascii('GIF89a'),
    ...short(8),
    ...short(8),
    0,
    0,
    0,
    ...pictures.flat(),
    0x3b,
  ]);
const jpeg = (width: number, height: number) =>
  Uint8Array.from([
    ...[0xff, 0xd8, 0xff, 0xe0, 0, 4, 1, 2],
    ...[0xff, 0xc2, 0, 11, 8, height >> 8, height & 255, width >> 8, width & 255, 1, 1, 0x11, 0],
  ]);
const webp = (flags: number, width: number, height: number) => {
  const side = (value: number) => [value & 255, (value >> 8) & 255, value >> 16];
  return Uint8Array.from([
    ...ascii('RIFF'),
    ...[0, 0, 0, 0],
    ...ascii('WEBPVP8X'),
    ...[10, 0, 0, 0, flags, 0, 0, 0],
    ...side(width - 1),
    ...side(height - 1),
  ]);
};

describe('what a picture claims before it is decoded', () => {
  it('is refused beyond fifty million pixels, wherever the size is written', () => {
    const huge = [jpeg(60_000, 60_000), webp(0, 16_000, 16_000), gif(gifPicture(65_280, 10_751))];
    for (const bytes of huge) {
      expect(() => checkImageSize(bytes, 'a.picture')).toThrow(
        /a\.picture claims \d+ x \d+ pixels/,
      );
    }
    for (const bytes of [jpeg(600, 400), webp(0, 16, 16), gif(gifPicture(8, 8))]) {
      expect(() => checkImageSize(bytes, 'a.picture')).not.toThrow();
    }
  });

  it('tells pictures that move from those that do not', () => {
    expect(isAnimated(gif(gifPicture(8, 8)))).toBe(false);
    expect(isAnimated(gif([0x21, 0xf9, 1, 0, 0], gifPicture(8, 8), gifPicture(8, 8)))).toBe(true);
    expect(isAnimated(webp(2, 8, 8))).toBe(true);
    expect(isAnimated(webp(0, 8, 8))).toBe(false);
  });

  it('never fails on bytes that are cut off or changed', () => {
    const starts = [gif(gifPicture(8, 8)), jpeg(8, 8), webp(2, 8, 8), pngStart()];
    fc.assert(
      fc.property(
        fc.constantFrom(...starts),
        fc.array(fc.tuple(fc.nat(40), fc.nat(255)), { maxLength: 6 }),
        fc.nat(60),
        (start, edits, length) => {
          const bytes = start.slice(0, length);
          // the first twelve bytes keep the format
          for (const [at, value] of edits) if (at + 12 < bytes.length) bytes[at + 12] = value;
          isAnimated(bytes);
        },
      ),
      { numRuns: 500 },
    );
  });
});

function pngStart(): Uint8Array {
  return Uint8Array.from([
    ...[0x89, ...ascii('PNG\r\n\x1a\n'), 0, 0, 0, 13, ...ascii('IHDR')],
    ...[0, 0, 0, 8, 0, 0, 0, 8, 8, 0, 0, 0, 0, 0, 0, 0, 0],
    ...[0, 0, 0, 8, ...ascii('acTL'), 0, 0, 0, 3, 0, 0, 0, 0],
  ]);
}
