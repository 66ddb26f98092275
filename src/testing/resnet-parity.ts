/**
 * Walks a ResNet-18 through a golden file: forward, gradients, three steps, inference, and the first frame alone. Every
 * number is held against the file within the tolerances of golden/resnet/README.md.
 */
import type { Encoder } from '../engine/encoders/encoder';
import { resnet18 } from '../engine/encoders/resnet18';
import { LinearHead, linearHeadSpecs } from '../engine/heads/linear-head';
import type { Kernels, ParameterArena } from '../engine/kernels/kernels';
import { sizeOf } from '../math/shape';
import { encoderOf } from '../protocol/encoders';
import { parseSettings } from '../protocol/settings';
import { fromTorch, inputsOf, numbersOf, type ResNetGolden, toTorch } from './resnet-golden';

/** A group of numbers, how far the farthest of them is off, and how far it may be. */
export interface Compared {
  readonly what: string;
  readonly off: number;
  readonly most: number;
  /** Euclidean length of all that is wanted, and of how far all is off. */
  readonly length: number;
  readonly distance: number;
  /** Whether it comes of a second or third step. */
  readonly isLate: boolean;
}

const MOST = {
  train: 5e-5,
  gradients: 1e-4,
  losses: 1e-4,
  after1: { parameters: 3e-6, buffers: 1e-5 },
  after3: { parameters: 2e-5, buffers: 5e-5 },
  sums: 1e-3,
  /** Of the largest value. */
  eval: 5e-4,
} as const;

const WEIGHT_DECAY = 1e-4;

const differences = (got: ArrayLike<number>, want: ArrayLike<number>): number[] =>
  Array.from(want, (value, k) => (got[k] ?? Number.NaN) - value);

const farthest = (got: ArrayLike<number>, want: ArrayLike<number>): number =>
  got.length === want.length ? Math.max(...differences(got, want).map(Math.abs)) : Number.NaN;

const lengthOf = (values: ArrayLike<number>): number => Math.hypot(...Array.from(values));

const PREFIX = 'net';
const HEAD = 'head';
/** What a parameter of the file is called in the arena. */
const ourName = (name: string) => (name.startsWith(`${HEAD}.`) ? name : `${PREFIX}.${name}`);

/** A net with its head, as the file begins it, that reads samples of one shape. */
class Walked {
  readonly arena: ParameterArena;
  readonly encoder: Encoder;
  readonly head: LinearHead;
  private readonly kernels: Kernels;
  private readonly golden: ResNetGolden;

  constructor(kernels: Kernels, golden: ResNetGolden, shape: readonly number[]) {
    const { width, featureDim, classes } = golden.config;
    const settings = parseSettings({ encoders: { '*': { kind: 'resnet18', width } } });
    const plan = resnet18(encoderOf(settings, 'x'), shape, { name: PREFIX, stream: [] });
    this.kernels = kernels;
    this.golden = golden;
    this.arena = kernels.arena([...plan.specs, ...linearHeadSpecs(HEAD, featureDim, classes, [])]);
    for (const [name, packed] of Object.entries(golden.init)) {
      this.arena.write(ourName(name), fromTorch(packed));
    }
    for (const { name, shape } of this.arena.specs.filter((spec) => spec.isTrained === false)) {
      const begins = name.endsWith('running_var') ? 1 : 0;
      this.arena.write(name, new Float32Array(sizeOf(shape)).fill(begins));
    }
    this.encoder = plan.build(kernels, this.arena);
    this.head = new LinearHead(kernels, this.arena, HEAD);
  }

  /** Forward in training, the loss, and back. @returns what came out. */
  async learn(values: Float32Array, rows: number) {
    const { kernels, arena, encoder, head, golden } = this;
    const { classes } = golden.config;
    const oneHot = golden.labels.flatMap((label) =>
      Array.from({ length: classes }, (_, c) => Number(c === label)),
    );
    const x = kernels.upload(values, [rows, values.length / rows]);
    const labels = kernels.upload(Float32Array.from(oneHot), [rows, classes]);
    const [logits, dLogits] = [
      kernels.allocate([rows, classes]),
      kernels.allocate([rows, classes]),
    ];
    const pass = encoder.pass(rows);
    const dFeature = kernels.allocate(pass.feature.sides);
    const recorder = kernels.recorder();
    kernels.clearGradients(arena);
    const feature = pass.forward(x, 'training');
    head.forward(feature, logits);
    kernels.crossEntropy(logits, labels, 1, dLogits, { recorder, name: 'loss' });
    head.backward(feature, dLogits, dFeature);
    pass.backward(x, dFeature);
    const [features, said] = await kernels.read([feature, logits]);
    const { loss = Number.NaN } = await recorder.drain();
    pass.free();
    recorder.free();
    kernels.free([x, labels, logits, dLogits, dFeature]);
    return { features, said, loss };
  }

