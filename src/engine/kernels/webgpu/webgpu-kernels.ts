/**
 * The kernel interface in WGSL, on tfjs's own WebGPU device: parameters in one buffer, results written in place, a
 * step's bind groups kept and used again. The tf-ops implementation is the oracle it is tested against.
 */

import * as contrasts from '../contrast/wgsl';
import * as crossEntropies from '../cross-entropy/wgsl';
import * as elementwise from '../elementwise/wgsl';
import type { Formula } from '../formula/op';
import { formulaInput, formulaOutput, formulaProgram } from '../formula/wgsl';
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
import { labelScore } from '../label/wgsl';
import * as layers from '../linear/wgsl';
import { inFours } from '../linear/wgsl';
import * as distances from '../nearness/wgsl';
import { RepeatedSteps } from '../repeated-steps';
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
import { WebGpuArena } from './arena';
import { WebGpuFeeder, WebGpuRecorder } from './batches';
import { WebGpuConvolution } from './convolution';
import { Gpu } from './gpu';
import { Matrix, matrixOf } from './matrices';
import { type GpuArray, part } from './memory';

/** Larger than any -log p in float32, which ends at 103. */
const NO_LIMIT = 1e30;

export class WebGpuKernels implements Kernels {
  readonly backend = 'webgpu';
  readonly convolution: WebGpuConvolution;
  private readonly gpu: Gpu;

  /** @param device the device tfjs computes on too. */
  constructor(device: GPUDevice) {
    this.gpu = new Gpu(device);
    this.convolution = new WebGpuConvolution(this.gpu);
  }

  allocate(sides: Sides): DeviceArray {
    return new Matrix(this.gpu, sides);
  }

  upload(values: Float32Array, shape: readonly number[]): DeviceArray {
    const matrix = new Matrix(this.gpu, shape);
    if (values.length !== matrix.count) {
      throw new Error(`${values.length} values do not fill a shape of ${shape.join(' x ')}.`);
    }
    this.gpu.write(matrix.fresh(), values);
    return matrix;
  }

  write(array: DeviceArray, values: Float32Array): void {
    const matrix = matrixOf(array);
    if (values.length !== matrix.count) {
      throw new Error(
        `${values.length} values do not fill a shape of ${matrix.shape.join(' x ')}.`,
      );
    }
    this.gpu.write(matrix.fresh(), values);
  }

  async read<const Arrays extends readonly DeviceArray[]>(
    arrays: Arrays,
  ): Promise<Contents<Arrays>> {
    const values = await this.gpu.read(arrays.map((array) => matrixOf(array).content()));
    return contentsOf(arrays, values);
  }

  free(arrays: readonly DeviceArray[]): void {
    for (const array of arrays) matrixOf(array).free();
  }

  arena(specs: readonly ParameterSpec[]): ParameterArena {
    return new WebGpuArena(this.gpu, specs);
  }

  feeder(samples: Samples, rows: BatchRows): BatchFeeder {
    return new WebGpuFeeder(this.gpu, samples, rows);
  }

  recorder(): LossRecorder {
    return new WebGpuRecorder(this.gpu);
  }

  stepper(): Stepper {
    return new RepeatedSteps(this.gpu);
  }

  finish(): Promise<void> {
    return this.gpu.finish();
  }

  dispatches(): number {
    return this.gpu.dispatches;
  }

  memory() {
    return this.gpu.use;
  }

  close(): void {
    this.gpu.close();
  }

  rows(source: DeviceArray, begin: number, count: number, out: DeviceArray): void {
    const [from, into] = [matrixOf(source), matrixOf(out)];
    this.gpu.copy(part(from.content(), begin * from.width, count * from.width), into.fresh());
  }

  clear(array: DeviceArray): void {
    matrixOf(array).clear();
  }

  add(from: DeviceArray, into: DeviceArray): void {
    const [source, result] = [matrixOf(from), matrixOf(into)];
    const content = source.content();
    const { array, adds } = result.target();
    if (adds) this.gpu.run(elementwise.add, { source: content, into: array }, {}, result.count);
    else this.gpu.copy(content, array);
  }

