/**
 * The engine's explicit backpropagation against tfjs's own tape: one joint step of two encoders and a fusion head.
 * Whole tfjs is imported here and nowhere in the product, which needs none of its gradients.
 */

import * as tf from '@tensorflow/tfjs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { randomStream } from '../math/rng';
import { zip } from '../math/zip';
import { type Device, openVariant } from './device/device';
import { Mlp, mlpSpecs } from './encoders/mlp';
import { createFusionHead, fusionHeadSpecs } from './heads/fusion-head';
import { initialise } from './initialise';

const ROWS = 9;
const CLASSES = 4;
const WIDTHS = [
  [5, 8, 6],
  [7, 8, 6],
] as const;

let device: Device;
beforeAll(async () => {
  device = await openVariant('cpu');
});
afterAll(() => device.close());

describe.each(['linear', 'relu'] as const)('a joint step with %s embeddings', (embedding) => {
  it('has the gradients of tfjs’s autodiff', async () => {
    const { kernels } = device;
    const random = randomStream(8, 'autodiff');
    const data = WIDTHS.map(([inputs]) =>
      Float32Array.from({ length: ROWS * inputs }, () => random.normal()),
    );
    const labels = Array.from({ length: ROWS }, (_, i) => i % CLASSES);
    const ids = ['m0', 'm1'];
    const shape = {
      kind: 'concat' as const,
      hidden: 0,
      classes: CLASSES,
      featureDims: ids.map(() => 6),
    };
    const arena = kernels.arena([
      ...ids.flatMap((id, m) => mlpSpecs(id, WIDTHS[m]!, ['test', id])),
      ...fusionHeadSpecs('fusion', shape, ['test']),
    ]);
    initialise(arena, 6);
    const start = await arena.read();

    const encoders = ids.map((id, m) => new Mlp(kernels, arena, id, WIDTHS[m]!, embedding));
    const head = createFusionHead(kernels, arena, 'fusion', shape);
    const fusion = head.pass(ROWS);
    const inputs = data.map((values, m) => kernels.upload(values, [ROWS, WIDTHS[m]![0]]));
    const oneHot = labels.flatMap((label) => [0, 1, 2, 3].map((c) => Number(c === label)));
    const targets = kernels.upload(Float32Array.from(oneHot), [ROWS, CLASSES]);
    const recorder = kernels.recorder();
    const lanes = zip(encoders, inputs).map(([encoder, input]) => {
      const pass = encoder.pass(ROWS);
      return { input, pass, dFeature: kernels.allocate(pass.feature.shape) };
    });
    const features = lanes.map(({ input, pass }) => pass.forward(input, 'training'));
    const dFeatures = lanes.map(({ dFeature }) => dFeature);
    kernels.clearGradients(arena);
    const logits = fusion.forward(features);
    kernels.crossEntropy(logits, targets, 1, fusion.dLogits, { recorder, name: 'ce' });
    fusion.backward(features, dFeatures);
    for (const { input, pass, dFeature } of lanes) pass.backward(input, dFeature);

    const names = arena.specs.map(({ name }) => name);
    const loss = (...tensors: tf.Tensor[]): tf.Scalar => {
      const at = (name: string) => tensors[names.indexOf(name)] as tf.Tensor2D;
      const joint = ids.map((id, m) => {
        const x = tf.tensor2d(data[m]!, [ROWS, WIDTHS[m]![0]]);
        const hidden = x
          .matMul(at(`${id}.layer1.weight`))
          .add(at(`${id}.layer1.bias`))
          .relu();
        const f = hidden.matMul(at(`${id}.layer2.weight`)).add(at(`${id}.layer2.bias`));
        return (embedding === 'relu' ? f.relu() : f) as tf.Tensor2D;
      });
      const weight = tf.concat([at('fusion.0.weight'), at('fusion.1.weight')], 0) as tf.Tensor2D;
      const z = tf.concat(joint, 1).matMul(weight).add(at('fusion.bias'));
      const oneHotTensor = tf.tensor2d(oneHot, [ROWS, CLASSES]);
      return tf.losses.softmaxCrossEntropy(oneHotTensor, z) as tf.Scalar;
    };
    const gradients = tf.tidy(() =>
      tf.grads(loss)(arena.specs.map(({ name, shape: s }) => tf.tensor(start.get(name)!, [...s]))),
    );
    for (const [k, name] of names.entries()) {
      const want = await gradients[k]!.data();
      const got = await kernels.readGradients(arena, [name]);
      expect(got).toHaveLength(want.length);
      want.forEach((value, i) => {
        expect(got[i], `${name}[${i}]`).toBeCloseTo(value, 5);
      });
    }

    tf.dispose(gradients);
    recorder.free();
    fusion.free();
    for (const { pass } of lanes) pass.free();
    kernels.free([...inputs, ...dFeatures, targets]);
    arena.free();
  });
});
