/** When the lab is asked what a race would take, and when its answer stands on the page. */
import { expect, test } from 'vitest';
import { settingsFrom } from '../../data/starting-settings';
import type { RaceNeed } from '../../protocol/need';
import { openedSession } from '../../testing/opened-session';

const need: RaceNeed = {
  runs: [],
  ms: 12_000,
  bytes: 14e6,
  sampleBytes: 1,
  threads: 1,
  isCounted: false,
};
const settings = settingsFrom({ epochs: 4 });
const page = (room: 'lab' | 'stage' = 'lab') =>
  openedSession({}, settings, { weighs: true, view: room, room });
const asked = ({ sent }: Awaited<ReturnType<typeof page>>) =>
  sent.filter(({ kind }) => kind === 'weigh-race');

test('the lab is asked once data and device are there, and again after a change', async () => {
  const opened = await page();
  expect(asked(opened)).toEqual([{ kind: 'weigh-race', settings, withReference: true }]);
  await opened.say([{ kind: 'race-weighed', settings, need }]);
  expect(opened.session.need.getState().need).toEqual(need);
  opened.session.change('epochs', 8);
  expect(opened.session.need.getState().need).toBeNull();
  await opened.settle();
  expect(asked(opened)).toHaveLength(2);
  // what is said of the settings before comes too late
  await opened.say([{ kind: 'race-weighed', settings, need }]);
  expect(opened.session.need.getState().need).toBeNull();
});

test('nothing is asked on the stage, nor while a race is there, and Play takes the answer away', async () => {
  expect(asked(await page('stage'))).toEqual([]);
  const opened = await page();
  await opened.say([{ kind: 'race-weighed', settings, need }]);
  opened.session.play();
  await opened.settle();
  expect(opened.session.need.getState().need).toBeNull();
  expect(asked(opened)).toHaveLength(1);
  opened.session.reset();
  await opened.settle();
  expect(asked(opened)).toHaveLength(2);
});

test('nothing is asked while slow motion is open, for that would end its way; it is asked once it is closed', async () => {
  const opened = await page();
  opened.session.change('seed', 2);
  opened.session.showStep('joint', null);
  await opened.settle();
  expect(opened.session.slowMotion.getState().run).toBe('joint');
  expect(asked(opened)).toHaveLength(1);
  opened.session.closeStep();
  await opened.settle();
  expect(asked(opened)).toHaveLength(2);
});

test('too much memory is said at once; anything else is said when it is played', async () => {
  const opened = await page();
  const failed = { code: 'too-much-memory', message: 'The samples take 4.8 GB.', hint: '' };
  const refusal = { kind: 'request-failed', request: 'weigh-race' } as const;
  await opened.say([{ ...refusal, failed: { ...failed, code: 'settings-invalid' } }]);
  expect(opened.session.notices.getState().notices).toEqual([]);
  await opened.say([{ ...refusal, failed }]);
  expect(opened.session.notices.getState().notices.map(({ message }) => message)).toEqual([
    'The samples take 4.8 GB.',
  ]);
});