  sum(
    arrays: readonly DeviceArray[],
    arena: ParameterArena,
    bias: { readonly name: string; readonly share: number } | null,
    activation: Activation,
    out: DeviceArray,
  ): void {
    const result = matrixOf(out);
    const contents = arrays.map((array) => matrixOf(array).content());
    const into = result.fresh();
    // without a bias any array will do in its place: it is not read
    const [unread = into] = contents;
    const added = bias ? WebGpuArena.of(arena).value(bias.name) : unread;
    const parts = Object.fromEntries(contents.map((content, k) => [`a${k}`, content]));
    this.gpu.run(
      elementwise.sumOf(arrays.length),
      { ...parts, bias: added, out: into },
      {
        columns: bias ? result.width : 0,
        share: bias?.share ?? 0,
        relu: Number(activation === 'relu'),
      },
      result.count,
    );
  }

  multiply(a: DeviceArray, b: DeviceArray, into: DeviceArray): void {
    const [left, right, result] = [matrixOf(a), matrixOf(b), matrixOf(into)];
    const factors = { a: left.content(), b: right.content() };
    const { array, adds } = result.target();
    const width = left.count / right.count;
    this.gpu.run(elementwise.multiply, { ...factors, into: array }, { width, adds }, result.count);
  }

  sigmoid(x: DeviceArray, out: DeviceArray): void {
    const [input, result] = [matrixOf(x), matrixOf(out)];
    if (input === result) {
      this.gpu.run(elementwise.sigmoidInPlace, { x: input.content() }, {}, input.count);
    } else {
      const arrays = { x: input.content(), out: result.fresh() };
      this.gpu.run(elementwise.sigmoid, arrays, {}, result.count);
    }
  }

  sigmoidGradient(y: DeviceArray, dy: DeviceArray): void {
    const gradient = matrixOf(dy);
    const arrays = { y: matrixOf(y).content(), dy: gradient.content() };
    this.gpu.run(elementwise.sigmoidGradient, arrays, {}, gradient.count);
  }

  linear(
    x: DeviceArray,
    arena: ParameterArena,
    weight: string,
    bias: string | null,
    activation: Activation,
    out: DeviceArray,
  ): void {
    const parameters = WebGpuArena.of(arena);
    const [input, result] = [matrixOf(x), matrixOf(out)];
    const [rows, outputs] = [result.rows, result.width];
    const inputs = input.count / rows;
    const weights = parameters.value(weight);
    this.gpu.run(
      inFours(inputs, outputs) ? layers.linear4 : layers.linear,
      {
        x: input.content(),
        w: weights,
        b: bias === null ? weights : parameters.value(bias),
        out: result.fresh(),
      },
      {
        rows,
        inputs,
        outputs,
        hasBias: Number(bias !== null),
        relu: Number(activation === 'relu'),
      },
      layers.tiles(rows, outputs),
    );
  }

  linearInputGradient(
    dy: DeviceArray,
    arena: ParameterArena,
    weight: string,
    into: DeviceArray,
  ): void {
    const [gradient, result] = [matrixOf(dy), matrixOf(into)];
    const content = gradient.content();
    const { array, adds } = result.target();
    const [rows, outputs] = [gradient.rows, gradient.width];
    const inputs = result.count / rows;
    this.gpu.run(
      inFours(inputs, outputs) ? layers.linearInputGradient4 : layers.linearInputGradient,
      { dy: content, w: WebGpuArena.of(arena).value(weight), into: array },
      { rows, inputs, outputs, adds },
      layers.tiles(rows, inputs),
    );
  }

  linearWeightGradient(
    x: DeviceArray,
    dy: DeviceArray,
    arena: ParameterArena,
    weight: string,
    bias: string | null,
  ): void {
    const parameters = WebGpuArena.of(arena);
    const [input, gradient] = [matrixOf(x), matrixOf(dy)];
    const [rows, outputs] = [gradient.rows, gradient.width];
    const inputs = input.count / rows;
    const hasBias = Number(bias !== null);
    const dw = parameters.gradientTarget(weight);
    // without a bias nothing is written in its place
    const db = bias === null ? dw : parameters.gradientTarget(bias);
    const fours = inFours(inputs, outputs);
    this.gpu.run(
      fours ? layers.linearWeightGradient4 : layers.linearWeightGradient,
      { x: input.content(), dy: gradient.content(), dw: dw.array, db: db.array },
      { rows, inputs, outputs, hasBias, addsWeight: dw.adds, addsBias: db.adds },
      fours ? ((inputs / 4 + hasBias) * outputs) / 4 : layers.tiles(inputs + hasBias, outputs),
    );
  }

