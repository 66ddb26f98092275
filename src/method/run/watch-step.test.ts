import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Device, openVariant } from '../../engine/device/device';
import { parametersOf, toyData, toyRun } from '../../testing/one-step';
import { catalogue } from '../catalogue';
import { standingOf } from './standing';
import { watchStep } from './watch-step';

let device: Device;
beforeAll(async () => {
  device = await openVariant('cpu');
});
afterAll(() => device.close());

it.each(catalogue.map(({ id }) => id))(
  'looking at a step of %s leaves parameters and device as they were',
  async (id) => {
    const { kernels } = device;
    const toy = await toyRun(kernels, id, toyData(2), {
      methodDefaults: { '*': { fusionEpochs: 1, teacherEpochs: 1 } },
    });
    const before = await toy.epoch(0);
    const standing = await standingOf(toy.run, 1);
    const held = kernels.memory();
    const seen = await watchStep(toy.context, standing, null);
    expect(kernels.memory()).toEqual(held);
    expect(await parametersOf(toy.run)).toEqual(before);
    expect(seen.losses.length).toBeGreaterThan(0);
    for (const { value } of seen.losses) expect(value).toBeGreaterThan(0);
    toy.free();
  },
);

it('the losses\u2019 gradients are what the step would be made of', async () => {
  const toy = await toyRun(device.kernels, 'multi-loss', toyData(2));
  const seen = await watchStep(toy.context, null, null);
  expect(seen.losses.map(({ name }) => name)).toEqual(['fusion', 'm0', 'm1']);
  for (const id of ['m0', 'm1']) {
    const parts = seen.losses.map(({ gradientOn }) => gradientOn[id] as number);
    const whole = seen.gradient[id] as number;
    // a sum of vectors is no longer than all of them in line
    expect(whole).toBeLessThanOrEqual(parts.reduce((a, b) => a + b, 0) + 1e-6);
    expect(whole).toBeGreaterThan(0);
  }
  toy.free();
});

it('p - y is as long as the probabilities say', async () => {
  const toy = await toyRun(device.kernels, 'joint', toyData(2));
  const { losses, label } = await watchStep(toy.context, null, null);
  const [fusion] = losses;
  const p = fusion?.probabilities ?? [];
  const own = Math.hypot(...p.map((each, c) => each - (c === label ? 1 : 0)));
  // untrained, every sample's error is about that of the first
  expect(Math.abs((fusion?.residual ?? 0) - own)).toBeLessThan(0.3);
  toy.free();
});

it('says so where a stage does not exist', async () => {
  const toy = await toyRun(device.kernels, 'joint', toyData(2));
  await expect(watchStep(toy.context, null, 'nowhere')).rejects.toThrow('no stage "nowhere"');
  toy.free();
});

it.each([
  ['ogm', 'gradientFactor'],
  ['agm', 'gradientFactor'],
  ['mslr', 'rateFactor'],
  ['opm', 'droppedShare'],
  ['pmr', 'prototypePull'],
])('%s says how it steers in this very step', async (id, measure) => {
  const settings = id === 'opm' ? { methods: { opm: { p: 1, q: 1, alpha: 0 } } } : {};
  const toy = await toyRun(device.kernels, id, toyData(2), settings);
  const { steering, steeringOfFirst } = await watchStep(toy.context, null, null);
  expect(Object.keys(steering)).toEqual([measure]);
  expect(Object.keys(steering[measure] ?? {})).toEqual(['m0', 'm1']);
  if (id === 'opm') {
    // all of the leader's samples are dropped, the first among them
    expect(steeringOfFirst).toEqual(steering);
    expect(Object.values(steering[measure] ?? {}).sort()).toEqual([0, 1]);
  } else {
    expect(steeringOfFirst).toEqual({});
  }
  toy.free();
});

it('tells a gradient before noise is added to it, and after', async () => {
  const toy = await toyRun(device.kernels, 'ogm-ge', toyData(2));
  const { gradient, gradientBefore, steering } = await watchStep(toy.context, null, null);
  for (const id of ['m0', 'm1']) {
    const scaled = (gradientBefore[id] as number) * (steering.gradientFactor?.[id] as number);
    expect(Math.abs((gradient[id] as number) / scaled - 1)).toBeGreaterThan(0.05);
  }
  toy.free();
});

it('names the sets of dimensions that the step teaches along, chosen in that very epoch', async () => {
  const toy = await toyRun(device.kernels, 'di-mml', toyData(2), {
    methods: { 'di-mml': { duc: { kind: 'all', warmupEpochs: 0 } } },
  });
  const { sets } = await watchStep(toy.context, null, 'encoders');
  expect(sets).toEqual([
    { teacher: 'm0', student: 'm1', dimensions: [0, 1, 2, 3] },
    { teacher: 'm1', student: 'm0', dimensions: [0, 1, 2, 3] },
  ]);
  toy.free();
});
