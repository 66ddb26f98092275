/**
 * The kernel interface on tf ops: runs on webgpu, wasm and cpu, and is the oracle for any faster
 * implementation. Only forward ops of tfjs-core are used; every gradient is written out.
 *
 * Two habits are forced by tfjs 4.22's wasm back end: matrices are transposed into tensors of their own before
 * `matMul` (its transposing path is slow, and fused it is wrong), and no buffer is ever a right operand under two
 * shapes (XNNPACK caches by buffer).
 */
import * as tf from '@tensorflow/tfjs-core';
import type { BackendName, VariantName } from '../../../protocol/backends';
import { contrastLoss } from '../contrast/tfops';
import { softmaxCrossEntropy } from '../cross-entropy/tfops';
import type { Formula } from '../formula/op';
import { tensorOf as formulaTensor } from '../formula/tfops';
import type {
  AdamOptions,
  BatchFeeder,
  ContrastOptions,
  Kernels,
  LossRecord,
  LossRecorder,
  LossRecordIfAny,
  Samples,
  SgdOptions,
  Stepper,
} from '../kernels';
import { labelLogProbability } from '../label/tfops';
import { negativeDistance, negativeDistanceGradient } from '../nearness/tfops';
import {
  type Activation,
  type BatchRows,
  type Contents,
  contentsOf,
  type DeviceArray,
  type ParameterArena,
  type ParameterSpec,
  type Sides,
} from '../storage';
import { TfopsArena } from './arena';
import { TfopsFeeder, TfopsRecorder, takeRows } from './batches';
import { TfopsConvolution } from './convolution';
import { asMatrix } from './ranks';
import type { LossAndGradient } from './row-softmax';
import { numbersOf, Slot, slotOf } from './slots';

const tensorOf = (array: DeviceArray): tf.Tensor => slotOf(array).tensor;
/** An array of rows and columns. */
const matrixOf = (array: DeviceArray): tf.Tensor2D => asMatrix(slotOf(array).tensor);
/** Standard deviation (n - 1, as PyTorch's) of all elements. */
const standardDeviation = (x: tf.Tensor): tf.Tensor =>
  tf.sqrt(tf.div(tf.sum(tf.square(tf.sub(x, tf.mean(x)))), Math.max(1, x.size - 1)));
const activate = (x: tf.Tensor, activation: Activation) => (activation === 'relu' ? tf.relu(x) : x);

/** What tfjs's back end needs beside its operations; nothing on the processor, which computes before it returns. */
interface TfopsDevice {
  /** Resolves when the device is idle. */
  readonly settle?: () => Promise<void>;
  /** Takes the back end off. */
  readonly leave?: () => void;
}

export class TfopsKernels implements Kernels {
  readonly backend: VariantName;
  readonly convolution: TfopsConvolution;
  private readonly onWasm: boolean;
  private readonly device: TfopsDevice;
  /** Constants used every step, by size; freed with `close`. */
  private readonly rowsOfOnes = new Map<number, tf.Tensor2D>();
  private readonly identities = new Map<number, tf.Tensor2D>();

  constructor(backend: BackendName, device: TfopsDevice = {}) {
    this.backend = backend === 'cpu' ? 'cpu' : `${backend} (tfjs)`;
    this.onWasm = backend === 'wasm';
    this.device = device;
    this.convolution = new TfopsConvolution(backend, (count) => this.ones(count));
  }

  allocate(sides: Sides): DeviceArray {
    return new Slot(sides);
  }

  upload(values: Float32Array, shape: readonly number[]): DeviceArray {
    const slot = new Slot(shape);
    slot.set(() => tf.tensor(values, [...shape], 'float32'));
    return slot;
  }

  write(array: DeviceArray, values: Float32Array): void {
    const slot = slotOf(array);
    slot.set(() => tf.tensor(values, [...slot.shape], 'float32'));
  }

  async read<const Arrays extends readonly DeviceArray[]>(
    arrays: Arrays,
  ): Promise<Contents<Arrays>> {
    return contentsOf(
      arrays,
      await Promise.all(arrays.map((array) => numbersOf(slotOf(array).tensor))),
    );
  }

