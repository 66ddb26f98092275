/** Recording with devices that a test plays, up to the files that are read like anyone's. */
import { afterEach, expect, test, vi } from 'vitest';
import { defaultSettings } from '../../data/starting-settings';
import { LabError } from '../../protocol/failure';
import { FakeDevices } from '../../testing/fake-capture';
import { importInThread } from '../../testing/import-job';
// fetched when a session opens: a test may be over before
import '../runs/kept-runs';
import { createSession, type Session } from '../session';
import { countOf } from './recording';
import { whatBecomesOne, whatIsLacking } from './tell-recording';

const sessions: Session[] = [];
afterEach(() => {
  for (const session of sessions.splice(0)) session.close();
});

/** A session with devices of the test, and a clock that goes when it is told to. */
function recorder(devices = new FakeDevices()) {
  const waiting: { task: () => void; ms: number }[] = [];
  const session = createSession({
    createLab: () => ({ send() {}, subscribe: () => () => {}, close() {} }),
    settings: { ...defaultSettings(), split: { train: 0.5, validation: 0, test: 0.5 } },
    device: { backend: null },
    scheduler: {
      now: () => 0,
      later(task, ms) {
        const entry = { task, ms };
        waiting.push(entry);
        return () => {
          const at = waiting.indexOf(entry);
          if (at >= 0) waiting.splice(at, 1);
        };
      },
    },
    startImport: importInThread,
    openCapture: devices.open,
  });
  sessions.push(session);
  const { recording, importing } = session;
  return {
    devices,
    recording,
    importing,
    state: () => recording.store.getState(),
    counts: () => recording.store.getState().classes.map(({ samples }) => samples.length),
    /** Pictures are on their way for a moment. */
    async opened() {
      recording.show(true);
      await vi.waitFor(() => expect(recording.store.getState().devices).not.toBe('opening'));
    },
    tick(ms: number) {
      const due = waiting.filter((each) => each.ms === ms);
      for (const each of due) {
        waiting.splice(waiting.indexOf(each), 1);
        each.task();
      }
      return due.length;
    },
  };
}

test('a hold takes a pair a second, and the second in progress is taken whole', async () => {
  const { recording, devices, opened, state, counts } = recorder();
  await opened();
  recording.hold(1);
  devices.sound(2.4);
  await vi.waitFor(() => expect(counts()).toEqual([2, 0]));
  recording.letGo();
  expect(state().holding).not.toBeNull();
  devices.sound(3);
  await vi.waitFor(() => expect(counts()).toEqual([3, 0]));
  expect(state().holding).toBeNull();
  const [sample] = state().classes[0]?.samples ?? [];
  expect(sample?.picture?.blob.type).toBe('image/png');
  // a second of 16 bits at 8 kHz behind the header
  expect(sample?.sound?.blob.size).toBe(44 + 16_000);
});

test('a short press gives one sample, and sound before it is no part of it', async () => {
  const { recording, devices, opened, counts, state } = recorder();
  await opened();
  devices.sound(0.7);
  recording.hold(2);
  recording.letGo();
  devices.sound(0.9);
  expect(counts()).toEqual([0, 0]);
  devices.sound(0.2);
  await vi.waitFor(() => expect(counts()).toEqual([0, 1]));
  expect(state().holding).toBeNull();
});

test('it is counted down before a hold, and whoever lets go meanwhile records nothing', async () => {
  const { recording, devices, opened, state, counts, tick } = recorder();
  await opened();
  recording.countDown(3);
  recording.hold(1);
  expect(state().holding).toEqual({ classId: 1, countS: 3 });
  expect(tick(1000)).toBe(1);
  devices.sound(2);
  recording.letGo();
  expect(state().holding).toBeNull();
  expect(tick(1000)).toBe(0);
  recording.hold(1);
  for (let second = 0; second < 3; second++) tick(1000);
  recording.letGo();
  devices.sound(1);
  await vi.waitFor(() => expect(counts()).toEqual([1, 0]));
});

test('pictures alone come two a second while it is held', async () => {
  const { recording, devices, opened, counts, tick } = recorder();
  await opened();
  recording.record('pictures');
  await vi.waitFor(() => expect(devices.asked.at(-1)).toMatchObject({ microphone: false }));
  await vi.waitFor(() => expect(recording.store.getState().devices).toBe('open'));
  recording.hold(1);
  await vi.waitFor(() => expect(counts()).toEqual([1, 0]));
  tick(500);
  await vi.waitFor(() => expect(counts()).toEqual([2, 0]));
  recording.letGo();
  expect(tick(500)).toBe(0);
  expect(counts()).toEqual([2, 0]);
});

