/**
 * The kernel interface: every number the engine computes goes through it. It speaks of opaque arrays
 * and of parameters by name, never of tensors, so that an implementation may replace immutable tensors
 * (tf ops) or write ranges of one buffer in place (WGSL). Must not import tfjs.
 *
 * Gradients and accumulators: `clear` marks zero, every gradient kernel then adds.
 */
import type { VariantName } from '../../protocol/backends';
import type { ConvolutionKernels } from './convolution/op';
import type { Formula } from './formula/op';
import type {
  Activation,
  BatchRows,
  Contents,
  DeviceArray,
  ParameterArena,
  ParameterSpec,
  Sides,
} from './storage';

export type { Activation, DeviceArray, ParameterArena, ParameterSpec, Rows } from './storage';
export { BatchRows } from './storage';

/** Samples on the device, or a batch of them: the numbers of every modality, and the labels. */
export interface Samples {
  /** One per modality, `[rows, ...]`. */
  readonly inputs: readonly DeviceArray[];
  /** One-hot, `[rows, classes]`. */
  readonly targets: DeviceArray;
}

/** Mini-batches of a resident data set, in an order given per epoch. */
export interface BatchFeeder {
  /** The current batch; contents change with `next`. */
  readonly batch: Samples;
  /** @param order row numbers of the epoch. */
  startEpoch(order: Int32Array): void;
  /** Serves the next batch; the last has what is left. @throws Error when nothing is. */
  next(): void;
  free(): void;
}

/** Collects scalar losses on the device until they are read. */
export interface LossRecorder {
  /**
   * Mean of each recorded loss since the last call, by name; a loss never recorded is absent. Every batch counts alike,
   * however many rows it had.
   */
  drain(): Promise<Record<string, number>>;
  free(): void;
}

/** Where a loss is recorded, and under which name. */
export interface LossRecord {
  readonly recorder: LossRecorder;
  readonly name: string;
}

/** The same where the value may be recorded otherwise. */
export interface LossRecordIfAny {
  readonly recorder: LossRecorder | null;
  readonly name: string;
}

/** Runs a step that is repeated: where the device can, its commands are taken down once and given again. */
export interface Stepper {
  /**
   * Does what `body` asks for. Steps with the same wiring must ask for the same: the same kernels on the same arrays
   * with the same numbers, starting from arrays in the same state. The body may then be left out, so it must not
   * read, upload or change anything of its caller's.
   * @param wiring names everything that changes what the body asks for (losses in use, learning rate, rows).
   */
  run(wiring: string, body: () => void): void;
  free(): void;
}

/** How two features are compared by the contrastive loss. */
export type Similarity = 'cosine' | 'dot';

export interface ContrastOptions {
  readonly similarity: Similarity;
  /** DUC temperature tau, > 0. */
  readonly temperature: number;
  /** Factor on the gradient; the recorded value stays unweighted. */
  readonly weight: number;
  /** One-hot labels `[batch, classes]`: when given, samples of the same class are not negatives. */
  readonly sameClass: DeviceArray | null;
}

/** Plain SGD as in PyTorch: v = momentum v + g + weightDecay p; p = p - rate v. */
export interface SgdOptions {
  readonly learningRate: number;
  /** Factors on the learning rate of single parameters, by name; 1 where absent. */
  readonly rates?: ReadonlyMap<string, number>;
  readonly momentum: number;
  readonly weightDecay: number;
}

/** Adam as in PyTorch (Kingma & Ba 2015), L2 in the gradient. */
export interface AdamOptions {
  readonly learningRate: number;
  readonly rates?: ReadonlyMap<string, number>;
  readonly weightDecay: number;
}

/** Everything the engine asks of a device. */
export interface Kernels {
  readonly backend: VariantName;
  /** Convolutions, pooling and averaging, for encoders of images. */
  readonly convolution: ConvolutionKernels;

  // --- storage
  allocate(sides: Sides): DeviceArray;
  /** @throws Error when the number of values does not fit the shape. */
  upload(values: Float32Array, shape: readonly number[]): DeviceArray;
  /** Replaces an array's contents. @throws Error when the number of values does not fit. */
  write(array: DeviceArray, values: Float32Array): void;
  /** Contents of several arrays, in one round trip: `const [logits, labels] = await read([a, b])`. */
  read<const Arrays extends readonly DeviceArray[]>(arrays: Arrays): Promise<Contents<Arrays>>;
  free(arrays: readonly DeviceArray[]): void;
  /** Parameters, all zero until written. */
  arena(specs: readonly ParameterSpec[]): ParameterArena;
  /** @param rows of whole batches; told with every batch how many it has. */
  feeder(samples: Samples, rows: BatchRows): BatchFeeder;
  recorder(): LossRecorder;
  stepper(): Stepper;
  /** Resolves when the device has done all work sent so far. */
  finish(): Promise<void>;
  /** Programs a graphics card was told to run so far, for the cost measure; null on the processor. */
  dispatches(): number | null;
  /** What the device holds, for leak tests and the cost measure. */
  memory(): { readonly arrays: number; readonly bytes: number };

  // --- moving and adding
  /** out = rows `begin .. begin + count - 1` of source. */
  rows(source: DeviceArray, begin: number, count: number, out: DeviceArray): void;
  clear(array: DeviceArray): void;
  /** into += from */
  add(from: DeviceArray, into: DeviceArray): void;
  /** out = activation(sum of arrays + biasShare * bias); `bias` is `[columns]`. */
  sum(
    arrays: readonly DeviceArray[],
    arena: ParameterArena,
    bias: { readonly name: string; readonly share: number } | null,
    activation: Activation,
    out: DeviceArray,
  ): void;

