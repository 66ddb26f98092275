/** Several updates of one batch: each for some lanes and heads, all else left as it is. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Device, openVariant } from '../../engine/device/device';
import { linearHeadSpecs } from '../../engine/heads/linear-head';
import { toyData, toyRun } from '../../testing/one-step';
import { commonFeatureDim } from './encoder-bank';
import { EncoderTraining, type StepParts } from './encoder-training';
import { encoderParameters, moduleParameters, SHARED_HEAD_MODULE } from './parameter-names';
import { TrainedHead } from './trained-head';

let device: Device;
beforeAll(async () => {
  device = await openVariant('cpu');
});
afterAll(() => device.close());

/** Two encoders under one head, on the toy batch; `turn(m)` trains lane m and the head. */
async function shared() {
  const optimizer = { learningRate: 0.1, momentum: 0.9, weightDecay: 0.01 };
  const toy = await toyRun(device.kernels, 'joint', toyData(2), { optimizer });
  const dim = commonFeatureDim(toy.context, 'A shared head');
  const { name, stream } = SHARED_HEAD_MODULE;
  const specs = linearHeadSpecs(name, dim, toy.context.data.classes, stream);
  const training = new EncoderTraining(toy.context, specs);
  const head = new TrainedHead(training, name);
  const turn = (m: number): StepParts => {
    const lane = training.bank.lane(m);
    const record = { recorder: training.recorder, name: `loss${m}` };
    return {
      reach: { lanes: [lane], parameters: moduleParameters(training.arena, SHARED_HEAD_MODULE) },
      losses: () => head.learn(lane, 1, record),
    };
  };
  const step = (...turns: readonly StepParts[]) => {
    training.bank.feeder.startEpoch(Int32Array.from({ length: 12 }, (_, i) => i));
    training.bank.feeder.next();
    training.step(0.1, null, ...turns);
  };
  const free = () => {
    head.free();
    training.free();
    toy.free();
  };
  return { training, turn, step, free };
}

it('leaves a lane that a step is not for as it is, however it moved before', async () => {
  const { training, turn, step, free } = await shared();
  step(turn(0), turn(1));
  const before = await training.arena.read();
  step(turn(0));
  const after = await training.arena.read();
  for (const name of encoderParameters(training.arena, 1)) {
    expect(after.get(name), name).toEqual(before.get(name));
  }
  for (const name of [...encoderParameters(training.arena, 0), 'shared.weight', 'shared.bias']) {
    expect(after.get(name), name).not.toEqual(before.get(name));
  }
  free();
});

it('takes turns in a batch as it takes steps: the second sees the head that the first has moved', async () => {
  const [together, apart] = [await shared(), await shared()];
  for (let batch = 0; batch < 2; batch++) {
    together.step(together.turn(0), together.turn(1));
    apart.step(apart.turn(0));
    apart.step(apart.turn(1));
  }
  expect([...(await together.training.arena.read())]).toEqual([
    ...(await apart.training.arena.read()),
  ]);
  const losses = await together.training.recorder.drain();
  const alone = await apart.training.recorder.drain();
  for (const name of ['loss0', 'loss1']) expect(losses[name]).toBe(alone[name]);
  together.free();
  apart.free();
});
