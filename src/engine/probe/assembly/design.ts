/**
 * Features as a probe fits them: standardised, each row closed by a one, to which the bias belongs. They are kept twice,
 * for both products read four numbers side by side: of four rows where scores are wanted, of four features where the
 * gradient is.
 */

/** Rows at once: what belongs to them stays in the processor's nearest cache. */
export const BLOCK: i32 = 64;

@unmanaged
export class Design {
  rows: i32;
  /** Features and the one. */
  width: i32;
  /** `width` to the next four. */
  stride: i32;
  /** float32 `[blocks, width, BLOCK]` */
  tall: usize;
  /** float32 `[rows, stride]`, the last numbers of a row zero. */
  wide: usize;
}

/**
 * Mean and standard deviation (n - 1) of each column, float64, one row after the other; of a column that never changes
 * the mean is that very number. @param values float32 `[rows, columns]`.
 */
export function moments(
  values: usize,
  rows: i32,
  columns: i32,
  floor: f64,
  mean: usize,
  deviation: usize,
): void {
  const step = (<usize>columns) << 2;
  const end = values + <usize>rows * step;
  for (let d = 0; d < columns; d++) {
    const first = load<f32>(values + ((<usize>d) << 2));
    let varies = false;
    let sum: f64 = 0;
    for (let at = values + ((<usize>d) << 2); at < end; at += step) {
      const value = load<f32>(at);
      sum += <f64>value;
      if (value !== first) varies = true;
    }
    const middle: f64 = varies ? sum / <f64>rows : <f64>first;
    let squares: f64 = 0;
    for (let at = values + ((<usize>d) << 2); at < end; at += step) {
      const off = <f64>load<f32>(at) - middle;
      squares += off * off;
    }
    store<f64>(mean + ((<usize>d) << 3), middle);
    store<f64>(deviation + ((<usize>d) << 3), Math.sqrt(squares / <f64>max(1, rows - 1)) + floor);
  }
}

/** @param values float32 `[rows, width - 1]`. @param mean, scale float64 `[width - 1]`. */
export function design(values: usize, mean: usize, scale: usize, to: Design): void {
  const width = to.width;
  const columns = width - 1;
  const stride = (<usize>to.stride) << 2;
  let from = values;
  for (let i = 0; i < to.rows; i++) {
    let wide = to.wide + <usize>i * stride;
    const end = wide + stride;
    let tall = to.tall + ((<usize>(i / BLOCK) * width * BLOCK + (i % BLOCK)) << 2);
    for (let d = 0; d < columns; d++) {
      const at = (<usize>d) << 3;
      const value = <f32>((<f64>load<f32>(from) - load<f64>(mean + at)) * load<f64>(scale + at));
      store<f32>(wide, value);
      store<f32>(tall, value);
      from += 4;
      wide += 4;
      tall += BLOCK << 2;
    }
    store<f32>(wide, 1);
    store<f32>(tall, 1);
    for (wide += 4; wide < end; wide += 4) store<f32>(wide, 0);
  }
}
