/**
 * Batch norm in WebAssembly. Sums over pixels are taken in float32 for a few hundred pixels, which stay close to the
 * processor, and those sums in float64. What is kept are each channel's mean and one over its deviation.
 */
import { madd, put, scratch } from '../wasm/assembly/lanes';

/** Pixels whose sum is taken in float32. */
const TOGETHER: i32 = 256;

@unmanaged
class Norm {
  x: usize;
  out: usize;
  /** 0 where nothing is added. */
  residual: usize;
  scale: usize;
  shift: usize;
  /** The running values. */
  mean: usize;
  variance: usize;
  /** Mean and one over the deviation of each channel of the batch; 0 for inference. */
  kept: usize;
  pixels: i32;
  channels: i32;
  relu: i32;
  epsilon: f32;
  momentum: f32;
}

@unmanaged
class NormGradient {
  x: usize;
  out: usize;
  dy: usize;
  scale: usize;
  kept: usize;
  dx: usize;
  /** 0 where nobody asks. */
  dResidual: usize;
  dScale: usize;
  dShift: usize;
  pixels: i32;
  channels: i32;
  relu: i32;
  /** Whether each of the four results is added to what is there. */
  addsX: i32;
  addsResidual: i32;
  addsScale: i32;
  addsShift: i32;
}

/** Sums of four channels over some pixels, added to the float64 ones at `totals`. */
function addTotals(totals: usize, sums: v128): void {
  const high = i32x4.shuffle(sums, sums, 2, 3, 2, 3);
  v128.store(totals, f64x2.add(v128.load(totals), f64x2.promote_low_f32x4(sums)));
  v128.store(totals, f64x2.add(v128.load(totals, 16), f64x2.promote_low_f32x4(high)), 16);
}

/** Adds up x over pixels, or where a mean is given the squares of its distances from it. */
function sumPixels(x: usize, mean: usize, pixels: i32, channels: i32, totals: usize): void {
  const pixel = (<usize>channels) << 2;
  memory.fill(totals, 0, ((<usize>channels + 3) & ~3) << 3);
  for (let begin = 0; begin < pixels; begin += TOGETHER) {
    const end = min(pixels, begin + TOGETHER);
    for (let k = 0; k < channels; k += 4) {
      const across = (<usize>k) << 2;
      let at = x + <usize>begin * pixel + across;
      let sums = f32x4.splat(0);
      if (mean) {
        const from = v128.load(mean + across);
        for (let p = begin; p < end; p++) {
          const distance = f32x4.sub(v128.load(at), from);
          sums = f32x4.add(sums, f32x4.mul(distance, distance));
          at += pixel;
        }
      } else {
        for (let p = begin; p < end; p++) {
          sums = f32x4.add(sums, v128.load(at));
          at += pixel;
        }
      }
      addTotals(totals + 2 * across, sums);
    }
  }
}

/** running = (1 - momentum) running + momentum batch */
function follow(running: usize, batch: f32, momentum: f32): void {
  store<f32>(running, (1 - momentum) * load<f32>(running) + momentum * batch);
}

function oneOverDeviation(variance: f64, epsilon: f32): f32 {
  return <f32>(1 / Math.sqrt(variance + <f64>epsilon));
}

/** Of a single pixel the running values are kept, in place of its own, and stay as they are. */
function keepRunning(call: Norm): void {
  const channels = call.channels;
  const inverse = call.kept + ((<usize>channels) << 2);
  memory.copy(call.kept, call.mean, (<usize>channels) << 2);
  for (let k = 0; k < channels; k++) {
    const at = (<usize>k) << 2;
    const variance = <f64>load<f32>(call.variance + at);
    store<f32>(inverse + at, oneOverDeviation(variance, call.epsilon));
  }
}

/** Mean and one over the deviation of every channel are kept, and the running values follow. */
function keepStatistics(call: Norm, totals: usize): void {
  const channels = call.channels;
  const mean = call.kept;
  const inverse = call.kept + ((<usize>channels) << 2);
  const pixels = <f64>call.pixels;
  sumPixels(call.x, 0, call.pixels, channels, totals);
  for (let k = 0; k < channels; k++) {
    const at = (<usize>k) << 2;
    const value = <f32>(load<f64>(totals + 2 * at) / pixels);
    store<f32>(mean + at, value);
    follow(call.mean + at, value, call.momentum);
  }
  sumPixels(call.x, mean, call.pixels, channels, totals);
  for (let k = 0; k < channels; k++) {
    const at = (<usize>k) << 2;
    const sum = load<f64>(totals + 2 * at);
    store<f32>(inverse + at, oneOverDeviation(sum / pixels, call.epsilon));
    follow(call.variance + at, <f32>(sum / (pixels - 1)), call.momentum);
  }
}

/**
 * out = activation(scale (x - mean) / deviation + shift + residual). Needs room for a float64 and a float32 number of each
 * channel, channels as whole fours.
 */
