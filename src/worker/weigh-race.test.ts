/** What a race will take, said before it: its steps are counted, its pace is taken, and nothing of it stays. */
import * as tf from '@tensorflow/tfjs-core';
import { afterEach, describe, expect, it } from 'vitest';
import { generateDataSet } from '../data/generator/generate';
import type { LabEvent } from '../protocol/messages';
import { stepsOf } from '../protocol/need';
import { parseSettings, type SettingsInput } from '../protocol/settings';
import { numbersOf, openTinyLab, TINY, type TinyLab } from '../testing/tiny-lab';
import { mustFit } from './samples-fit';

let open: TinyLab | null = null;
afterEach(async () => {
  await open?.lab.closed();
  open = null;
});

const weigh = (settings: SettingsInput, withReference = true) =>
  ({ kind: 'weigh-race', settings, withReference }) as const;
const start = (settings: SettingsInput) =>
  ({ kind: 'start-race', settings, withReference: true, paused: false }) as const;
const needsIn = (events: readonly LabEvent[]) =>
  events.flatMap((event) => (event.kind === 'race-weighed' ? [event.need] : []));

describe('weighing a race', () => {
  it('counts the steps that it takes, those that runs share once', async () => {
    open = await openTinyLab();
    const { lab, events } = open;
    // 96 samples in batches of 16 are six steps an epoch
    const settings = { ...TINY, methods: { ...TINY.methods, 'late-ensemble': {} } };
    lab.send(weigh(settings));
    await lab.settled();
    const [need] = needsIn(events);
    expect(need?.runs.map(({ run, steps }) => [run, steps])).toEqual([
      ['joint', 18],
      ['di-mml', 18 + 12],
      ['late-ensemble', 18],
      ['unimodal@reference', 0],
    ]);
    expect(need && stepsOf(need)).toBe(66);
    expect(need?.isCounted).toBe(false);
    for (const { ms, bytes } of need?.runs ?? []) {
      expect(ms).toBeGreaterThan(0);
      expect(bytes).toBeGreaterThan(0);
    }
    // 160 samples of 256 and 64 numbers, and of four targets
    expect(need?.sampleBytes).toBe(160 * (256 + 64 + 4) * 4);
  });

  it('leaves nothing on the device, and the race after it has the numbers it would have had', async () => {
    open = await openTinyLab();
    const { lab, events } = open;
    lab.send(start(TINY));
    await lab.settled();
    const straight = numbersOf(events);
    lab.send({ kind: 'stop-race' });
    await lab.settled();
    const before = tf.memory().numTensors;
    lab.send(weigh(TINY));
    await lab.settled();
    expect(tf.memory().numTensors).toBe(before);
    expect(needsIn(events)).toHaveLength(1);
    events.length = 0;
    lab.send(start(TINY));
    await lab.settled();
    // the reference is known by now
    const racing = straight.filter((text) => !text.includes('@reference'));
    expect(numbersOf(events)).toEqual(racing);
  });

  it('is given up for whatever is asked meanwhile, and frees its copy', async () => {
    open = await openTinyLab();
    const { lab, events } = open;
    lab.send({ kind: 'open-data', settings: TINY });
    await lab.settled();
    const before = tf.memory().numTensors;
    lab.send(weigh(TINY));
    lab.send({ kind: 'stop-race' });
    await lab.settled();
    expect(needsIn(events)).toHaveLength(0);
    expect(tf.memory().numTensors).toBe(before);
  });

  it('is counted at once where weighing would take long, and then held against a single step', async () => {
    open = await openTinyLab();
    const { lab, events } = open;
    const wide = { hidden: [1024, 1024], featureDim: 256 };
    lab.send({ kind: 'open-data', settings: TINY });
    await lab.settled();
    const before = tf.memory().numTensors;
    lab.send(weigh({ ...TINY, encoders: { '*': wide } }));
    await lab.settled();
    const [counted, timed, ...others] = needsIn(events);
    expect(others).toEqual([]);
    const steps = [
      ['joint', 18],
      ['di-mml', 18 + 12],
      ['unimodal@reference', 18],
    ];
    for (const need of [counted, timed]) {
      expect(need?.isCounted).toBe(true);
      expect(need?.runs.map((run) => [run.run, run.steps])).toEqual(steps);
    }
    expect(timed?.ms).not.toBe(counted?.ms);
    // weights, gradients and what the optimizer keeps of 256 and 64 numbers through two layers of 1,024 to 256
    const weights = [256, 64].reduce((sum, inputs) => sum + (inputs + 1024 + 256) * 1024, 0);
    expect(counted?.runs[0]?.bytes).toBeGreaterThan(4 * 3 * weights);
    expect(tf.memory().numTensors).toBe(before);
  });

  it('is not done while a race is there', async () => {
    open = await openTinyLab();
    const { lab, events } = open;
    lab.send({ ...start(TINY), paused: true });
    lab.send(weigh(TINY));
    await lab.settled();
    expect(needsIn(events)).toHaveLength(0);
  });
});

describe('samples that no WebAssembly can hold', () => {
  const small = generateDataSet(parseSettings(TINY));
  const huge = {
    ...small,
    modalities: small.modalities.map((modality, m) =>
      m === 0 ? { ...modality, data: { length: 1.2e9 } as Float32Array } : modality,
    ),
  };

  it('are refused with their numbers', () => {
    expect(() => mustFit(huge, 'wasm')).toThrow(
      'The 160 samples take 4.8 GB to train on, 4.8 GB of them for Picture (16 \u00D7 16 \u00D7 1 numbers a sample), and WebAssembly has 4.3 GB at most.',
    );
  });

  it('are the device\u2019s to judge elsewhere', () => {
    expect(() => mustFit(huge, 'webgpu')).not.toThrow();
    expect(() => mustFit(small, 'wasm')).not.toThrow();
  });
});