  reluGradient(y: DeviceArray, dy: DeviceArray): void {
    const gradient = matrixOf(dy);
    if (gradient.zero) return;
    const fours = inFours(gradient.count);
    this.gpu.run(
      fours ? elementwise.reluGradient4 : elementwise.reluGradient,
      { y: matrixOf(y).content(), dy: gradient.content() },
      {},
      fours ? gradient.count / 4 : gradient.count,
    );
  }

  crossEntropy(
    logits: DeviceArray,
    labels: DeviceArray,
    weight: number,
    into: DeviceArray,
    { recorder, name }: LossRecordIfAny,
  ): void {
    const z = matrixOf(logits);
    const read = { z: z.content(), targets: matrixOf(labels).content() };
    const { array, adds } = matrixOf(into).target();
    const arrays = { ...read, into: array };
    const numbers = { columns: z.width, scale: weight / z.rows, adds };
    if (recorder) {
      const counter = WebGpuRecorder.of(recorder).count(name, z.rows);
      this.gpu.run(crossEntropies.crossEntropy, { ...arrays, counter }, numbers, z.rows);
    } else {
      this.gpu.run(crossEntropies.crossEntropyUnrecorded, arrays, numbers, z.rows);
    }
  }

  contrast(
    student: DeviceArray,
    teacher: DeviceArray,
    mask: DeviceArray,
    options: ContrastOptions,
    into: DeviceArray,
    record: LossRecord,
  ): void {
    const { gpu } = this;
    const [s, t] = [matrixOf(student), matrixOf(teacher)];
    const [rows, dims] = [s.rows, s.width];
    const selected = matrixOf(mask).content();
    const form = { dims, cosine: Number(options.similarity === 'cosine') };
    const size = { rows, dims, scale: 1 / options.temperature };
    const ofFeature = () => gpu.allocate(rows * dims);
    const [units, teacherUnits, pulled] = [ofFeature(), ofFeature(), ofFeature()];
    const [lengths, teacherLengths] = [gpu.allocate(rows), gpu.allocate(rows)];
    const pairs = gpu.allocate(rows * rows);
    const unitRows = (x: GpuArray, out: GpuArray, lengths: GpuArray) =>
      gpu.run(contrasts.maskedRows, { x, mask: selected, out, lengths }, form, rows);
    unitRows(s.content(), units, lengths);
    unitRows(t.content(), teacherUnits, teacherLengths);
    gpu.run(contrasts.similarity, { s: units, t: teacherUnits, out: pairs }, size, rows * rows);
    if (options.sameClass) {
      const targets = matrixOf(options.sameClass);
      const arrays = { targets: targets.content(), out: pairs };
      gpu.run(contrasts.excludeSameClass, arrays, { rows, classes: targets.width }, rows * rows);
    }
    const counter = WebGpuRecorder.of(record.recorder).count(record.name, rows);
    const weighted = { columns: rows, scale: options.weight / rows };
    gpu.run(contrasts.pairSoftmax, { z: pairs, counter }, weighted, rows);
    gpu.run(contrasts.pull, { pairs, t: teacherUnits, out: pulled }, size, rows * dims);
    const { array, adds } = matrixOf(into).target();
    const back = { pulled, units, lengths, mask: selected, into: array };
    gpu.run(contrasts.pullBack, back, { ...form, adds }, rows);
    for (const temporary of [units, teacherUnits, pulled, lengths, teacherLengths, pairs]) {
      gpu.free(temporary);
    }
  }