export function normalise(call: Norm): void {
  const channels = call.channels;
  const pixel = (<usize>channels) << 2;
  const factors = scratch + (((<usize>channels + 3) & ~3) << 3);
  let mean = call.mean;
  if (call.kept) {
    if (call.pixels > 1) keepStatistics(call, scratch);
    else keepRunning(call);
    mean = call.kept;
  }
  for (let k = 0; k < channels; k++) {
    const at = (<usize>k) << 2;
    const inverse = call.kept
      ? load<f32>(call.kept + pixel + at)
      : oneOverDeviation(<f64>load<f32>(call.variance + at), call.epsilon);
    store<f32>(factors + at, inverse * load<f32>(call.scale + at));
  }
  const none = f32x4.splat(0);
  const residual = call.residual;
  let at: usize = 0;
  for (let p = 0; p < call.pixels; p++) {
    for (let k = 0; k < channels; k += 4) {
      const across = (<usize>k) << 2;
      const place = at + across;
      const even = f32x4.sub(v128.load(call.x + place), v128.load(mean + across));
      let result = madd(even, v128.load(factors + across), v128.load(call.shift + across));
      if (residual) result = f32x4.add(result, v128.load(residual + place));
      if (call.relu) result = f32x4.max(result, none);
      put(call.out + place, result, channels - k);
    }
    at += pixel;
  }
}

/** Four channels of the gradient before the ReLU. */
function opened(call: NormGradient, place: usize): v128 {
  const dy = v128.load(call.dy + place);
  if (!call.relu) return dy;
  return v128.and(dy, f32x4.gt(v128.load(call.out + place), f32x4.splat(0)));
}

/** Adds up the gradient, and the gradient times x as it is normalised, over pixels. */
function sumGradients(call: NormGradient, ofShift: usize, ofScale: usize): void {
  const channels = call.channels;
  const pixel = (<usize>channels) << 2;
  memory.fill(ofShift, 0, 2 * (ofScale - ofShift));
  for (let begin = 0; begin < call.pixels; begin += TOGETHER) {
    const end = min(call.pixels, begin + TOGETHER);
    for (let k = 0; k < channels; k += 4) {
      const across = (<usize>k) << 2;
      const mean = v128.load(call.kept + across);
      const inverse = v128.load(call.kept + pixel + across);
      let sums = f32x4.splat(0);
      let along = f32x4.splat(0);
      let at = <usize>begin * pixel + across;
      for (let p = begin; p < end; p++) {
        const open = opened(call, at);
        sums = f32x4.add(sums, open);
        along = madd(open, f32x4.sub(v128.load(call.x + at), mean), along);
        at += pixel;
      }
      addTotals(ofShift + 2 * across, sums);
      addTotals(ofScale + 2 * across, f32x4.mul(along, inverse));
    }
  }
}

function give(at: usize, value: f64, adds: i32): void {
  store<f32>(at, <f32>(adds ? <f64>load<f32>(at) + value : value));
}

/** Needs room for two float64 and three float32 numbers of each channel, channels as whole fours. */
export function normaliseGradient(call: NormGradient): void {
  const channels = call.channels;
  const pixel = (<usize>channels) << 2;
  const room = ((<usize>channels + 3) & ~3) << 2;
  const ofShift = scratch;
  const ofScale = ofShift + 2 * room;
  const level = ofScale + 2 * room;
  const slope = level + room;
  const factors = slope + room;
  const ofBatch = call.pixels > 1;
  sumGradients(call, ofShift, ofScale);
  for (let k = 0; k < channels; k++) {
    const at = (<usize>k) << 2;
    const sum = load<f64>(ofShift + 2 * at);
    const along = load<f64>(ofScale + 2 * at);
    const inverse = <f64>load<f32>(call.kept + pixel + at);
    give(call.dShift + at, sum, call.addsShift);
    give(call.dScale + at, along, call.addsScale);
    // the running values, which a single pixel was normalised by, are constants
    store<f32>(level + at, ofBatch ? <f32>(sum / <f64>call.pixels) : 0);
    store<f32>(slope + at, ofBatch ? <f32>((along * inverse) / <f64>call.pixels) : 0);
    store<f32>(factors + at, <f32>(inverse * <f64>load<f32>(call.scale + at)));
  }
  let at: usize = 0;
  for (let p = 0; p < call.pixels; p++) {
    for (let k = 0; k < channels; k += 4) {
      const across = (<usize>k) << 2;
      const place = at + across;
      const left = channels - k;
      const open = opened(call, place);
      const even = f32x4.sub(v128.load(call.x + place), v128.load(call.kept + across));
      let dx = f32x4.sub(open, v128.load(level + across));
      dx = f32x4.sub(dx, f32x4.mul(even, v128.load(slope + across)));
      dx = f32x4.mul(dx, v128.load(factors + across));
      if (call.addsX) dx = f32x4.add(v128.load(call.dx + place), dx);
      put(call.dx + place, dx, left);
      if (!call.dResidual) continue;
      const to = call.dResidual + place;
      put(to, call.addsResidual ? f32x4.add(v128.load(to), open) : open, left);
    }
    at += pixel;
  }
}
