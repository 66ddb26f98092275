/**
 * Multi-layer perceptron encoder: one modality's input to its feature, with the backward pass written out.
 * Hidden layers are ReLU; the embedding is linear (the lab's default) or ReLU (as published).
 */

import { sizeOf } from '../../math/shape';
import type {
  Activation,
  DeviceArray,
  Kernels,
  ParameterArena,
  ParameterSpec,
} from '../kernels/kernels';
import type { Encoder, EncoderMaker, Tape } from './encoder';

const layerName = (name: string, layer: number) => `${name}.layer${layer + 1}`;

/**
 * The parameters of an MLP, initialised U(±1/sqrt(fan in)), weights and biases alike (PyTorch's default).
 * @param widths input size, hidden sizes, feature dimension.
 */
export function mlpSpecs(
  name: string,
  widths: readonly number[],
  stream: ParameterSpec['stream'],
): ParameterSpec[] {
  return widths.slice(1).flatMap((width, layer) => {
    const fanIn = widths[layer] as number;
    const bound = 1 / Math.sqrt(fanIn);
    return [
      { name: `${layerName(name, layer)}.weight`, shape: [fanIn, width], bound, stream },
      { name: `${layerName(name, layer)}.bias`, shape: [width], bound, stream },
    ];
  });
}

/** An encoder of any input, read as a list of numbers. */
export class Mlp implements Encoder {
  readonly numbersPerRow: number;
  private readonly kernels: Kernels;
  private readonly arena: ParameterArena;
  private readonly name: string;
  private readonly widths: readonly number[];
  private readonly embedding: Activation;

  constructor(
    kernels: Kernels,
    arena: ParameterArena,
    name: string,
    widths: readonly number[],
    embedding: Activation,
  ) {
    this.kernels = kernels;
    this.arena = arena;
    this.name = name;
    this.widths = widths;
    this.embedding = embedding;
    this.numbersPerRow = widths.slice(1).reduce((total, width) => total + width, 0);
  }

  tape(rows: number): Tape {
    const outputs = this.widths.slice(1).map((width) => this.kernels.allocate([rows, width]));
    return { outputs, gradients: outputs.slice(0, -1).map((o) => this.kernels.allocate(o.shape)) };
  }

  freeTape(tape: Tape): void {
    this.kernels.free([...tape.outputs, ...tape.gradients]);
  }

  forward(x: DeviceArray, tape: Tape): DeviceArray {
    let input = x;
    tape.outputs.forEach((output, layer) => {
      const name = layerName(this.name, layer);
      const last = layer === tape.outputs.length - 1;
      this.kernels.linear(
        input,
        this.arena,
        `${name}.weight`,
        `${name}.bias`,
        last ? this.embedding : 'relu',
        output,
      );
      input = output;
    });
    return input;
  }

  backward(x: DeviceArray, tape: Tape, dFeature: DeviceArray): void {
    const last = tape.outputs.length - 1;
    let dOutput = dFeature;
    for (let layer = last; layer >= 0; layer--) {
      const output = tape.outputs[layer] as DeviceArray;
      const name = layerName(this.name, layer);
      if (layer < last || this.embedding === 'relu') this.kernels.reluGradient(output, dOutput);
      const input = layer === 0 ? x : (tape.outputs[layer - 1] as DeviceArray);
      this.kernels.linearWeightGradient(
        input,
        dOutput,
        this.arena,
        `${name}.weight`,
        `${name}.bias`,
      );
      if (layer === 0) return; // nobody asks for the gradient on the data
      const dInput = tape.gradients[layer - 1] as DeviceArray;
      this.kernels.clear(dInput);
      this.kernels.linearInputGradient(dOutput, this.arena, `${name}.weight`, dInput);
      dOutput = dInput;
    }
  }
}

/** The mlp that the settings describe; it reads a sample of any shape as one list. */
export const mlp: EncoderMaker = ({ hidden, featureDim, embedding }, shape, { name, stream }) => {
  const widths = [sizeOf(shape), ...hidden, featureDim];
  return {
    specs: mlpSpecs(name, widths, stream),
    build: (kernels, arena) => new Mlp(kernels, arena, name, widths, embedding),
  };
};