  free(arrays: readonly DeviceArray[]): void {
    for (const array of arrays) slotOf(array).clear();
  }

  arena(specs: readonly ParameterSpec[]): ParameterArena {
    return new TfopsArena(specs);
  }

  feeder(samples: Samples, rows: BatchRows): BatchFeeder {
    return new TfopsFeeder(samples, rows);
  }

  recorder(): LossRecorder {
    return new TfopsRecorder();
  }

  /** wasm and cpu compute as they are told, so a step is told anew each time. */
  stepper(): Stepper {
    return { run: (_, body) => body(), free: () => {} };
  }

  async finish(): Promise<void> {
    await this.device.settle?.();
  }

  dispatches(): null {
    return null;
  }

  memory() {
    const { numTensors, numBytes } = tf.memory();
    return { arrays: numTensors, bytes: numBytes };
  }

  /** Frees the constants; the kernels must not be used afterwards. */
  close(): void {
    for (const constants of [this.rowsOfOnes, this.identities]) {
      for (const constant of constants.values()) constant.dispose();
      constants.clear();
    }
    this.device.leave?.();
  }

  rows(source: DeviceArray, begin: number, count: number, out: DeviceArray): void {
    slotOf(out).set(() => takeRows(tensorOf(source), begin, count));
  }

  clear(array: DeviceArray): void {
    slotOf(array).clear();
  }

  add(from: DeviceArray, into: DeviceArray): void {
    slotOf(into).accumulate(() => tf.clone(tensorOf(from)));
  }

  sum(
    arrays: readonly DeviceArray[],
    arena: ParameterArena,
    bias: { readonly name: string; readonly share: number } | null,
    activation: Activation,
    out: DeviceArray,
  ): void {
    slotOf(out).set(() => {
      let total = arrays.map(tensorOf).reduce((a, b) => tf.add(a, b));
      if (bias) {
        const value = TfopsArena.of(arena).value(bias.name);
        total = tf.add(total, bias.share === 1 ? value : tf.mul(value, bias.share));
      }
      return arrays.length === 1 && !bias && activation === 'linear'
        ? tf.clone(total)
        : activate(total, activation);
    });
  }

  multiply(a: DeviceArray, b: DeviceArray, into: DeviceArray): void {
    slotOf(into).accumulate(() => tf.mul(tensorOf(a), tensorOf(b)));
  }

  sigmoid(x: DeviceArray, out: DeviceArray): void {
    slotOf(out).set(() => tf.sigmoid(tensorOf(x)));
  }

  sigmoidGradient(y: DeviceArray, dy: DeviceArray): void {
    const gradient = tensorOf(dy);
    slotOf(dy).set(() => tf.mul(gradient, tf.mul(tensorOf(y), tf.sub(1, tensorOf(y)))));
  }

  linear(
    x: DeviceArray,
    arena: ParameterArena,
    weight: string,
    bias: string | null,
    activation: Activation,
    out: DeviceArray,
  ): void {
    const parameters = TfopsArena.of(arena);
    const w = asMatrix(parameters.value(weight));
    slotOf(out).set(() =>
      bias === null
        ? activate(tf.matMul(tensorOf(x), w), activation)
        : tf.fused.matMul({
            a: matrixOf(x),
            b: w,
            bias: parameters.value(bias),
            activation,
          }),
    );
  }

  linearInputGradient(
    dy: DeviceArray,
    arena: ParameterArena,
    weight: string,
    into: DeviceArray,
  ): void {
    const w = asMatrix(TfopsArena.of(arena).value(weight));
    slotOf(into).accumulate(() =>
      this.onWasm
        ? tf.matMul(tensorOf(dy), this.transposed(w))
        : tf.matMul(tensorOf(dy), w, false, true),
    );
  }

