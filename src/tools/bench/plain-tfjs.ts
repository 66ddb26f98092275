/**
 * The step as tfjs's own tutorials would write it: layers, its losses, its tape, its momentum optimizer. On a graphics
 * card, or on WebAssembly, which is what its users without one get.
 */
import * as tf from '@tensorflow/tfjs';
import '@tensorflow/tfjs-backend-webgpu';
import { setThreadsCount, setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import { wasmBinaries } from '../../engine/device/wasm-binaries';
import { type Contender, timed } from './contender';
import {
  CLASSES,
  CNN_CHANNELS,
  DIMS,
  HALF,
  LEARNING_RATE,
  MLP_WIDTHS,
  MODALITIES,
  MOMENTUM,
  oneHot,
  TEMPERATURE,
  type Workload,
} from './workload';

async function start(backend: 'webgpu' | 'wasm'): Promise<void> {
  if (backend === 'wasm') {
    const binaries = await wasmBinaries();
    if (binaries) setWasmPaths(binaries.addresses, binaries.fetched);
    setThreadsCount(1);
  }
  if (!(await tf.setBackend(backend))) throw new Error(`tfjs could not start ${backend}.`);
}

export async function openPlainTfjs(
  workload: Workload,
  backend: 'webgpu' | 'wasm',
): Promise<Contender> {
  const { kind, batch, parameters, inputs, inputShape, labels } = workload;
  await start(backend);
  const weightsOf = (prefix: string) =>
    parameters
      .filter(({ name }) => name.startsWith(prefix))
      .map(({ values, shape }) => tf.tensor(values, [...shape]));

  const encoderOf = (id: string): tf.Sequential => {
    const net = tf.sequential();
    if (kind === 'mlp') {
      net.add(
        tf.layers.dense({
          inputShape: [MLP_WIDTHS[0]],
          units: MLP_WIDTHS[1],
          activation: 'relu',
        }),
      );
      net.add(tf.layers.dense({ units: DIMS, activation: 'relu' }));
    } else {
      CNN_CHANNELS.forEach((filters, layer) => {
        net.add(
          tf.layers.conv2d({
            ...(layer === 0 ? { inputShape: [...inputShape] } : {}),
            filters,
            kernelSize: 3,
            padding: 'same',
            activation: 'relu',
          }),
        );
        if (layer < CNN_CHANNELS.length - 1) net.add(tf.layers.maxPooling2d({ poolSize: 2 }));
      });
      net.add(tf.layers.globalAveragePooling2d({ dataFormat: 'channelsLast' }));
      net.add(tf.layers.dense({ units: DIMS }));
    }
    net.setWeights(weightsOf(`${id}.encoder.`));
    return net;
  };
  const headOf = (name: string) => {
    const head = tf.layers.dense({ units: CLASSES, inputShape: [DIMS] });
    head.build([null, DIMS]);
    head.setWeights(weightsOf(`${name}.`));
    return (x: tf.Tensor) => head.apply(x) as tf.Tensor;
  };

  const encoders = MODALITIES.map(encoderOf);
  const heads = MODALITIES.map((id) => headOf(`${id}.head`));
  const shared = headOf('shared');
  const batches = inputs.map((values) => tf.tensor(values, [batch, ...inputShape]));
  const targets = tf.tensor2d(oneHot(labels), [batch, CLASSES]);
  const own = tf.eye(batch);
  // a customGrad that returned x itself would not stop the gradient
  const constant = tf.customGrad((x) => ({
    value: (x as tf.Tensor).clone(),
    gradFunc: (dy) => tf.zerosLike(dy),
  }));

  const crossEntropies = (features: readonly tf.Tensor[]): tf.Scalar =>
    features
      .flatMap((feature, m) => [heads[m]?.(feature) as tf.Tensor, shared(feature)])
      .map((logits): tf.Tensor => tf.losses.softmaxCrossEntropy(targets, logits))
      .reduce((a, b) => a.add(b)) as tf.Scalar;
  /** The half on which modality m teaches. A slice: tfjs has no gradient of `gather` on WebAssembly. */
  const half = (feature: tf.Tensor, m: number) => feature.slice([0, m * HALF], [batch, HALF]);
  const duc = (student: tf.Tensor, teacher: tf.Tensor, m: number): tf.Scalar =>
    tf
      .logSoftmax(
        tf.matMul(half(student, m), constant(half(teacher, m)), false, true).div(TEMPERATURE),
      )
      .mul(own)
      .sum()
      .neg()
      .div(batch);
  const featuresOf = () =>
    encoders.map((encoder, m) => encoder.apply(batches[m] as tf.Tensor, { training: true })) as [
      tf.Tensor,
      tf.Tensor,
    ];

  const first = tf.tidy(() => crossEntropies(featuresOf()));
  const firstLoss = (await first.data())[0] as number;
  const optimizer = tf.train.momentum(LEARNING_RATE, MOMENTUM);
  let last: tf.Scalar | null = null;
  const step = () => {
    const loss = optimizer.minimize(() => {
      const [a, b] = featuresOf();
      return crossEntropies([a, b])
        .add(duc(b, a, 0))
        .add(duc(a, b, 1)) as tf.Scalar;
    }, true);
    last?.dispose();
    last = loss;
  };
  return {
    adapter: `tfjs-backend-${backend}`,
    firstLoss,
    turn: (steps) =>
      timed(steps, step, async () => {
        await last?.data();
      }),
    bytes: () => tf.memory().numBytes,
    close: () => tf.disposeVariables(),
  };
}
