/** Several seeds in one press: what is trained, what counts already, and every way in which it can stop. */
import { describe, expect, test, vi } from 'vitest';
import { settingsFrom } from '../../data/starting-settings';
import { REFERENCE_RUN } from '../../protocol/default-race';
import type { LabRequest } from '../../protocol/messages';
import { openedSession } from '../../testing/opened-session';
import { memoryRunStorage } from '../runs/memory-run-storage';
import { runsOfSeeds } from './seed-runs';

type Opened = Awaited<ReturnType<typeof openedSession>>;

const TWO = settingsFrom({ epochs: 2, methods: { joint: {}, 'di-mml': {} } });

const starts = (sent: readonly LabRequest[]) =>
  sent.flatMap((request) => (request.kind === 'start-race' ? [request] : []));
const seedsStarted = ({ sent }: Opened) =>
  starts(sent).map(({ settings }) => (settings as { readonly seed: number }).seed);
const state = ({ session }: Opened) => session.seeds.store.getState();
const messages = ({ session }: Opened) =>
  session.notices.getState().notices.map(({ message }) => message);
/** "joint 1" for every run of these settings on the shelf that has ended. */
const onShelf = ({ session }: Opened) =>
  runsOfSeeds(session.runs.store.getState().cards, session.experiment.getState().settings)
    .filter(({ status }) => status === 'ended')
    .map(({ run, seed }) => `${run} ${seed}`);

/** Waits until so many runs stand on the shelf; packing their samples takes a while. */
const kept = ({ session }: Opened, count: number) =>
  vi.waitFor(() => expect(session.runs.store.getState().cards).toHaveLength(count), {
    timeout: 60_000,
  });

/** Waits until these runs, and no others, have ended and stand on the shelf. */
const ended = (lab: Opened, runs: readonly string[]) =>
  vi.waitFor(() => expect(onShelf(lab)).toEqual(runs), { timeout: 60_000 });

async function opened(options: Parameters<typeof openedSession>[0] = {}, settings = TWO) {
  const lab = await openedSession(options, settings);
  lab.session.seeds.want(3);
  return lab;
}

describe('one press', () => {
  test('trains the present seed and the next ones, and keeps every run', async () => {
    const lab = await opened();
    lab.session.seeds.start();
    for (let i = 0; i < 3; i += 1) await lab.train();
    expect(seedsStarted(lab)).toEqual([1, 2, 3]);
    expect(state(lab)).toMatchObject({ status: 'off', shows: 'all' });
    await ended(lab, [
      ...['joint 1', 'joint 2', 'joint 3'],
      ...['di-mml 1', 'di-mml 2', 'di-mml 3'],
    ]);
    expect(messages(lab)).toEqual([]);
  });

  test('asks for no samples of single seeds', async () => {
    const lab = await opened();
    lab.session.seeds.start();
    for (let i = 0; i < 3; i += 1) await lab.train();
    expect(starts(lab.sent).map(({ snapshots }) => snapshots)).toEqual([false, false, false]);
    await kept(lab, 6);
    const cards = lab.session.runs.store.getState().cards;
    expect(cards.some(({ hasSnapshots }) => hasSnapshots)).toBe(false);
  });

  test('goes on with the race in progress, which is its first seed', async () => {
    const lab = await opened();
    lab.session.play();
    await lab.train(1);
    lab.session.pause();
    await lab.settle();
    lab.session.seeds.start();
    await lab.train();
    expect(seedsStarted(lab)).toEqual([1, 2]);
    await ended(lab, ['joint 1', 'di-mml 1']);
  });

  test('counts a race that has ended, and trains nothing twice', async () => {
    const lab = await opened();
    lab.session.play();
    await lab.train();
    lab.session.seeds.start();
    for (let i = 0; i < 2; i += 1) await lab.train();
    expect(seedsStarted(lab)).toEqual([1, 2, 3]);
    await kept(lab, 6);
    lab.session.seeds.start();
    await lab.train();
    expect(seedsStarted(lab)).toEqual([1, 2, 3]);
    expect(state(lab)).toMatchObject({ status: 'off', shows: 'all' });
  });

  test('more seeds than before are the ones after them', async () => {
    const lab = await opened();
    lab.session.seeds.start();
    for (let i = 0; i < 3; i += 1) await lab.train();
    lab.session.seeds.want(5);
    lab.session.seeds.start();
    for (let i = 0; i < 2; i += 1) await lab.train();
    expect(seedsStarted(lab)).toEqual([1, 2, 3, 4, 5]);
  });

  test('a method that joins the race is trained alone on the seeds that are there', async () => {
    const lab = await opened({}, settingsFrom({ epochs: 2, methods: { joint: {} } }));
    lab.session.seeds.start();
    for (let i = 0; i < 3; i += 1) await lab.train();
    lab.session.setRuns(['joint', 'di-mml']);
    lab.session.seeds.start();
    await lab.train();
    const [third] = starts(lab.sent).slice(-2);
    // the present seed is the last that was trained
    expect(third).toMatchObject({ settings: { seed: 3 }, from: { runs: [], done: ['joint'] } });
    // how far each modality gets alone is known from the run on the shelf
    expect(third?.withReference).toBe(false);
    for (let i = 0; i < 3; i += 1) await lab.train();
    await vi.waitFor(() => expect(onShelf(lab).length).toBeGreaterThanOrEqual(6), {
      timeout: 60_000,
    });
    expect(onShelf(lab).filter((run) => run.startsWith('joint'))).toHaveLength(3);
    expect(onShelf(lab).filter((run) => run.startsWith('di-mml'))).toHaveLength(3);
    expect(lab.session.runs.store.getState().cards).toHaveLength(6);
  });

  test('the race of a seed shows the runs from the shelf beside the one that trains', async () => {
    const lab = await opened({}, settingsFrom({ epochs: 2, methods: { joint: {} } }));
    lab.session.play();
    await lab.train();
    await kept(lab, 1);
    lab.session.setRuns(['joint', 'di-mml']);
    lab.session.seeds.start();
    await lab.train(1);
    const { record, levels } = lab.session.race.getState();
    expect(record.map(({ name, status }) => [name, status])).toEqual([
      ['joint', 'ended'],
      ['di-mml', 'training'],
    ]);
    expect(levels).not.toBeNull();
  });

  test('runs with other knobs, epochs or encoders do not count', async () => {
    const lab = await opened();
    lab.session.play();
    await lab.train();
    await kept(lab, 2);
    lab.session.change('methods.joint.fusion', 'sum');
    expect(onShelf(lab)).toEqual(['di-mml 1']);
    lab.session.change('epochs', 3);
    expect(onShelf(lab)).toEqual([]);
  });
});

