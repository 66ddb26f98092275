import { afterEach, describe, expect, it } from 'vitest';
import { openDataSet } from '../data/open';
import { type Device, openVariant } from '../engine/device/device';
import { catalogue } from '../method/catalogue';
import { prepareRace, race } from '../method/run/race';
import { uploadRaceData } from '../method/run/race-data';
import type { Checkpoint, RaceCheckpoint } from '../protocol/checkpoint';
import type { RunEvent } from '../protocol/events';
import { parseSettings, type SettingsInput } from '../protocol/settings';
import { numbersOf, TINY_FOR_ALL } from '../testing/tiny-lab';

const BASE: SettingsInput = {
  ...TINY_FOR_ALL,
  epochs: 4,
  methodDefaults: {
    '*': { fusionEpochs: 2, teacherEpochs: 2, every: 1, superEpoch: 2 },
    'di-mml': { duc: { warmupEpochs: 1, refreshEvery: 2 } },
  },
};

let device: Device | null = null;
afterEach(() => {
  device?.close();
  device = null;
});

/** Everything a race says, with a checkpoint at every epoch. */
async function raced(settings: SettingsInput, from?: RaceCheckpoint): Promise<RunEvent[]> {
  device ??= await openVariant('cpu');
  const parsed = parseSettings(settings);
  const readAsset = () => Promise.reject(new Error('not needed'));
  const data = uploadRaceData(device.kernels, await openDataSet(parsed, readAsset));
  const entrants = await prepareRace({
    kernels: device.kernels,
    report: device.report,
    data,
    settings: parsed,
    extraRuns: [],
    now: () => performance.now(),
    chunkMs: 10,
    checkpointMs: 0,
    from,
  });
  const events: RunEvent[] = [];
  for await (const event of race(entrants, () => {})) events.push(event);
  data.free();
  return events;
}

const checkpointsOf = (events: readonly RunEvent[]): readonly Checkpoint[] =>
  events.flatMap((event) => (event.kind === 'checkpoint-taken' ? [event.checkpoint] : []));

/** What a page keeps of it and a database gives back. */
const kept = (checkpoint: Checkpoint): Checkpoint => structuredClone(checkpoint);

describe('a run that was cut off', () => {
  it.each(catalogue.map(({ id }) => id))(
    '%s goes on with the numbers it would have had, from any epoch',
    async (id) => {
      const settings = { ...BASE, methods: { [id]: {} } };
      const whole = await raced(settings);
      const numbers = numbersOf(whole);
      const checkpoints = checkpointsOf(whole);
      expect(checkpoints.map(({ epoch }) => epoch)).toEqual(
        numbers.slice(0, -1).map((_, i) => i + 1),
      );
      for (const checkpoint of checkpoints) {
        const rest = await raced(settings, { runs: [kept(checkpoint)], done: [] });
        expect(rest[0]).toMatchObject({ kind: 'run-started', afterEpoch: checkpoint.epoch });
        expect(numbersOf(rest)).toEqual(numbers.slice(checkpoint.epoch));
      }
    },
  );

  it.each(catalogue.map(({ id }) => id))(
    '%s goes on where samples lack a modality, too',
    async (id) => {
      const settings: SettingsInput = {
        ...BASE,
        data: { missing: { sound: 0.3, picture: 0.2 } },
        methods: { [id]: {} },
      };
      const whole = await raced(settings);
      const [, second] = checkpointsOf(whole);
      const rest = await raced(settings, { runs: [kept(second as Checkpoint)], done: [] });
      expect(numbersOf(rest)).toEqual(numbersOf(whole).slice(2));
      const ended = whole.find((event) => event.kind === 'run-ended');
      expect(ended).toMatchObject({ scoredOn: { picture: 51, sound: 45 } });
    },
  );

  it('with Adam, too', async () => {
    const settings: SettingsInput = {
      ...BASE,
      optimizer: { kind: 'adam', learningRate: 0.001 },
      methods: { 'di-mml': {} },
    };
    const whole = await raced(settings);
    const [, second] = checkpointsOf(whole);
    const rest = await raced(settings, { runs: [kept(second as Checkpoint)], done: [] });
    expect(numbersOf(rest)).toEqual(numbersOf(whole).slice(2));
  });

  it('does not say again that its stage began, but says so of the next', async () => {
    const settings = { ...BASE, methods: { 'di-mml': {} } };
    const checkpoints = checkpointsOf(await raced(settings));
    const stagesAfter = async (epoch: number) =>
      (await raced(settings, { runs: [checkpoints[epoch - 1] as Checkpoint], done: [] })).flatMap(
        (event) => (event.kind === 'stage-started' ? [event.stage] : []),
      );
    expect(await stagesAfter(3)).toEqual(['fusion']);
    expect(await stagesAfter(5)).toEqual([]);
  });

  it('leaves out what had ended, and starts anew what had not begun', async () => {
    const settings = { ...BASE, methods: { joint: {}, unimodal: {}, 'late-ensemble': {} } };
    const whole = await raced(settings);
    const joint = checkpointsOf(whole).find(({ run, epoch }) => run === 'joint' && epoch === 3);
    const rest = await raced(settings, { runs: [joint as Checkpoint], done: ['unimodal'] });
    const epochs = (run: string) =>
      rest.flatMap((event) =>
        event.kind === 'epoch-ended' && event.run === run ? [event.epoch] : [],
      );
    expect([epochs('joint'), epochs('unimodal'), epochs('late-ensemble')]).toEqual([
      [4],
      [],
      [1, 2, 3, 4],
    ]);
  });

  it('refuses a checkpoint of other networks', async () => {
    const checkpoints = checkpointsOf(await raced({ ...BASE, methods: { joint: {} } }));
    const rest = await raced(
      { ...BASE, encoders: { '*': { hidden: [5], featureDim: 3 } }, methods: { joint: {} } },
      { runs: [checkpoints[0] as Checkpoint], done: [] },
    );
    expect(rest.at(-1)).toMatchObject({ kind: 'run-failed' });
  });
});
