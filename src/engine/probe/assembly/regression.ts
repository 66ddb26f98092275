/**
 * A multinomial logistic regression at one place: value, gradient, probabilities, and the class of the highest score.
 * Products are float32, as the features are; what is summed over more than a block of rows is float64.
 */
import { exp4 } from '../../kernels/wasm/assembly/lanes';
import { outerProduct, transpose } from '../../kernels/wasm/assembly/product';
import { BLOCK, Design } from './design';

@unmanaged
export class Regression {
  design: Design;
  classes: i32;
  /** `classes` to the next eight. */
  lanes: i32;
  /** int32 `[rows]` */
  labels: usize;
  /** float64 `[classes, width]`, and so is the gradient. */
  weights: usize;
  gradient: usize;
  /** float64 `[classes, width]`: sums of the rows of each class, the gradient's part that never changes. */
  ofClasses: usize;
  /** float32 `[width, lanes]`: the weights as the product reads them; zero past the classes. */
  spread: usize;
  /** float32 `[lanes, BLOCK]`: scores of a block, then probabilities; zero past the classes. */
  scores: usize;
  /** float32 `[BLOCK]`: what the exponentials of each row add up to. */
  totals: usize;
  /** float32 `[whole blocks of rows, lanes]`, of the last place asked for. */
  probabilities: usize;
  /** float32 `[width, lanes]`: a block's part of the gradient. */
  part: usize;
  /** float64 `[width, lanes]` */
  sums: usize;
}

function spreadWeights(fit: Regression): void {
  const width = fit.design.width;
  const step = (<usize>fit.lanes) << 2;
  let from = fit.weights;
  for (let k = 0; k < fit.classes; k++) {
    let to = fit.spread + ((<usize>k) << 2);
    for (let d = 0; d < width; d++) {
      store<f32>(to, <f32>load<f64>(from));
      from += 8;
      to += step;
    }
  }
}

/** Scores of the rows of a block at the weights that are spread. */
function score(fit: Regression, block: i32): void {
  const width = fit.design.width;
  outerProduct(
    fit.spread,
    (<usize>fit.lanes) << 2,
    1,
    0,
    width,
    fit.design.tall + ((<usize>(block * width * BLOCK)) << 2),
    BLOCK << 2,
    fit.scores,
    BLOCK << 2,
    fit.classes,
    BLOCK,
    0,
  );
}

/** Turns the scores of a block into probabilities. @returns the cross-entropy of its first `count` rows, summed. */
function toProbabilities(fit: Regression, begin: i32, count: i32): f64 {
  const scores = fit.scores;
  const end = scores + ((<usize>(fit.classes * BLOCK)) << 2);
  let loss: f64 = 0;
  for (let i = 0; i < count; i++) {
    const label = load<i32>(fit.labels + ((<usize>(begin + i)) << 2));
    loss -= <f64>load<f32>(scores + ((<usize>(label * BLOCK + i)) << 2));
  }
  let tops: f64 = 0;
  for (let i = 0; i < BLOCK; i += 4) {
    const column = (<usize>i) << 2;
    let top = v128.load(scores + column);
    for (let at = scores + column + (BLOCK << 2); at < end; at += BLOCK << 2) {
      top = f32x4.max(top, v128.load(at));
    }
    let total = f32x4.splat(0);
    for (let at = scores + column; at < end; at += BLOCK << 2) {
      const exponential = exp4(f32x4.sub(v128.load(at), top));
      v128.store(at, exponential);
      total = f32x4.add(total, exponential);
    }
    v128.store(fit.totals + column, total);
    for (let at = scores + column; at < end; at += BLOCK << 2) {
      v128.store(at, f32x4.div(v128.load(at), total));
    }
    if (i < count) tops += <f64>f32x4.extract_lane(top, 0);
    if (i + 1 < count) tops += <f64>f32x4.extract_lane(top, 1);
    if (i + 2 < count) tops += <f64>f32x4.extract_lane(top, 2);
    if (i + 3 < count) tops += <f64>f32x4.extract_lane(top, 3);
  }
  // one logarithm for sixteen rows: each total lies between 1 and the number of classes
  for (let i = 0; i < count; i += 16) {
    let product: f64 = 1;
    for (let j = i; j < min(count, i + 16); j++) {
      product *= <f64>load<f32>(fit.totals + ((<usize>j) << 2));
    }
    loss += Math.log(product);
  }
  return loss + tops;
}

