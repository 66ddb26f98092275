/** A pool on labs in this thread: what it tells of a race is what one lab tells, whatever happens to its threads. */
import { afterEach, describe, expect, it } from 'vitest';
import type { LabEvent, LabRequest } from '../../protocol/messages';
import type { SettingsInput } from '../../protocol/settings';
import { numbersOf, openTinyLab, TINY } from '../../testing/tiny-lab';
import { createInThreadLab, type InThreadLab } from '../in-thread-lab';
import { LabPool } from './lab-pool';

const SETTINGS: SettingsInput = {
  ...TINY,
  methods: {
    joint: {},
    'late-ensemble': {},
    'di-mml': { duc: { warmupEpochs: 1 }, fusionEpochs: 2 },
    ogm: {},
  },
};
/** Without the measures that take long. */
const LIGHT: SettingsInput = { ...SETTINGS, measures: { heavy: false } };
const RUNS = ['joint', 'late-ensemble', 'di-mml', 'ogm'];
const REFERENCE = 'unimodal@reference';

interface Started {
  readonly lab: InThreadLab;
  readonly sent: LabRequest[];
  die(reason: string): void;
}

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  await Promise.all(closing.splice(0).map((close) => close()));
});

/** @param refuses which thread, counted from 0, cannot be started at all. */
function openedPool(threads: number, refuses: (thread: number) => boolean = () => false) {
  const started: Started[] = [];
  const events: LabEvent[] = [];
  const pool = new LabPool((onGone) => {
    if (refuses(started.length)) throw new Error('the browser allows no more');
    const lab = createInThreadLab({ readAsset: () => Promise.reject(new Error('no files')) });
    const sent: LabRequest[] = [];
    started.push({ lab, sent, die: (reason) => onGone(reason) });
    closing.push(() => lab.closed());
    return {
      ...lab,
      send(request) {
        sent.push(request);
        lab.send(request);
      },
    };
  });
  pool.subscribe((event) => events.push(event));
  const settled = async () => {
    // a thread may begin with what another one has said
    for (let round = 0; round < 3; round += 1) {
      await Promise.all(started.map(({ lab }) => lab.settled()));
    }
  };
  pool.send({ kind: 'use-threads', most: threads });
  pool.send({ kind: 'open-lab', backend: 'cpu' });
  return { pool, started, events, settled };
}

const start = (settings: SettingsInput, more: object = {}) =>
  ({ kind: 'start-race', settings, withReference: true, paused: false, ...more }) as const;
const ofKind = <K extends LabEvent['kind']>(events: readonly LabEvent[], kind: K) =>
  events.filter((event): event is LabEvent & { kind: K } => event.kind === kind);
/** But for the clock and for what else lies on the device. */
const textOf = (event: LabEvent): string =>
  JSON.stringify(event, (key, value: unknown) => {
    if (/Ms$|^seq$|^cost$/.test(key)) return undefined;
    return ArrayBuffer.isView(value) ? Object.values(value) : value;
  });
/** What a run says, in its order. */
const saidBy = (events: readonly LabEvent[], run: string): string[] =>
  events.flatMap((event) =>
    'run' in event && event.run === run && event.kind !== 'chunk-trained' ? textOf(event) : [],
  );
const when = (pool: LabPool, is: (event: LabEvent) => boolean) =>
  new Promise<LabEvent>((resolve) => {
    const stop = pool.subscribe((event) => {
      if (!is(event)) return;
      stop();
      resolve(event);
    });
  });
/** The one lab that the pool is compared with; what it said before is asked for once. */
const saidAlone = new Map<string, Promise<readonly LabEvent[]>>();
function alone(settings: SettingsInput, more: object = {}): Promise<readonly LabEvent[]> {
  const key = JSON.stringify([settings, more]);
  const race = async () => {
    const { lab, events } = await openTinyLab();
    lab.send(start(settings, more));
    await lab.settled();
    await lab.closed();
    return events;
  };
  const said = saidAlone.get(key) ?? race();
  saidAlone.set(key, said);
  return said;
}