  step(): void {
    const { learningRate, momentum } = this.golden.config;
    this.kernels.sgd(this.arena, { learningRate, momentum, weightDecay: WEIGHT_DECAY });
  }

  async read(values: Float32Array, rows: number): Promise<Float32Array> {
    const { kernels, encoder } = this;
    const x = kernels.upload(values, [rows, values.length / rows]);
    const pass = encoder.pass(rows);
    const [features] = await kernels.read([pass.forward(x, 'inference')]);
    pass.free();
    kernels.free([x]);
    return features;
  }
}

/** @returns every group of numbers that was held against the file. */
export async function walkResNet(kernels: Kernels, golden: ResNetGolden): Promise<Compared[]> {
  await kernels.loadDeep();
  const compared: Compared[] = [];
  const hold = (
    what: string,
    got: ArrayLike<number>,
    want: ArrayLike<number>,
    most: number,
  ): void => {
    const distance = lengthOf(differences(got, want));
    compared.push({
      ...{ what, off: farthest(got, want), most, isLate },
      ...{ length: lengthOf(want), distance },
    });
  };
  // the loss of the second step is that of the first step's weights
  let isLate = false;

  async function holdAfter(when: 'after1' | 'after3', arena: ParameterArena): Promise<void> {
    const values = await arena.read();
    const { parameters, buffers } = golden[when];
    const most = MOST[when];
    for (const [name, sampled] of Object.entries(parameters)) {
      const own = toTorch(values.get(ourName(name)) ?? new Float32Array(), sampled);
      const { stride = 1, sum, sumOfSquares } = sampled;
      const some = own.filter((_, place) => place % stride === 0);
      hold(`${when} ${name}`, some, numbersOf(sampled), most.parameters);
      const total = (of: (value: number) => number) => own.reduce((all, v) => all + of(v), 0);
      for (const [word, want, got] of [
        ['sum', sum, total((v) => v)],
        ['sum of squares', sumOfSquares, total((v) => v * v)],
      ] as const) {
        if (want === undefined) continue;
        hold(`${when} ${name}, ${word}`, [got], [want], MOST.sums * Math.max(1, Math.abs(want)));
      }
    }
    for (const [name, packed] of Object.entries(buffers)) {
      const own = values.get(ourName(name)) ?? new Float32Array();
      hold(`${when} ${name}`, own, numbersOf(packed), most.buffers);
    }
  }

  const { values, rows, shape } = inputsOf(golden);
  const net = new Walked(kernels, golden, shape);
  for (const [step, want] of golden.losses.entries()) {
    const { features, said, loss } = await net.learn(values, rows);
    if (step === 0) {
      hold('feature', features, numbersOf(golden.train.feature), MOST.train);
      hold('logits', said, numbersOf(golden.train.logits), MOST.train);
      hold('loss', [loss], [golden.train.loss], MOST.train);
      for (const [name, packed] of Object.entries(golden.gradients)) {
        const gradient = await kernels.readGradients(net.arena, [ourName(name)]);
        hold(`gradient ${name}`, toTorch(gradient, packed), numbersOf(packed), MOST.gradients);
      }
    } else hold(`loss of step ${step + 1}`, [loss], [want], MOST.losses);
    net.step();
    isLate = step > 0;
    if (step === 0) await holdAfter('after1', net.arena);
  }
  await holdAfter('after3', net.arena);
  const read = numbersOf(golden.eval.feature);
  hold('inference', await net.read(values, rows), read, MOST.eval * Math.max(...read));
  net.arena.free();
  isLate = false;
  await holdOneFrame();
  return compared;

  /** The first frame of every sample alone, from the start. */
  async function holdOneFrame(): Promise<void> {
    const { oneFrame } = golden;
    if (!oneFrame) return;
    const image = shape.slice(1);
    const [all, one] = [sizeOf(shape), sizeOf(image)];
    const first = values.filter((_, place) => place % all < one);
    const alone = new Walked(kernels, golden, image);
    const { features, loss } = await alone.learn(first, rows);
    hold('one frame: feature', features, numbersOf(oneFrame.feature), MOST.train);
    hold('one frame: loss', [loss], [oneFrame.loss], MOST.train);
    const statistics = await alone.arena.read();
    for (const [name, packed] of Object.entries(oneFrame.buffers)) {
      const own = statistics.get(ourName(name)) ?? new Float32Array();
      hold(`one frame: ${name}`, own, numbersOf(packed), MOST.train);
    }
    alone.arena.free();
  }
}