  /** into += a * b, element by element; `b` may be a column `[rows, 1]` or a single number `[1]`. */
  multiply(a: DeviceArray, b: DeviceArray, into: DeviceArray): void;
  /** out = 1 / (1 + exp(-x)) */
  sigmoid(x: DeviceArray, out: DeviceArray): void;
  /** dy = dy y (1 - y): the gradient through a sigmoid whose output was y. */
  sigmoidGradient(y: DeviceArray, dy: DeviceArray): void;

  // --- linear layers: x [batch, in], weight [in, out], bias [out]
  /** out = activation(x W + b) */
  linear(
    x: DeviceArray,
    arena: ParameterArena,
    weight: string,
    bias: string | null,
    activation: Activation,
    out: DeviceArray,
  ): void;
  /** into += dy W^T */
  linearInputGradient(
    dy: DeviceArray,
    arena: ParameterArena,
    weight: string,
    into: DeviceArray,
  ): void;
  /** Gradient of W += x^T dy, of b += column sums of dy. */
  linearWeightGradient(
    x: DeviceArray,
    dy: DeviceArray,
    arena: ParameterArena,
    weight: string,
    bias: string | null,
  ): void;
  /** dy = dy where y > 0, else 0: the gradient through a ReLU whose output was y. */
  reluGradient(y: DeviceArray, dy: DeviceArray): void;

  // --- losses
  /**
   * Mean softmax cross-entropy (R2). Records the mean over the batch; into += weight (softmax(z) - y) / batch.
   * @param labels one-hot `[batch, classes]`.
   * @param record its recorder is null where the value is recorded otherwise.
   */
  crossEntropy(
    logits: DeviceArray,
    labels: DeviceArray,
    weight: number,
    into: DeviceArray,
    record: LossRecordIfAny,
  ): void;
  /**
   * The contrastive loss of R7 for one teacher and student on the dimensions of `mask`; the teacher is a constant.
   * Records -mean log softmax_j(<s_i, t_j> / tau) at j = i; student gradient is added into `into`.
   * @param mask `[1, dims]`, 1 on the complementary dimensions, 0 elsewhere.
   */
  contrast(
    student: DeviceArray,
    teacher: DeviceArray,
    mask: DeviceArray,
    options: ContrastOptions,
    into: DeviceArray,
    record: LossRecord,
  ): void;

  // --- what methods ask of a batch
  /**
   * outs[m] = the formula for modality m, index by index.
   * @param lists the formula's inputs, each with one array per modality: of the outs' size, or a single number.
   */
  formula(
    formula: Formula,
    lists: readonly (readonly DeviceArray[])[],
    outs: readonly DeviceArray[],
  ): void;
  /** Records a single number `[1]`, or the mean of a column `[rows, 1]`. */
  record(value: DeviceArray, record: LossRecord): void;
  /** out `[1]` = sum over the rows of softmax(logits) at the label; `targets` one-hot. */
  labelProbability(logits: DeviceArray, targets: DeviceArray, out: DeviceArray): void;
  /**
   * out `[1]` = mean over the rows of -log softmax(logits) at the label.
   * @param most no row counts more than this; no limit unless given.
   */
  labelNll(logits: DeviceArray, targets: DeviceArray, out: DeviceArray, most?: number): void;
  /** out `[rows, classes]` = minus the Euclidean distance of each feature to each prototype `[classes, dims]`. */
  nearness(feature: DeviceArray, prototypes: DeviceArray, out: DeviceArray): void;
  /** into += gradient of `nearness` on the feature, given its output and the gradient on it. */
  nearnessGradient(
    feature: DeviceArray,
    prototypes: DeviceArray,
    nearness: DeviceArray,
    dNearness: DeviceArray,
    into: DeviceArray,
  ): void;

  // --- gradients as a whole
  /**
   * g = factor g + sd(g) noise for one parameter, sd being the standard deviation (n - 1) of the gradient's elements
   * before scaling.
   * @param factor a single number `[1]`.
   * @param noise standard normal numbers of the parameter's size, or null for none.
   * @param moreSpread added to sd(g); 0 unless given.
   */
  modulateGradient(
    arena: ParameterArena,
    name: string,
    factor: DeviceArray,
    noise: DeviceArray | null,
    moreSpread?: number,
  ): void;
  /** out `[1]` = norm of the named parameters' gradients taken together; the parameters stand side by side. */
  gradientNorm(arena: ParameterArena, names: readonly string[], out: DeviceArray): void;
  /** out `[1]` = largest size of any element of the named parameters' gradients. */
  largestGradient(arena: ParameterArena, names: readonly string[], out: DeviceArray): void;
  /** Records the norm of the named parameters' gradients over the norm of their values. */
  relativeGradientNorm(arena: ParameterArena, names: readonly string[], record: LossRecord): void;
  /** The named parameters' gradients, one after the other. */
  readGradients(arena: ParameterArena, names: readonly string[]): Promise<Float32Array>;

  // --- optimizer
  clearGradients(arena: ParameterArena): void;
  /** One step over every parameter of the arena; a parameter without gradient still decays. */
  sgd(arena: ParameterArena, options: SgdOptions): void;
  adam(arena: ParameterArena, options: AdamOptions): void;
}
