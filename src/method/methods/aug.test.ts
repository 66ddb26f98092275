/** AUG by hand: what is left to the newest head, who gets one, that it is trained or not, and who is left alone. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Device, openVariant } from '../../engine/device/device';
import { matrix } from '../../math/matrix';
import { FUSION_HEAD } from '../../protocol/names';
import { parametersOf, toyData, toyRun } from '../../testing/one-step';
import { leftOver, merged, weaker } from './aug';

let device: Device;
beforeAll(async () => {
  device = await openVariant('cpu');
});
afterAll(() => device.close());

it('heads before it at (1, 0), the newest at (0, 0), lambda .5: loss .439782, gradient (-.317235, .317235)', async () => {
  const { kernels } = device;
  const [before, newest, y, known, counts, dz] = [
    kernels.upload(Float32Array.of(1, 0), [1, 2]),
    kernels.upload(Float32Array.of(0, 0), [1, 2]),
    kernels.upload(Float32Array.of(1, 0), [1, 2]),
    ...[kernels.allocate([1, 1]), kernels.allocate([1, 1]), kernels.allocate([1, 2])],
  ] as const;
  if (!known || !counts || !dz) throw new Error('Three arrays were allocated.');
  const recorder = kernels.recorder();
  // t = y (1 - .5 * .731059) = (.634471, 0); the gradient is (sum t) p - t
  kernels.labelProbability(before, y, known);
  kernels.formula(leftOver(0.5), [[known]], [counts]);
  kernels.crossEntropy(newest, y, 1, dz, { recorder, name: 'loss' }, counts);
  const [t, gradient] = await kernels.read([counts, dz]);
  expect(t[0]).toBeCloseTo(0.634471, 5);
  expect(gradient[0]).toBeCloseTo(-0.317235, 5);
  expect(gradient[1]).toBeCloseTo(0.317235, 5);
  expect((await recorder.drain())['loss']).toBeCloseTo(0.439782, 5);
  recorder.free();
  kernels.free([before, newest, y, known, counts, dz]);
});

it('the weaker of two modalities gets a head, and neither near sigma', () => {
  expect([0.98, 0.995, 1, 1.005, 1.02].map((ratio) => weaker(ratio, 1))).toEqual([
    0,
    null,
    null,
    null,
    1,
  ]);
  expect(weaker(1.4, 1.5)).toBe(0);
});

it('merges two answers, and takes the one that is there', () => {
  const two = [
    matrix(Float64Array.of(1, 0, 1, 0, 1, 0), 2),
    matrix(Float64Array.of(0, 1, 0, 1, 0, 1), 2),
  ];
  const has = [Uint8Array.of(1, 0, 1), Uint8Array.of(1, 1, 0)];
  expect([...merged(two, 0.4, has).values]).toEqual([0.4, 0.6, 0, 1, 1, 0]);
});

const OPTIMIZER = { learningRate: 0.1, momentum: 0.9, weightDecay: 0.01 };
const NAME = /^growing\.(\d+)\.(\d+)\.weight$/;

/** Parameters after each of so many epochs, after which a head may be added. */
async function trained(knobs: object, epochs: number) {
  const toy = await toyRun(device.kernels, 'aug', toyData(2), {
    epochs,
    optimizer: OPTIMIZER,
    methods: { aug: { every: 1, hiddenHead: 3, ...knobs } },
  });
  const states: Map<string, Float32Array>[] = [];
  for (let epoch = 0; epoch < epochs; epoch++) {
    states.push(new Map(await toy.epoch(epoch)));
    await toy.run.stages[0]?.losses();
  }
  const readings = await toy.run.read(toy.context.data.test);
  const { fusion } = toy.run.answers(readings);
  toy.free();
  return { states, readings, fusion };
}

/** Names of later heads. */
const later = (state: ReadonlyMap<string, Float32Array> | undefined) =>
  [...(state?.keys() ?? [])].filter((name) => Number(NAME.exec(name)?.[2] ?? 0) > 0);

describe('AUG', () => {
  it.each([
    { rule: 'written', moves: true },
    { rule: 'released', moves: false },
  ])('$rule: a later head moves: $moves', async ({ rule, moves }) => {
    const { states } = await trained({ rule }, 4);
    const [first, , third, fourth] = states;
    expect(later(first)).toEqual([]);
    const added = later(third);
    expect(added.length).toBeGreaterThan(0);
    for (const name of added) {
      const values = third?.get(name);
      expect(
        values?.some((value) => value !== 0),
        name,
      ).toBe(true);
      expect(
        fourth?.get(name)?.some((value, k) => value !== values?.[k]),
        name,
      ).toBe(moves);
    }
  });

  it('adds none after the last epoch, and answers with the merged sum', async () => {
    const { states, readings, fusion } = await trained({ merge: 0.25 }, 1);
    expect(later(states[0])).toEqual([]);
    expect(fusion).toBe(readings.logits[FUSION_HEAD]);
    const [a, v] = ['m0', 'm1'].map((id) => readings.logits[id]);
    fusion?.values.forEach((value, place) => {
      const want = 0.25 * (a?.values[place] ?? 0) + 0.75 * (v?.values[place] ?? 0);
      expect(value).toBeCloseTo(want, 5);
    });
  });

  it('a modality\u2019s turn leaves the other\u2019s encoder and heads alone', async () => {
    const other = async (variant: number) => {
      const toy = await toyRun(device.kernels, 'aug', toyData(2, variant), {
        optimizer: OPTIMIZER,
      });
      const after = new Map(await toy.epoch(0));
      toy.free();
      return [...after].filter(([name]) => /^(encoder|growing)\.0\./.test(name));
    };
    // redrawing the second modality changes nothing of the first, whose turn comes before
    expect(await other(1)).toEqual(await other(0));
  });

  it('refuses three modalities, and more heads than are kept ready', async () => {
    await expect(toyRun(device.kernels, 'aug', toyData(3))).rejects.toThrow(
      'AUG gives a head to the weaker one of two modalities; this data set has 3.',
    );
    await expect(
      toyRun(device.kernels, 'aug', toyData(2), { epochs: 80, methods: { aug: { every: 1 } } }),
    ).rejects.toThrow(/a modality might get 80 heads; at most 64 are kept ready/);
  });

  it('shows heads that are in use, and not those that are kept ready', async () => {
    const toy = await toyRun(device.kernels, 'aug', toyData(2), { epochs: 9 });
    expect([...(await parametersOf(toy.run)).keys()].filter((name) => NAME.test(name))).toEqual([
      'growing.0.0.weight',
      'growing.1.0.weight',
    ]);
    toy.free();
  });
});