test('where the camera is refused it is said, and sounds are recorded', async () => {
  const { recording, devices, opened, state, counts } = recorder();
  devices.failures = {
    camera: {
      code: 'device-refused',
      message: 'This page may not use the camera.',
      hint: 'Allow.',
    },
  };
  await opened();
  expect(state().problems.camera).toMatchObject({
    message: 'This page may not use the camera.',
    hint: 'Allow. Sounds are recorded meanwhile.',
  });
  recording.hold(1);
  recording.letGo();
  devices.sound(1);
  expect(counts()).toEqual([1, 0]);
  expect(state().classes[0]?.samples[0]).toMatchObject({ picture: null });
});

test('where nothing may be used, that is said and nothing can be held', async () => {
  const { recording, devices, opened, state, counts } = recorder();
  devices.refusal = new LabError('device-refused', 'This page may not use the camera.', 'Allow.');
  await opened();
  expect(state()).toMatchObject({
    devices: 'closed',
    problems: { devices: { message: 'This page may not use the camera.' } },
  });
  recording.hold(1);
  expect(state().holding).toBeNull();
  devices.refusal = null;
  recording.tryAgain();
  await vi.waitFor(() => expect(state().devices).toBe('open'));
  expect(state().problems).toEqual({});
  expect(counts()).toEqual([0, 0]);
});

test('a device that is unplugged while it records costs the second in progress and nothing else', async () => {
  const { recording, devices, opened, state, counts } = recorder();
  await opened();
  recording.hold(1);
  devices.sound(2.5);
  await vi.waitFor(() => expect(counts()).toEqual([2, 0]));
  devices.unplug('microphone');
  expect(state()).toMatchObject({ devices: 'closed', holding: null });
  expect(state().problems.microphone?.message).toBe(
    'The microphone is gone: it was unplugged, or another program took it. What was recorded is all there (2).',
  );
  expect(countOf(state().classes)).toBe(2);
  recording.tryAgain();
  await vi.waitFor(() => expect(state().devices).toBe('open'));
  recording.hold(1);
  recording.letGo();
  devices.sound(1);
  await vi.waitFor(() => expect(counts()).toEqual([3, 0]));
});

test('closing the sheet closes the devices and keeps what was recorded', async () => {
  const { recording, devices, opened, counts } = recorder();
  await opened();
  recording.hold(1);
  recording.letGo();
  devices.sound(1);
  await vi.waitFor(() => expect(counts()).toEqual([1, 0]));
  recording.show(false);
  expect(devices.closed).toBe(1);
  expect(counts()).toEqual([1, 0]);
});

test("what is recorded is read like files of one's own, whatever the classes are called", async () => {
  const { recording, devices, opened, counts, importing, state } = recorder();
  await opened();
  recording.rename(1, 'test');
  recording.rename(2, 'my dog / Ben');
  for (const [id, hz] of [
    [1, 300],
    [2, 1500],
  ] as const) {
    devices.grey = id * 90;
    recording.hold(id);
    devices.sound(5.5, hz);
    recording.letGo();
    devices.sound(0.5, hz);
  }
  await vi.waitFor(() => expect(counts()).toEqual([6, 6]));
  expect(whatIsLacking(state().classes)).toBeNull();
  recording.use();
  expect(state().shown).toBe(false);
  await vi.waitFor(() => expect(importing.store.getState().current?.phase).toBe('read'));
  const { report } = importing.store.getState().current?.reading ?? {};
  expect(report).toMatchObject({ samples: 12, leftOut: [], meaning: { pairedBy: 'name' } });
  expect(report?.meaning.questions).toEqual([]);
  expect(report?.modalities.map(({ kind, id }) => [id, kind])).toEqual([
    ['picture', 'image'],
    ['sound', 'audio'],
  ]);
  expect(report?.classCounts).toEqual([
    { name: 'my dog / Ben', count: 6 },
    { name: 'test', count: 6 },
  ]);
});

test('what is lacking is said until it is enough', () => {
  const samples = (count: number) =>
    Array.from({ length: count }, (_, id) => ({ id, picture: null, sound: null }));
  const of = (...counts: number[]) =>
    whatIsLacking(counts.map((count, id) => ({ id, name: `n${id}`, samples: samples(count) })));
  expect(of(9, 0)).toBe('Record at least 4 samples of each of two classes.');
  expect(of(4, 3)).toBe('"n1" needs 1 more sample, or none.');
  expect(of(4, 4, 0)).toBeNull();
});

test('buckets of one name count as one class, and that is said', () => {
  const samples = Array.from({ length: 4 }, (_, id) => ({ id, picture: null, sound: null }));
  const of = (...names: string[]) => names.map((name, id) => ({ id, name, samples }));
  expect(whatIsLacking(of('yes', ' Yes'))).toBe(
    'Record at least 4 samples of each of two classes.',
  );
  expect(whatIsLacking(of('yes', 'no', 'yes'))).toBeNull();
  expect(whatBecomesOne(of('yes', 'no', 'yes'))).toBe(
    '2 classes are called "yes" and become one. Rename one of them if they are not the same.',
  );
  expect(whatBecomesOne(of('yes', 'no'))).toBeNull();
});
