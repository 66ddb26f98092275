/** A ResNet-18 as operations, in inference (src/engine/encoders/resnet18.ts). */
import type { GraphBuilder } from './graph';
import type { Parameters } from './parameters';

/** Images `[images, height, width, channels]`, by the name of the operation that gives them. */
interface Images {
  readonly of: string;
  readonly height: number;
  readonly width: number;
}

/** Where an encoder's operations go, and what its parameters begin with. */
interface Place {
  readonly build: GraphBuilder;
  readonly parameters: Parameters;
  readonly name: string;
}

/** Whether the parameters that begin so are a ResNet-18's. */
export const isResidual = (parameters: Parameters, name: string): boolean =>
  parameters.has(`${name}.bn1.running_mean`);

/** The feature, by name. @param shape of a sample. */
export function residualGraph(place: Place, input: string, shape: readonly number[]): string {
  const { build, parameters, name } = place;
  const [height = 1, width = 1, channels = 1] = shape.slice(-3);
  const frames = shape.at(-4) ?? 1;
  const of = build.add({ op: 'reshape', shape: [-1, height, width, channels] }, [input]);
  const begun = relu(place, convolved(place, { of, height, width }, 'conv1', 'bn1', 2));
  let images = pooled(place, begun);
  for (let stage = 1; parameters.hasModule(`${name}.layer${stage}`); stage++) {
    for (let each = 0; parameters.hasModule(`${name}.layer${stage}.${each}`); each++) {
      images = block(place, images, `layer${stage}.${each}`, stage > 1 && each === 0 ? 2 : 1);
    }
  }
  const [out = 1] = parameters.shapeOf(`${name}.layer4.1.bn2.weight`);
  const apart = [-1, frames, images.height * images.width, out];
  const framed = build.add({ op: 'reshape', shape: apart }, [images.of]);
  return build.add({ op: 'mean', sides: [1, 2] }, [framed]);
}

function block(place: Place, from: Images, layer: string, stride: number): Images {
  const { build, parameters, name } = place;
  const first = relu(place, convolved(place, from, `${layer}.conv1`, `${layer}.bn1`, stride));
  const second = convolved(place, first, `${layer}.conv2`, `${layer}.bn2`, 1);
  const [conv, norm] = [`${layer}.downsample.0`, `${layer}.downsample.1`];
  const identity = parameters.hasModule(`${name}.${conv}`)
    ? convolved(place, from, conv, norm, stride)
    : from;
  const sum = build.add({ op: 'add' }, [second.of, identity.of]);
  return relu(place, { ...second, of: sum });
}

const relu = ({ build }: Place, images: Images): Images => ({
  ...images,
  of: build.add({ op: 'relu' }, [images.of]),
});

/** A convolution with half a kernel of zeros around the images, and the batch norm behind it. */
function convolved(
  { build, parameters, name }: Place,
  { of, height, width }: Images,
  conv: string,
  norm: string,
  stride: number,
): Images {
  const weight = `${name}.${conv}.weight`;
  const kernel = parameters.shapeOf(weight);
  const padding = ((kernel[0] ?? 1) - 1) / 2;
  const z = build.add({ op: 'convolve', kernel, stride, padding: [padding, padding] }, [
    of,
    parameters.put(build, weight),
  ]);
  const learned = ['weight', 'bias', 'running_mean', 'running_var'].map((word) =>
    parameters.put(build, `${name}.${norm}.${word}`),
  );
  return {
    of: build.add({ op: 'normalise' }, [z, ...learned]),
    height: Math.ceil(height / stride),
    width: Math.ceil(width / stride),
  };
}

/** 3 x 3 maxima at every second pixel. What comes out of a ReLU is not below the zeros around it. */
function pooled({ build }: Place, { of, height, width }: Images): Images {
  const padded = build.add({ op: 'pad', lines: 1 }, [of]);
  return {
    of: build.add({ op: 'pool', side: 3, stride: 2 }, [padded]),
    height: Math.ceil(height / 2),
    width: Math.ceil(width / 2),
  };
}
