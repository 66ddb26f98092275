/** InfoReg by hand: how strongly the leader is pulled and where to, when its window closes, and what a trace is. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Device, openVariant } from '../../engine/device/device';
import { numbersOf } from '../../testing/formula-numbers';
import { parametersOf, toyData, toyRun } from '../../testing/one-step';
import { isOfEncoder } from '../model/parameter-names';
import { splitRecord } from '../model/signals';
import { pullStrength, traceGrowth } from './inforeg';

let device: Device;
beforeAll(async () => {
  device = await openVariant('cpu');
});
afterAll(() => device.close());

describe('the pull', () => {
  it.each([
    // .95 e^tanh(.1), e^tanh(1), e^tanh(5)
    { scores: [0.6, 0.5], strengths: [1.0496, 0] },
    { scores: [1, 2], strengths: [0, 2.0346] },
    { scores: [9, 4], strengths: [2.5821, 0] },
    { scores: [3, 3], strengths: [0, 0] },
    // of three the others' means are .4, .45 and .55, so two lead: .95 e^tanh(.2), .95 e^tanh(.05)
    { scores: [0.6, 0.5, 0.3], strengths: [1.1573, 0.9987, 0] },
  ])('of scores $scores is $strengths', ({ scores, strengths }) => {
    const found = numbersOf(pullStrength, [scores, scores.map(() => 0.95)]);
    strengths.forEach((want, m) => {
      expect(found[m]).toBeCloseTo(want, 4);
    });
  });
});

describe('the growth of the trace', () => {
  it('is 1 before any, and with traces that stay alike 1 / epochs until the window is full, then 0', () => {
    const growths = [0, 1, 2, 4, 10, 11, 20].map((epochs) =>
      traceGrowth(Array<number>(epochs).fill(0.3), 10),
    );
    [1, 1, 1 / 2, 1 / 4, 1 / 10, 0, 0].forEach((want, k) => {
      expect(growths[k]).toBeCloseTo(want, 12);
    });
  });

  it('is that of the mean over the window, below 0 where traces shrink', () => {
    // means 3 and 4, then 4 and 3
    expect(traceGrowth([2, 4, 4], 2)).toBeCloseTo(1 / 4, 12);
    expect(traceGrowth([4, 4, 2], 2)).toBeCloseTo(-1 / 3, 12);
    expect(traceGrowth([0, 0], 2)).toBe(0);
  });
});

/** One epoch of a batch, and another: parameters before and after, and what the steps said of themselves. */
async function trained(method: string, knobs: object, modalities = 2, epochs = 2) {
  const toy = await toyRun(device.kernels, method, toyData(modalities), {
    methods: { [method]: { ...knobs } },
  });
  const before = await parametersOf(toy.run);
  let after = before;
  for (let epoch = 0; epoch < epochs; epoch++) after = await toy.epoch(epoch);
  const { signals, losses } = splitRecord((await toy.run.stages[0]?.losses()) ?? {});
  toy.free();
  return { before, after, signals, losses };
}

describe('the run', () => {
  it.each([2, 3])('without a pull is the fused loss and those of %i readouts', async (count) => {
    const free = await trained('inforeg', { beta: 0 }, count);
    const closed = await trained('inforeg', { threshold: 1 }, count);
    expect(closed.after).toEqual(free.after);
    expect([...(free.signals.get('pullStrength')?.values() ?? [])]).toEqual(Array(count).fill(0));
    const names = Object.keys(free.losses).filter((name) => name !== 'total');
    const sum = names.reduce((all, name) => all + (free.losses[name] ?? 0), 0);
    expect(names).toHaveLength(count + 1);
    expect(free.losses['total']).toBeCloseTo(sum, 6);
  });

  it('pulls nobody in the first batch of an epoch, for nothing has moved', async () => {
    const free = await trained('inforeg', { beta: 0 }, 2, 1);
    const { after, signals } = await trained('inforeg', { beta: 5 }, 2, 1);
    expect(Math.max(...(signals.get('pullStrength')?.values() ?? []))).toBeGreaterThan(5);
    expect(after).toEqual(free.after);
  });

  it('pulls the leader of the second batch back to where the epoch began, and leaves the other alone', async () => {
    const stepTwice = async (beta: number) => {
      const toy = await toyRun(device.kernels, 'inforeg', toyData(2), {
        methods: { inforeg: { beta } },
      });
      const start = await parametersOf(toy.run);
      const first = await toy.epoch(0);
      const [stage] = toy.run.stages;
      // the second batch of the same epoch
      stage?.feeder().startEpoch(Int32Array.from({ length: 12 }, (_, i) => i));
      stage?.feeder().next();
      await stage?.step(0.1);
      const second = await parametersOf(toy.run);
      const { signals } = splitRecord((await stage?.losses()) ?? {});
      toy.free();
      return {
        start,
        first,
        second,
        strengths: [...(signals.get('pullStrength')?.values() ?? [])],
      };
    };
    const [free, pulled] = [await stepTwice(0), await stepTwice(2)];
    const leads = pulled.strengths.map((strength) => strength > 0);
    expect(leads.filter(Boolean)).toHaveLength(1);
    const leader = leads.indexOf(true);
    for (const [name, values] of pulled.second) {
      const was = pulled.start.get(name) ?? new Float32Array();
      const between = pulled.first.get(name) ?? new Float32Array();
      values.forEach((value, k) => {
        const own = free.second.get(name)?.[k] ?? Number.NaN;
        if (!isOfEncoder(name, leader)) expect(value, name).toBeCloseTo(own, 6);
        else {
          // a lead of nothing would be pulled by beta times the rate, any other by more
          const away = (between[k] ?? 0) - (was[k] ?? 0);
          if (Math.abs(away) > 1e-3) expect((own - value) / away).toBeGreaterThanOrEqual(2 * 0.1);
        }
      });
    }
  });
});

it('the Fisher trace of every method is the mean squared gradient of each weight matrix, added up', async () => {
  const { before, after, signals } = await trained('joint', {}, 2, 1);
  [0, 1].forEach((m) => {
    let trace = 0;
    for (const [name, values] of after) {
      if (!isOfEncoder(name, m) || !name.endsWith('.weight')) continue;
      // plain SGD at a rate of .1 moves by a tenth of the gradient
      const moved = values.map((value, k) => (value - (before.get(name)?.[k] ?? 0)) / 0.1);
      trace += moved.reduce((sum, g) => sum + g * g, 0) / values.length;
    }
    const told = signals.get('fisherTrace')?.get(`m${m}`) ?? Number.NaN;
    expect(Math.abs(told / trace - 1)).toBeLessThan(1e-3);
  });
});

it('a fusion head that adds nothing up is refused', async () => {
  await expect(
    toyRun(device.kernels, 'inforeg', toyData(2), { methods: { inforeg: { fusion: 'film' } } }),
  ).rejects.toThrow('InfoReg reads each modality out of the fusion head');
});
