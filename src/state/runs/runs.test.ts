/** Runs find their way from the race to the shelf and back onto the page. */

import { expect, test } from 'vitest';
import { settingsFrom } from '../../data/starting-settings';
import { REFERENCE_RUN } from '../../protocol/default-race';
import { asEpoch } from '../../protocol/units';
import { openedSession } from '../../testing/opened-session';
import { snapshotAt } from '../time/shown';
import { memoryRunStorage } from './memory-run-storage';
import { writeRunFile } from './run-file';
import { cardsOfRace, settingsOfRace } from './whole-race';
import type { ExportedFile } from './write-export';

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
  const done: (number | undefined)[] = [];
  const { runs } = lab.session;
  const unsubscribe = runs.exporting.subscribe(({ writing }) => done.push(writing?.done));
  const exported = await runs.exportRuns(ids, 'runs');
  unsubscribe();
  expect(done).toEqual([0, 1, 2, 3, undefined]);
  expect(exported?.name).toBe('modality-lab-3-runs.zip');
  const { name, file } = exported as ExportedFile;
  const other = await openedSession();
  await other.session.runs.importRuns(name, file);
  expect(cards(other).map(({ label }) => label)).toEqual(['Joint', 'Late ensemble', 'DI-MML']);
  expect(messages(other).join()).toContain('3 runs came from modality-lab-3-runs.zip');
  expect(await other.session.runs.read(ids)).toEqual(await runs.read(ids));
  await other.session.runs.importRuns(name, file);
  expect(cards(other)).toHaveLength(3);
  expect(messages(other).join()).toContain('3 stood on the shelf already');
});

test('an export that is given up leaves nothing behind, and the next one is whole', async () => {
  const lab = await ended();
  const { runs } = lab.session;
  const ids = cards(lab).map(({ id }) => id);
  const given = runs.exportRuns(ids, 'runs');
  expect(await runs.exportRuns(ids, 'runs')).toBeNull();
  runs.cancelExport();
  expect(await given).toBeNull();
  expect(runs.exporting.getState().writing).toBeNull();
  expect(messages(lab)).toEqual([]);
  expect((await runs.exportRuns(ids, 'tables'))?.name).toBe('modality-lab-3-runs-tables.zip');
});

test('a bad file is named with the reason and the shelf stays as it was', async () => {
  const lab = await ended();
  await lab.session.runs.importRuns('holiday.json', new Blob(['[1, 2]']));
  expect(messages(lab).join()).toContain('holiday.json is no file of runs');
  expect(cards(lab)).toHaveLength(3);
});

test('what could not be read of a file is said with the runs that came', async () => {
  const lab = await ended();
  const [first] = cards(lab);
  const written = writeRunFile(await lab.session.runs.read([first?.id ?? '']));
  const other = await openedSession();
  const text = written.replace('"setsFixed"', '"cka":"?","setsFixed"');
  await other.session.runs.importRuns('old.json', new Blob([text]));
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

test('a finished race is back on the next page: runs, curves and end numbers, and nothing is trained', async () => {
  const storage = memoryRunStorage();
  const openRuns = async () => storage;
  const before = await openedSession({}, undefined, { openRuns });
  before.session.play();
  await before.train();
  await kept(before);
  const after = await openedSession({}, undefined, { openRuns });
  await after.settle();
  const { record, phase, origin } = after.session.shown.getState();
  expect(record.map(({ name, end }) => [name, end?.accuracy])).toEqual(
    before.session.race
      .getState()
      .record.filter(({ name }) => name !== REFERENCE_RUN)
      .map(({ name, end }) => [name, end?.accuracy]),
  );
  expect(record.every(({ epochs }) => epochs.length > 0)).toBe(true);
  expect(phase).toBe('ended');
  expect(origin).toMatchObject({ kind: 'shelf', whole: 'found' });
  expect(after.sent.some(({ kind }) => kind === 'start-race')).toBe(false);
  const other = await openedSession({}, settingsFrom({ epochs: 4, seed: 2 }), { openRuns });
  await other.settle();
  expect(other.session.shown.getState().origin).toBeNull();
});

test('the whole race of a run is shown, and gives its settings back', async () => {
  const lab = await ended();
  const { settings } = lab.session.experiment.getState();
  lab.session.change('seed', 5);
  await lab.settle();
  const [card] = cards(lab);
  await lab.session.runs.showRace(card?.race ?? '');
  const { record, origin } = lab.session.shown.getState();
  expect(record.map(({ label }) => label)).toEqual(['Joint', 'Late ensemble', 'DI-MML']);
  expect(origin).toMatchObject({ title: 'Joint, Late ensemble and DI-MML, seed 1' });
  expect(settingsOfRace(cardsOfRace(cards(lab), card?.race ?? ''))).toEqual(settings);
});

test('a run that is deleted is taken off the curves that it was laid over', async () => {
  const lab = await ended();
  const [first, second] = cards(lab).map(({ id }) => id);
  const { runs } = lab.session;
  const laid = () => runs.laid.getState().runs.map(({ id, letter }) => [letter, id]);
  await runs.lay(first ?? '');
  await runs.lay(second ?? '');
  expect(laid()).toEqual([
    ['A', first],
    ['B', second],
  ]);
  await runs.remove([first ?? '']);
  expect(laid()).toEqual([['B', second]]);
  await runs.lay(second ?? '');
  expect(laid()).toEqual([]);
});
