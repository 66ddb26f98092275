import * as tf from '@tensorflow/tfjs-core';
import { afterEach, describe, expect, it } from 'vitest';
import { REFERENCE_RUN } from '../protocol/default-race';
import type { LabEvent } from '../protocol/messages';
import type { SettingsInput } from '../protocol/settings';
import { openTinyLab, TINY, type TinyLab } from '../testing/tiny-lab';

const JOINT: SettingsInput = { ...TINY, methods: { joint: {} } };
const ofKind = <K extends LabEvent['kind']>(events: readonly LabEvent[], kind: K) =>
  events.filter((event): event is LabEvent & { kind: K } => event.kind === kind);

let open: TinyLab | null = null;
afterEach(async () => {
  await open?.lab.closed();
  open = null;
});

/** Races with the reference lines wanted; what the lab said. */
async function race(settings: SettingsInput): Promise<LabEvent[]> {
  open ??= await openTinyLab();
  const { lab, events } = open;
  events.length = 0;
  lab.send({ kind: 'start-race', settings, withReference: true, paused: false });
  await lab.settled();
  return [...events];
}

const runs = (events: readonly LabEvent[]) => ofKind(events, 'race-started')[0]?.runs;
const known = (events: readonly LabEvent[]) => ofKind(events, 'reference-known');

describe('the reference lines', () => {
  it('are trained once and known at once in the next race', async () => {
    const first = await race(JOINT);
    expect(runs(first)).toEqual(['joint', REFERENCE_RUN]);
    const levels = known(first);
    expect(levels).toHaveLength(1);
    const end = ofKind(first, 'run-ended').find(({ run }) => run === REFERENCE_RUN);
    const epochs = ofKind(first, 'epoch-ended').filter(({ run }) => run === REFERENCE_RUN);
    expect(first.indexOf(levels[0] as LabEvent)).toBeGreaterThan(first.indexOf(end as LabEvent));
    expect(epochs.length).toBeGreaterThan(1);
    expect(levels[0]?.alone).toEqual(
      epochs.map(({ epoch, accuracy, right, spent }) => ({
        epoch,
        accuracy: accuracy.unimodal,
        right,
        spent,
      })),
    );
    expect(levels[0]?.end).toEqual({ accuracy: end?.accuracy.unimodal, right: end?.right });
    expect(Object.keys(levels[0]?.untrained ?? {})).toEqual(['picture', 'sound']);
    for (const share of Object.values(levels[0]?.untrained ?? {})) expect(share).toBeGreaterThan(0);
    expect(levels[0]?.seed).toBe(1);

    const second = await race({ ...JOINT, methods: { 'di-mml': {} } });
    expect(runs(second)).toEqual(['di-mml']);
    expect(known(second)).toEqual(levels);
    const kinds = second.map(({ kind }) => kind);
    expect(kinds.indexOf('reference-known')).toBe(kinds.indexOf('race-started') + 1);
  });

  it.each<[string, SettingsInput]>([
    ['seed', { seed: 2 }],
    ['seed of the weights', { weightSeed: 2 }],
    ['last batch', { dropLast: true }],
    ['number of epochs', { epochs: 2 }],
    ['encoder', { encoders: { '*': { hidden: [10], featureDim: 6 } } }],
    ['optimizer', { optimizer: { learningRate: 0.02 } }],
    ['data', { generator: { classes: 4, labelNoise: 0.1 } }],
  ])('are trained anew for another %s', async (_, change) => {
    await race(JOINT);
    expect(runs(await race({ ...JOINT, ...change }))).toContain(REFERENCE_RUN);
  });

  it('of a person’s own files are not mistaken for those of other files', async () => {
    const { generateDataSet } = await import('../data/generator/generate');
    const { parseSettings } = await import('../protocol/settings');
    const files: SettingsInput = { ...JOINT, data: { source: 'files', id: 'mine' } };
    open = await openTinyLab();
    const use = (seed: number) =>
      open?.lab.send({
        kind: 'use-data',
        dataSet: generateDataSet(parseSettings({ ...JOINT, seed })),
      });
    use(1);
    expect(runs(await race(files))).toContain(REFERENCE_RUN);
    expect(runs(await race(files))).not.toContain(REFERENCE_RUN);
    use(2);
    expect(runs(await race(files))).toContain(REFERENCE_RUN);
  });

  it('are not remembered of a race that was stopped, and nothing stays on the device', async () => {
    await race({ ...JOINT, seed: 9 });
    const { lab, events } = open as TinyLab;
    const before = tf.memory().numTensors;
    lab.send({ kind: 'start-race', settings: JOINT, withReference: true, paused: true });
    lab.send({ kind: 'step-race', by: 'epoch' });
    await lab.settled();
    lab.send({ kind: 'stop-race' });
    await lab.settled();
    expect(tf.memory().numTensors).toBe(before);
    events.length = 0;
    expect(runs(await race(JOINT))).toContain(REFERENCE_RUN);
  });
});