  formula(
    formula: Formula,
    lists: readonly (readonly DeviceArray[])[],
    outs: readonly DeviceArray[],
  ): void {
    const inputs = lists.map((list) => list.map(matrixOf));
    const results = outs.map(matrixOf);
    const count = results[0]?.count ?? 0;
    const program = formulaProgram(
      formula,
      inputs.map((list) => list.map((input) => input.count === 1)),
    );
    // contents first: an array that is still zero is filled before anything is overwritten
    const read = inputs.flatMap((list, k) =>
      list.map((input, m) => [formulaInput(k, m), input.content()] as const),
    );
    const written = results.map((result, m) => [formulaOutput(m), result.fresh()] as const);
    this.gpu.run(program, Object.fromEntries([...read, ...written]), {}, count);
  }

  record(value: DeviceArray, record: LossRecord): void {
    const source = matrixOf(value);
    const counter = WebGpuRecorder.of(record.recorder).count(record.name, source.count);
    this.gpu.run(elementwise.add, { source: source.content(), into: counter }, {}, source.count);
  }

  labelProbability(logits: DeviceArray, targets: DeviceArray, out: DeviceArray): void {
    this.labelScore(logits, targets, out, 0);
  }

  labelNll(logits: DeviceArray, targets: DeviceArray, out: DeviceArray, most = NO_LIMIT): void {
    this.labelScore(logits, targets, out, 1, most);
  }

  nearness(feature: DeviceArray, prototypes: DeviceArray, out: DeviceArray): void {
    const [p, result] = [matrixOf(prototypes), matrixOf(out)];
    this.gpu.run(
      distances.nearness,
      { f: matrixOf(feature).content(), prototypes: p.content(), out: result.fresh() },
      { classes: p.rows, dims: p.width },
      result.count,
    );
  }

  nearnessGradient(
    feature: DeviceArray,
    prototypes: DeviceArray,
    nearness: DeviceArray,
    dNearness: DeviceArray,
    into: DeviceArray,
  ): void {
    const p = matrixOf(prototypes);
    const read = {
      f: matrixOf(feature).content(),
      prototypes: p.content(),
      near: matrixOf(nearness).content(),
      dNear: matrixOf(dNearness).content(),
    };
    const result = matrixOf(into);
    const { array, adds } = result.target();
    const numbers = { classes: p.rows, dims: p.width, adds };
    this.gpu.run(distances.nearnessGradient, { ...read, into: array }, numbers, result.count);
  }

  modulateGradient(
    arena: ParameterArena,
    name: string,
    factor: DeviceArray,
    noise: DeviceArray | null,
    moreSpread = 0,
  ): void {
    const drawn = noise && matrixOf(noise).content();
    WebGpuArena.of(arena).modulate(name, matrixOf(factor).content(), drawn, moreSpread);
  }

  gradientNorm(arena: ParameterArena, names: readonly string[], out: DeviceArray): void {
    WebGpuArena.of(arena).gradientNorm(names, matrixOf(out).fresh());
  }

  largestGradient(arena: ParameterArena, names: readonly string[], out: DeviceArray): void {
    WebGpuArena.of(arena).largestGradient(names, matrixOf(out).fresh());
  }

  relativeGradientNorm(arena: ParameterArena, names: readonly string[], record: LossRecord): void {
    const counter = WebGpuRecorder.of(record.recorder).count(record.name, 1);
    WebGpuArena.of(arena).countNormRatio(names, counter);
  }

  readGradients(arena: ParameterArena, names: readonly string[]): Promise<Float32Array> {
    return WebGpuArena.of(arena).readGradients(names);
  }

  clearGradients(arena: ParameterArena): void {
    WebGpuArena.of(arena).clearGradients();
  }

  sgd(arena: ParameterArena, options: SgdOptions): void {
    WebGpuArena.of(arena).sgd(options);
  }

  adam(arena: ParameterArena, options: AdamOptions): void {
    WebGpuArena.of(arena).adam(options);
  }

  private labelScore(
    logits: DeviceArray,
    targets: DeviceArray,
    out: DeviceArray,
    logarithm: 0 | 1,
    most = NO_LIMIT,
  ): void {
    const z = matrixOf(logits);
    const read = { z: z.content(), targets: matrixOf(targets).content() };
    this.gpu.run(
      labelScore,
      { ...read, out: matrixOf(out).fresh() },
      { rows: z.rows, columns: z.width, logarithm, most },
      1,
    );
  }
}
