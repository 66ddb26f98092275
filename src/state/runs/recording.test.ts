/** The committed recording: readable, of today's default experiment, and shown only while it says something true. */

import { readFile } from 'node:fs/promises';
import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { defaultSettings, settingsFrom } from '../../data/starting-settings';
import { DEFAULT_RUNS } from '../../protocol/default-race';
import { asEpoch } from '../../protocol/units';
import { openedSession } from '../../testing/opened-session';
import { pageScheduler } from '../batcher';
import type { SessionOptions } from '../session';
import { snapshotAt } from '../time/shown';
import { isRecordingOf, readRecording } from './recording';
import { RECORDING_ADDRESS } from './recording-address';
import { readRecordingFile } from './recording-file';
import { writeRunFile } from './run-file';

const MOST_BYTES = 95_000;

async function committed(): Promise<ArrayBuffer> {
  const bytes = await readFile(new URL(`../../../public/${RECORDING_ADDRESS}`, import.meta.url));
  return Uint8Array.from(bytes).buffer;
}

/** A page that has a recording at hand. */
async function openedAnywhere(settings = defaultSettings(), rest: Partial<SessionOptions> = {}) {
  return openedSession({}, settings, { fetchRecording: committed, ...rest });
}

/** The same once the recording is shown, however long it takes to unpack. */
async function openedWith(settings = defaultSettings(), rest: Partial<SessionOptions> = {}) {
  const page = await openedAnywhere(settings, rest);
  const { shown } = page.session;
  await new Promise<void>((resolve) => {
    const isShown = () => shown.getState().origin !== null;
    if (isShown()) return resolve();
    const stop = shown.subscribe(() => {
      if (!isShown()) return;
      stop();
      resolve();
    });
  });
  return page;
}

test('it is of today\u2019s default experiment; where this fails, run `npm run record`', async () => {
  const recording = await readRecording(await committed());
  expect(recording && isRecordingOf(recording, defaultSettings())).toBe(true);
});

test('it comes small, and says what was left out', async () => {
  const bytes = await committed();
  expect(bytes.byteLength).toBeLessThan(MOST_BYTES);
  const file = JSON.parse(gunzipSync(new Uint8Array(bytes)).toString()) as { note: string };
  expect(file.note).toContain('in 64 steps');
});

test('a recording as a plain file of runs is read as well', async () => {
  const text = gunzipSync(new Uint8Array(await committed())).toString();
  const { runs, described } = readRecordingFile('The recording', text);
  const plain = readRecordingFile('A file', writeRunFile(runs, described ? { described } : {}));
  expect(plain.runs).toEqual(runs);
});

test('nothing of it has to be repaired', async () => {
  const text = gunzipSync(new Uint8Array(await committed())).toString();
  expect(readRecordingFile('The recording', text).repairs).toEqual([]);
});

test('where no lab opens it is drawn after a while all the same, with its lanes, dashes and measures', async () => {
  // time flies in this session, and its first idle moment, which opens the lab, does not come
  let comes = false;
  const { session } = await openedWith(defaultSettings(), {
    whenIdle: (task) => {
      if (comes) task();
      comes = true;
    },
  });
  expect(session.lab.getState()).toMatchObject({ status: 'opening', catalogue: [] });
  const { catalogue, measures, record } = session.shown.getState();
  expect(record.every(({ methodId }) => catalogue.some(({ id }) => id === methodId))).toBe(true);
  expect(catalogue.every(({ losses, stages }) => losses.length > 0 && stages.length > 0)).toBe(
    true,
  );
  expect(measures.map(({ id }) => id)).toContain('alignment');
});

test('it is fetched once the lab is open, and its place is kept until then', async () => {
  let open: (() => void) | null = null;
  let isFetched = false;
  const { session, settle } = await openedAnywhere(defaultSettings(), {
    scheduler: pageScheduler,
    whenIdle: (task) => {
      if (open) task();
      else open = task;
    },
    fetchRecording: () => {
      isFetched = true;
      return committed();
    },
  });
  await settle();
  expect(isFetched).toBe(false);
  expect(session.time.getState().isAwaited).toBe(true);
  (open as (() => void) | null)?.();
  while (session.time.getState().isAwaited) await settle();
  expect(isFetched).toBe(true);
  expect(session.shown.getState().origin?.kind).toBe('recording');
});

test('what the lab says of itself takes the place of what the recording said', async () => {
  const { session } = await openedWith();
  expect(session.shown.getState().catalogue).toBe(session.lab.getState().catalogue);
});

test('a server that unpacks the file on its way does no harm', async () => {
  const unpacked = Uint8Array.from(gunzipSync(new Uint8Array(await committed()))).buffer;
  expect((await readRecording(unpacked))?.record).toHaveLength(DEFAULT_RUNS.length);
});

test('a page of the default experiment shows it with its date, back end, seed and samples', async () => {
  const { session } = await openedWith();
  const { origin, record, phase } = session.shown.getState();
  expect(origin).toMatchObject({ kind: 'recording', seed: 1, backend: 'WebAssembly, SIMD' });
  expect(record.map(({ label, epochs }) => `${label} ${epochs.length}`)).toEqual([
    'Joint 40',
    'Late ensemble (certainty) 40',
    'DI-MML 55',
  ]);
  expect(phase).toBe('ended');
  expect(snapshotAt(record[0], asEpoch(9))?.epoch).toBe(4);
  expect(session.race.getState().phase).toBe('idle');
});

test('Play takes its place, and so does a change of the experiment', async () => {
  const first = await openedWith();
  first.session.play();
  await first.settle();
  expect(first.session.shown.getState().origin).toBeNull();
  const second = await openedWith();
  second.session.change('seed', 2);
  expect(second.session.shown.getState().origin).toBeNull();
});

test('another experiment in the address shows no recording of something else', async () => {
  const { session, settle } = await openedAnywhere(settingsFrom({ seed: 2 }));
  for (let i = 0; i < 50; i += 1) await settle();
  expect(session.shown.getState().origin).toBeNull();
});

test('a page without the file is as good as before', async () => {
  const { session, settle } = await openedSession({}, defaultSettings(), {
    fetchRecording: () => Promise.reject(new Error('404')),
  });
  await settle();
  expect(session.shown.getState().origin).toBeNull();
  expect(session.notices.getState().notices).toEqual([]);
});
