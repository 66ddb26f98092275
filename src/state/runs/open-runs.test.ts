/** Files of runs that are opened or dropped where data are: the words are those of the shelf's own button. */
import { expect, test } from 'vitest';
import { RUN_FORMAT } from '../../protocol/run-format';
import { openedSession } from '../../testing/opened-session';
import { memoryRunStorage } from './memory-run-storage';
import { writeRunFile } from './run-file';

type Opened = Awaited<ReturnType<typeof openedSession>>;

/** What the lab exports of three runs, as both kinds of files. */
async function exported() {
  const lab = await openedSession();
  lab.session.play();
  await lab.train();
  const { runs } = lab.session;
  const ids = runs.store.getState().cards.map(({ id }) => id);
  const zip = (await runs.exportRuns(ids, 'runs'))?.file ?? new Blob();
  return { zip, json: new Blob([writeRunFile(await runs.read(ids))]) };
}
const { zip, json } = await exported();

const words = ({ session }: Opened) =>
  session.notices.getState().notices.map(({ message, hint }) => `${message} ${hint}`);

/** A page on which these were opened as data. */
async function openedAsData(...files: readonly Blob[]) {
  const page = await openedSession();
  await page.session.importing.openChosen(files.map((file, i) => new File([file], `run-${i}`)));
  expect(page.session.importing.store.getState()).toMatchObject({ shown: false, current: null });
  return page;
}

test.each([
  ['a ZIP', zip],
  ['JSON', json],
])('runs as %s come onto the shelf, and their race onto the page', async (_, file) => {
  const page = await openedAsData(file);
  expect(page.session.runs.store.getState().cards).toHaveLength(3);
  expect(words(page).join()).toContain('3 runs came from run-0');
  expect(page.session.shown.getState()).toMatchObject({ origin: { kind: 'shelf' } });
  expect(page.session.shown.getState().record).toHaveLength(3);
});

const text = await json.text();
const newer = text.replace(`"format":${RUN_FORMAT}`, `"format":${RUN_FORMAT + 1}`);

test.each([
  ['a ZIP that is cut off', zip.slice(0, 1000)],
  ['JSON that is cut off', json.slice(0, 1000)],
  ['JSON of a newer lab', new Blob([newer])],
  ['runs without their list', new Blob(['{"kind": "modality-lab-runs", "format": 3}'])],
])('of %s the page says what the shelf would say', async (_, file) => {
  const page = await openedAsData(file);
  const other = await openedSession();
  await other.session.runs.importRuns('run-0', file);
  expect(words(page)).toEqual(words(other));
  expect(words(page)).toHaveLength(1);
});

test('several files are opened one after the other; beside data they are told apart', async () => {
  const page = await openedAsData(zip, json.slice(0, 200));
  expect(page.session.runs.store.getState().cards).toHaveLength(3);
  expect(words(page).join()).toContain('run-1 is no file of runs');
  const { importing } = (await openedSession()).session;
  await importing.openChosen([new File([zip], 'runs.zip'), new File(['a,b'], 'a.csv')]);
  expect(importing.store.getState()).toMatchObject({ shown: true });
});

const TABLE = {
  ...{ kind: 'modality-lab-table', format: 1, origin: 'sweep', measure: 'fusion' },
  ...{ baseline: 'joint', seeds: [1], family: 0, least: 6, refused: [] },
  ...{ columns: ['synergy'], rows: [{ id: 'joint', method: 'joint' }] },
  cells: [{ row: 'joint', column: 'synergy', values: [0.5], mean: 0.5, sd: null, lead: null }],
};
const withTable = (table: object) =>
  new Blob([text.replace('"runs":', `"table":${JSON.stringify(table)},"runs":`)]);

test('the table of a sweep comes with its runs and is shown, until somebody closes it', async () => {
  const { session } = await openedAsData(withTable(TABLE));
  expect(session.runs.store.getState().cards).toHaveLength(3);
  expect(session.runs.swept.getState()).toEqual({ table: TABLE, isShown: true });
  session.runs.showSwept(false);
  expect(session.runs.swept.getState()).toEqual({ table: TABLE, isShown: false });
});

test('the table of a sweep is there after a reload, until it is forgotten', async () => {
  const storage = memoryRunStorage();
  const again = () => openedSession({}, undefined, { openRuns: async () => storage });
  const { session } = await again();
  await session.importing.openChosen([new File([withTable(TABLE)], 'runs.json')]);
  const kept = (await again()).session.runs;
  expect(kept.swept.getState()).toEqual({ table: TABLE, isShown: false });
  await kept.forgetSwept();
  expect((await again()).session.runs.swept.getState().table).toBeNull();
  // what another version of the page kept is no reason to stop
  await storage.writeNote('swept', '{"kind":"modality-lab-table"}');
  expect((await again()).session.runs.swept.getState().table).toBeNull();
});

test('a table that cannot be read costs no run', async () => {
  const page = await openedAsData(withTable({ ...TABLE, cells: [{ mean: 2 }] }));
  expect(page.session.runs.store.getState().cards).toHaveLength(3);
  expect(page.session.runs.swept.getState()).toEqual({ table: null, isShown: false });
  expect(words(page).join()).toContain('The table was left out: This is no table of methods');
});
