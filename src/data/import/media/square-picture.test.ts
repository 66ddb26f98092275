import { describe, expect, it } from 'vitest';
import { greyImage } from './grey-image';
import { checkImageSize } from './image-size';

const picture = (width: number, height: number, pixel: readonly number[]) => ({
  width,
  height,
  rgba: Uint8Array.from({ length: width * height * 4 }, (_, i) => pixel[i % 4] as number),
});

describe('pictures as grey squares', () => {
  it('keeps an even picture even at any size', () => {
    for (const size of [1, 3, 8, 20]) {
      for (const value of greyImage(picture(7, 5, [128, 128, 128, 255]), size)) {
        expect(value).toBeCloseTo(128 / 255, 5);
      }
    }
  });

  it('takes the mean of what each pixel covers', () => {
    const rgba = new Uint8Array([0, 255, 255, 0].flatMap((v) => [v, v, v, 255]));
    expect(greyImage({ width: 2, height: 2, rgba }, 1)[0]).toBeCloseTo(0.5, 5);
  });

  it('lays transparent parts on white', () => {
    expect(greyImage(picture(2, 2, [0, 0, 0, 0]), 1)[0]).toBe(1);
  });

  it('refuses a picture that claims a huge canvas before it is decoded', () => {
    const gif = new Uint8Array(44);
    gif.set(new TextEncoder().encode('GIF89a'));
    gif.set([0xff, 0xff, 0xff, 0xff], 6);
    expect(() => checkImageSize(gif, 'bomb.gif')).toThrow('bomb.gif claims 65535 x 65535 pixels');
  });
});
