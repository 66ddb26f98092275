/** Runs find their way from the race to the shelf and back onto the page. */

import { expect, test } from 'vitest';
import { asEpoch } from '../../protocol/units';
import { openedSession } from '../../testing/opened-session';
import { snapshotAt } from '../time/shown';

type Opened = Awaited<ReturnType<typeof openedSession>>;
const cards = ({ session }: Opened) => session.runs.store.getState().cards;
/** Packing takes a breath per snapshot. */
const kept = async ({ settle }: Opened) => {
  for (let i = 0; i < 100; i += 1) await settle();
};
const messages = ({ session }: Opened) =>
  session.notices.getState().notices.map(({ message, hint }) => `${message} ${hint}`);

async function ended(): Promise<Opened> {
  const lab = await openedSession();
  lab.session.play();
  await lab.train();
  await kept(lab);
  return lab;
}

test('every run of an ended race stands on the shelf once, the reference does not', async () => {
  const lab = await ended();
  expect(cards(lab).map(({ label, status }) => `${label} ${status}`)).toEqual([
    'Joint ended',
    'Late ensemble ended',
    'DI-MML ended',
  ]);
  expect(cards(lab).every(({ hasSnapshots }) => hasSnapshots)).toBe(true);
  lab.session.reset();
  await kept(lab);
  expect(cards(lab)).toHaveLength(3);
});

test('a race that is reset leaves its runs as they stood, with the settings they had', async () => {
  const lab = await openedSession();
  lab.session.play();
  await lab.train(2);
  lab.session.change('seed', 9);
  await kept(lab);
  expect(cards(lab).map(({ status, epochs, settings }) => [status, epochs, settings.seed])).toEqual(
    [
      ['stopped', 2, 1],
      ['stopped', 2, 1],
      ['stopped', 2, 1],
    ],
  );
});

test('a race reset before its first epoch leaves nothing', async () => {
  const lab = await openedSession();
  lab.session.play();
  await lab.settle();
  lab.session.reset();
  await kept(lab);
  expect(cards(lab)).toEqual([]);
});

test('a run that diverged is kept with the epochs it had', async () => {
  const lab = await openedSession({ diverge: { run: 'joint', epoch: 3 } });
  lab.session.play();
  await lab.train();
  await kept(lab);
  expect(cards(lab).find(({ name }) => name === 'joint')).toMatchObject({
    status: 'failed',
    epochs: 2,
  });
});

test('a page that goes out of sight keeps what there is; the end takes its place', async () => {
  const lab = await openedSession();
  lab.session.play();
  await lab.train(2);
  await lab.session.runs.keepUnfinished();
  expect(cards(lab).map(({ status }) => status)).toEqual(['stopped', 'stopped', 'stopped']);
  await lab.train();
  await kept(lab);
  expect(cards(lab).map(({ status }) => status)).toEqual(['ended', 'ended', 'ended']);
});

test('an old run is shown again with its snapshots, and training is not touched', async () => {
  const lab = await ended();
  const { session } = lab;
  session.change('seed', 5);
  session.play();
  await lab.train(1);
  const asked = lab.sent.length;
  const [joint] = cards(lab);
  await session.runs.show(joint?.id ?? '');
  const { record, origin, settings, phase } = session.shown.getState();
  expect(origin).toMatchObject({ kind: 'shelf', title: 'Joint, seed 1' });
  expect([settings.seed, phase, record.length]).toEqual([1, 'ended', 1]);
  expect(snapshotAt(record[0], asEpoch(2))?.epoch).toBe(2);
  expect(lab.sent).toHaveLength(asked);
  session.time.getState().backToPresent();
  expect(session.shown.getState().settings.seed).toBe(5);
});

test('runs leave as a file and come back on another page', async () => {
  const lab = await ended();
  const ids = cards(lab).map(({ id }) => id);
  const file = await lab.session.runs.exportRuns(ids, 'json');
  expect(file.name).toBe('modality-lab-3-runs.json');
  const other = await openedSession();
  await other.session.runs.importRuns(file.name, file.text);
  expect(cards(other).map(({ label }) => label)).toEqual(['Joint', 'Late ensemble', 'DI-MML']);
  expect(messages(other).join()).toContain('3 runs came from modality-lab-3-runs.json');
  await other.session.runs.importRuns(file.name, file.text);
  expect(cards(other)).toHaveLength(3);
  expect(messages(other).join()).toContain('3 stood on the shelf already');
});

test('a bad file is named with the reason and the shelf stays as it was', async () => {
  const lab = await ended();
  await lab.session.runs.importRuns('holiday.json', '[1, 2]');
  expect(messages(lab).join()).toContain('holiday.json is no file of runs');
  expect(cards(lab)).toHaveLength(3);
});

test('what could not be read of a file is said with the runs that came', async () => {
  const lab = await ended();
  const [first] = cards(lab);
  const file = await lab.session.runs.exportRuns([first?.id ?? ''], 'json');
  const other = await openedSession();
  const text = file.text.replace('"setsFixed"', '"cka":"?","setsFixed"');
  await other.session.runs.importRuns(file.name, text);
  expect(cards(other)).toHaveLength(1);
  const [told] = other.session.notices.getState().notices;
  expect(told?.message).toContain('1 run came from');
  expect(told?.hint).toBe('Joint: cka could not be read in the record of epoch 1.');
});

test('runs cut off with the device are kept, and again when they come to their end', async () => {
  const lab = await openedSession({ loseDeviceAt: 3 });
  lab.session.play();
  await lab.train();
  await kept(lab);
  expect(cards(lab).map(({ status }) => status)).toEqual(['failed', 'failed', 'failed']);
  lab.session.play();
  await lab.settle();
  await lab.train();
  await kept(lab);
  expect(cards(lab).map(({ status }) => status)).toEqual(['ended', 'ended', 'ended']);
});

test('letting a paused race go on brings it back onto the page', async () => {
  const lab = await ended();
  const { session } = lab;
  session.change('seed', 5);
  session.step('epoch');
  await lab.settle();
  await session.runs.show(cards(lab)[0]?.id ?? '');
  expect(session.shown.getState().origin).not.toBeNull();
  session.play();
  expect(session.shown.getState().origin).toBeNull();
});
