/**
 * The kernel interface in WGSL, on tfjs's own WebGPU device: parameters in one buffer, results written in place, a
 * step's bind groups kept and used again. The tf-ops implementation is the oracle it is tested against.
 */
import type { Formula } from '../formula';
import type {
  Activation,
  AdamOptions,
  BatchFeeder,
  ContrastOptions,
  DeviceArray,
  Kernels,
  LossRecord,
  LossRecorder,
  LossRecordIfAny,
  ParameterArena,
  ParameterSpec,
  SgdOptions,
  Stepper,
} from '../kernels';
import { WebGpuArena } from './arena';
import { WebGpuFeeder, WebGpuRecorder } from './batches';
import { WebGpuConvolution } from './convolution';
import { Gpu } from './gpu';
import { handle, Matrix, matrixOf } from './matrices';
import { type GpuArray, part } from './memory';
import * as elementwise from './programs-elementwise';
import { formulaProgram } from './programs-formula';
import * as layers from './programs-linear';
import { inFours } from './programs-linear';
import * as losses from './programs-losses';
import { WebGpuStepper } from './stepper';

const arenaOf = (arena: ParameterArena) => arena as WebGpuArena;

export class WebGpuKernels implements Kernels {
  readonly backend = 'webgpu';
  readonly convolution: WebGpuConvolution;
  private readonly gpu: Gpu;

  /** @param device the device tfjs computes on too. */
  constructor(device: GPUDevice) {
    this.gpu = new Gpu(device);
    this.convolution = new WebGpuConvolution(this.gpu);
  }

  allocate(shape: readonly number[]): DeviceArray {
    return handle(new Matrix(this.gpu, shape));
  }

