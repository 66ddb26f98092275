/**
 * A net of convolutions, batch norms and additions, each output of which may be read by several later ones: forward in
 * order, and backward in the reverse, every output collecting the gradients of those that read it.
 */
import type { BatchNorm } from '../kernels/batch-norm/op';
import { keptOf } from '../kernels/batch-norm/op';
import type { DeviceArray, Kernels, ParameterArena, Rows } from '../kernels/kernels';
import type { SpatialShape, WindowShape } from '../kernels/spatial-convolution/op';
import type { HandedOn } from '../kernels/storage/op';
import type { Encoder, EncoderPass, PassMode } from './encoder';

/** One output: numbers per sample, and the place of the output that it is made of, null for the data. */
export type Node = { readonly size: number; readonly from: number | null } & (
  | { readonly kind: 'convolve'; readonly weight: string; readonly shape: SpatialShape }
  | {
      readonly kind: 'normalise';
      readonly norm: BatchNorm;
      /** Place of the output that is added; null for none. */
      readonly residual: number | null;
    }
  | { readonly kind: 'pool'; readonly shape: WindowShape }
  | { readonly kind: 'average' }
);

/** An output of a batch, and the gradient that has reached it. */
interface Output {
  readonly node: Node;
  readonly value: DeviceArray;
  readonly gradient: DeviceArray;
  /** What a batch norm keeps of the statistics of the batch. */
  readonly kept: DeviceArray | null;
}

/** Numbers of all outputs of a sample. */
export const numbersOf = (nodes: readonly Node[]): number =>
  nodes.reduce((sum, { size }) => sum + size, 0);

export class ResidualNet implements Encoder {
  readonly numbersPerRow: number;
  private readonly kernels: Kernels;
  private readonly arena: ParameterArena;
  private readonly nodes: readonly Node[];

  /** @param nodes each behind those that it reads; the last is the feature. */
  constructor(kernels: Kernels, arena: ParameterArena, nodes: readonly Node[]) {
    this.kernels = kernels;
    this.arena = arena;
    this.nodes = nodes;
    this.numbersPerRow = numbersOf(nodes);
  }

  pass(rows: Rows): EncoderPass {
    const { kernels } = this;
    const end = this.nodes.at(-1);
    // the feature is for everybody
    const handedOn = (node: Node, holds: HandedOn) =>
      kernels.allocate([rows, node.size], node === end ? undefined : holds);
    const outputs = this.nodes.map(
      (node): Output => ({
        node,
        value: handedOn(node, 'activations'),
        gradient: handedOn(node, 'gradients'),
        kept: node.kind === 'normalise' ? kernels.allocate(keptOf(node.norm)) : null,
      }),
    );
    const last = outputs.at(-1);
    if (!last) throw new Error('A net has at least one output.');
    const feature = last.value;
    return {
      feature,
      forward: (x, mode) => {
        for (const output of outputs) this.forward(output, outputs, x, mode);
        return feature;
      },
      backward: (x, dFeature) => {
        for (const { gradient } of outputs) kernels.clear(gradient);
        for (const output of outputs.toReversed()) {
          this.backward(output, outputs, x, output === last ? dFeature : output.gradient);
        }
      },
      free: () =>
        kernels.free(
          outputs.flatMap(({ value, gradient, kept }) =>
            kept ? [value, gradient, kept] : [value, gradient],
          ),
        ),
    };
  }

  private forward(
    { node, value, kept }: Output,
    outputs: readonly Output[],
    x: DeviceArray,
    mode: PassMode,
  ): void {
    const { kernels, arena } = this;
    const deep = kernels.deep();
    const input = outputAt(outputs, node.from)?.value ?? x;
    switch (node.kind) {
      case 'convolve':
        deep.convolve(input, arena, node.weight, node.shape, value);
        break;
      case 'normalise': {
        const residual = outputAt(outputs, node.residual)?.value ?? null;
        const keeps = mode === 'training' ? kept : null;
        deep.normalise(input, arena, node.norm, residual, value, keeps);
        break;
      }
      case 'pool':
        deep.windowMax(input, node.shape, value);
        break;
      case 'average':
        kernels.convolution.average(input, value);
    }
  }

  private backward(
    { node, value, kept }: Output,
    outputs: readonly Output[],
    x: DeviceArray,
    dValue: DeviceArray,
  ): void {
    const { kernels, arena } = this;
    const deep = kernels.deep();
    const before = outputAt(outputs, node.from);
    const input = before?.value ?? x;
    // nobody asks for the gradient on the data
    const dInput = before?.gradient ?? null;
    switch (node.kind) {
      case 'convolve':
        deep.convolveWeightGradient(input, dValue, arena, node.weight, node.shape);
        if (dInput) deep.convolveInputGradient(dValue, arena, node.weight, node.shape, dInput);
        break;
      case 'normalise': {
        const residual = outputAt(outputs, node.residual)?.gradient ?? null;
        if (!kept || !dInput) throw new Error('A batch norm stands behind a convolution.');
        const into = { x: dInput, residual };
        deep.normaliseGradient(input, value, dValue, arena, node.norm, kept, into);
        break;
      }
      case 'pool':
        if (dInput) deep.windowMaxGradient(input, dValue, node.shape, dInput);
        break;
      case 'average':
        if (dInput) kernels.convolution.averageGradient(dValue, dInput);
    }
  }
}

/** The output at a place; null for the data, and where there is none. */
const outputAt = (outputs: readonly Output[], place: number | null): Output | null =>
  place === null ? null : (outputs[place] ?? null);