/** sums += part */
function addPart(fit: Regression): void {
  let from = fit.part;
  let to = fit.sums;
  const end = from + ((<usize>(fit.design.width * fit.lanes)) << 2);
  for (; from < end; from += 8) {
    const two = f64x2.promote_low_f32x4(v128.load64_zero(from));
    v128.store(to, f64x2.add(v128.load(to), two));
    to += 16;
  }
}

/** Sums of the rows of each class. */
export function sumClasses(fit: Regression): void {
  const width = fit.design.width;
  let wide = fit.design.wide;
  memory.fill(fit.ofClasses, 0, (<usize>(fit.classes * width)) << 3);
  for (let i = 0; i < fit.design.rows; i++) {
    const label = load<i32>(fit.labels + ((<usize>i) << 2));
    let to = fit.ofClasses + ((<usize>(label * width)) << 3);
    for (let d = 0; d < width; d++) {
      store<f64>(to, load<f64>(to) + <f64>load<f32>(wide + ((<usize>d) << 2)));
      to += 8;
    }
    wide += (<usize>fit.design.stride) << 2;
  }
}

/** Takes their mean from the biases' gradients, whose sum is 0 but for rounding: nothing else would hold the biases. */
function centreBiases(fit: Regression): void {
  const step = (<usize>fit.design.width) << 3;
  const first = fit.gradient + step - 8;
  const end = first + <usize>fit.classes * step;
  let sum: f64 = 0;
  for (let at = first; at < end; at += step) sum += load<f64>(at);
  const mean = sum / <f64>fit.classes;
  for (let at = first; at < end; at += step) store<f64>(at, load<f64>(at) - mean);
}

/** Mean cross-entropy + penalty x sum of squared weights, the bias free; writes the gradient. */
export function evaluate(fit: Regression, penalty: f64): f64 {
  const rows = fit.design.rows;
  const width = fit.design.width;
  const lanes = fit.lanes;
  const stride = (<usize>fit.design.stride) << 2;
  const step = (<usize>lanes) << 2;
  spreadWeights(fit);
  memory.fill(fit.sums, 0, (<usize>(width * lanes)) << 3);
  let loss: f64 = 0;
  for (let begin = 0; begin < rows; begin += BLOCK) {
    const count = min(BLOCK, rows - begin);
    score(fit, begin / BLOCK);
    loss += toProbabilities(fit, begin, count);
    const wide = fit.design.wide + <usize>begin * stride;
    const own = fit.probabilities + <usize>begin * step;
    transpose(fit.scores, lanes, BLOCK, own);
    outerProduct(wide, stride, 1, 0, count, own, step, fit.part, step, width, lanes, 0);
    addPart(fit);
  }
  let squares: f64 = 0;
  let at: usize = 0;
  for (let k = 0; k < fit.classes; k++) {
    for (let d = 0; d < width; d++) {
      const weight: f64 = d < width - 1 ? load<f64>(fit.weights + at) : 0;
      squares += weight * weight;
      const sum =
        load<f64>(fit.sums + ((<usize>(d * lanes + k)) << 3)) - load<f64>(fit.ofClasses + at);
      store<f64>(fit.gradient + at, sum / <f64>rows + 2 * penalty * weight);
      at += 8;
    }
  }
  centreBiases(fit);
  return loss / <f64>rows + penalty * squares;
}

/** Of each row the class with the highest score at `weights`, of two the lower, int32 `[rows]`. */
export function highest(fit: Regression, out: usize): void {
  const rows = fit.design.rows;
  spreadWeights(fit);
  for (let begin = 0; begin < rows; begin += BLOCK) {
    score(fit, begin / BLOCK);
    for (let i = 0; i < min(BLOCK, rows - begin); i++) {
      const column = fit.scores + ((<usize>i) << 2);
      let highest = load<f32>(column);
      let top = 0;
      for (let k = 1; k < fit.classes; k++) {
        const next = load<f32>(column + ((<usize>(k * BLOCK)) << 2));
        if (next > highest) {
          highest = next;
          top = k;
        }
      }
      store<i32>(out + ((<usize>(begin + i)) << 2), top);
    }
  }
}
