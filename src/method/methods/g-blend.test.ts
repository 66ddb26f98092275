/** G-Blend: the hand cases of its weights, one real search, what a search leaves behind, and what given weights are. */
import files from 'virtual:golden-methods';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Device, openVariant } from '../../engine/device/device';
import { parseName } from '../../protocol/names';
import { parseSettings } from '../../protocol/settings';
import { dataSetOf, type MethodGolden, parametersByOurNames } from '../../testing/method-golden';
import { parametersOf, toyData, toyRun } from '../../testing/one-step';
import { startRun } from '../catalogue';
import type { RunContext } from '../method';
import { type Ahead, blendWeights, promise, searches } from '../model/blend-weights';
import { EpochTrainer } from '../run/epoch-trainer';
import { contextOf } from '../run/race';
import { uploadRaceData } from '../run/race-data';

let device: Device;
beforeAll(async () => {
  device = await openVariant('cpu');
});
afterAll(() => device.close());

/** What the file of the search holds beside settings and samples. */
interface Search {
  readonly lookAhead: Readonly<Record<string, Ahead & { readonly G: number; readonly O: number }>>;
  readonly weights: Readonly<Record<string, number>>;
  readonly handCases: readonly {
    readonly about: string;
    readonly floor: number;
    readonly losses: Readonly<Record<string, Ahead>>;
    readonly G: Readonly<Record<string, number>>;
    readonly O: Readonly<Record<string, number>>;
    /** A sentence where the formula gives nothing. */
    readonly weights: Readonly<Record<string, number>> | string;
  }[];
}

const found = files.find(({ golden }) => (golden as Partial<Search>).handCases)?.golden;
if (!found) throw new Error('The file of the search is not there.');
const [golden, search] = [found as MethodGolden, found as Search];

describe('weights by G / O²', () => {
  it.each(search.handCases)('$about', ({ floor, losses, G, O, weights }) => {
    for (const [id, ahead] of Object.entries(losses)) {
      expect(promise(ahead).G, id).toBeCloseTo(G[id] ?? Number.NaN, 8);
      expect(promise(ahead).O, id).toBeCloseTo(O[id] ?? Number.NaN, 8);
    }
    const found = blendWeights(Object.values(losses), floor);
    if (typeof weights === 'string') expect(found).toBeNull();
    else {
      const ids = Object.keys(losses);
      ids.forEach((id, k) => {
        expect(found?.[k], id).toBeCloseTo(weights[id] ?? Number.NaN, 8);
      });
    }
  });
});

it('weights are searched once, every super-epoch, or never, always by looks of one length', () => {
  expect([...searches('offline', 7, 3)]).toEqual([[0, 7]]);
  expect([...searches('online', 7, 3)]).toEqual([
    [0, 3],
    [3, 3],
    [6, 3],
  ]);
  expect([...searches('given', 7, 3)]).toEqual([]);
});

/** The look ahead before the first epoch. */
async function lookAhead(context: RunContext, run: Awaited<ReturnType<typeof startRun>>) {
  const [stage] = run.stages;
  if (!stage) throw new Error('A method without stages.');
  const inOrder = (_: unknown, __: unknown, rows: number) =>
    Int32Array.from({ length: rows }, (_, i) => i);
  const pacing = { now: () => 0, chunkMs: 1, orderOf: inOrder };
  const way = new EpochTrainer(context, pacing).lookAhead(stage, 0);
  let pauses = 0;
  let next = await way.next();
  for (; !next.done; next = await way.next()) pauses += 1;
  return { ...next.value, pauses };
}

