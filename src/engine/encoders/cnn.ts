/**
 * Small convolutional encoder with the backward pass written out: per layer a 3x3 convolution with ReLU, between
 * layers the sides are halved, at the end every channel's mean over the image, then a dense embedding.
 * Several frames of a sample go through the same layers and are averaged with the pixels, as in the code published
 * with OGM-GE and DI-MML (adaptive average pooling over time and space).
 */
import { type ConvolutionShape, convolved, type ImageShape, pooled } from '../kernels/convolution';
import type {
  Activation,
  DeviceArray,
  Kernels,
  ParameterArena,
  ParameterSpec,
} from '../kernels/kernels';
import type { Encoder, EncoderMaker, Tape } from './encoder';

/** Shape of a convolutional encoder. */
export interface CnnShape {
  /** Images per sample. */
  readonly frames: number;
  readonly input: ImageShape;
  /** Output channels of each layer, at least one. */
  readonly channels: readonly number[];
  /** How sides are halved between layers: 2x2 max pooling, or a convolution that steps by two. */
  readonly downsample: 'pool' | 'stride';
  readonly featureDim: number;
  readonly embedding: Activation;
}

/** Names of a layer's parameters. */
interface Layer {
  readonly weight: string;
  readonly bias: string;
}

/** One array on the tape, of `size` numbers per sample, and how it comes from the one before. */
type Step = { readonly size: number } & (
  | ({ readonly kind: 'convolve'; readonly shape: ConvolutionShape } & Layer)
  | { readonly kind: 'pool'; readonly shape: ImageShape }
  | { readonly kind: 'average' }
  | ({ readonly kind: 'embed' } & Layer)
);

const layerOf = (name: string): Layer => ({ weight: `${name}.weight`, bias: `${name}.bias` });

const sizeOf = ({ height, width, channels }: ImageShape) => height * width * channels;

/** The layers in order; an image with a side of one pixel is not halved further. */
function stepsOf(name: string, shape: CnnShape): Step[] {
  const { frames, channels, downsample, featureDim } = shape;
  const steps: Step[] = [];
  let image = shape.input;
  channels.forEach((outChannels, layer) => {
    const halve = layer < channels.length - 1 && Math.min(image.height, image.width) >= 2;
    const stride = halve && downsample === 'stride' ? 2 : 1;
    const convolution = { input: image, outChannels, stride } as const;
    image = convolved(convolution);
    steps.push({
      kind: 'convolve',
      ...layerOf(`${name}.conv${layer + 1}`),
      shape: convolution,
      size: frames * sizeOf(image),
    });
    if (halve && downsample === 'pool') {
      const before = image;
      image = pooled(before);
      steps.push({ kind: 'pool', shape: before, size: frames * sizeOf(image) });
    }
  });
  steps.push({ kind: 'average', size: image.channels });
  steps.push({ kind: 'embed', ...layerOf(`${name}.dense`), size: featureDim });
  return steps;
}

/** The parameters of a CNN, initialised U(±1/sqrt(fan in)), weights and biases alike (PyTorch's default). */
export function cnnSpecs(
  name: string,
  shape: CnnShape,
  stream: ParameterSpec['stream'],
): ParameterSpec[] {
  const specs = ({ weight, bias }: Layer, shape: readonly number[]): ParameterSpec[] => {
    const fanIn = shape.slice(0, -1).reduce((product, side) => product * side, 1);
    const bound = 1 / Math.sqrt(fanIn);
    return [
      { name: weight, shape, bound, stream },
      { name: bias, shape: shape.slice(-1), bound, stream },
    ];
  };
  return stepsOf(name, shape).flatMap((step) => {
    if (step.kind === 'convolve') {
      return specs(step, [3, 3, step.shape.input.channels, step.shape.outChannels]);
    }
    return step.kind === 'embed'
      ? specs(step, [shape.channels.at(-1) as number, shape.featureDim])
      : [];
  });
}

/** An encoder of images or of several frames per sample. */
export class Cnn implements Encoder {
  readonly numbersPerRow: number;
  private readonly kernels: Kernels;
  private readonly arena: ParameterArena;
  private readonly embedding: Activation;
  private readonly steps: readonly Step[];

