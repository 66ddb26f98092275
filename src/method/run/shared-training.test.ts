/** Encoders that several runs of a race train alike are trained once, and nobody can tell by any number. */
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import { generateDataSet } from '../../data/generator/generate';
import { type Device, openVariant } from '../../engine/device/device';
import type { Kernels } from '../../engine/kernels/kernels';
import type { Checkpoint, RaceCheckpoint } from '../../protocol/checkpoint';
import { REFERENCE_RUN } from '../../protocol/default-race';
import type { RunEvent } from '../../protocol/events';
import { parseSettings, type SettingsInput } from '../../protocol/settings';
import { IN_NODE, openInNode } from '../../testing/in-node';
import { NO_ROOM, scarceKernels } from '../../testing/scarce-kernels';
import { TINY } from '../../testing/tiny-lab';
import { startRun } from '../catalogue';
import {
  contextOf,
  type Entrant,
  freeRace,
  prepareRace,
  type RaceOptions,
  race,
  standing,
} from './race';
import { uploadRaceData } from './race-data';

const METHODS = {
  joint: {},
  'late-ensemble@certainty': { average: 'certainty' },
  'frozen-fusion': { fusionEpochs: 2 },
  unimodal: {},
} as const;
/** The last batch has 4 rows. */
const SMALL: SettingsInput = { ...TINY, samples: { train: 100, test: 64 } };
const STEPS = 7;
const SETTINGS: SettingsInput = { ...SMALL, methods: METHODS };
const ALIKE = ['late-ensemble@certainty', 'frozen-fusion', 'unimodal', REFERENCE_RUN];

type Change = Partial<Pick<RaceOptions, 'shares' | 'from' | 'byBatch' | 'checkpointMs' | 'now'>>;

/** A race with the reference, prepared on a device; `free` gives the data back. */
async function prepared(kernels: Kernels, input: SettingsInput, change: Change = {}) {
  const settings = parseSettings(input);
  const data = uploadRaceData(kernels, generateDataSet(settings));
  const entrants = await prepareRace({
    kernels,
    report: { backend: kernels.backend, adapter: '', reasons: [] },
    data,
    settings,
    extraRuns: [REFERENCE_RUN],
    now: () => 0,
    chunkMs: 24,
    snapshots: true,
    ...change,
  });
  const free = () => {
    freeRace(entrants);
    data.free();
  };
  return { entrants, free };
}

/** Everything that a race says, but for the clock and for what else lies on the device. */
async function said(
  kernels: Kernels,
  input: SettingsInput,
  { byBatch, ...change }: Change = {},
): Promise<RunEvent[]> {
  const { entrants, free } = await prepared(kernels, input, {
    ...change,
    ...(byBatch && { byBatch }),
  });
  const events: RunEvent[] = [];
  for await (const event of race(entrants, () => {}, byBatch)) events.push(event);
  free();
  return events;
}

/** As text, so that a NaN equals itself and typed arrays are compared by every bit. */
const textOf = (events: readonly RunEvent[]): string[] =>
  events
    .filter(({ kind }) => kind !== 'chunk-trained')
    .map((event) =>
      JSON.stringify(event, (key, value: unknown) => {
        if (/Ms$|^seq$|^cost$/.test(key)) return undefined;
        return ArrayBuffer.isView(value) ? Object.values(value) : value;
      }),
    );

const without = { shares: false } as const;

describe.each(IN_NODE)('on %s', (backend) => {
  let device: Device;
  beforeAll(async () => {
    device = await openInNode(backend);
  });
  afterAll(() => device.close());

  it('every event of every run is what it is when each trains its own', async () => {
    const change = { checkpointMs: 0 };
    const shared = textOf(await said(device.kernels, SETTINGS, change));
    const own = textOf(await said(device.kernels, SETTINGS, { ...change, ...without }));
    expect(shared.filter((text) => text.includes('run-ended'))).toHaveLength(5);
    expect(shared.filter((text) => text.includes('checkpoint-taken')).length).toBeGreaterThan(10);
    expect(shared).toEqual(own);
  });
});

