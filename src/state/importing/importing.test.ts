/** Opening files on the page, with a lab that trains nothing and an import in this thread. */
import { afterEach, expect, test, vi } from 'vitest';
import { namesOf } from '../../data/import/guide';
import type { Reader } from '../../data/import/reader';
import { FORMATS } from '../../data/import/readers';
import { arff } from '../../data/import/table/read-arff';
import { defaultSettings } from '../../data/starting-settings';
import { LabError } from '../../protocol/failure';
import type { LabRequest } from '../../protocol/messages';
import { importInThread, type ThreadImport } from '../../testing/import-job';
import { openingLab } from '../../testing/opening-lab';
import { readFragment, writeFragment } from '../address-codec';
// fetched when a session opens: a test may be over before
import '../runs/kept-runs';
import { createSession, type Session } from '../session';

const sessions: Session[] = [];
afterEach(() => {
  for (const session of sessions.splice(0)) session.close();
});

/** A session whose lab only opens, and remembers what it was asked for. */
function opened(settings = defaultSettings(), formats = FORMATS) {
  const { lab, asked } = openingLab();
  const jobs: ThreadImport[] = [];
  const session = createSession({
    createLab: () => lab,
    settings,
    device: { backend: null },
    scheduler: { now: () => 0, later: () => () => {} },
    startImport: () => {
      const job = importInThread(formats);
      jobs.push(job);
      return job;
    },
  });
  sessions.push(session);
  session.open();
  const { importing, experiment } = session;
  const current = () => importing.store.getState().current;
  return { session, importing, experiment, asked, jobs, current, sent: () => asked.at(-1) };
}

const file = (name: string, text: string) => new File([text], name);
const rows = (count: number, row: (i: number) => string) =>
  Array.from({ length: count }, (_, i) => row(i)).join('\n');
/** Two classes, two groups of columns, a speaker. */
const table = (count = 40) =>
  file(
    'birds.csv',
    `bill_length,bill_depth,wing_length,wing_width,species,speaker\n${rows(count, (i) => `${i * 3},${(i * 7) % 11},${(i * 5) % 13},${i % 7},${i % 2 ? 'duck' : 'owl'},s${i % 4}`)}`,
  );

test('what is opened is read and shown, and nothing is used before a person says so', async () => {
  const { importing, current, asked, experiment } = opened();
  await importing.openChosen([table()]);
  expect(current()).toMatchObject({ name: 'birds.csv', files: 1, phase: 'read', failure: null });
  expect(current()?.reading?.report).toMatchObject({ samples: 40, layout: 'a table' });
  expect(current()?.offer?.roles).toEqual({
    bill_length: { modality: 'bill' },
    bill_depth: { modality: 'bill' },
    wing_length: { modality: 'wing' },
    wing_width: { modality: 'wing' },
    species: 'label',
    // whose a sample is holds it together
    speaker: 'group',
  });
  expect(asked.some(({ kind }) => kind === 'use-data')).toBe(false);
  expect(experiment.getState().settings).toEqual(defaultSettings());
});

test('using what was read hands the data set to the lab and names it in the settings', async () => {
  const { importing, experiment, sent } = opened();
  await importing.openChosen([table()]);
  await importing.choose({ group: 'speaker', holdOut: 's1' });
  importing.use();
  expect(experiment.getState().settings.data).toEqual({
    source: 'files',
    id: 'birds.csv',
    group: 'speaker',
    holdOut: 's1',
  });
  await vi.waitFor(() => expect(sent()?.kind).toBe('use-data'));
  const request = sent() as Extract<LabRequest, { kind: 'use-data' }>;
  expect(request.dataSet.split.test).toHaveLength(10);
  expect(importing.store.getState()).toMatchObject({
    shown: false,
    current: null,
    inUse: { name: 'birds.csv' },
  });
});

test('another seed splits the same files anew, without a second reading', async () => {
  const { session, importing, asked, jobs } = opened();
  await importing.openChosen([table()]);
  await importing.choose({ group: 'none' });
  importing.use();
  const read = vi.spyOn(jobs[0] as ThreadImport, 'read');
  await vi.waitFor(() => expect(asked.at(-1)?.kind).toBe('use-data'));
  session.change('seed', 77);
  await vi.waitFor(() => expect(asked.filter(({ kind }) => kind === 'use-data')).toHaveLength(2));
  const [first, second] = asked.flatMap((request) =>
    request.kind === 'use-data' ? [request.dataSet] : [],
  );
  expect(second?.labels).toEqual(first?.labels);
  expect(second?.split.test).not.toEqual(first?.split.test);
  expect(read).not.toHaveBeenCalled();
});

