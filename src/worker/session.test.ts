import * as tf from '@tensorflow/tfjs-core';
import { afterEach, describe, expect, it } from 'vitest';
import type { LabEvent } from '../protocol/messages';
import type { SettingsInput } from '../protocol/settings';
import { numbersOf, openTinyLab, TINY, type TinyLab } from '../testing/tiny-lab';

let open: TinyLab | null = null;
afterEach(async () => {
  await open?.lab.closed();
  open = null;
});

async function lab(): Promise<TinyLab> {
  open = await openTinyLab();
  return open;
}

const start = (settings: SettingsInput, paused = false) =>
  ({ kind: 'start-race', settings, withReference: false, paused }) as const;
const ofKind = <K extends LabEvent['kind']>(events: readonly LabEvent[], kind: K) =>
  events.filter((event): event is LabEvent & { kind: K } => event.kind === kind);
/** Suits no method that compares features; found out only when the race is set up. */
const UNLIKE = { picture: { featureDim: 4 }, sound: { featureDim: 6 } };

describe('a session', () => {
  it('says what it can do before any data, then trains a race to its end', async () => {
    const { lab: l, events } = await lab();
    l.send(start(TINY));
    await l.settled();
    expect(events[0]?.kind).toBe('lab-opened');
    expect(ofKind(events, 'lab-opened')[0]?.catalogue.map(({ id }) => id)).toContain('di-mml');
    expect(ofKind(events, 'data-opened')[0]?.summary.counts).toEqual({
      train: 96,
      validation: 0,
      test: 64,
    });
    expect(ofKind(events, 'race-started')[0]?.runs).toEqual(['joint', 'di-mml']);
    const ended = ofKind(events, 'epoch-ended').map(({ run, epoch, stage }) => [run, epoch, stage]);
    expect(ended).toEqual([
      ['joint', 1, 'joint'],
      ['di-mml', 1, 'encoders'],
      ['joint', 2, 'joint'],
      ['di-mml', 2, 'encoders'],
      ['joint', 3, 'joint'],
      ['di-mml', 3, 'encoders'],
      ['di-mml', 4, 'fusion'],
      ['di-mml', 5, 'fusion'],
    ]);
    expect(ofKind(events, 'run-ended').map(({ run }) => run)).toEqual(['joint', 'di-mml']);
    expect(events.at(-1)?.kind).toBe('race-ended');
    const seqs = events.flatMap((event) => ('seq' in event ? [event.seq] : []));
    expect(seqs).toEqual(seqs.map((_, i) => i + 1));
  });

  it('gives the same numbers twice, and the same to a method whoever races beside it', async () => {
    const { lab: l, events } = await lab();
    l.send(start(TINY));
    await l.settled();
    const first = numbersOf(events);
    events.length = 0;
    l.send(start(TINY));
    await l.settled();
    expect(numbersOf(events)).toEqual(first);
    events.length = 0;
    l.send(start({ ...TINY, methods: { unimodal: {}, 'di-mml': TINY.methods?.['di-mml'] ?? {} } }));
    await l.settled();
    const diMml = (lines: string[]) => lines.filter((line) => line.includes('"run":"di-mml"'));
    expect(diMml(numbersOf(events))).toEqual(diMml(first));
  });

  it('a paused run goes on with the numbers it would have had', async () => {
    const { lab: l, events } = await lab();
    l.send(start(TINY));
    await l.settled();
    const straight = numbersOf(events);
    events.length = 0;
    l.send(start(TINY, true));
    await l.settled();
    expect(numbersOf(events)).toEqual([]);
    for (let epoch = 1; epoch <= 3; epoch++) {
      l.send({ kind: 'step-race', by: 'epoch' });
      await l.settled();
      expect(ofKind(events, 'epoch-ended').filter(({ run }) => run === 'joint')).toHaveLength(
        epoch,
      );
      expect(events.at(-1)?.kind).toBe('race-paused');
    }
    l.send({ kind: 'resume-race' });
    await l.settled();
    expect(numbersOf(events)).toEqual(straight);
  });

  it('steps every run by one batch, and the numbers stay what they would have been', async () => {
    const { lab: l, events } = await lab();
    l.send(start(TINY));
    await l.settled();
    const straight = numbersOf(events);
    events.length = 0;
    l.send(start(TINY, true));
    // 96 samples in batches of 16: six a run and epoch
    const batches: unknown[] = [];
    for (let batch = 1; batch <= 7; batch++) {
      l.send({ kind: 'step-race', by: 'batch' });
      await l.settled();
      expect(events.at(-1)?.kind).toBe('race-paused');
      const since = events.slice(
        events.findLastIndex(({ kind }, i) => kind === 'race-paused' && i < events.length - 1) + 1,
      );
      batches.push(
        since.flatMap((event) =>
          event.kind === 'chunk-trained'
            ? [`${event.run} ${event.epoch}.${event.step}`]
            : event.kind === 'epoch-ended'
              ? [`${event.run} ${event.epoch}`]
              : [],
        ),
      );
    }
    expect(batches).toEqual([
      ...[1, 2, 3, 4, 5].map((step) => [`joint 1.${step}`, `di-mml 1.${step}`]),
      ['joint 1', 'di-mml 1'],
      ['joint 2.1', 'di-mml 2.1'],
    ]);
    l.send({ kind: 'step-race', by: 'epoch' });
    await l.settled();
    expect(ofKind(events, 'epoch-ended').map(({ epoch }) => epoch)).toEqual([1, 1, 2, 2]);
    l.send({ kind: 'resume-race' });
    await l.settled();
    expect(numbersOf(events)).toEqual(straight);
  });

  it('pauses when told to while it trains', async () => {
    const { lab: l, events } = await lab();
    l.send(start({ ...TINY, epochs: 200 }));
    const unsubscribe = l.subscribe((event) => {
      if (event.kind === 'epoch-ended' && event.epoch === 2) {
        unsubscribe();
        l.send({ kind: 'pause-race' });
      }
    });
    await new Promise<void>((resolve) => {
      l.subscribe((event) => event.kind === 'race-paused' && resolve());
    });
    await l.settled();
    const trained = ofKind(events, 'epoch-ended').length;
    // settled means that nobody pulls; a race that went on would have trained 400 by now
    expect(trained).toBeLessThan(20);
  });

  it('refuses settings by name and keeps what it had', async () => {
    const { lab: l, events } = await lab();
    l.send(start(TINY, true));
    l.send(start({ ...TINY, optimizer: { learningRate: 1000 } }));
    l.send(start({ ...TINY, methods: { 'di-mml': { duc: { temperature: -1 } } } }));
    l.send(start({ ...TINY, methods: { magic: {} } }));
    await l.settled();
    expect(ofKind(events, 'request-failed').map(({ failed }) => failed.message)).toEqual([
      'optimizer.learningRate is 1000; it must be above 0 and at most 100.',
      'methods.di-mml.duc.temperature is -1; it must be from 0.01 to 1000.',
      expect.stringMatching(/^There is no method called magic; this lab has .*joint.*di-mml/),
    ]);
    l.send({ kind: 'step-race', by: 'epoch' });
    await l.settled();
    expect(ofKind(events, 'epoch-ended')).toHaveLength(2);
  });

  it.each([
    ['a race that is refused', { ...TINY, seed: 2, encoders: UNLIKE }],
    ['a look at a step', { ...TINY, seed: 2 }],
  ])('%s leaves the data in use, and the race on them', async (what, settings) => {
    const { lab: l, events } = await lab();
    l.send(start(TINY, true));
    l.send({ kind: 'read-samples', rows: [0, 1] });
    l.send(
      what === 'a look at a step'
        ? { kind: 'show-step', settings, run: 'joint', stage: null, epoch: null }
        : start(settings),
    );
    l.send({ kind: 'read-samples', rows: [0, 1] });
    l.send({ kind: 'step-race', by: 'epoch' });
    await l.settled();
    const answers = ofKind(events, 'request-failed').length + ofKind(events, 'step-shown').length;
    expect(answers).toBe(1);
    expect(ofKind(events, 'data-opened')).toHaveLength(1);
    const [before, after] = ofKind(events, 'samples-read');
    expect(after).toEqual(before);
    expect(ofKind(events, 'epoch-ended')).toHaveLength(2);
  });

  it('reads samples of the new data once a race on them is there', async () => {
    const { lab: l, events } = await lab();
    l.send(start(TINY, true));
    l.send({ kind: 'read-samples', rows: [0] });
    l.send(start({ ...TINY, seed: 2 }, true));
    l.send({ kind: 'read-samples', rows: [0] });
    await l.settled();
    const [before, after] = ofKind(events, 'samples-read');
    expect(after?.values).not.toEqual(before?.values);
    const told = events.map(({ kind }) => kind);
    expect(told.lastIndexOf('data-opened')).toBeLessThan(told.lastIndexOf('race-started'));
  });

  it('needs a device before it races', async () => {
    const { lab: l, events } = await lab();
    events.length = 0;
    await l.closed();
    l.send(start(TINY));
    await l.settled();
    expect(ofKind(events, 'request-failed')[0]?.failed.code).toBe('not-ready');
  });
});

