/**
 * Grey pictures as grids of numbers: at half sizes, between their pixels, and their slopes. What measuring motion
 * needs of them. Imports nothing.
 */

/** A grey picture, `[height, width]`, 0 (black) to 1 (white). */
export interface GreyPicture {
  readonly width: number;
  readonly height: number;
  readonly grey: Float32Array;
}

/** Sides of the coarsest picture, at least. */
const SMALLEST_SIDE = 10;
const MOST_SCALES = 5;

/** The picture in 0..255 and its halvings, finest first. */
export function pyramid({ width, height, grey }: GreyPicture): GreyPicture[] {
  const levels: GreyPicture[] = [{ width, height, grey: grey.map((value) => value * 255) }];
  for (;;) {
    const last = levels.at(-1) as GreyPicture;
    const [w, h] = [last.width >> 1, last.height >> 1];
    if (levels.length >= MOST_SCALES || Math.min(w, h) < SMALLEST_SIDE) return levels;
    levels.push(halved(last, w, h));
  }
}

/** Every pixel the mean of the four it covers. */
function halved({ width, grey }: GreyPicture, w: number, h: number): GreyPicture {
  const small = new Float32Array(w * h);
  for (let y = 0; y < h; y++) {
    for (let x = 0; x < w; x++) {
      const at = 2 * y * width + 2 * x;
      small[y * w + x] =
        ((grey[at] as number) +
          (grey[at + 1] as number) +
          (grey[at + width] as number) +
          (grey[at + width + 1] as number)) /
        4;
    }
  }
  return { width: w, height: h, grey: small };
}

/** The value at a place between pixels, by straight lines; beyond the rim that of the rim. */
export function between(
  data: Float32Array,
  width: number,
  height: number,
  x: number,
  y: number,
): number {
  const cx = Math.min(width - 1, Math.max(0, x));
  const cy = Math.min(height - 1, Math.max(0, y));
  const [x0, y0] = [Math.floor(cx), Math.floor(cy)];
  const x1 = Math.min(width - 1, x0 + 1);
  const y1 = Math.min(height - 1, y0 + 1);
  const [fx, fy] = [cx - x0, cy - y0];
  const top = (data[y0 * width + x0] as number) * (1 - fx) + (data[y0 * width + x1] as number) * fx;
  const low = (data[y1 * width + x0] as number) * (1 - fx) + (data[y1 * width + x1] as number) * fx;
  return top * (1 - fy) + low * fy;
}

/** Central differences, one-sided at the rim. */
export function gradients(
  { width, height, grey }: GreyPicture,
  gx: Float32Array,
  gy: Float32Array,
): void {
  for (let y = 0; y < height; y++) {
    const [above, below] = [Math.max(0, y - 1), Math.min(height - 1, y + 1)];
    for (let x = 0; x < width; x++) {
      const [left, right] = [Math.max(0, x - 1), Math.min(width - 1, x + 1)];
      const row = y * width;
      gx[row + x] = ((grey[row + right] as number) - (grey[row + left] as number)) / 2;
      gy[row + x] = ((grey[below * width + x] as number) - (grey[above * width + x] as number)) / 2;
    }
  }
}