it('a search comes to the weights of the golden file, and puts everything back', async () => {
  const { config, knobs, init } = golden;
  const epochs = Number(knobs['lookAheadEpochs']);
  const settings = parseSettings({
    epochs,
    batchSize: config.batchSize,
    optimizer: {
      kind: config.optimizer,
      learningRate: config.learningRate,
      momentum: config.momentum,
      weightDecay: config.weightDecay,
    },
    encoders: {
      '*': {
        hidden: [config.hidden],
        featureDim: config.featureDim,
        embedding: config.embedding,
      },
    },
    methods: { 'g-blend': { mode: 'offline', floor: Number(knobs['floor']) } },
  });
  const data = uploadRaceData(device.kernels, dataSetOf(golden));
  const noted = new Map<string, number>();
  const given = new Map(
    parametersByOurNames(init, golden).flatMap(([, names, values]) =>
      names.map((name) => [name, values] as const),
    ),
  );
  const context: RunContext = {
    ...contextOf('g-blend', { kernels: device.kernels, settings, data }),
    given,
    notes: {
      batch: () => {},
      samples: () => {},
      epoch(key, value) {
        const name = parseName(key);
        if (name.kind === 'on') noted.set(`${name.word} of ${name.modality}`, value);
      },
    },
  };
  const run = await startRun(context);
  const before = await run.arenas[0]?.save();
  const { steps, pauses } = await lookAhead(context, run);
  // three losses, four batches an epoch
  expect(steps).toBe(3 * epochs * Math.ceil(config.N / config.batchSize));
  expect(pauses).toBeGreaterThan(3);
  expect(run.stages[0]?.epochsAhead).toBe(3 * epochs);
  for (const [id, { after, G, O }] of Object.entries(search.lookAhead)) {
    const told = (word: string) => noted.get(`lookAhead of ${id}.${word}`) ?? Number.NaN;
    expect(told('after.train'), id).toBeCloseTo(after.train, 4);
    expect(told('after.validation'), id).toBeCloseTo(after.validation, 4);
    expect(told('G'), id).toBeCloseTo(G, 4);
    expect(told('O'), id).toBeCloseTo(O, 4);
    expect(Math.abs((noted.get(`weights of ${id}`) ?? 0) - (search.weights[id] ?? 0))).toBeLessThan(
      1e-4,
    );
  }
  expect(await run.arenas[0]?.save()).toEqual(before);
  run.free();
  data.free();
});

/** All parameters after three epochs. */
async function trained(method: string, knobs: Record<string, unknown>, modalities = 2) {
  const toy = await toyRun(device.kernels, method, toyData(modalities), {
    methods: { [method]: knobs },
  });
  for (let epoch = 0; epoch < 2; epoch++) await toy.epoch(epoch);
  const after = await parametersOf(toy.run);
  toy.free();
  return after;
}

describe('given weights', () => {
  it.each([2, 3])('of 1 are joint training with unimodal losses, %i modalities', async (count) => {
    const blended = await trained('g-blend', { mode: 'given', weights: 1, fusedWeight: 1 }, count);
    for (const [name, values] of await trained('multi-loss', {}, count)) {
      values.forEach((value, k) => {
        expect(Math.abs((blended.get(name)?.[k] ?? Number.NaN) - value), name).toBeLessThan(1e-6);
      });
    }
  });

  it('of 0 for the own losses are joint training', async () => {
    const blended = await trained('g-blend', { mode: 'given', weights: 0, fusedWeight: 1 });
    for (const [name, values] of await trained('joint', {})) {
      values.forEach((value, k) => {
        expect(Math.abs((blended.get(name)?.[k] ?? Number.NaN) - value), name).toBeLessThan(1e-6);
      });
    }
  });

  it('of 0 for one modality and the fused loss leave its encoder where it was', async () => {
    const knobs = { mode: 'given', weights: { m0: 1, m1: 0 }, fusedWeight: 0 };
    const toy = await toyRun(device.kernels, 'g-blend', toyData(2), {
      methods: { 'g-blend': knobs },
    });
    const before = await parametersOf(toy.run);
    const after = await toy.epoch(0);
    toy.free();
    expect(after.get('encoder.1.layer2.bias')).toEqual(before.get('encoder.1.layer2.bias'));
    expect(after.get('encoder.0.layer2.bias')).not.toEqual(before.get('encoder.0.layer2.bias'));
  });
});

it('a search without validation samples is refused, given weights are not', async () => {
  const { split, ...rest } = toyData(2);
  const dataSet = { ...rest, split: { ...split, validation: new Int32Array() } };
  const make = (mode: string) =>
    toyRun(device.kernels, 'g-blend', dataSet, { methods: { 'g-blend': { mode } } });
  await expect(make('offline')).rejects.toThrow(
    'methods.g-blend.mode is "offline", which weighs losses by validation samples, but no samples are set aside for validation: raise samples.validation or split.validation, or choose "given".',
  );
  (await make('given')).free();
});
