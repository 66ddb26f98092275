/**
 * Small convolutional encoder with the backward pass written out: per layer a 3x3 convolution with ReLU, between
 * layers the sides are halved, at the end every channel's mean over the image, then a dense embedding.
 * Several frames of a sample go through the same layers and are averaged with the pixels, as in the code published
 * with OGM-GE and DI-MML (adaptive average pooling over time and space). A series is an image one pixel high, with
 * kernels of one row and three taps (cnn1d.ts).
 */
import {
  type ConvolutionShape,
  convolved,
  type ImageShape,
  tapsOf,
} from '../kernels/convolution/op';
import type {
  Activation,
  DeviceArray,
  Kernels,
  ParameterArena,
  ParameterSpec,
  Rows,
} from '../kernels/kernels';
import { pooled } from '../kernels/pooling/op';
import { chain, freeChain } from './chain';
import type { Encoder, EncoderMaker, EncoderPass, EncoderPlace, EncoderPlan } from './encoder';

/** Shape of a convolutional encoder. */
export interface CnnShape {
  /** Images per sample. */
  readonly frames: number;
  readonly input: ImageShape;
  /** Output channels of each layer, at least one. */
  readonly channels: readonly number[];
  /** How sides are halved between layers: 2x2 max pooling, or a convolution that steps by two. */
  readonly downsample: 'pool' | 'stride';
  /** Rows of the kernels; 1 for images one pixel high, which stride. */
  readonly kernelHeight: 1 | 3;
  readonly featureDim: number;
  readonly embedding: Activation;
}

/** Names of a layer's parameters. */
interface Layer {
  readonly weight: string;
  readonly bias: string;
}

/** One output, of `size` numbers per sample, and how it comes from the one before. */
type Step = { readonly size: number } & (
  | ({
      readonly kind: 'convolve';
      readonly shape: ConvolutionShape;
      /** Whether its ReLU's gradient is left to the pooling behind it. */
      readonly isPooled: boolean;
    } & Layer)
  | { readonly kind: 'pool'; readonly shape: ImageShape }
  | { readonly kind: 'average' }
  | ({ readonly kind: 'embed'; readonly inputs: number; readonly activation: Activation } & Layer)
);

const layerOf = (name: string): Layer => ({ weight: `${name}.weight`, bias: `${name}.bias` });

const sizeOf = ({ height, width, channels }: ImageShape) => height * width * channels;

/** The layers in order; an image with a side of one pixel, or a series of one moment, is not halved further. */
function stepsOf(name: string, shape: CnnShape): Step[] {
  const { frames, channels, downsample, kernelHeight, featureDim, embedding } = shape;
  const steps: Step[] = [];
  let image = shape.input;
  channels.forEach((outChannels, layer) => {
    const shortest = kernelHeight === 1 ? image.width : Math.min(image.height, image.width);
    const halve = layer < channels.length - 1 && shortest >= 2;
    const isPooled = halve && downsample === 'pool';
    const stride = halve && downsample === 'stride' ? 2 : 1;
    const convolution = { input: image, outChannels, stride, kernelHeight } as const;
    image = convolved(convolution);
    steps.push({
      kind: 'convolve',
      ...layerOf(`${name}.conv${layer + 1}`),
      shape: convolution,
      isPooled,
      size: frames * sizeOf(image),
    });
    if (isPooled) {
      const before = image;
      image = pooled(before);
      steps.push({ kind: 'pool', shape: before, size: frames * sizeOf(image) });
    }
  });
  steps.push({ kind: 'average', size: image.channels });
  steps.push({
    kind: 'embed',
    ...layerOf(`${name}.dense`),
    inputs: image.channels,
    size: featureDim,
    activation: embedding,
  });
  return steps;
}