  linearWeightGradient(
    x: DeviceArray,
    dy: DeviceArray,
    arena: ParameterArena,
    weight: string,
    bias: string | null,
  ): void {
    const parameters = TfopsArena.of(arena);
    const gradient = matrixOf(dy);
    parameters
      .gradient(weight)
      .accumulate(() =>
        this.onWasm
          ? tf.matMul(this.transposed(matrixOf(x)), gradient)
          : tf.matMul(tensorOf(x), gradient, true, false),
      );
    if (bias === null) return;
    parameters.gradient(bias).accumulate(() => {
      if (!this.onWasm) return tf.sum(gradient, 0);
      // wasm sums leading axes slowly; a row of ones does the same sum
      const [batch, columns] = gradient.shape;
      return tf.reshape(tf.matMul(this.ones(batch), gradient), [columns]);
    });
  }

  reluGradient(y: DeviceArray, dy: DeviceArray): void {
    const slot = slotOf(dy);
    if (slot.isZero) return;
    const gradient = slot.tensor;
    slot.set(() => tf.mul(gradient, tf.step(tensorOf(y))));
  }

  crossEntropy(
    logits: DeviceArray,
    labels: DeviceArray,
    weight: number,
    into: DeviceArray,
    record: LossRecordIfAny,
  ): void {
    this.loss(into, record, () => softmaxCrossEntropy(tensorOf(logits), tensorOf(labels), weight));
  }

  contrast(
    student: DeviceArray,
    teacher: DeviceArray,
    mask: DeviceArray,
    options: ContrastOptions,
    into: DeviceArray,
    record: LossRecord,
  ): void {
    const [batch] = matrixOf(student).shape;
    const pairs = constant(this.identities, batch, () => tf.eye(batch));
    this.loss(into, record, () => {
      const excluded = options.sameClass
        ? tf.sub(
            tf.matMul(tensorOf(options.sameClass), this.transposed(matrixOf(options.sameClass))),
            pairs,
          )
        : null;
      return contrastLoss(
        tensorOf(student),
        tensorOf(teacher),
        tensorOf(mask),
        pairs,
        excluded,
        options,
      );
    });
  }

  formula(
    formula: Formula,
    lists: readonly (readonly DeviceArray[])[],
    outs: readonly DeviceArray[],
  ): void {
    const tensors = lists.map((list) => list.map((array) => slotOf(array).tensor));
    outs.forEach((out, m) => {
      slotOf(out).set(() => {
        const result = formulaTensor(formula, tensors, m);
        const shape = [...out.shape];
        const isWhole = result.size === tf.util.sizeFromShape(shape);
        return isWhole ? tf.reshape(result, shape) : tf.broadcastTo(result, shape);
      });
    });
  }

  record(value: DeviceArray, record: LossRecord): void {
    const scalar = tf.keep(tf.tidy(() => tf.reshape(tf.mean(slotOf(value).tensor), [])));
    TfopsRecorder.of(record.recorder).append(record.name, scalar);
  }

  labelProbability(logits: DeviceArray, targets: DeviceArray, out: DeviceArray): void {
    slotOf(out).set(() =>
      tf.reshape(tf.sum(tf.exp(labelLogProbability(tensorOf(logits), tensorOf(targets)))), [1]),
    );
  }

  labelNll(logits: DeviceArray, targets: DeviceArray, out: DeviceArray, most?: number): void {
    slotOf(out).set(() => {
      const each = tf.neg(labelLogProbability(tensorOf(logits), tensorOf(targets)));
      return tf.reshape(tf.mean(most === undefined ? each : tf.minimum(each, most)), [1]);
    });
  }

  nearness(feature: DeviceArray, prototypes: DeviceArray, out: DeviceArray): void {
    slotOf(out).set(() => negativeDistance(tensorOf(feature), tensorOf(prototypes)));
  }

  nearnessGradient(
    feature: DeviceArray,
    prototypes: DeviceArray,
    nearness: DeviceArray,
    dNearness: DeviceArray,
    into: DeviceArray,
  ): void {
    slotOf(into).accumulate(() =>
      negativeDistanceGradient(
        tensorOf(feature),
        tensorOf(prototypes),
        tensorOf(nearness),
        tensorOf(dNearness),
      ),
    );
  }