test('a reading that fails says why, and leaves the data set in use alone', async () => {
  const { importing, current, jobs, asked, experiment } = opened();
  await importing.openChosen([table()]);
  importing.use();
  await vi.waitFor(() => expect(asked.at(-1)?.kind).toBe('use-data'));
  const { settings } = experiment.getState();
  await importing.openChosen([file('same.csv', `a,b\n${rows(9, (i) => `${i},${i * 2}`)}`)]);
  expect(current()).toMatchObject({ phase: 'failed', reading: null });
  expect(current()?.failure?.message).toContain('same.csv');
  // a person can still choose, for the columns are known
  expect(current()?.offer?.parts.map(({ name }) => name)).toEqual(['a', 'b']);
  importing.discard();
  expect(experiment.getState().settings).toBe(settings);
  expect(jobs.map((job) => job.isClosed())).toEqual([false, true]);
});

test('a choice that cannot be read keeps the reading before it', async () => {
  const { importing, current } = opened();
  await importing.openChosen([table()]);
  const before = current()?.reading;
  await importing.choose({ label: 'bill_length' });
  expect(current()?.failure?.message).toContain('cannot be the class');
  expect(current()?.reading).toBe(before);
  importing.cancel();
  expect(current()).toMatchObject({ phase: 'read', failure: null, choices: {} });
});

test('cancelling the first reading closes its thread and forgets it', async () => {
  const { importing, current, jobs } = opened();
  const stop = importing.store.subscribe(({ current: now }) => {
    if (now?.phase === 'reading') queueMicrotask(importing.cancel);
  });
  await importing.openChosen([table()]);
  stop();
  expect(current()).toBeNull();
  expect(jobs[0]?.isClosed()).toBe(true);
});

test('files opened while others are read take their place', async () => {
  const { importing, current, jobs } = opened();
  const first = importing.openChosen([table(4000)]);
  await vi.waitFor(() => expect(jobs).toHaveLength(1));
  await importing.openChosen([table()]);
  await first;
  expect(current()?.reading?.report.samples).toBe(40);
  expect(jobs.map((job) => job.isClosed())).toEqual([true, false]);
});

test('the import in use can be looked at again, understood differently, and used again', async () => {
  const { importing, current, asked, jobs } = opened();
  await importing.openChosen([table()]);
  importing.use();
  importing.reopen();
  expect(current()?.name).toBe('birds.csv');
  await importing.choose({ modalities: { a: ['bill_length'], b: ['wing_length'] } });
  importing.use();
  await vi.waitFor(() => expect(asked.filter(({ kind }) => kind === 'use-data')).toHaveLength(2));
  const request = asked.at(-1) as Extract<LabRequest, { kind: 'use-data' }>;
  expect(request.dataSet.modalities.map(({ id }) => id)).toEqual(['a', 'b']);
  expect(jobs).toHaveLength(1);
});

test('after a new start the address still knows how the files were understood', async () => {
  const before = opened();
  await before.importing.openChosen([table()]);
  await before.importing.choose({ group: 'speaker' });
  before.importing.use();
  const address = writeFragment(before.experiment.getState().settings);

  const { importing, asked, current } = opened(readFragment(address).value);
  await vi.waitFor(() => expect(asked.at(-1)?.kind).toBe('open-data'));
  await importing.openChosen([table()]);
  expect(current()?.choices).toEqual({ group: 'speaker' });
});

test('an empty folder is said to be empty', async () => {
  const { importing, current } = opened();
  await importing.open({ name: 'nothing', files: [], leftOut: [] });
  expect(current()?.failure?.message).toBe('There are no files in nothing.');
});

test('what can be opened is told by the thread that would read it, and asked once', async () => {
  const tablets: Reader = { ...arff, id: 'tablet', name: 'Clay tablets', endings: ['clay'] };
  const { importing, jobs } = opened(defaultSettings(), {
    ...FORMATS,
    readers: [...FORMATS.readers, tablets],
  });
  expect(importing.store.getState().told).toBeNull();
  importing.showGuide();
  await vi.waitFor(() => expect(jobs[0]?.isClosed()).toBe(true));
  const { told, shown, guide } = importing.store.getState();
  expect({ shown, guide }).toEqual({ shown: true, guide: true });
  const [tables] = told && 'sections' in told ? told.sections : [];
  expect(tables?.lines.flatMap(({ kinds }) => kinds.map(({ name }) => name))).toEqual([
    ...namesOf(FORMATS.readers, 'table'),
    'Clay tablets',
  ]);
  importing.showGuide();
  expect(jobs).toHaveLength(1);
});

test('a thread that cannot say what can be opened is asked again the next time', async () => {
  let times = 0;
  const { importing, jobs } = opened(defaultSettings(), {
    sets: FORMATS.sets,
    get readers() {
      if (times++ === 0) throw new LabError('import-stopped', 'It has stopped.', 'Reload.');
      return FORMATS.readers;
    },
  });
  importing.showGuide();
  await vi.waitFor(() => expect(jobs[0]?.isClosed()).toBe(true));
  expect(importing.store.getState().told).toEqual({
    code: 'import-stopped',
    message: 'It has stopped.',
    hint: 'Reload.',
  });
  importing.showGuide();
  await vi.waitFor(() => expect(importing.store.getState().told).toHaveProperty('sections'));
});
