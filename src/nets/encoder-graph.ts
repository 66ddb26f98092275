/** An encoder as operations: the layers of src/engine/encoders, by the names of their parameters. */
import type { EncoderSettings } from '../protocol/encoders';
import { LabError } from '../protocol/failure';
import type { GraphBuilder } from './graph';
import type { Parameters } from './parameters';
import { isResidual, residualGraph } from './residual-graph';

interface Place {
  readonly build: GraphBuilder;
  readonly parameters: Parameters;
  /** What the encoder's parameters begin with. */
  readonly name: string;
}

/** A linear map of something `[rows, in]`. */
export function linear(
  { build, parameters }: Omit<Place, 'name'>,
  x: string,
  name: string,
): string {
  const z = build.add({ op: 'matmul' }, [x, parameters.put(build, `${name}.weight`)]);
  return build.add({ op: 'add' }, [z, parameters.put(build, `${name}.bias`)]);
}

/** The feature of an input, both by name. @param shape of a sample. @throws LabError for an encoder that stands nowhere here. */
export function encoderGraph(
  place: Place,
  x: string,
  shape: readonly number[],
  settings: EncoderSettings,
): string {
  const { build, parameters, name } = place;
  if (isResidual(parameters, name)) return residualGraph(place, x, shape);
  const isConvolutional = parameters.has(`${name}.conv1.weight`);
  if (!isConvolutional && !parameters.has(`${name}.layer1.weight`)) {
    throw new LabError(
      'no-graph',
      `What the encoder "${settings.kind}" computes is written down nowhere in src/nets, so its nets cannot be taken out.`,
      'Choose another kind of encoder, or write its operations in src/nets/encoder-graph.ts.',
    );
  }
  const z = isConvolutional ? convolutions(place, x, shape, settings) : dense(place, x);
  return settings.embedding === 'relu' ? build.add({ op: 'relu' }, [z]) : z;
}

function dense(place: Place, input: string): string {
  const { build, parameters, name } = place;
  let x = linear(place, input, `${name}.layer1`);
  for (let k = 2; parameters.has(`${name}.layer${k}.weight`); k++) {
    x = linear(place, build.add({ op: 'relu' }, [x]), `${name}.layer${k}`);
  }
  return x;
}

function convolutions(
  place: Place,
  input: string,
  shape: readonly number[],
  { kind, downsample }: EncoderSettings,
): string {
  const { build, parameters, name } = place;
  const isSeries = kind === 'cnn1d';
  const channels = shape.at(-1) ?? 1;
  let [height, width] = isSeries ? [1, shape[0] ?? 1] : [shape.at(-3) ?? 1, shape.at(-2) ?? 1];
  const frames = shape.length === 4 ? (shape[0] ?? 1) : 1;
  let x = build.add({ op: 'reshape', shape: [-1, height, width, channels] }, [input]);
  let outChannels = channels;
  for (let k = 1; parameters.has(`${name}.conv${k}.weight`); k++) {
    const isLast = !parameters.has(`${name}.conv${k + 1}.weight`);
    const halves = !isLast && (isSeries ? width : Math.min(height, width)) >= 2;
    const stride = halves && (isSeries || downsample === 'stride') ? 2 : 1;
    const kernel = parameters.shapeOf(`${name}.conv${k}.weight`);
    const [rows = 3, columns = 3] = kernel;
    outChannels = kernel[3] ?? 1;
    x = build.add(
      {
        op: 'convolve',
        kernel,
        stride,
        padding: [(rows - 1) / 2, (columns - 1) / 2],
      },
      [x, parameters.put(build, `${name}.conv${k}.weight`)],
    );
    x = build.add({ op: 'add' }, [x, parameters.put(build, `${name}.conv${k}.bias`)]);
    x = build.add({ op: 'relu' }, [x]);
    [height, width] = [Math.ceil(height / stride), Math.ceil(width / stride)];
    if (halves && stride === 1) {
      x = build.add({ op: 'pool', side: 2, stride: 2 }, [x]);
      [height, width] = [Math.floor(height / 2), Math.floor(width / 2)];
    }
  }
  x = build.add({ op: 'reshape', shape: [-1, frames, height * width, outChannels] }, [x]);
  x = build.add({ op: 'mean', sides: [1, 2] }, [x]);
  return linear(place, x, `${name}.dense`);
}
