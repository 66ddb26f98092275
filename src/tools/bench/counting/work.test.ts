/** What a step asks of a card, against numbers worked out by hand. */
import { describe, expect, it } from 'vitest';
import { resnetWorkload } from '../resnet-workload';
import { CNN_CHANNELS, CNN_SIDE, MLP_WIDTHS, MODALITIES, workload } from '../workload';
import { type StepWork, stepWorkOf } from './step-work';
import { totalOf } from './work';

describe('the work of a step', () => {
  it('of a perceptron is that of its layers and heads', async () => {
    const batch = 8;
    const { programs, dispatches } = await stepWorkOf(workload('mlp', batch));
    const [inputs, hidden, dims] = MLP_WIDTHS;
    const classes = 10;
    // forward and both gradients of every layer but the first, which nobody asks for a gradient on its input
    const encoder = 2 * batch * (2 * inputs * hidden + 3 * hidden * dims);
    // a private head and the shared one for each modality
    const heads = 2 * batch * 2 * 3 * dims * classes;
    const all = totalOf(programs.values());
    expect(all.flops).toBe(MODALITIES.length * (encoder + heads));
    expect(dispatches).toBeGreaterThan(0);
    expect(dispatches).toBeLessThan(all.jobs);
  });

  it('of a convolution is a product for each tap, whatever program takes it', async () => {
    const batch = 2;
    const { programs } = await stepWorkOf(workload('cnn', batch));
    const flops = [...programs]
      .filter(([name]) => /convolve|grey/i.test(name))
      .reduce((sum, [, work]) => sum + work.flops, 0);
    const channels = [1, ...CNN_CHANNELS];
    const forward = CNN_CHANNELS.map((out, layer) => {
      const side = CNN_SIDE >> layer;
      return 2 * batch * side ** 2 * 9 * (channels[layer] ?? 0) * out;
    });
    // forward and both gradients, without the one on the picture
    const expected = forward.reduce((sum, each, layer) => sum + (layer === 0 ? 2 : 3) * each, 0);
    expect(flops).toBe(MODALITIES.length * expected);
  });

  it('of a ResNet-18 is three times its forward pass, less the gradient on the picture', async () => {
    const [batch, side, width] = [2, 32, 4];
    const { programs } = await stepWorkOf(resnetWorkload({ side, width }, batch));
    const flops = [...programs]
      .filter(([name]) => name.startsWith('spatial'))
      .reduce((sum, [, work]) => sum + work.flops, 0);
    const product = (side: number, kernel: number, from: number, to: number) =>
      2 * batch * side ** 2 * kernel ** 2 * from * to;
    const first = product(side / 2, 7, 3, width);
    // four convolutions a stage, the first of the later ones from half the channels, and one of a pixel round it
    const stages = [1, 2, 4, 8].map((times, stage) => {
      const [sides, channels] = [side / 4 / times, width * times];
      const whole = product(sides, 3, channels, channels);
      if (stage === 0) return 4 * whole;
      return 3.5 * whole + product(sides, 1, channels / 2, channels);
    });
    const others = stages.reduce((sum, each) => sum + each, 0);
    expect(flops).toBe(MODALITIES.length * (2 * first + 3 * others));
  });

  it('of a ResNet-18 in half precision holds half of what layers hand on, and moves less', async () => {
    const [batch, side, width] = [2, 32, 4];
    const workload = resnetWorkload({ side, width }, batch);
    const [full, halved] = [await stepWorkOf(workload), await stepWorkOf(workload, 'f16')];
    // of a layer the convolution and what is normalised of it
    const layer = (times: number, channels: number) => 2 * (side / 2 / times) ** 2 * channels;
    const pooled = (side / 4) ** 2 * width;
    const stages = [2, 4, 8].map((times) => 5 * layer(2 * times, width * times));
    const [first, second] = [layer(1, width), 4 * layer(2, width)];
    const numbers = [first, pooled, second, ...stages].reduce((sum, each) => sum + each, 0);
    // values and gradients, with room for a single sample that is left over
    const arrays = MODALITIES.length * (batch + 1) * 2;
    expect(full.held - halved.held).toBe(2 * arrays * numbers);
    const bytes = ({ programs }: StepWork) => totalOf(programs.values()).bytes;
    expect(bytes(halved)).toBeLessThan(bytes(full));
    const named = (work: StepWork) =>
      [...work.programs].map(([name, { jobs }]) => [name, jobs]).sort();
    expect(named(halved)).toEqual(named(full));
    expect(halved.dispatches).toBe(full.dispatches);
  });
});