describe('a race on several threads', () => {
  it.each([1, 2, 9])('on %i says of every run what one lab says, to the bit', async (threads) => {
    const more = { snapshots: true, checkpoints: true, checkpointMs: 0 };
    const { pool, started, events, settled } = openedPool(threads);
    pool.send(start(SETTINGS, more));
    await settled();
    const one = await alone(SETTINGS, more);
    expect(started).toHaveLength(Math.min(threads, 4));
    for (const run of [...RUNS, REFERENCE]) expect(saidBy(events, run)).toEqual(saidBy(one, run));
    const told = (of: readonly LabEvent[]) =>
      of.flatMap((event) =>
        'run' in event || event.kind === 'threads-counted' ? [] : textOf(event),
      );
    expect(told(events)).toEqual(told(one));
    const seqs = events.flatMap((event) => ('seq' in event ? [event.seq] : []));
    expect(seqs).toEqual(seqs.map((_, i) => i + 1));
  });

  it('trains encoders that runs share once, beside the reference that shares them', async () => {
    const { pool, started, settled } = openedPool(3);
    pool.send(start(LIGHT));
    await settled();
    const only = started.map(({ sent }) =>
      sent.flatMap((request) => (request.kind === 'start-race' ? [request.only] : [])),
    );
    expect(only).toEqual([[['late-ensemble', REFERENCE]], [['di-mml']], [['joint', 'ogm']]]);
  });

  it('does not train a reference twice that it knows, and shares its work anew', async () => {
    const { pool, started, events, settled } = openedPool(2);
    const methods = { joint: {}, ogm: {} };
    pool.send(start({ ...LIGHT, methods }));
    await settled();
    events.length = 0;
    pool.send(start({ ...LIGHT, methods }));
    await settled();
    expect(ofKind(events, 'race-started').map(({ runs }) => runs)).toEqual([['joint', 'ogm']]);
    expect(ofKind(events, 'reference-known')).toHaveLength(1);
    const last = started.map(({ sent }) => sent.findLast(({ kind }) => kind === 'start-race'));
    expect(last.map((request) => request?.kind === 'start-race' && request.only?.[0])).toEqual([
      'joint',
      'ogm',
    ]);
  });

  it('steps every run by one epoch, pauses once, and ends with the numbers it would have had', async () => {
    const { pool, events, settled } = openedPool(3);
    pool.send(start(LIGHT, { paused: true }));
    pool.send({ kind: 'step-race', by: 'epoch' });
    await settled();
    const steps = () => ofKind(events, 'epoch-ended').map(({ run, epoch }) => `${run} ${epoch}`);
    expect(steps().sort()).toEqual([...RUNS, REFERENCE].map((run) => `${run} 1`).sort());
    expect(ofKind(events, 'race-paused')).toHaveLength(1);
    expect(events.at(-1)?.kind).toBe('race-paused');
    pool.send({ kind: 'step-race', by: 'batch' });
    await settled();
    expect(steps()).toHaveLength(5);
    expect(ofKind(events, 'race-paused')).toHaveLength(2);
    pool.send({ kind: 'resume-race' });
    await settled();
    const one = await alone(LIGHT);
    for (const run of [...RUNS, REFERENCE]) {
      const numbers = (of: readonly LabEvent[]) =>
        numbersOf(of.filter((event) => 'run' in event && event.run === run));
      expect(numbers(events)).toEqual(numbers(one));
    }
    expect(events.at(-1)?.kind).toBe('race-ended');
    expect(ofKind(events, 'race-ended')).toHaveLength(1);
  });

  it('that is told to stop says so once, after everything it said, and the next one begins after that', async () => {
    const { pool, events, settled } = openedPool(3);
    pool.send(start({ ...LIGHT, epochs: 400 }));
    await when(pool, ({ kind }) => kind === 'epoch-ended');
    pool.send({ kind: 'stop-race' });
    pool.send(start(LIGHT));
    await settled();
    const stopped = events.findIndex(({ kind }) => kind === 'race-stopped');
    expect(ofKind(events, 'race-stopped')).toHaveLength(1);
    expect(events.slice(stopped).filter(({ kind }) => kind === 'race-started')).toHaveLength(1);
    expect(ofKind(events.slice(stopped), 'run-ended')).toHaveLength(5);
    expect(events.at(-1)?.kind).toBe('race-ended');
  });

  it('is refused whole, wherever the run would have trained, and leaves the race that was there', async () => {
    const { pool, events, settled } = openedPool(3);
    pool.send(start(LIGHT, { paused: true }));
    const UNLIKE = { picture: { featureDim: 4 }, sound: { featureDim: 6 } };
    pool.send(start({ ...LIGHT, encoders: UNLIKE }));
    pool.send({ kind: 'step-race', by: 'epoch' });
    await settled();
    expect(ofKind(events, 'request-failed')).toHaveLength(1);
    expect(ofKind(events, 'race-started')).toHaveLength(1);
    expect(ofKind(events, 'epoch-ended')).toHaveLength(5);
  });

  it('shows a step of a run as it stands in its thread', async () => {
    const { pool, events, settled } = openedPool(3);
    pool.send(start(LIGHT, { paused: true, snapshots: true }));
    pool.send({ kind: 'step-race', by: 'epoch' });
    await settled();
    for (const run of RUNS) {
      pool.send({ kind: 'show-step', settings: LIGHT, run, stage: null, epoch: null });
      await settled();
    }
    const shown = ofKind(events, 'step-shown');
    expect(shown.map(({ asked }) => asked.run)).toEqual(RUNS);
    // brought there by training, each would have counted its way
    expect(shown.map(({ trained }) => trained)).toEqual([null, null, null, null]);
    expect(ofKind(events, 'step-approached')).toHaveLength(0);
  });

  it('gives a step up when somebody asks another thread for something else', async () => {
    const { pool, events, settled } = openedPool(3);
    pool.send(start({ ...LIGHT, epochs: 300 }, { paused: true }));
    await settled();
    const ask = (run: string, epoch: number) =>
      pool.send({
        kind: 'show-step',
        settings: { ...LIGHT, epochs: 300 },
        run,
        stage: null,
        epoch,
      });
    ask('joint', 290);
    await when(pool, ({ kind }) => kind === 'step-approached');
    ask('di-mml', 1);
    await settled();
    expect(ofKind(events, 'step-given-up').map(({ asked }) => asked.run)).toEqual(['joint']);
    expect(ofKind(events, 'step-shown').map(({ asked }) => asked.run)).toEqual(['di-mml']);
  });
});

