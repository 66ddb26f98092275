/** Images with a margin of zeros, for kernels that reach past the edge. */

/**
 * Puts an image of `rows` x `columns` pixels into the room for one of `width` columns with a margin of one pixel, every
 * `stride`th row and column; what lies between keeps its zeros.
 */
export function frame(
  image: usize,
  rows: i32,
  columns: i32,
  pixel: usize,
  width: i32,
  stride: i32,
  out: usize,
): void {
  const line = <usize>(width + 2) * pixel;
  let from = image;
  for (let row = 0; row < rows; row++) {
    const begin = out + <usize>(row * stride + 1) * line + pixel;
    if (stride === 1) {
      memory.copy(begin, from, <usize>columns * pixel);
      from += <usize>columns * pixel;
      continue;
    }
    for (let column = 0; column < columns; column++) {
      memory.copy(begin + <usize>(column * stride) * pixel, from, pixel);
      from += pixel;
    }
  }
}