/** Multiplications with additions of a step per sample. */
function multiplyAddsOf(step: Step): number {
  if (step.kind === 'convolve') return tapsOf(step.shape) * step.shape.input.channels * step.size;
  return step.kind === 'embed' ? step.inputs * step.size : 0;
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
      const { kernelHeight, input, outChannels } = step.shape;
      return specs(step, [kernelHeight, 3, input.channels, outChannels]);
    }
    return step.kind === 'embed' ? specs(step, [step.inputs, step.size]) : [];
  });
}

/** What there is around a step on the way back. */
interface Around {
  readonly input: DeviceArray;
  readonly output: DeviceArray;
  readonly dOutput: DeviceArray;
  /** Null where the step reads the data. */
  readonly dInput: DeviceArray | null;
}

const numbersOf = (steps: readonly Step[]): number =>
  steps.reduce((total, { size }) => total + size, 0);

/** An encoder of images or of several frames per sample. */
export class Cnn implements Encoder {
  readonly numbersPerRow: number;
  private readonly kernels: Kernels;
  private readonly arena: ParameterArena;
  private readonly steps: readonly Step[];

  constructor(kernels: Kernels, arena: ParameterArena, name: string, shape: CnnShape) {
    this.kernels = kernels;
    this.arena = arena;
    this.steps = stepsOf(name, shape);
    this.numbersPerRow = numbersOf(this.steps);
  }

  pass(rows: Rows): EncoderPass {
    const { kernels } = this;
    const { links, feature } = chain(kernels, this.steps, rows);
    return {
      feature,
      forward: (x) => {
        for (const { layer, before, output } of links) {
          this.forward(layer, before?.output ?? x, output);
        }
        return feature;
      },
      backward: (x, dFeature) => {
        let dOutput = dFeature;
        for (const { layer, before, output } of links.toReversed()) {
          // nobody asks for the gradient on the data
          const dInput = before?.gradient ?? null;
          if (dInput) kernels.clear(dInput);
          this.backward(layer, { input: before?.output ?? x, output, dOutput, dInput });
          dOutput = dInput ?? dOutput;
        }
      },
      free: () => freeChain(kernels, links),
    };
  }

  private forward(step: Step, input: DeviceArray, output: DeviceArray): void {
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
        kernels.linear(input, arena, step.weight, step.bias, step.activation, output);
    }
  }

  private backward(step: Step, { input, output, dOutput, dInput }: Around): void {
    const { kernels, arena } = this;
    const { convolution } = kernels;
    switch (step.kind) {
      case 'convolve': {
        const { weight, bias, shape, isPooled } = step;
        if (!isPooled) kernels.reluGradient(output, dOutput);
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
        const { weight, bias, activation } = step;
        if (activation === 'relu') kernels.reluGradient(output, dOutput);
        kernels.linearWeightGradient(input, dOutput, arena, weight, bias);
        if (dInput) kernels.linearInputGradient(dOutput, arena, weight, dInput);
      }
    }
  }
}

/** @returns the plan of a convolutional encoder of this shape. */
export function cnnPlan(shape: CnnShape, { name, stream }: EncoderPlace): EncoderPlan {
  const steps = stepsOf(name, shape);
  return {
    specs: cnnSpecs(name, shape, stream),
    multiplyAdds: steps.reduce((sum, step) => sum + multiplyAddsOf(step), 0),
    numbersPerRow: numbersOf(steps),
    build: (kernels, arena) => new Cnn(kernels, arena, name, shape),
  };
}

/** The cnn that the settings describe, of `[height, width, channels]` or `[frames, height, width, channels]`. */
export const cnn: EncoderMaker = (settings, shape, place) => {
  const { channels, downsample, featureDim, embedding } = settings;
  const [width = 1, height = 1] = [shape.at(-2), shape.at(-3)];
  const frames = shape.at(-4) ?? 1;
  const input = { height, width, channels: shape.at(-1) ?? 1 };
  return cnnPlan(
    { frames, input, channels, downsample, kernelHeight: 3, featureDim, embedding },
    place,
  );
};