describe('a thread that dies', () => {
  const long: SettingsInput = { ...LIGHT, epochs: 12 };
  const checkpoints = { checkpoints: true, checkpointMs: 0 };
  const goOn = (events: readonly LabEvent[]) => {
    const lost = ofKind(events, 'run-failed').map(({ run }) => run);
    const saved = ofKind(events, 'checkpoint-taken').filter(({ run }) => lost.includes(run));
    const runs = lost.flatMap(
      (run) => saved.findLast((each) => each.run === run)?.checkpoint ?? [],
    );
    return { runs, done: [...RUNS, REFERENCE].filter((run) => !lost.includes(run)) };
  };

  it('is one failed run with its reason; the others end, and it goes on with the numbers it would have had', async () => {
    const { pool, started, events, settled } = openedPool(3);
    pool.send(start(long, checkpoints));
    await when(
      pool,
      (event) => event.kind === 'epoch-ended' && event.run === 'di-mml' && event.epoch === 5,
    );
    started[1]?.die('its memory was full');
    await settled();
    expect(ofKind(events, 'run-failed').map(({ run, failed }) => [run, failed])).toEqual([
      [
        'di-mml',
        expect.objectContaining({
          code: 'thread-lost',
          message: 'The thread that trained DI-MML ended: its memory was full.',
        }),
      ],
    ]);
    expect(
      ofKind(events, 'run-ended')
        .map(({ run }) => run)
        .sort(),
    ).toEqual(['joint', 'late-ensemble', 'ogm', REFERENCE].sort());
    expect(events.at(-1)?.kind).toBe('race-ended');
    const from = goOn(events);
    const before = saidBy(events, 'di-mml').filter((text) => text.includes('"epoch-ended"'));
    events.length = 0;
    pool.send(start(long, { ...checkpoints, from }));
    await settled();
    const rest = saidBy(events, 'di-mml').filter((text) => text.includes('"epoch-ended"'));
    const one = saidBy(await alone(long), 'di-mml').filter((text) =>
      text.includes('"epoch-ended"'),
    );
    expect([...before.slice(0, from.runs[0]?.epoch), ...rest]).toEqual(one);
    expect(ofKind(events, 'race-started').map(({ runs }) => runs)).toEqual([['di-mml']]);
  });

  it('may be the first one: another takes its place, and samples can still be read', async () => {
    const { pool, started, events, settled } = openedPool(3);
    pool.send(start(long, checkpoints));
    await when(
      pool,
      (event) => event.kind === 'epoch-ended' && event.run === REFERENCE && event.epoch === 4,
    );
    started[0]?.die('its memory was full');
    await settled();
    expect(ofKind(events, 'run-failed').map(({ run }) => run)).toEqual([
      'late-ensemble',
      REFERENCE,
    ]);
    expect(
      ofKind(events, 'run-ended')
        .map(({ run }) => run)
        .sort(),
    ).toEqual(['di-mml', 'joint', 'ogm']);
    pool.send({ kind: 'read-samples', rows: [0] });
    await settled();
    expect(ofKind(events, 'samples-read')).toHaveLength(1);
    const from = goOn(events);
    events.length = 0;
    pool.send(start(long, { ...checkpoints, from }));
    await settled();
    expect(
      ofKind(events, 'run-ended')
        .map(({ run }) => run)
        .sort(),
    ).toEqual(['late-ensemble', REFERENCE]);
    expect(ofKind(events, 'reference-known')).toHaveLength(1);
  });

  it('is the lab where it is the only one', async () => {
    const { pool, started, events, settled } = openedPool(1);
    pool.send(start(long));
    await when(pool, ({ kind }) => kind === 'epoch-ended');
    started[0]?.die('its memory was full');
    await settled();
    expect(ofKind(events, 'run-failed')).toHaveLength(5);
    expect(events.at(-1)).toMatchObject({
      kind: 'device-lost',
      failed: { message: 'The training thread ended: its memory was full.' },
    });
  });

  it('while it is told to stop has stopped', async () => {
    const { pool, started, events, settled } = openedPool(3);
    pool.send(start(long));
    await when(pool, ({ kind }) => kind === 'epoch-ended');
    pool.send({ kind: 'stop-race' });
    started[1]?.die('its memory was full');
    await settled();
    expect(ofKind(events, 'race-stopped')).toHaveLength(1);
    pool.send(start(LIGHT));
    await settled();
    expect(events.at(-1)?.kind).toBe('race-ended');
  });
});

