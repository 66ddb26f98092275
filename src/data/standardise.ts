/**
 * Shifting and scaling a modality so that its training numbers have mean 0 and standard deviation 1.
 * Fitted on the training split only: the other splits must not leak into what training sees.
 * Imports the protocol's types only.
 */
import type { Modality } from '../protocol/data-set';

/** `raw = data * scale + shift`; one number for all features, one per feature, or one per channel, which recur. */
export type Normalisation = Modality['normalisation'];

/**
 * One mean and one standard deviation for all numbers of a modality, which keeps a picture a picture.
 * @param data `[samples, width]` row-major, raw.
 * @param width numbers per sample.
 * @param rows the samples to fit on, normally the training split.
 */
export function fitGlobal(data: Float32Array, width: number, rows: Int32Array): Normalisation {
  const moments = newMoments();
  for (const row of rows) {
    for (let k = 0; k < width; k++) moments.add(data[row * width + k] as number);
  }
  return { shift: [moments.mean()], scale: [moments.scale()] };
}

/**
 * One mean and one standard deviation per feature, for tables whose columns have different units.
 * Arguments as for `fitGlobal`.
 */
export function fitPerFeature(data: Float32Array, width: number, rows: Int32Array): Normalisation {
  const shift: number[] = [];
  const scale: number[] = [];
  for (let k = 0; k < width; k++) {
    const moments = newMoments();
    for (const row of rows) moments.add(data[row * width + k] as number);
    shift.push(moments.mean());
    scale.push(moments.scale());
  }
  return { shift, scale };
}

/**
 * One mean and one standard deviation per channel of a series, over all its moments.
 * @param channels numbers of each moment; `width` is a multiple of it. Other arguments as for `fitGlobal`.
 */
export function fitPerChannel(
  data: Float32Array,
  width: number,
  rows: Int32Array,
  channels: number,
): Normalisation {
  const moments = Array.from({ length: channels }, newMoments);
  for (const row of rows) {
    for (let k = 0; k < width; k++) moments[k % channels]?.add(data[row * width + k] as number);
  }
  return { shift: moments.map((each) => each.mean()), scale: moments.map((each) => each.scale()) };
}

/** The data in the numbers training sees, `[samples, width]`; the argument is left as it is. */
export function normalise(data: Float32Array, width: number, by: Normalisation): Float32Array {
  const out = new Float32Array(data.length);
  for (let i = 0; i < data.length; i++) {
    out[i] = ((data[i] as number) - at(by.shift, i % width)) / at(by.scale, i % width);
  }
  return out;
}

/** The way back: the numbers people know, from the numbers training sees. */
export function denormalise(data: Float32Array, width: number, by: Normalisation): Float32Array {
  const out = new Float32Array(data.length);
  for (let i = 0; i < data.length; i++) {
    out[i] = (data[i] as number) * at(by.scale, i % width) + at(by.shift, i % width);
  }
  return out;
}

/** Entry of a list per feature, of one per channel that recurs, or the one number that stands for all. */
function at(list: readonly number[], place: number): number {
  return list[place % list.length] as number;
}

/**
 * Running mean and variance (Welford's recurrence, float64). Numbers that are not finite are passed
 * over: one bad cell must not turn the whole modality into NaN and hide where it is.
 */
function newMoments() {
  let count = 0;
  let mean = 0;
  let squares = 0;
  return {
    add(value: number) {
      if (!Number.isFinite(value)) return;
      count++;
      const delta = value - mean;
      mean += delta / count;
      squares += delta * (value - mean);
    },
    mean: () => mean,
    /** The standard deviation; 1 where nothing varies, so that constant numbers become 0. */
    scale() {
      const deviation = count === 0 ? 0 : Math.sqrt(squares / count);
      return deviation > 0 ? deviation : 1;
    },
  };
}
