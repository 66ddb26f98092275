import { describe, expect, it } from 'vitest';
import { checkImageSize } from './image-size';
import { greyPicture, resized, squarePicture } from './square-picture';

const picture = (width: number, height: number, pixel: readonly number[]) => ({
  width,
  height,
  rgba: Uint8Array.from({ length: width * height * 4 }, (_, i) => pixel[i % 4] as number),
});

describe('pictures as small squares', () => {
  it('keeps an even picture even at any size', () => {
    for (const size of [1, 3, 8, 20]) {
      for (const value of squarePicture(picture(7, 5, [128, 128, 128, 255]), size, false)) {
        expect(value).toBeCloseTo(128 / 255, 5);
      }
    }
  });

  it('takes the mean of what each pixel covers', () => {
    const rgba = new Uint8Array([0, 255, 255, 0].flatMap((v) => [v, v, v, 255]));
    expect(greyPicture({ width: 2, height: 2, rgba }, 1, 1)[0]).toBeCloseTo(0.5, 5);
  });

  it('lays transparent parts on white', () => {
    expect(greyPicture(picture(2, 2, [0, 0, 0, 0]), 1, 1)[0]).toBe(1);
  });

  it('keeps red, green and blue apart in colour, and weighs them as the eye does in grey', () => {
    const orange = picture(3, 3, [255, 102, 0, 255]);
    const colours = Array.from(squarePicture(orange, 2, true));
    [1, 0.4, 0, 1, 0.4, 0, 1, 0.4, 0, 1, 0.4, 0].forEach((value, i) => {
      expect(colours[i]).toBeCloseTo(value, 5);
    });
    expect(squarePicture(orange, 1, false)[0]).toBeCloseTo(0.299 + 0.587 * 0.4, 5);
  });

  it('keeps the sum of what is shrunk and the corners of what is enlarged, sides apart', () => {
    const grid = Float32Array.from([1, 2, 3, 4, 5, 6]);
    const small = resized(grid, { width: 3, height: 2 }, 1, 2);
    expect(Array.from(small)).toEqual([2, 5]);
    const large = resized(grid, { width: 3, height: 2 }, 6, 2);
    expect([large[0], large[5], large[6], large[11]]).toEqual([1, 3, 4, 6]);
  });

  it('refuses a picture that claims a huge canvas before it is decoded', () => {
    const gif = new Uint8Array(44);
    gif.set(new TextEncoder().encode('GIF89a'));
    gif.set([0xff, 0xff, 0xff, 0xff], 6);
    expect(() => checkImageSize(gif, 'bomb.gif')).toThrow('bomb.gif claims 65535 x 65535 pixels');
  });
});
