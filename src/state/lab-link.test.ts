/**
 * What a lab says too late: a worker goes on talking until it has read the request to stop, and an old lab until it is
 * gone. None of it may enter the race that stands on the page.
 */
import { expect, test } from 'vitest';
import { settingsFrom } from '../data/starting-settings';
import type { Lab, LabEvent, LabRequest } from '../protocol/messages';
import { fakeCatalogue, fakeSummary } from '../testing/fake-lab-data';
import { epochOf } from '../testing/measured-epoch';
// fetched when a session opens: a test may be over before
import './runs/kept-runs';
import { createSession } from './session';

const RUNS = ['joint', 'di-mml'];
const failed = { code: 'x', message: 'It was refused.', hint: '' };
const started = (run: string): LabEvent => ({
  kind: 'run-started',
  run,
  seq: 1,
  label: run,
  backend: 'cpu',
  adapter: '',
  epochs: 4,
  stepsPerEpoch: 1,
});

/** A session on labs that say only what the test lets them say, however often they were closed. */
function opened() {
  const sent: LabRequest['kind'][] = [];
  const labs: ((event: LabEvent) => void)[] = [];
  const createLab = (): Lab => {
    const listeners = new Set<(event: LabEvent) => void>();
    labs.push((event) => {
      for (const listener of listeners) listener(event);
    });
    return {
      send: ({ kind }) => sent.push(kind),
      subscribe(listener) {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
      close() {},
    };
  };
  const settings = settingsFrom({ epochs: 4 });
  let flush: (() => void) | null = null;
  const session = createSession({
    settings,
    device: { backend: null },
    createLab,
    scheduler: {
      now: () => 0,
      later: (task) => {
        flush = task;
        return () => {
          flush = null;
        };
      },
    },
  });
  const open = (lab: number) => {
    labs[lab]?.({
      kind: 'lab-opened',
      catalogue: fakeCatalogue,
      measures: [],
      report: { backend: 'cpu', adapter: '', reasons: [] },
    });
    labs[lab]?.({ kind: 'data-opened', summary: fakeSummary(settings) });
  };
  session.open();
  open(0);
  const say = (...events: readonly LabEvent[]) => {
    for (const event of events) labs.at(-1)?.(event);
    flush?.();
  };
  const race = () => session.race.getState();
  return { session, sent, labs, open, say, race };
}

const trains = (epoch: number): LabEvent[] => [
  ...RUNS.map(started),
  ...RUNS.map((run) => epochOf(run, epoch)),
];

test('events of a stopped race that come after Reset stay out of the new record', () => {
  const { session, say, race } = opened();
  session.play();
  say({ kind: 'race-started', runs: RUNS }, ...trains(1));
  const { id } = race();
  session.reset();
  say(epochOf('joint', 2));
  expect(race()).toMatchObject({ phase: 'idle', record: [] });
  // the new race is asked for before the old one has said that it stopped
  session.play();
  say(epochOf('di-mml', 2), epochOf('joint', 3), { kind: 'race-stopped' });
  expect(race()).toMatchObject({ phase: 'starting', record: [] });
  expect(race().id).not.toBe(id);
  say({ kind: 'race-started', runs: RUNS }, ...trains(1));
  expect(race().phase).toBe('running');
  expect(race().record.map(({ epochs }) => epochs.map(({ epoch }) => epoch))).toEqual([[1], [1]]);
});

const NO_LEVELS = {
  kind: 'reference-known',
  seed: 1,
  alone: [],
  end: null,
  untrained: {},
} as const;
test.each<[string, LabEvent]>([
  ['begins', { kind: 'race-started', runs: RUNS }],
  ['trains on', epochOf('joint', 2)],
  ['ends', { kind: 'race-ended' }],
  ['is paused', { kind: 'race-paused' }],
  ['goes on', { kind: 'race-resumed' }],
  ['knows its reference', NO_LEVELS],
  ['fails', { kind: 'run-failed', run: 'joint', seq: 2, label: 'Joint', failed }],
  ['is refused', { kind: 'request-failed', request: 'start-race', failed }],
])('a stopped race that %s after Reset changes nothing', (_, event) => {
  const { session, say, race } = opened();
  session.play();
  session.reset();
  const before = race();
  say(event, { kind: 'race-stopped' });
  expect(race()).toBe(before);
  expect(session.notices.getState().notices).toEqual([]);
});

test('of two races stopped one after the other, neither speaks into the third', () => {
  const { session, say, race } = opened();
  for (let stopped = 0; stopped < 2; stopped += 1) {
    session.play();
    session.reset();
  }
  session.play();
  say({ kind: 'race-started', runs: RUNS }, { kind: 'race-stopped' });
  expect(race().phase).toBe('starting');
  say({ kind: 'race-started', runs: RUNS }, ...trains(1), { kind: 'race-stopped' });
  expect(race()).toMatchObject({ phase: 'starting', record: [] });
  say({ kind: 'race-started', runs: RUNS });
  expect(race().phase).toBe('running');
});

test('a lab that was replaced is not heard any more, not even when it loses its device', () => {
  const { session, labs, open, say, race } = opened();
  session.play();
  say({ kind: 'race-started', runs: RUNS }, ...trains(1), { kind: 'device-lost', failed });
  expect(race().phase).toBe('lost');
  session.play();
  expect(labs).toHaveLength(2);
  open(1);
  say({ kind: 'race-started', runs: RUNS }, ...RUNS.map(started));
  const before = race();
  labs[0]?.({ kind: 'device-lost', failed });
  labs[0]?.(epochOf('joint', 2));
  expect(race()).toBe(before);
  expect(race().phase).toBe('running');
  expect(session.lab.getState().status).toBe('ready');
  expect(session.notices.getState().notices).toEqual([]);
});
