/**
 * ResNet-18 (He et al. 2016, arXiv 1512.03385) without its last layer, as the code published with DI-MML builds it
 * (models/backbone.py at 83b9b7a): a 7x7 convolution with stride 2, 3x3 max pooling, four stages of two blocks of two 3x3
 * convolutions around which what came in is added, and the mean over frames and pixels. Batch norm behind every
 * convolution, which has no bias. Parameters are called as in torch.
 */
import type { BatchNorm } from '../kernels/batch-norm/op';
import type { ImageShape } from '../kernels/convolution/op';
import type { ParameterSpec } from '../kernels/kernels';
import { placesOf, type SpatialShape, spatiallyConvolved } from '../kernels/spatial-convolution/op';
import { windowPooled } from '../kernels/window-pooling/op';
import type { EncoderMaker, EncoderPlace } from './encoder';
import { type Node, numbersOf, ResidualNet } from './residual-net';

/** Shape of a ResNet-18. */
interface ResNetShape {
  /** Images per sample. */
  readonly frames: number;
  readonly input: ImageShape;
  /** Channels of the first stage; every later one has twice as many. 64 as published. */
  readonly width: number;
}

const STAGES = [1, 2, 3, 4] as const;
const BLOCKS = [0, 1] as const;

/** An output and the images in it; `at` is null for the data. */
interface Place {
  readonly at: number | null;
  readonly image: ImageShape;
}

/** A convolution whose margin keeps sides as they are where it steps by one. */
interface Filters {
  readonly side: number;
  readonly stride: number;
  readonly outChannels: number;
}

const squareWindow = (side: number, stride: number) => ({
  height: side,
  width: side,
  stride,
  padding: (side - 1) / 2,
});

/** The outputs of the net one after the other. @param name that its parameters begin with. */
function nodesOf(name: string, { frames, input, width }: ResNetShape): readonly Node[] {
  const nodes: Node[] = [];
  const sizeOf = ({ height, width, channels }: ImageShape) => frames * height * width * channels;
  const place = (image: ImageShape, node: Node): Place => ({ at: nodes.push(node) - 1, image });

  function convolved(from: Place, layer: string, { side, stride, outChannels }: Filters): Place {
    const shape = { input: from.image, outChannels, window: squareWindow(side, stride) };
    const image = spatiallyConvolved(shape);
    const weight = `${name}.${layer}.weight`;
    return place(image, { kind: 'convolve', from: from.at, weight, shape, size: sizeOf(image) });
  }

  function normed(from: Place, layer: string, relu: boolean, residual: Place | null): Place {
    const { image } = from;
    const of = (parameter: string) => `${name}.${layer}.${parameter}`;
    const norm = {
      channels: image.channels,
      scale: of('weight'),
      shift: of('bias'),
      mean: of('running_mean'),
      variance: of('running_var'),
      relu,
    };
    const size = sizeOf(image);
    return place(image, {
      kind: 'normalise',
      from: from.at,
      norm,
      residual: residual?.at ?? null,
      size,
    });
  }

  function block(from: Place, layer: string, outChannels: number, stride: number): Place {
    const outer = { side: 3, stride, outChannels };
    const first = normed(convolved(from, `${layer}.conv1`, outer), `${layer}.bn1`, true, null);
    const second = convolved(first, `${layer}.conv2`, { ...outer, stride: 1 });
    const halved = () => convolved(from, `${layer}.downsample.0`, { ...outer, side: 1 });
    const identity = stride === 1 ? from : normed(halved(), `${layer}.downsample.1`, false, null);
    return normed(second, `${layer}.bn2`, true, identity);
  }

  const data: Place = { at: null, image: input };
  const stem = convolved(data, 'conv1', { side: 7, stride: 2, outChannels: width });
  const begun = normed(stem, 'bn1', true, null);
  const shape = { input: begun.image, window: squareWindow(3, 2) };
  const pooled = windowPooled(shape);
  let last = place(pooled, { kind: 'pool', from: begun.at, shape, size: sizeOf(pooled) });
  for (const stage of STAGES) {
    for (const each of BLOCKS) {
      const stride = stage > 1 && each === 0 ? 2 : 1;
      last = block(last, `layer${stage}.${each}`, width * 2 ** (stage - 1), stride);
    }
  }
  nodes.push({ kind: 'average', from: last.at, size: last.image.channels });
  return nodes;
}

/** He's start for layers before a ReLU, by what comes out: normal, standard deviation sqrt(2 / (out x height x width)). */
function kernelSpec(weight: string, { input, window, outChannels }: SpatialShape) {
  const { height, width } = window;
  const sd = Math.sqrt(2 / (outChannels * height * width));
  return { name: weight, shape: [height, width, input.channels, outChannels], mean: 0, sd };
}

/** Scales begin about 1, shifts at 0, running values at a mean of 0 and a variance of 1, as released. */
function normSpecs({ channels, scale, shift, mean, variance }: BatchNorm) {
  const shape = [channels];
  return [
    { name: scale, shape, mean: 1, sd: 0.02 },
    { name: shift, shape, value: 0 },
    { name: mean, shape, value: 0, isTrained: false },
    { name: variance, shape, value: 1, isTrained: false },
  ] as const;
}

const specsOf = (nodes: readonly Node[], { stream }: EncoderPlace): ParameterSpec[] =>
  nodes.flatMap((node): ParameterSpec[] => {
    if (node.kind === 'convolve') return [{ ...kernelSpec(node.weight, node.shape), stream }];
    if (node.kind !== 'normalise') return [];
    return normSpecs(node.norm).map((spec) => ({ ...spec, stream }));
  });

/** Multiplications with additions of a sample; batch norms have a few for each of its numbers, which are not counted. */
function multiplyAddsOf(node: Node, frames: number): number {
  if (node.kind !== 'convolve') return 0;
  const { input, window, outChannels } = node.shape;
  const { height, width } = placesOf(node.shape);
  const taps = window.height * window.width * input.channels;
  return frames * height * width * taps * outChannels;
}

/** The ResNet-18 that the settings describe, of `[height, width, channels]` or `[frames, height, width, channels]`. */
export const resnet18: EncoderMaker = ({ width }, shape, place) => {
  const [imageWidth = 1, height = 1] = [shape.at(-2), shape.at(-3)];
  const frames = shape.at(-4) ?? 1;
  const input = { height, width: imageWidth, channels: shape.at(-1) ?? 1 };
  const nodes = nodesOf(place.name, { frames, input, width });
  // what the mean over frames and pixels leaves, and what it is taken of
  const [last, feature] = [nodes.at(-2), nodes.at(-1)];
  return {
    specs: specsOf(nodes, place),
    multiplyAdds: nodes.reduce((sum, node) => sum + multiplyAddsOf(node, frames), 0),
    numbersPerRow: numbersOf(nodes),
    isDeep: true,
    ...(last?.size === frames * (feature?.size ?? 0) && { endsInOnePixel: true }),
    build: (kernels, arena) => new ResidualNet(kernels, arena, nodes),
  };
};