describe('a thread that cannot be started', () => {
  it('is said with its reason, and the others train everything', async () => {
    const { pool, started, events, settled } = openedPool(3, (thread) => thread === 2);
    pool.send(start(LIGHT));
    await settled();
    expect(ofKind(events, 'threads-counted').at(-1)).toEqual({
      kind: 'threads-counted',
      threads: 2,
      reasons: ['A further thread could not be started: the browser allows no more.'],
    });
    expect(ofKind(events, 'run-ended')).toHaveLength(5);
    expect(started).toHaveLength(2);
  });

  it('after it was given runs, fails them, and they can go on', async () => {
    const { pool, started, events, settled } = openedPool(2);
    pool.send({ kind: 'open-data', settings: { ...LIGHT, methods: { joint: {} } } });
    await settled();
    pool.send(start(LIGHT));
    await settled();
    expect(started).toHaveLength(2);
    events.length = 0;
    pool.send({ kind: 'use-threads', most: 3 });
    pool.send(start(LIGHT));
    started[2]?.die('its script could not be read');
    await settled();
    expect(ofKind(events, 'run-failed').map(({ run, failed }) => [run, failed.code])).toEqual([
      ['late-ensemble', 'thread-lost'],
    ]);
    expect(ofKind(events, 'run-ended')).toHaveLength(3);
    expect(events.at(-1)?.kind).toBe('race-ended');
    expect(ofKind(events, 'threads-counted').at(-1)).toMatchObject({ threads: 2 });
  });
});