  modulateGradient(
    arena: ParameterArena,
    name: string,
    factor: DeviceArray,
    noise: DeviceArray | null,
    moreSpread = 0,
  ): void {
    const slot = TfopsArena.of(arena).gradient(name);
    const gradient = slot.tensor;
    slot.set(() => {
      const scaled = tf.mul(gradient, slotOf(factor).tensor);
      if (noise === null) return scaled;
      const drawn = tf.reshape(slotOf(noise).tensor, gradient.shape);
      const spread = tf.add(standardDeviation(gradient), moreSpread);
      return tf.add(scaled, tf.mul(drawn, spread));
    });
  }

  gradientNorm(arena: ParameterArena, names: readonly string[], out: DeviceArray): void {
    const gradients = this.gradientsOf(arena, names);
    slotOf(out).set(() =>
      tf.reshape(tf.sqrt(tf.addN(gradients.map((tensor) => tf.sum(tf.square(tensor))))), [1]),
    );
  }

  largestGradient(arena: ParameterArena, names: readonly string[], out: DeviceArray): void {
    const gradients = this.gradientsOf(arena, names);
    slotOf(out).set(() =>
      tf.reshape(tf.max(tf.stack(gradients.map((tensor) => tf.max(tf.abs(tensor))))), [1]),
    );
  }

  relativeGradientNorm(arena: ParameterArena, names: readonly string[], record: LossRecord): void {
    const parameters = TfopsArena.of(arena);
    const squares = (tensors: tf.Tensor[]) =>
      tf.addN(tensors.map((tensor) => tf.sum(tf.square(tensor))));
    const ratio = tf.keep(
      tf.tidy(() =>
        tf.sqrt(
          tf.div(
            squares(names.map((name) => parameters.gradient(name).tensor)),
            squares(names.map((name) => parameters.value(name))),
          ),
        ),
      ),
    );
    TfopsRecorder.of(record.recorder).append(record.name, ratio);
  }

  async readGradients(arena: ParameterArena, names: readonly string[]): Promise<Float32Array> {
    const all = tf.tidy(() =>
      tf.concat(names.map((name) => tf.reshape(TfopsArena.of(arena).gradient(name).tensor, [-1]))),
    );
    const values = await numbersOf(all);
    all.dispose();
    return values;
  }

  clearGradients(arena: ParameterArena): void {
    TfopsArena.of(arena).clearGradients();
  }

  sgd(arena: ParameterArena, options: SgdOptions): void {
    TfopsArena.of(arena).sgd(options);
  }

  adam(arena: ParameterArena, options: AdamOptions): void {
    TfopsArena.of(arena).adam(options);
  }

  private gradientsOf(arena: ParameterArena, names: readonly string[]): tf.Tensor[] {
    const parameters = TfopsArena.of(arena);
    return names.map((name) => parameters.gradient(name).tensor);
  }

  private loss(
    into: DeviceArray,
    { recorder, name }: LossRecordIfAny,
    compute: () => LossAndGradient,
  ): void {
    const { value, gradient } = tf.tidy(() => {
      const result = compute();
      return { value: tf.keep(result.value), gradient: tf.keep(result.gradient) };
    });
    if (recorder) TfopsRecorder.of(recorder).append(name, value);
    else value.dispose();
    slotOf(into).accumulate(() => tf.clone(gradient));
    gradient.dispose();
  }

  /** x^T in a buffer of its own: a transpose with a side of 1 would only be another view of x. */
  private transposed(x: tf.Tensor2D): tf.Tensor2D {
    const turned = tf.transpose(x);
    return x.shape[0] === 1 || x.shape[1] === 1 ? tf.mul(turned, 1) : turned;
  }

  /** A row of ones `[1, count]`. */
  private ones(count: number): tf.Tensor2D {
    return constant(this.rowsOfOnes, count, () => tf.ones<tf.Rank.R2>([1, count]));
  }
}

/** A constant of that size, made when it is first asked for. */
function constant(
  made: Map<number, tf.Tensor2D>,
  size: number,
  make: () => tf.Tensor2D,
): tf.Tensor2D {
  const held = made.get(size) ?? tf.keep(tf.tidy(make));
  made.set(size, held);
  return held;
}
