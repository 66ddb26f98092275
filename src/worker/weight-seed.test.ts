/** What `weightSeed` draws, the first weights and the order of the batches, and what it leaves alone: everything else. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { generateDataSet } from '../data/generator/generate';
import { type Device, openVariant } from '../engine/device/device';
import { startRun } from '../method/catalogue';
import { seededOrder } from '../method/run/epoch-trainer';
import { contextOf } from '../method/run/race';
import { uploadRaceData } from '../method/run/race-data';
import type { LabEvent } from '../protocol/messages';
import { parseSettings, type SettingsInput } from '../protocol/settings';
import { numbersOf, openTinyLab, TINY, type TinyLab } from '../testing/tiny-lab';

describe('in a race', () => {
  let open: TinyLab;
  beforeAll(async () => {
    open = await openTinyLab();
  });
  afterAll(() => open.lab.closed());

  async function raced(settings: SettingsInput): Promise<readonly LabEvent[]> {
    const { lab, events } = open;
    events.length = 0;
    const base = { kind: 'start-race', withReference: false, paused: false } as const;
    lab.send({ ...base, settings: { ...TINY, seed: 5, ...settings }, snapshots: true });
    await lab.settled();
    return [...events];
  }
  const rowsOf = (events: readonly LabEvent[]) =>
    events.flatMap((event) =>
      event.kind === 'snapshot-taken' ? [[event.run, ...event.rows, ...event.labels]] : [],
    );
  const of = (run: string, events: readonly LabEvent[]) =>
    numbersOf(events.filter((event) => 'run' in event && event.run === run));

  it('that of the seed gives every number as it was; another gives other nets on the same samples', async () => {
    const plain = await raced({});
    expect(numbersOf(await raced({ weightSeed: 5 }))).toEqual(numbersOf(plain));
    const other = await raced({ weightSeed: 6 });
    expect(numbersOf(other)).not.toEqual(numbersOf(plain));
    expect(rowsOf(other)).toEqual(rowsOf(plain));
  });

  it('a run may have its own, which touches no other run', async () => {
    const plain = await raced({});
    const all = await raced({ weightSeed: 9 });
    const { joint, ...rest } = TINY.methods ?? {};
    const own = await raced({ methods: { joint: { ...joint, weightSeed: 9 }, ...rest } });
    expect(of('joint', own)).toEqual(of('joint', all));
    expect(of('joint', own)).not.toEqual(of('joint', plain));
    expect(of('di-mml', own)).toEqual(of('di-mml', plain));
  });
});

describe('of a run', () => {
  let device: Device;
  beforeAll(async () => {
    device = await openVariant('cpu');
  });
  afterAll(() => device.close());

  /** The weights it starts with, its order of batches, and what else it has drawn so far. */
  async function begun(method: string, settings: SettingsInput) {
    const parsed = parseSettings({ ...TINY, methods: { [method]: {} }, ...settings });
    const { kernels } = device;
    const dataSet = generateDataSet(parsed);
    const data = uploadRaceData(kernels, dataSet);
    const context = contextOf(method, { kernels, settings: parsed, data });
    const run = await startRun(context);
    const weights = await Promise.all(run.arenas.map((arena) => arena.save()));
    const memory = JSON.stringify(await run.memory.save());
    run.free();
    data.free();
    const inputs = dataSet.modalities.map((modality) => modality.data);
    const order = seededOrder(context.weightSeed)('encoder', 0, data.train.size);
    return { inputs, memory, weights: weights.map(({ values }) => values), order };
  }

  it.each(['opm', 'ogm-ge'])(
    '%s: weights and order differ, data and all other draws do not',
    async (method) => {
      const plain = await begun(method, { seed: 3 });
      const other = await begun(method, { seed: 3, weightSeed: 4 });
      expect(other.inputs).toEqual(plain.inputs);
      expect(other.memory).toBe(plain.memory);
      expect(other.weights).not.toEqual(plain.weights);
      expect(other.order).not.toEqual(plain.order);
      // weights and order are those that the other seed draws, whose other draws are not these
      const seeded = await begun(method, { seed: 4 });
      expect(seeded.weights).toEqual(other.weights);
      expect(seeded.order).toEqual(other.order);
      expect(seeded.memory).not.toBe(plain.memory);
    },
  );
});