describe('what a session holds on the device', () => {
  const tensors = () => tf.memory().numTensors;
  /** The kernels keep a few constants from the first race on. */
  const warmUp = async (l: TinyLab['lab']) => {
    l.send(start(TINY));
    await l.settled();
    return tensors();
  };

  it('is the same before and after a run', async () => {
    const { lab: l } = await lab();
    const before = await warmUp(l);
    l.send(start(TINY));
    await l.settled();
    expect(tensors()).toBe(before);
  });

  it('is the same before and after a cancelled run', async () => {
    const { lab: l } = await lab();
    const before = await warmUp(l);
    l.send(start({ ...TINY, epochs: 500 }));
    await new Promise<void>((resolve) => {
      l.subscribe((event) => event.kind === 'epoch-ended' && event.epoch === 2 && resolve());
    });
    expect(tensors()).toBeGreaterThan(before);
    l.send({ kind: 'stop-race' });
    await l.settled();
    expect(tensors()).toBe(before);
  });

  it('is the same before and after a run cancelled before its first step', async () => {
    const { lab: l } = await lab();
    const before = await warmUp(l);
    l.send(start(TINY, true));
    l.send({ kind: 'stop-race' });
    await l.settled();
    expect(tensors()).toBe(before);
  });

  it('is the same before and after a failed run, whose sentence says what happened', async () => {
    const { lab: l, events } = await lab();
    const before = await warmUp(l);
    events.length = 0;
    l.send(start({ ...TINY, epochs: 40, optimizer: { learningRate: 100 } }));
    await l.settled();
    const failures = ofKind(events, 'run-failed');
    expect(failures.map(({ run, failed }) => [run, failed.code])).toEqual(
      expect.arrayContaining([['joint', 'diverged']]),
    );
    expect(failures[0]?.failed.message).toMatch(
      /^Training diverged: the (loss of \S+ is no longer a number|(features of|outputs of the head) \S+ are no longer numbers)\.$/,
    );
    expect(events.at(-1)?.kind).toBe('race-ended');
    expect(tensors()).toBe(before);
  });

  it('is the same after a race whose settings were refused half-way', async () => {
    const { lab: l, events } = await lab();
    const before = await warmUp(l);
    l.send(
      start({
        ...TINY,
        encoders: UNLIKE,
        methods: { joint: {}, 'di-mml': {} },
      }),
    );
    await l.settled();
    expect(ofKind(events, 'request-failed')[0]?.failed.message).toBe(
      'encoders.sound.featureDim is 6 and encoders.picture.featureDim is 4; DI-MML, whose shared head and DUC read every modality, needs features of one length.',
    );
    expect(tensors()).toBe(before);
  });
});
