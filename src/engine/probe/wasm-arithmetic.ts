/**
 * A probe's arithmetic in WebAssembly of the lab's own (assembly/): the same on every back end, beside which it runs.
 * One regression at a time lies in its memory.
 */
import type { Matrix } from '../../math/matrix';
import type { Precondition } from '../../math/minimise';
import { PENALTY, type ProbeArithmetic, type Regression } from '../../math/probe/arithmetic';
import { LEAST_CURVATURE, type Sampling, samplingOf } from '../../math/probe/curvature';
import { DEVIATION_FLOOR, type Moments } from '../../math/probe/standardise';
import { Memory } from './memory';

/** Rows and lanes of a block, as in assembly/design.ts. */
const BLOCK = 64;
const LANES = 8;

const upTo = (count: number, multiple: number) => Math.ceil(count / multiple) * multiple;

/** Addresses of features as they are fitted, and of what makes them so. */
interface Standardised {
  readonly at: number;
  readonly width: number;
  readonly stride: number;
  readonly wide: number;
}

class WasmArithmetic implements ProbeArithmetic {
  /** The definition asks for 1e-5; gradients are off by some 1e-7, for products are float32. */
  readonly tolerance = 8e-6;
  private readonly memory: Memory;
  /** Counts what was asked for, so that nobody asks a regression whose memory is another's. */
  private asked = 0;

  constructor(memory: Memory) {
    this.memory = memory;
  }

  moments(features: Matrix): Moments {
    const { memory } = this;
    const { rows, columns } = features;
    this.begin();
    const values = memory.floats(features.values);
    const mean = memory.room(8 * columns);
    const deviation = memory.room(8 * columns);
    memory.call('moments', values, rows, columns, DEVIATION_FLOOR, mean, deviation);
    return {
      mean: memory.readDoubles(mean, columns),
      deviation: memory.readDoubles(deviation, columns),
    };
  }

  regression(features: Matrix, moments: Moments, labels: Int32Array, classes: number): Regression {
    const { memory } = this;
    const own = this.begin();
    const check = () => {
      if (own !== this.asked) throw new Error('Another fit has begun since.');
    };
    const design = this.standardised(features, moments);
    const place = this.place(design, features.rows, classes, memory.wholes(labels));
    memory.call('sumClasses', place.at);
    const size = classes * design.width;
    return {
      objective: (w, gradient) => {
        check();
        memory.writeDoubles(place.weights, w);
        const value = memory.call('evaluate', place.at, PENALTY);
        gradient.set(memory.doubles(place.gradient, size));
        return value;
      },
      precondition: () => {
        check();
        const sampling = samplingOf(features.rows, size);
        const precondition = sampling && this.factored(sampling, design.width, place.at, classes);
        return (
          precondition &&
          ((vector) => {
            check();
            precondition(vector);
          })
        );
      },
    };
  }

  highest(features: Matrix, moments: Moments, weights: Float64Array, classes: number): Int32Array {
    const { memory } = this;
    this.begin();
    const design = this.standardised(features, moments);
    const place = this.place(design, features.rows, classes, 0);
    memory.writeDoubles(place.weights, weights);
    const out = memory.room(4 * features.rows);
    memory.call('highest', place.at, out);
    return memory.readWholes(out, features.rows);
  }

  /** @returns the number of what is asked for now. */
  private begin(): number {
    this.memory.clear();
    this.asked += 1;
    return this.asked;
  }

  private standardised({ values, rows, columns }: Matrix, moments: Moments): Standardised {
    const { memory } = this;
    const width = columns + 1;
    const stride = upTo(width, 4);
    const mean = memory.put(moments.mean);
    const scale = memory.put(moments.deviation.map((deviation) => 1 / deviation));
    // what nobody writes is multiplied too, and must be a number
    const tall = memory.zeros(4 * width * upTo(rows, BLOCK));
    const wide = memory.room(4 * stride * rows);
    const at = memory.words([rows, width, stride, tall, wide]);
    memory.call('design', memory.floats(values), mean, scale, at);
    return { at, width, stride, wide };
  }

  /** A regression's memory; `Regression` of assembly/regression.ts. */
  private place(
    { at: design, width }: Standardised,
    rows: number,
    classes: number,
    labels: number,
  ) {
    const { memory } = this;
    const lanes = upTo(classes, LANES);
    const weights = memory.room(8 * classes * width);
    const gradient = memory.room(8 * classes * width);
    const ofClasses = memory.room(8 * classes * width);
    const across = width * lanes;
    const spread = memory.zeros(4 * across);
    const scores = memory.zeros(4 * lanes * BLOCK);
    const totals = memory.room(4 * BLOCK);
    const probabilities = memory.room(4 * upTo(rows, BLOCK) * lanes);
    const part = memory.room(4 * across);
    const sums = memory.room(8 * across);
    const at = memory.words([
      ...[design, classes, lanes, labels, weights, gradient, ofClasses],
      ...[spread, scores, totals, probabilities, part, sums],
    ]);
    return { at, weights, gradient };
  }

  /** The second derivative, factored; `Curvature` of assembly/curvature.ts. */
  private factored(
    { every, seen }: Sampling,
    width: number,
    place: number,
    classes: number,
  ): Precondition {
    const { memory } = this;
    const pairs = upTo((classes * (classes + 1)) / 2, 4);
    const triangle = upTo((width * (width + 1)) / 2, 8);
    const size = classes * width;
    const factor = memory.room(8 * size * size);
    const curvature = memory.words([
      ...[place, every, seen, pairs, triangle],
      memory.room(4 * seen * pairs),
      memory.room(4 * seen * triangle),
      memory.room(4 * pairs * triangle),
      factor,
    ]);
    if (!memory.call('factor', curvature, PENALTY, LEAST_CURVATURE)) {
      throw new RangeError('The matrix is not positive definite.');
    }
    const own = memory.room(8 * size);
    return (vector) => {
      memory.writeDoubles(own, vector);
      memory.call('solve', factor, size, own);
      vector.set(memory.doubles(own, size));
    };
  }
}

/** @param instance of the binary that src/tools/kernels.mjs builds of assembly/main.ts. */
export function wasmArithmetic(instance: WebAssembly.Instance): ProbeArithmetic {
  return new WasmArithmetic(new Memory(instance));
}
