/** A step of a past epoch, held against the steps that a plain run really took, with its gradients read as it took them. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDataSet } from '../../data/open';
import { type Device, openVariant } from '../../engine/device/device';
import type { Kernels, ParameterArena } from '../../engine/kernels/kernels';
import { parseSettings, type Settings, type SettingsInput } from '../../protocol/settings';
import { TINY_FOR_ALL } from '../../testing/tiny-lab';
import { catalogue, startRun } from '../catalogue';
import type { RunContext } from '../method';
import { encoderParameters } from '../model/parameter-names';
import { goToEpoch, type OnTheWay } from './go-to-epoch';
import { KeptStandings } from './kept-standings';
import { contextOf, prepareRace, race } from './race';
import { type RaceData, uploadRaceData } from './race-data';
import { train } from './train';
import { watchStep } from './watch-step';

let device: Device;
beforeAll(async () => {
  device = await openVariant('cpu');
});
afterAll(() => device.close());

const settingsOf = (id: string): Settings =>
  parseSettings({
    ...TINY_FOR_ALL,
    methodDefaults: {
      '*': { fusionEpochs: 2, teacherEpochs: 2, every: 1, superEpoch: 2 },
      'di-mml': { duc: { warmupEpochs: 1, refreshEvery: 2 } },
    },
    methods: { [id]: {} },
  } satisfies SettingsInput);

async function dataOf(settings: Settings): Promise<RaceData> {
  const readAsset = () => Promise.reject(new Error('not needed'));
  return uploadRaceData(device.kernels, await openDataSet(settings, readAsset));
}

const pacing = { now: () => 0, chunkMs: 24 };
const norm = (values: Float32Array): number =>
  Math.sqrt(values.reduce((sum, value) => sum + value * value, 0));

/** The kernels, with an ear for every update before it is made. */
function listening(
  kernels: Kernels,
  hear: (arena: ParameterArena, isStepped: (name: string) => boolean) => void,
): Kernels {
  return new Proxy(kernels, {
    get(target, key) {
      if (key === 'sgd') {
        const sgd: Kernels['sgd'] = (arena, options) => {
          hear(arena, (name) => options.only?.includes(name) ?? true);
          target.sgd(arena, options);
        };
        return sgd;
      }
      const value: unknown = Reflect.get(target, key, target);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}

/**
 * Norms of the gradients that the first step of every epoch followed, over those of the weights it found, by modality
 * id: of a run that is trained by the trainer itself.
 */
async function firstStepsOf(context: RunContext) {
  const ids = context.data.modalities.map(({ id }) => id);
  const taken: Map<string, Promise<number>>[] = [];
  let isFirst = true;
  const kernels = listening(context.kernels, (arena, isStepped) => {
    if (!isFirst) return;
    const epoch = taken.at(-1);
    ids.forEach((id, m) => {
      const names = encoderParameters(arena, m);
      if (!names.some(isStepped)) return;
      const gradient = context.kernels.readGradients(arena, names);
      const weights = arena.read();
      epoch?.set(
        id,
        (async () => {
          const values = await weights;
          const parts = names.map((name) => norm(values.get(name) as Float32Array));
          return norm(await gradient) / Math.hypot(...parts);
        })(),
      );
    });
  });
  const run = await startRun({ ...context, kernels });
  const { report } = device;
  const options = { ...pacing, label: '', report, byBatch: () => true };
  taken.push(new Map());
  for await (const event of train(run, { ...context, kernels }, options)) {
    // a look ahead comes before the first step
    if (event.kind === 'chunk-trained') isFirst = event.step === 0;
    if (event.kind === 'epoch-ended') {
      isFirst = true;
      taken.push(new Map());
    }
  }
  run.free();
  return Promise.all(
    taken.slice(0, -1).map(async (epoch) => {
      const read = await Promise.all(
        [...epoch].map(async ([id, value]) => [id, await value] as const),
      );
      return Object.fromEntries(read);
    }),
  );
}

/** Follows the way to its end. */
async function arrive(context: RunContext, epochs: number, kept: KeptStandings) {
  const told: OnTheWay[] = [];
  const way = goToEpoch(context, epochs, kept, pacing);
  for (;;) {
    const { done, value } = await way.next();
    if (done) return { ...value, told };
    told.push(value);
  }
}

describe('the step of a past epoch', () => {
  it.each(catalogue.map(({ id }) => id))(
    'of %s has the gradients that training followed there, to the bit',
    async (id) => {
      const settings = settingsOf(id);
      const data = await dataOf(settings);
      const context = contextOf(id, { kernels: device.kernels, settings, data });
      const real = await firstStepsOf(context);
      expect(real.length).toBeGreaterThanOrEqual(3);
      // a modality may have to wait for its turn
      const stepped = Object.keys(real[0] ?? {});
      expect(stepped.length).toBeGreaterThan(0);
      expect(['picture', 'sound']).toEqual(expect.arrayContaining(stepped));
      const kept = new KeptStandings();
      for (const [epochs, gradients] of real.entries()) {
        const { standing } = await arrive(context, epochs, kept);
        const seen = await watchStep(context, standing, null);
        const followed = Object.entries(seen.gradient).filter(([, value]) => value !== null);
        expect(Object.fromEntries(followed)).toEqual(gradients);
      }
      data.free();
    },
  );

  it('is the same from the start as from where the race was kept, and the race has the losses it tells', async () => {
    const settings = settingsOf('di-mml');
    const { kernels, report } = device;
    const data = await dataOf(settings);
    const kept = new KeptStandings();
    const options = { kernels, report, data, settings, extraRuns: [], ...pacing, kept };
    const losses: Readonly<Record<string, number>>[] = [];
    for await (const event of race(await prepareRace(options), () => {})) {
      if (event.kind === 'epoch-ended') losses.push(event.losses);
    }
    // five epochs in two stages; after the last there is nowhere to go
    expect(kept.epochsOf('di-mml')).toEqual([1, 2, 3, 4]);
    const context = contextOf('di-mml', { kernels, settings, data });
    for (const epochs of [1, 2, 3, 4]) {
      const near = await arrive(context, epochs, kept);
      expect(near.trained).toBeNull();
      const far = await arrive(context, epochs, new KeptStandings());
      expect(far.trained).toEqual({ from: 0, losses: losses[epochs - 1] });
      expect(far.standing).toEqual(near.standing);
    }
    data.free();
  });
});

describe('the way to an epoch', () => {
  const open = async () => {
    const settings = settingsOf('joint');
    const data = await dataOf(settings);
    return { data, context: contextOf('joint', { kernels: device.kernels, settings, data }) };
  };

  it('tells how far it is, keeps places on the way, and begins at the nearest', async () => {
    const { context, data } = await open();
    const kept = new KeptStandings();
    const { told } = await arrive(context, 2, kept);
    expect([...new Set(told.map(({ epochs }) => epochs))]).toEqual([0, 1, 2]);
    expect(kept.epochsOf('joint')).toEqual([1, 2]);
    const half = new KeptStandings();
    const first = kept.before('joint', 1);
    if (first) half.keep('joint', first);
    const { told: rest, trained } = await arrive(context, 2, half);
    expect(rest[0]).toEqual({ epochs: 1, from: 1 });
    expect(trained?.from).toBe(1);
    data.free();
  });

  it('gives the device back what it held, also where nobody follows it to its end', async () => {
    const { context, data } = await open();
    const held = device.kernels.memory();
    await arrive(context, 2, new KeptStandings());
    expect(device.kernels.memory()).toEqual(held);
    const way = goToEpoch(context, 2, new KeptStandings(), pacing);
    await way.next();
    await way.next();
    expect(device.kernels.memory()).not.toEqual(held);
    await way.return({ standing: null, trained: null });
    expect(device.kernels.memory()).toEqual(held);
    data.free();
  });

  it('says so where the run has no such epoch', async () => {
    const { context, data } = await open();
    const held = device.kernels.memory();
    await expect(arrive(context, 3, new KeptStandings())).rejects.toThrow(
      'There is no epoch 4 to look at: this run trains 3 epochs.',
    );
    expect(device.kernels.memory()).toEqual(held);
    data.free();
  });
});
