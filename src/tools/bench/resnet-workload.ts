/**
 * The timed step with a ResNet-18 in the place of each small encoder, as the published code has it: parameters by torch's
 * names, batch norms over the batch, features of eight times its width.
 */
import { type ParameterStart, type Workload, workloadOf } from './workload';

/** How large. */
export interface ResNetSize {
  /** Of square pictures of three channels, in pixels. */
  readonly side: number;
  /** Channels of the first stage; 64 as published. */
  readonly width: number;
}

const CHANNELS = 3;
/** Dimensions of the feature for each of the width. */
export const FEATURES_PER_WIDTH = 8;

const filters = (name: string, side: number, from: number, to: number): ParameterStart => ({
  name: `${name}.weight`,
  shape: [side, side, from, to],
});

const norm = (name: string, channels: number): readonly ParameterStart[] => [
  { name: `${name}.weight`, shape: [channels], value: 1 },
  { name: `${name}.bias`, shape: [channels], value: 0 },
];

/** The parameters of a block; where sides are halved, what goes round it is a convolution and a norm. */
const block = (name: string, from: number, to: number): readonly ParameterStart[] => [
  filters(`${name}.conv1`, 3, from, to),
  ...norm(`${name}.bn1`, to),
  filters(`${name}.conv2`, 3, to, to),
  ...norm(`${name}.bn2`, to),
  ...(from === to
    ? []
    : [filters(`${name}.downsample.0`, 1, from, to), ...norm(`${name}.downsample.1`, to)]),
];

const encoderStarts = (width: number): readonly ParameterStart[] => [
  filters('conv1', 7, CHANNELS, width),
  ...norm('bn1', width),
  ...[1, 2, 4, 8].flatMap((times, stage) => {
    const from = stage === 0 ? width : (width * times) / 2;
    const to = width * times;
    return [...block(`layer${stage + 1}.0`, from, to), ...block(`layer${stage + 1}.1`, to, to)];
  }),
];

export const resnetWorkload = ({ side, width }: ResNetSize, batch: number): Workload =>
  workloadOf(
    {
      kind: 'resnet18',
      batch,
      dims: FEATURES_PER_WIDTH * width,
      inputShape: [side, side, CHANNELS],
    },
    encoderStarts(width),
  );
