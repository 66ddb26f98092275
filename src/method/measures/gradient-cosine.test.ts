/** The batch of the gradient cosine goes through the encoders in parts where their activations would fill the memory. */
import { expect, it } from 'vitest';
import { openVariant } from '../../engine/device/device';
import { toyData, toyRun } from '../../testing/one-step';
import { JointModel } from '../model/joint-model';
import { GradientCosine } from './gradient-cosine';

it('in parts of five, five and two samples is what it is of all twelve together', async () => {
  const device = await openVariant('cpu');
  const { context, free } = await toyRun(device.kernels, 'joint', toyData(2));
  const model = new JointModel(context);
  const { arena, lanes } = model.training;
  const numbersPerRow = Math.max(...lanes.map(({ encoder }) => encoder.numbersPerRow));
  const measured = [];
  for (const most of [undefined, 5 * numbersPerRow]) {
    const before = device.kernels.memory();
    const cosine = new GradientCosine(context, arena, model.head, most);
    measured.push(await cosine.measure());
    cosine.free();
    // the first also makes room for the gradients of the model, which stays
    if (most !== undefined) expect(device.kernels.memory()).toEqual(before);
  }
  const [whole, parts] = measured;
  expect(Object.keys(whole ?? {})).toEqual(['m0', 'm1']);
  for (const [id, value] of Object.entries(whole ?? {})) {
    expect(Math.abs(value ?? 0)).toBeGreaterThan(0.01);
    expect(parts?.[id]).toBeCloseTo(value ?? Number.NaN, 5);
  }
  model.run({ stage: { id: 'one', label: 'one' }, step: () => {} }).free();
  free();
  device.close();
});