  upload(values: Float32Array, shape: readonly number[]): DeviceArray {
    const matrix = new Matrix(this.gpu, shape);
    if (values.length !== matrix.count) {
      throw new Error(`${values.length} values do not fill a shape of ${shape.join(' x ')}.`);
    }
    this.gpu.write(matrix.fresh(), values);
    return handle(matrix);
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

  read(arrays: readonly DeviceArray[]): Promise<Float32Array[]> {
    return this.gpu.read(arrays.map((array) => matrixOf(array).content()));
  }

  free(arrays: readonly DeviceArray[]): void {
    for (const array of arrays) matrixOf(array).free();
  }

  arena(specs: readonly ParameterSpec[]): ParameterArena {
    return new WebGpuArena(this.gpu, specs);
  }

  feeder(sources: readonly DeviceArray[], batchSize: number): BatchFeeder {
    return new WebGpuFeeder(this.gpu, sources, batchSize);
  }

  recorder(): LossRecorder {
    return new WebGpuRecorder(this.gpu);
  }

  stepper(): Stepper {
    return new WebGpuStepper(this.gpu);
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
    if (adds) this.gpu.run(elementwise.add, [content, array], [], result.count);
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
    const parts = arrays.map((array) => matrixOf(array).content());
    // without a bias any array will do in its place: it is not read
    const added = bias ? arenaOf(arena).value(bias.name) : (parts[0] as GpuArray);
    this.gpu.run(
      elementwise.sumOf(arrays.length),
      [...parts, added, result.fresh()],
      [bias ? result.width : 0, bias?.share ?? 0, Number(activation === 'relu')],
      result.count,
    );
  }

  multiply(a: DeviceArray, b: DeviceArray, into: DeviceArray): void {
    const [left, right, result] = [a, b, into].map(matrixOf) as [Matrix, Matrix, Matrix];
    const arrays = [left.content(), right.content()];
    const { array, adds } = result.target();
    const repeats = left.count / right.count;
    this.gpu.run(elementwise.multiply, [...arrays, array], [repeats, adds], result.count);
  }

  sigmoid(x: DeviceArray, out: DeviceArray): void {
    const [input, result] = [matrixOf(x), matrixOf(out)];
    if (input === result) {
      this.gpu.run(elementwise.sigmoidInPlace, [input.content()], [], input.count);
    } else {
      const arrays = [input.content(), result.fresh()];
      this.gpu.run(elementwise.sigmoid, arrays, [], result.count);
    }
  }

  sigmoidGradient(y: DeviceArray, dy: DeviceArray): void {
    const gradient = matrixOf(dy);
    const arrays = [matrixOf(y).content(), gradient.content()];
    this.gpu.run(elementwise.sigmoidGradient, arrays, [], gradient.count);
  }

  linear(
    x: DeviceArray,
    arena: ParameterArena,
    weight: string,
    bias: string | null,
    activation: Activation,
    out: DeviceArray,
  ): void {
    const parameters = arenaOf(arena);
    const [input, result] = [matrixOf(x), matrixOf(out)];
    const [rows, outputs] = [result.rows, result.width];
    const inputs = input.count / rows;
    const weights = parameters.value(weight);
    this.gpu.run(
      inFours(inputs, outputs) ? layers.linear4 : layers.linear,
      [input.content(), weights, bias === null ? weights : parameters.value(bias), result.fresh()],
      [rows, inputs, outputs, Number(bias !== null), Number(activation === 'relu')],
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
      [content, arenaOf(arena).value(weight), array],
      [rows, inputs, outputs, adds],
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
    const parameters = arenaOf(arena);
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
      [input.content(), gradient.content(), dw.array, db.array],
      [rows, inputs, outputs, hasBias, dw.adds, db.adds],
      fours ? ((inputs / 4 + hasBias) * outputs) / 4 : layers.tiles(inputs + hasBias, outputs),
    );
  }

  reluGradient(y: DeviceArray, dy: DeviceArray): void {
    const gradient = matrixOf(dy);
    if (gradient.zero) return;
    const arrays = [matrixOf(y).content(), gradient.content()];
    const fours = inFours(gradient.count);
    this.gpu.run(
      fours ? elementwise.reluGradient4 : elementwise.reluGradient,
      arrays,
      [],
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
    const arrays = [z.content(), matrixOf(labels).content()];
    const { array, adds } = matrixOf(into).target();
    const numbers = [z.width, weight / z.rows, adds];
    if (recorder) {
      const counter = (recorder as WebGpuRecorder).count(name, z.rows);
      this.gpu.run(losses.crossEntropy, [...arrays, array, counter], numbers, z.rows);
    } else {
      this.gpu.run(losses.crossEntropyUnrecorded, [...arrays, array], numbers, z.rows);
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
    const cosine = Number(options.similarity === 'cosine');
    const scale = 1 / options.temperature;
    const ofFeature = () => gpu.allocate(rows * dims);
    const [us, ut, pulled] = [ofFeature(), ofFeature(), ofFeature()] as const;
    const [ls, lt] = [gpu.allocate(rows), gpu.allocate(rows)] as const;
    const pairs = gpu.allocate(rows * rows);
    gpu.run(losses.maskedRows, [s.content(), selected, us, ls], [dims, cosine], rows);
    gpu.run(losses.maskedRows, [t.content(), selected, ut, lt], [dims, cosine], rows);
    gpu.run(losses.similarity, [us, ut, pairs], [rows, dims, scale], rows * rows);
    if (options.sameClass) {
      const targets = matrixOf(options.sameClass);
      const arrays = [targets.content(), pairs];
      gpu.run(losses.excludeSameClass, arrays, [rows, targets.width], rows * rows);
    }
    const counter = (record.recorder as WebGpuRecorder).count(record.name, rows);
    gpu.run(losses.pairSoftmax, [pairs, counter], [rows, options.weight / rows], rows);
    gpu.run(losses.pull, [pairs, ut, pulled], [rows, dims, scale], rows * dims);
    const { array, adds } = matrixOf(into).target();
    gpu.run(losses.pullBack, [pulled, us, ls, selected, array], [dims, cosine, adds], rows);
    for (const temporary of [us, ut, pulled, ls, lt, pairs]) gpu.free(temporary);
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
    const operands = [
      ...inputs.flat().map((input) => input.content()),
      ...results.map((result) => result.fresh()),
    ];
    this.gpu.run(program, operands, [], count);
  }

  record(value: DeviceArray, record: LossRecord): void {
    const counter = (record.recorder as WebGpuRecorder).count(record.name, 1);
    this.gpu.run(elementwise.add, [matrixOf(value).content(), counter], [], 1);
  }

  labelProbability(logits: DeviceArray, targets: DeviceArray, out: DeviceArray): void {
    this.labelScore(logits, targets, out, 0);
  }

  labelNll(logits: DeviceArray, targets: DeviceArray, out: DeviceArray): void {
    this.labelScore(logits, targets, out, 1);
  }

  nearness(feature: DeviceArray, prototypes: DeviceArray, out: DeviceArray): void {
    const [f, p, result] = [feature, prototypes, out].map(matrixOf) as [Matrix, Matrix, Matrix];
    const arrays = [f.content(), p.content(), result.fresh()];
    this.gpu.run(losses.nearness, arrays, [p.rows, p.width], result.count);
  }

  nearnessGradient(
    feature: DeviceArray,
    prototypes: DeviceArray,
    nearness: DeviceArray,
    dNearness: DeviceArray,
    into: DeviceArray,
  ): void {
    const p = matrixOf(prototypes);
    const arrays = [feature, prototypes, nearness, dNearness].map((a) => matrixOf(a).content());
    const result = matrixOf(into);
    const { array, adds } = result.target();
    const numbers = [p.rows, p.width, adds];
    this.gpu.run(losses.nearnessGradient, [...arrays, array], numbers, result.count);
  }

  modulateGradient(
    arena: ParameterArena,
    name: string,
    factor: DeviceArray,
    noise: DeviceArray | null,
  ): void {
    const drawn = noise && matrixOf(noise).content();
    arenaOf(arena).modulate(name, matrixOf(factor).content(), drawn);
  }

  relativeGradientNorm(arena: ParameterArena, names: readonly string[], record: LossRecord): void {
    const counter = (record.recorder as WebGpuRecorder).count(record.name, 1);
    arenaOf(arena).countNormRatio(names, counter);
  }

  readGradients(arena: ParameterArena, names: readonly string[]): Promise<Float32Array> {
    return arenaOf(arena).readGradients(names);
  }

  clearGradients(arena: ParameterArena): void {
    arenaOf(arena).clearGradients();
  }

  sgd(arena: ParameterArena, options: SgdOptions): void {
    arenaOf(arena).sgd(options);
  }

  adam(arena: ParameterArena, options: AdamOptions): void {
    arenaOf(arena).adam(options);
  }

  private labelScore(
    logits: DeviceArray,
    targets: DeviceArray,
    out: DeviceArray,
    logarithm: 0 | 1,
  ): void {
    const z = matrixOf(logits);
    const arrays = [z.content(), matrixOf(targets).content(), matrixOf(out).fresh()];
    this.gpu.run(losses.labelScore, arrays, [z.rows, z.width, logarithm], 1);
  }
}