describe('stopping', () => {
  test('stands still, keeps what is done, and goes on with the rest', async () => {
    const lab = await opened();
    lab.session.seeds.start();
    await lab.train();
    await lab.train(1);
    lab.session.seeds.stop();
    await lab.train();
    expect(state(lab).status).toBe('stopped');
    expect(lab.session.race.getState().phase).toBe('paused');
    await ended(lab, ['joint 1', 'di-mml 1']);
    lab.session.seeds.start();
    for (let i = 0; i < 2; i += 1) await lab.train();
    expect(seedsStarted(lab)).toEqual([1, 2, 3]);
    await vi.waitFor(() => expect(onShelf(lab)).toHaveLength(6), { timeout: 30_000 });
    expect(state(lab).status).toBe('off');
  });

  test('before the data of the next seed are there trains nothing on', async () => {
    const lab = await opened();
    lab.session.change('seed', 5);
    lab.session.seeds.start();
    lab.session.seeds.stop();
    await lab.train();
    expect(lab.session.race.getState().record.every(({ epochs }) => epochs.length === 0)).toBe(
      true,
    );
    lab.session.seeds.start();
    for (let i = 0; i < 3; i += 1) await lab.train();
    await vi.waitFor(() => expect(onShelf(lab)).toHaveLength(6), { timeout: 30_000 });
  });

  test('Pause stops the seeds, and Play goes on with them', async () => {
    const lab = await opened();
    lab.session.seeds.start();
    await lab.train(1);
    lab.session.pause();
    await lab.settle();
    expect(state(lab).status).toBe('stopped');
    lab.session.play();
    for (let i = 0; i < 3; i += 1) await lab.train();
    expect(seedsStarted(lab)).toEqual([1, 2, 3]);
  });

  test('stepping to the end of a stopped race begins no other seed', async () => {
    const lab = await opened();
    lab.session.seeds.start();
    await lab.train(1);
    lab.session.seeds.stop();
    await lab.settle();
    const phase = () => lab.session.race.getState().phase;
    for (let i = 0; i < 30 && phase() !== 'ended'; i += 1) {
      lab.session.step('epoch');
      await lab.settle();
    }
    expect(phase()).toBe('ended');
    expect(seedsStarted(lab)).toEqual([1]);
    lab.session.seeds.start();
    await lab.train();
    expect(seedsStarted(lab)).toEqual([1, 2, 3]);
  });
});