  constructor(kernels: Kernels, arena: ParameterArena, name: string, shape: CnnShape) {
    this.kernels = kernels;
    this.arena = arena;
    this.embedding = shape.embedding;
    this.steps = stepsOf(name, shape);
    this.numbersPerRow = this.steps.reduce((total, { size }) => total + size, 0);
  }

  tape(rows: number): Tape {
    const outputs = this.steps.map(({ size }) => this.kernels.allocate([rows, size]));
    return { outputs, gradients: outputs.slice(0, -1).map((o) => this.kernels.allocate(o.shape)) };
  }

  freeTape(tape: Tape): void {
    this.kernels.free([...tape.outputs, ...tape.gradients]);
  }

  forward(x: DeviceArray, tape: Tape): DeviceArray {
    let input = x;
    this.steps.forEach((step, s) => {
      const output = tape.outputs[s] as DeviceArray;
      this.forwardStep(step, input, output);
      input = output;
    });
    return input;
  }

  backward(x: DeviceArray, tape: Tape, dFeature: DeviceArray): void {
    const { kernels, arena, steps } = this;
    const { convolution } = kernels;
    if (this.embedding === 'relu') {
      kernels.reluGradient(tape.outputs.at(-1) as DeviceArray, dFeature);
    }
    for (let s = steps.length - 1; s >= 0; s--) {
      const step = steps[s] as Step;
      const input = s === 0 ? x : (tape.outputs[s - 1] as DeviceArray);
      const output = tape.outputs[s] as DeviceArray;
      const dOutput = s === steps.length - 1 ? dFeature : (tape.gradients[s] as DeviceArray);
      const dInput = s === 0 ? null : (tape.gradients[s - 1] as DeviceArray);
      if (dInput) kernels.clear(dInput);
      switch (step.kind) {
        case 'convolve': {
          const { weight, bias, shape } = step;
          // after pooling, the ReLU was dealt with there
          if (steps[s + 1]?.kind !== 'pool') kernels.reluGradient(output, dOutput);
          convolution.convolveWeightGradient(input, dOutput, arena, weight, bias, shape);
          if (dInput) convolution.convolveInputGradient(dOutput, arena, weight, shape, dInput);
          break;
        }
        case 'pool':
          // the largest of four is positive where its ReLU is open: the same gradient on a quarter of the numbers
          kernels.reluGradient(output, dOutput);
          if (dInput) convolution.maxPoolGradient(input, dOutput, step.shape, dInput);
          break;
        case 'average':
          if (dInput) convolution.averageGradient(dOutput, dInput);
          break;
        case 'embed': {
          const { weight, bias } = step;
          kernels.linearWeightGradient(input, dOutput, arena, weight, bias);
          if (dInput) kernels.linearInputGradient(dOutput, arena, weight, dInput);
        }
      }
    }
  }

  private forwardStep(step: Step, input: DeviceArray, output: DeviceArray): void {
    const { kernels, arena } = this;
    const { convolution } = kernels;
    switch (step.kind) {
      case 'convolve':
        convolution.convolve(input, arena, step.weight, step.bias, step.shape, 'relu', output);
        break;
      case 'pool':
        convolution.maxPool(input, step.shape, output);
        break;
      case 'average':
        convolution.average(input, output);
        break;
      case 'embed':
        kernels.linear(input, arena, step.weight, step.bias, this.embedding, output);
    }
  }
}

/** The cnn that the settings describe, of `[height, width, channels]` or `[frames, height, width, channels]`. */
export const cnn: EncoderMaker = (settings, shape, { name, stream }) => {
  const [width = 1, height = 1] = [shape.at(-2), shape.at(-3)];
  const planned: CnnShape = {
    frames: shape.at(-4) ?? 1,
    input: { height, width, channels: shape.at(-1) ?? 1 },
    channels: settings.channels,
    downsample: settings.downsample,
    featureDim: settings.featureDim,
    embedding: settings.embedding,
  };
  return {
    specs: cnnSpecs(name, planned, stream),
    build: (kernels, arena) => new Cnn(kernels, arena, name, planned),
  };
};
