/**
 * The 1-D CNN against PyTorch: the same start, data and optimizer give the same features and parameters over five steps of
 * training, on every back end that runs in Node. The file is made by testing/torch/cnn1d.py.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { encoderOf } from '../../protocol/encoders';
import { parseSettings } from '../../protocol/settings';
import { IN_NODE, openInNode } from '../../testing/in-node';
import golden from '../../testing/torch/cnn1d.json' with { type: 'json' };
import type { Device } from '../device/device';
import { cnn1d } from './cnn1d';

/** Of float32 over five steps. */
const DIGITS = 4;

describe.each(IN_NODE)('a cnn1d on %s', (backend) => {
  let device: Device;
  beforeAll(async () => {
    device = await openInNode(backend);
  });
  afterAll(() => device.close());

  it('trains as PyTorch does', async () => {
    const { kernels } = device;
    const { channels, featureDim, rows, shape, sgd } = golden;
    const settings = parseSettings({ encoders: { '*': { kind: 'cnn1d', channels, featureDim } } });
    const plan = cnn1d(encoderOf(settings, 'x'), shape, { name: 'e', stream: [] });
    const arena = kernels.arena(plan.specs);
    for (const [name, values] of Object.entries(golden.start)) {
      arena.write(name, Float32Array.from(values));
    }
    const encoder = plan.build(kernels, arena);
    const pass = encoder.pass(rows);
    const x = kernels.upload(Float32Array.from(golden.x), [rows, golden.x.length / rows]);
    const away = kernels.upload(
      Float32Array.from(golden.target, (value) => -value),
      [rows, featureDim],
    );
    const dFeature = kernels.allocate([rows, featureDim]);
    for (const wanted of golden.features) {
      kernels.clearGradients(arena);
      const feature = pass.forward(x, 'training');
      const [seen] = await kernels.read([feature]);
      wanted.forEach((value, at) => {
        expect(seen[at]).toBeCloseTo(value, DIGITS);
      });
      kernels.clear(dFeature);
      kernels.add(feature, dFeature);
      kernels.add(away, dFeature);
      pass.backward(x, dFeature);
      kernels.sgd(arena, sgd);
    }
    const end = await arena.read();
    for (const [name, values] of Object.entries(golden.end)) {
      values.forEach((value, at) => {
        expect(end.get(name)?.[at], name).toBeCloseTo(value, DIGITS);
      });
    }
    pass.free();
    arena.free();
    kernels.free([x, away, dFeature]);
  });
});