describe('what comes in between', () => {
  test('a changed setting ends the seeds with a sentence, and what ended counts again later', async () => {
    const lab = await opened();
    lab.session.seeds.start();
    await lab.train();
    await lab.train(1);
    lab.session.change('epochs', 3);
    expect(state(lab).status).toBe('off');
    expect(messages(lab)).toContain(
      'The race was reset: the seeds ended after 1 of 3 that were asked for.',
    );
    await lab.train();
    expect(seedsStarted(lab)).toEqual([1, 2]);
    lab.session.change('epochs', 2);
    await ended(lab, ['joint 1', 'di-mml 1']);
    lab.session.seeds.start();
    for (let i = 0; i < 2; i += 1) await lab.train();
    await vi.waitFor(() => expect(onShelf(lab)).toHaveLength(6), { timeout: 30_000 });
  });

  test('Reset ends the seeds too, and so does another seed', async () => {
    for (const interrupt of [
      ({ session }: Opened) => session.reset(),
      ({ session }: Opened) => session.change('seed', 9),
    ]) {
      const lab = await opened();
      lab.session.seeds.start();
      await lab.train(1);
      interrupt(lab);
      await lab.train();
      expect(state(lab).status).toBe('off');
      expect(seedsStarted(lab)).toEqual([1]);
    }
  });

  test('a run that fails by itself is not tried again, and the seeds go on', async () => {
    const lab = await opened({ diverge: { run: 'joint', epoch: 2 } });
    lab.session.seeds.start();
    for (let i = 0; i < 3; i += 1) await lab.train();
    expect(seedsStarted(lab)).toEqual([1, 2, 3]);
    await kept(lab, 6);
    expect(onShelf(lab)).toEqual(['di-mml 1', 'di-mml 2', 'di-mml 3']);
    const runs = runsOfSeeds(
      lab.session.runs.store.getState().cards,
      lab.session.experiment.getState().settings,
    );
    expect(runs.filter(({ status }) => status === 'failed')).toHaveLength(3);
    lab.session.seeds.start();
    await lab.train();
    expect(seedsStarted(lab)).toEqual([1, 2, 3]);
  });

  test('a device that is lost stops the seeds; going on opens another and trains the rest', async () => {
    const lab = await opened({ loseDeviceAt: 3 });
    lab.session.seeds.start();
    await lab.train();
    expect(state(lab).status).toBe('stopped');
    expect(lab.session.race.getState().phase).toBe('lost');
    lab.session.seeds.start();
    for (let i = 0; i < 4; i += 1) await lab.train();
    await vi.waitFor(() => expect(onShelf(lab)).toHaveLength(6), { timeout: 30_000 });
    expect(state(lab).status).toBe('off');
  });

  test('data that cannot be opened end the seeds with a sentence', async () => {
    const lab = await opened();
    lab.session.seeds.start();
    await lab.train(1);
    await lab.say([
      {
        kind: 'request-failed',
        request: 'open-data',
        failed: { code: 'data', message: 'no', hint: '' },
      },
    ]);
    expect(state(lab).status).toBe('off');
    expect(messages(lab).join(' ')).toContain('could not be opened');
  });

  test('a page that comes back finds what was kept and trains the rest', async () => {
    const storage = memoryRunStorage();
    const rest = { openRuns: async () => storage };
    const before = await openedSession({}, TWO, rest);
    before.session.seeds.want(3);
    before.session.seeds.start();
    await before.train();
    await before.train(1);
    await ended(before, ['joint 1', 'di-mml 1']);
    before.session.close();
    const after = await openedSession({}, before.session.experiment.getState().settings, rest);
    await ended(after, ['joint 1', 'di-mml 1']);
    after.session.seeds.want(3);
    after.session.seeds.start();
    for (let i = 0; i < 2; i += 1) await after.train();
    expect(seedsStarted(after)).toEqual([2, 3]);
    await kept(after, 6);
  });
});

test('the number wanted stays within its range', async () => {
  const { session } = await opened();
  const wanted = [1, 2.4, 1000, Number.NaN].map((count) => {
    session.seeds.want(count);
    return session.seeds.store.getState().count;
  });
  expect(wanted).toEqual([2, 2, 100, 100]);
});

test('every seed trains its own reference, whose levels are kept with its runs', async () => {
  const lab = await opened();
  lab.session.seeds.start();
  for (let i = 0; i < 3; i += 1) await lab.train();
  expect(starts(lab.sent).every(({ withReference }) => withReference)).toBe(true);
  expect(lab.session.race.getState().record.some(({ name }) => name === REFERENCE_RUN)).toBe(true);
});
