import jsQR from 'jsqr';
import { expect, test } from 'vitest';
import { itStarves } from '../../lessons/scenes/it-starves';
import { pupilsOf } from '../../testing/class-codes';
import { qrSquares } from './qr';

/** The squares as a picture, so many pixels a square. */
function drawn(text: string, scale: number) {
  const squares = qrSquares(text);
  if (!squares) throw new Error('This is too long for a QR code.');
  const side = squares.side * scale;
  const pixels = new Uint8ClampedArray(4 * side * side).fill(255);
  for (const [, x, y] of squares.path.matchAll(/M(\d+) (\d+)h1v1h-1z/g)) {
    for (let row = 0; row < scale; row += 1) {
      for (let column = 0; column < scale; column += 1) {
        const at = 4 * ((Number(y) * scale + row) * side + Number(x) * scale + column);
        pixels.fill(0, at, at + 3);
      }
    }
  }
  return { pixels, side };
}

test.each([
  pupilsOf(itStarves, 1)[0]?.code ?? '',
  'https://lab.example/page/#scene=it-starves&show=chart,numbers&scenes=1-4&class=7%20b%C3%BCbt&lock',
])('a QR code that is drawn here is read back: %s', (text) => {
  const { pixels, side } = drawn(text, 4);
  expect(jsQR(pixels, side, side)?.data).toBe(text);
});

test('a text that no QR code holds is none', () => {
  expect(qrSquares('x'.repeat(4000))).toBeNull();
});
