/**
 * Multi-layer perceptron encoder: one modality's input to its feature, with the backward pass written out.
 * Hidden layers are ReLU; the embedding is linear (the lab's default) or ReLU (as published).
 */
import { sizeOf } from '../../math/shape';
import { zip } from '../../math/zip';
import type { Activation, Kernels, ParameterArena, ParameterSpec, Rows } from '../kernels/kernels';
import { chain, freeChain } from './chain';
import type { Encoder, EncoderMaker, EncoderPass } from './encoder';

/** One layer and the names of its parameters. */
interface Layer {
  readonly weight: string;
  readonly bias: string;
  /** Numbers it takes per sample, and gives. */
  readonly inputs: number;
  readonly size: number;
  readonly activation: Activation;
}

/** @param widths input size, hidden sizes, feature dimension. */
function layersOf(name: string, widths: readonly number[], embedding: Activation): Layer[] {
  return zip(widths.slice(0, -1), widths.slice(1)).map(([inputs, size], k) => ({
    weight: `${name}.layer${k + 1}.weight`,
    bias: `${name}.layer${k + 1}.bias`,
    inputs,
    size,
    activation: k < widths.length - 2 ? 'relu' : embedding,
  }));
}

/**
 * The parameters of an MLP, initialised U(±1/sqrt(fan in)), weights and biases alike (PyTorch's default).
 * @param widths input size, hidden sizes, feature dimension.
 */
export function mlpSpecs(
  name: string,
  widths: readonly number[],
  stream: ParameterSpec['stream'],
): ParameterSpec[] {
  return layersOf(name, widths, 'linear').flatMap(({ weight, bias, inputs, size }) => {
    const bound = 1 / Math.sqrt(inputs);
    return [
      { name: weight, shape: [inputs, size], bound, stream },
      { name: bias, shape: [size], bound, stream },
    ];
  });
}

const numbersOf = (layers: readonly Layer[]): number =>
  layers.reduce((total, { size }) => total + size, 0);

/** An encoder of any input, read as a list of numbers. */
export class Mlp implements Encoder {
  readonly numbersPerRow: number;
  private readonly kernels: Kernels;
  private readonly arena: ParameterArena;
  private readonly layers: readonly Layer[];

  /** @param widths input size, hidden sizes, feature dimension. */
  constructor(
    kernels: Kernels,
    arena: ParameterArena,
    name: string,
    widths: readonly number[],
    embedding: Activation,
  ) {
    this.kernels = kernels;
    this.arena = arena;
    this.layers = layersOf(name, widths, embedding);
    this.numbersPerRow = numbersOf(this.layers);
  }

  pass(rows: Rows): EncoderPass {
    const { kernels, arena } = this;
    const { links, feature } = chain(kernels, this.layers, rows);
    return {
      feature,
      forward(x) {
        for (const { layer, before, output } of links) {
          const { weight, bias, activation } = layer;
          kernels.linear(before?.output ?? x, arena, weight, bias, activation, output);
        }
        return feature;
      },
      backward(x, dFeature) {
        let dOutput = dFeature;
        for (const { layer, before, output } of links.toReversed()) {
          const { weight, bias, activation } = layer;
          if (activation === 'relu') kernels.reluGradient(output, dOutput);
          kernels.linearWeightGradient(before?.output ?? x, dOutput, arena, weight, bias);
          if (!before) return; // nobody asks for the gradient on the data
          kernels.clear(before.gradient);
          kernels.linearInputGradient(dOutput, arena, weight, before.gradient);
          dOutput = before.gradient;
        }
      },
      free: () => freeChain(kernels, links),
    };
  }
}

/** The mlp that the settings describe; it reads a sample of any shape as one list. */
export const mlp: EncoderMaker = ({ hidden, featureDim, embedding }, shape, { name, stream }) => {
  const widths = [sizeOf(shape), ...hidden, featureDim];
  const layers = layersOf(name, widths, embedding);
  return {
    specs: mlpSpecs(name, widths, stream),
    multiplyAdds: layers.reduce((sum, { inputs, size }) => sum + inputs * size, 0),
    numbersPerRow: numbersOf(layers),
    build: (kernels, arena) => new Mlp(kernels, arena, name, widths, embedding),
  };
};