describe('a shared training', () => {
  let device: Device;
  beforeAll(async () => {
    device = await openVariant('cpu');
  });
  afterAll(() => device.close());

  /** The kernels with the optimizer's steps counted. */
  function counting(): { readonly kernels: Kernels; readonly steps: () => number } {
    let steps = 0;
    const kernels = new Proxy(device.kernels, {
      get(target, key) {
        const value: unknown = Reflect.get(target, key, target);
        if (typeof value !== 'function') return value;
        return (...given: unknown[]) => {
          if (key === 'sgd') steps += 1;
          return Reflect.apply(value, target, given) as unknown;
        };
      },
    });
    return { kernels, steps: () => steps };
  }

  it('takes its steps once, however many runs it is for', async () => {
    const [shared, own] = [counting(), counting()];
    await said(shared.kernels, SETTINGS);
    await said(own.kernels, SETTINGS, without);
    const epoch = STEPS;
    const fusion = 2 * epoch;
    expect(own.steps()).toBe(5 * 3 * epoch + fusion);
    expect(shared.steps()).toBe(2 * 3 * epoch + fusion);
  });

  it('is left by a run that cannot be built to its end, and goes with the last of the others', async () => {
    const { kernels } = device;
    const settings = parseSettings(SETTINGS);
    const data = uploadRaceData(kernels, generateDataSet(settings));
    const before = kernels.memory();
    const together = {};
    const started = (name: string, on: Kernels) =>
      startRun({ ...contextOf(name, { kernels: on, settings, data }), together });
    const first = await started('unimodal', kernels);
    const withFirst = kernels.memory();
    // it joins, and then has no room for its fusion head
    const { kernels: scarce } = scarceKernels(kernels, 0);
    await expect(started('frozen-fusion', scarce)).rejects.toThrow(NO_ROOM);
    expect(kernels.memory()).toEqual(withFirst);
    first.free();
    expect(kernels.memory()).toEqual(before);
    data.free();
  });

  it('is the same batch by batch', async () => {
    const turns = { byBatch: () => true };
    const shared = await said(device.kernels, SETTINGS, turns);
    const own = await said(device.kernels, SETTINGS, { ...turns, ...without });
    expect(textOf(shared)).toEqual(textOf(own));
    // every run takes its turns, those that find their steps taken too
    const turnsOf = (name: string) =>
      shared.filter(({ kind, run }) => kind === 'chunk-trained' && run === name).length;
    expect(turnsOf('unimodal')).toBe(turnsOf('late-ensemble@certainty'));
  });

  it('fails every run that shares it, each with a sentence of its own, and the others go on', async () => {
    const hot: SettingsInput = { ...SETTINGS, optimizer: { learningRate: 1, momentum: 0.99 } };
    const hotter = { ...hot, epochs: 6 };
    const shared = await said(device.kernels, hotter);
    const failed = shared.flatMap((event) => (event.kind === 'run-failed' ? [event] : []));
    expect(failed.map(({ run }) => run)).toEqual(expect.arrayContaining(ALIKE));
    for (const { failed: why } of failed) expect(why.code).toBe('diverged');
    expect(textOf(shared)).toEqual(textOf(await said(device.kernels, hotter, without)));
  });

  it('counts its time fully for each run that uses it', async () => {
    let clock = 0;
    const events = await said(device.kernels, SETTINGS, { now: () => ++clock });
    const of = (name: string) =>
      events.flatMap((event) =>
        event.kind === 'epoch-ended' && event.run === name ? [event] : [],
      );
    const [first, second] = [of('late-ensemble@certainty'), of(REFERENCE_RUN)];
    second.forEach(({ trainMs, cost }, i) => {
      expect(trainMs).toBeGreaterThanOrEqual(first[i]?.trainMs ?? Number.NaN);
      expect(cost.msPerStep).toBe(trainMs / STEPS);
    });
    expect(second.map(({ spent }) => spent?.steps)).toEqual([STEPS, 2 * STEPS, 3 * STEPS]);
    expect(second.at(-1)?.spent).toMatchObject({
      trainMs: second.reduce((sum, { trainMs }) => sum + trainMs, 0),
      encoders: 2,
    });
    // a head on top is no encoder
    expect(of('frozen-fusion').at(-1)?.spent).toMatchObject({ steps: 5 * STEPS, encoders: 2 });
  });

  it('is not for a run with weights of its own', async () => {
    const methods = { unimodal: {}, 'late-ensemble': { weightSeed: 5 } };
    const { kernels, steps } = counting();
    const events = await said(kernels, { ...SETTINGS, methods });
    expect(steps()).toBe(2 * 3 * STEPS);
    expect(textOf(events)).toEqual(
      textOf(await said(device.kernels, { ...SETTINGS, methods }, without)),
    );
  });

  it('leaves nothing on the device, whenever the race is stopped', async () => {
    const before = device.kernels.memory();
    for (const pulls of [0, 1, 7, 30]) {
      const { entrants, free } = await prepared(device.kernels, SETTINGS);
      const events = race(
        entrants,
        () => {},
        () => true,
      );
      for (let pull = 0; pull < pulls; pull++) await events.next();
      await events.return();
      free();
      expect(device.kernels.memory()).toEqual(before);
    }
  });

  /** Pulls one run until it has said something that `isLast` names. */
  async function pull({ events }: Entrant, isLast: (kind: string, times: number) => boolean) {
    const heard: RunEvent[] = [];
    const times = new Map<string, number>();
    for (;;) {
      const { done, value } = await events.next();
      if (done) return heard;
      heard.push({ ...value, run: '', seq: 0 } as RunEvent);
      const count = (times.get(value.kind) ?? 0) + 1;
      times.set(value.kind, count);
      if (isLast(value.kind, count)) return heard;
    }
  }
  const PAIR: SettingsInput = { ...SMALL, methods: { unimodal: {} } };
  const byBatch = { byBatch: () => true };
  const pair = async (change: Change = {}) => {
    const { entrants, free } = await prepared(device.kernels, PAIR, { ...byBatch, ...change });
    const [first, second] = entrants;
    if (!first || !second) throw new Error('Two runs were asked for.');
    return { first, second, free };
  };

  it('goes on with the right numbers when the run that led it leaves in the middle of an epoch', async () => {
    const { first, second, free } = await pair();
    await pull(first, (kind) => kind === 'epoch-ended');
    const heard = await pull(second, (kind) => kind === 'epoch-ended');
    await pull(first, (kind, times) => kind === 'chunk-trained' && times === 2);
    first.held = false;
    first.run.free();
    heard.push(...(await pull(second, () => false)));
    free();
    const own = await pair(without);
    const alone = await pull(own.second, () => false);
    own.free();
    expect(textOf(heard)).toEqual(textOf(alone));
  });

  it('shows a run as it stood, though another one is an epoch ahead', async () => {
    const { first, second, free } = await pair();
    await pull(first, (kind) => kind === 'epoch-ended');
    await pull(second, (kind) => kind === 'epoch-ended');
    second.trained = 1;
    const level = await standing(second);
    await pull(first, (kind, times) => kind === 'chunk-trained' && times === 3);
    expect(await standing(second)).toEqual(level);
    await pull(first, (kind) => kind === 'epoch-ended');
    first.trained = 2;
    expect(await standing(second)).toEqual(level);
    expect(await standing(first)).not.toEqual({ ...level, epochs: 2 });
    free();
  });

  it('refuses to go on before all have read it', async () => {
    const { first, free } = await pair();
    await pull(first, (kind) => kind === 'epoch-ended');
    await expect(pull(first, (kind) => kind === 'epoch-ended')).rejects.toThrow('before all');
    free();
  });

  it('breaks for all where a step of it breaks', async () => {
    const { first, second, free } = await pair();
    await pull(first, (kind) => kind === 'chunk-trained');
    const { sgd } = device.kernels;
    device.kernels.sgd = () => {
      throw new Error('A kernel broke.');
    };
    try {
      await expect(pull(first, () => false)).rejects.toThrow('A kernel broke.');
    } finally {
      device.kernels.sgd = sgd;
    }
    await expect(pull(second, () => false)).rejects.toThrow('A kernel broke.');
    free();
  });

  describe('a race that goes on from checkpoints', () => {
    /** The checkpoint of each run after its epoch in this list. */
    const after = (events: readonly RunEvent[], epochs: Readonly<Record<string, number>>) => {
      const runs = Object.entries(epochs).map(([name, epoch]): Checkpoint => {
        const found = events.flatMap((event) =>
          event.kind === 'checkpoint-taken' && event.run === name ? [event.checkpoint] : [],
        );
        const at = found.find((checkpoint) => checkpoint.epoch === epoch);
        if (!at) throw new Error(`${name} was not written down after epoch ${epoch}.`);
        return at;
      });
      return { runs, done: [] } satisfies RaceCheckpoint;
    };

    test.each<[string, Readonly<Record<string, number>>, number]>([
      ['all after the same epoch', { joint: 1, [ALIKE[0] as string]: 1, [REFERENCE_RUN]: 1 }, 1],
      ['each after another', { joint: 1, [ALIKE[0] as string]: 2, [REFERENCE_RUN]: 1 }, 2],
      ['one of them from its start', { joint: 1, [ALIKE[0] as string]: 2 }, 2],
    ])('%s has the numbers it would have had', async (_, epochs, trainings) => {
      const methods = { joint: {}, 'late-ensemble@certainty': METHODS['late-ensemble@certainty'] };
      const settings: SettingsInput = { ...SMALL, methods };
      const whole = await said(device.kernels, settings, { checkpointMs: 0 });
      const { kernels, steps } = counting();
      const rest = await said(kernels, settings, { from: after(whole, epochs) });
      for (const run of ['joint', ALIKE[0], REFERENCE_RUN]) {
        const numbers = (events: readonly RunEvent[]) =>
          textOf(
            events.filter(
              (event) =>
                event.run === run &&
                ((event.kind === 'epoch-ended' && event.epoch > (epochs[run] ?? 0)) ||
                  event.kind === 'run-ended'),
            ),
          );
        expect(numbers(rest), run).toEqual(numbers(whole));
        expect(numbers(rest).length).toBeGreaterThan(1);
      }
      const left = (run: string) => (3 - (epochs[run] ?? 0)) * STEPS;
      const alike = trainings === 1 ? 0 : left(REFERENCE_RUN);
      expect(steps()).toBe(left('joint') + left(ALIKE[0] as string) + alike);
    });
  });
});
