/** A race that has ended and is given as many epochs again: its numbers are those of the longer race from the start. */
import { afterEach, describe, expect, it } from 'vitest';
import { catalogue } from '../method/catalogue';
import type { RaceCheckpoint } from '../protocol/checkpoint';
import { REFERENCE_RUN } from '../protocol/default-race';
import type { RunEvent } from '../protocol/events';
import type { LabEvent } from '../protocol/messages';
import type { SettingsInput } from '../protocol/settings';
import { numbersOf, openTinyLab, TINY_FOR_ALL, type TinyLab } from '../testing/tiny-lab';

const BASE: SettingsInput = {
  ...TINY_FOR_ALL,
  epochs: 4,
  methodDefaults: {
    '*': { fusionEpochs: 2, teacherEpochs: 2, every: 1 },
    'di-mml': { duc: { warmupEpochs: 1, refreshEvery: 2 } },
  },
};

const opened: TinyLab[] = [];
afterEach(async () => {
  await Promise.all(opened.splice(0).map(({ lab }) => lab.closed()));
});

/** A lab that races, one race after the other; each gives what its runs said. */
async function racing() {
  const tiny = await openTinyLab();
  opened.push(tiny);
  return async (settings: SettingsInput, from?: RaceCheckpoint, withReference = false) => {
    const start = tiny.events.length;
    tiny.lab.send({
      kind: 'start-race',
      settings,
      withReference,
      snapshots: true,
      checkpoints: true,
      checkpointMs: 1e9,
      paused: false,
      ...(from && { from }),
    });
    await tiny.lab.settled();
    return tiny.events.slice(start);
  };
}

const isRunEvent = (event: LabEvent): event is RunEvent => 'run' in event;
const ofRun = (events: readonly LabEvent[], run: string) =>
  events.filter((event) => isRunEvent(event) && event.run === run);

/** Where a race of more epochs goes on, as a page keeps it. */
const landmarks = (events: readonly LabEvent[]): RaceCheckpoint => ({
  runs: events.flatMap((event) =>
    event.kind === 'checkpoint-taken' && event.trainsOn ? [structuredClone(event.checkpoint)] : [],
  ),
  done: [],
});

/** Races N epochs, then on to 2 N, and 2 N in one go: what each says of the epochs after N, and at the end. */
async function bothWays(settings: SettingsInput, run: string, withReference = false) {
  const race = await racing();
  const epochs = settings.epochs ?? 0;
  const from = landmarks(await race(settings, undefined, withReference));
  const longer = { ...settings, epochs: 2 * epochs };
  const rest = ofRun(await race(longer, from, withReference), run);
  const alone = await racing();
  const whole = ofRun(await alone(longer, undefined, withReference), run);
  const [own] = from.runs.filter((each) => each.run === run);
  return { rest: numbersOf(rest), whole: numbersOf(whole).slice(own?.epoch ?? 0), from };
}

describe('a race that is trained on', () => {
  it.each(catalogue.map(({ id }) => id))('has the numbers of one go: %s', async (id) => {
    const { rest, whole, from } = await bothWays({ ...BASE, methods: { [id]: {} } }, id);
    // at the end of the stage that is as long as the settings say, or from the start where the rule asks how long that is
    const ends = from.runs.map(({ stageEpoch }) => stageEpoch);
    expect([[4], []]).toContainEqual(ends);
    expect(rest.length).toBeGreaterThan(4);
    expect(rest).toEqual(whole);
  });

  it('with Adam, with a learning rate that falls, and with a warm-up that ends in the second half', async () => {
    const settings: SettingsInput = {
      ...BASE,
      optimizer: { kind: 'adam', learningRate: 0.003, decayEvery: 3, decayBy: 0.5 },
      methods: { 'di-mml': { duc: { warmupEpochs: 6, refreshEvery: 1 } } },
    };
    const { rest, whole } = await bothWays(settings, 'di-mml');
    expect(rest).toEqual(whole);
  });

  it('with runs that share encoders and the reference that shares them too', async () => {
    const methods = { 'late-ensemble': {}, 'frozen-fusion': {}, unimodal: {} };
    for (const run of [...Object.keys(methods), REFERENCE_RUN]) {
      const { rest, whole } = await bothWays({ ...BASE, methods }, run, true);
      expect(rest).toEqual(whole);
    }
  });

  it('says where it goes on, and trains a later stage anew', async () => {
    const race = await racing();
    const settings = { ...BASE, methods: { 'di-mml': {} } };
    const from = landmarks(await race(settings));
    const events = await race({ ...settings, epochs: 8 }, from);
    expect(events.find(({ kind }) => kind === 'run-started')).toMatchObject({
      afterEpoch: 4,
      epochs: 10,
    });
    const stages = events.flatMap((event) =>
      event.kind === 'epoch-ended' ? [event.stage] : event.kind === 'stage-started' ? ['|'] : [],
    );
    expect(stages.filter((stage) => stage === '|')).toHaveLength(1);
    expect(stages.indexOf('|')).toBe(4);
  });
});
