/** Own data over a reload, as a file, and tested on another file; imports run in this thread. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { KeptSets } from '../../data/page/kept/kept-sets';
import { settingsFrom } from '../../data/starting-settings';
import { LabError } from '../../protocol/failure';
import type { Settings } from '../../protocol/settings';
import { importInThread, keptHere } from '../../testing/import-job';
import { openingLab } from '../../testing/opening-lab';
// fetched when a session opens: a test may be over before
import '../runs/kept-runs';
import { createSession, type Session } from '../session';

const sessions: Session[] = [];
beforeEach(() => keptHere.clear());
afterEach(() => {
  for (const session of sessions.splice(0)) session.close();
});

/** The browser's place for files, as a map. */
const sets: KeptSets = {
  list: async () => [...keptHere].map(([name, file]) => ({ name, bytes: file.size })),
  async open(name) {
    const file = keptHere.get(name);
    return file ? new File([file], `${encodeURIComponent(name)}.zip`) : null;
  },
  async forget(name) {
    keptHere.delete(name);
  },
  hold: async () => {},
};

/** A page on these settings, whose lab opens and remembers what it was asked for. */
function page(
  settings: Settings = settingsFrom({}),
  keptSets = sets,
  startImport = importInThread,
) {
  const { lab, asked } = openingLab();
  const session = createSession({
    createLab: () => lab,
    settings,
    device: { backend: null },
    scheduler: { now: () => 0, later: () => () => {} },
    startImport,
    keptSets,
  });
  sessions.push(session);
  session.open();
  return {
    ...session,
    asked,
    settings: () => session.experiment.getState().settings,
    keptState: () => session.keeping.store.getState(),
    inUse: () => session.importing.store.getState().inUse,
    data: () => asked.flatMap((each) => (each.kind === 'use-data' ? [each.dataSet] : [])).at(-1),
  };
}

const table = (name = 'birds.csv', shift = 0, count = 40) =>
  new File(
    [
      'bill_length,bill_depth,wing_length,wing_width,species\n',
      ...Array.from(
        { length: count },
        (_, i) =>
          `${i * 3 + shift},${(i * 7) % 11},${(i * 5) % 13},${i % 7},${i % 2 ? 'duck' : 'owl'}\n`,
      ),
    ],
    name,
  );

async function used(given = page()) {
  await given.importing.openChosen([table()]);
  await given.importing.choose({ classes: { duck: 'Ente' } });
  given.importing.use();
  given.change('epochs', 7);
  return given;
}

test('what is kept is there after a reload, with the choices and the experiment of the page', async () => {
  const first = await used();
  expect(first.keptState().keptInUse).toBeNull();
  await first.keeping.keep();
  expect(first.keptState()).toMatchObject({ keptInUse: 'birds.csv', failed: null, writing: null });
  expect(first.keptState().sets).toEqual([
    { name: 'birds.csv', bytes: keptHere.get('birds.csv')?.size },
  ]);
  await vi.waitFor(() => expect(first.data()).toBeDefined());
  // the address holds the settings of the page that was closed
  const second = page(first.settings());
  await vi.waitFor(() => expect(second.data()).toBeDefined());
  expect(second.asked.some(({ kind }) => kind === 'open-data')).toBe(false);
  expect(second.data()).toEqual(first.data());
  expect(second.data()?.classNames).toEqual(['Ente', 'owl']);
  expect(second.settings()).toEqual(first.settings());
  await vi.waitFor(() => expect(second.keptState().sets).toHaveLength(1));
  expect(second.keptState().keptInUse).toBe('birds.csv');
  expect(second.importing.store.getState()).toMatchObject({ shown: false, current: null });
});

test('what was forgotten must be opened again', async () => {
  const first = await used();
  await first.keeping.keep();
  await first.keeping.forget('birds.csv');
  expect(first.keptState()).toMatchObject({ sets: [], keptInUse: null });
  const second = page(first.settings());
  await vi.waitFor(() =>
    expect(second.asked.at(-1)).toEqual({ kind: 'open-data', settings: first.settings() }),
  );
  expect(second.inUse()).toBeNull();
});

test('a kept set is opened from the list with the experiment that it was kept with', async () => {
  const first = await used();
  await first.keeping.keep();
  const second = page();
  await vi.waitFor(() => expect(second.keptState().sets).toHaveLength(1));
  await second.keeping.open('birds.csv');
  expect(second.importing.store.getState()).toMatchObject({ shown: true });
  second.importing.use();
  expect(second.settings()).toEqual(first.settings());
  expect(second.keptState().keptInUse).toBe('birds.csv');
});

test('the file that is saved opens in any lab, under whatever name', async () => {
  const first = await used();
  const saved = await first.keeping.save();
  expect(saved?.name).toBe('birds.csv.zip');
  const second = page();
  await second.importing.openChosen([new File([saved?.file ?? ''], 'from a friend.zip')]);
  expect(second.importing.store.getState().current).toMatchObject({
    name: 'birds.csv',
    phase: 'read',
  });
  second.importing.use();
  expect(second.settings()).toEqual(first.settings());
  expect(second.keptState().keptInUse).toBeNull();
});

test('other files of the same name are not taken for those that are kept', async () => {
  const first = await used();
  await first.keeping.keep();
  await first.importing.openChosen([table('birds.csv', 1000)]);
  first.importing.use();
  expect(first.keptState().keptInUse).toBeNull();
});

test('where the browser has no room, that is said and nothing is kept', async () => {
  const full = new LabError(
    'no-room',
    'This browser has no room for 2.0 MB more.',
    'Forget others.',
  );
  const first = await used(
    page(settingsFrom({}), sets, () => ({
      ...importInThread(),
      pack: () => Promise.reject(full),
    })),
  );
  await first.keeping.keep();
  expect(first.keptState()).toMatchObject({
    sets: [],
    keptInUse: null,
    writing: null,
    failed: { message: 'This browser has no room for 2.0 MB more.' },
  });
});

test('a kept set and a file that another class saved, each with its table in it', async () => {
  const first = await used();
  await first.keeping.keep();
  const theirs = page();
  await theirs.importing.openChosen([table('theirs.csv', 500, 12)]);
  theirs.importing.use();
  const saved = await theirs.keeping.save();
  const second = page(first.settings());
  await vi.waitFor(() => expect(second.data()).toBeDefined());
  await second.keeping.forget('birds.csv');
  await second.importing.openTest([new File([saved?.file ?? ''], 'theirs.zip')]);
  const { current } = second.importing.store.getState();
  expect(current).toMatchObject({ name: 'birds.csv, tested on theirs', phase: 'read' });
  expect(current?.reading?.report).toMatchObject({
    counts: { train: 40, validation: 0, test: 12 },
    leftOut: [],
  });
});

test('mine train and theirs test', async () => {
  const first = await used();
  const saved = await page().keeping.save();
  expect(saved).toBeNull();
  await first.importing.openTest([table('theirs.csv', 500, 12)]);
  const { current } = first.importing.store.getState();
  expect(current).toMatchObject({ name: 'birds.csv, tested on theirs.csv', phase: 'read' });
  expect(current?.reading?.report).toMatchObject({
    counts: { train: 40, validation: 0, test: 12 },
    meaning: { splitFrom: 'files' },
  });
  expect(current?.reading?.summary.classNames).toEqual(['Ente', 'owl']);
});
