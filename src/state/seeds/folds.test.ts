/** Folds on the page: the same press, table and shelf as for seeds, with one race a fold. */
import { describe, expect, test, vi } from 'vitest';
import { settingsFrom } from '../../data/starting-settings';
import { openedSession } from '../../testing/opened-session';
import { command, runCommand } from '../commands';
import { isOfferedFolds } from './repeat';
import { seedTable } from './seed-table';
import { seedsAsCsv } from './seeds-csv';
import { tellFolds } from './tell-folds';

const PENGUINS = settingsFrom({
  epochs: 2,
  methods: { joint: {}, unimodal: {} },
  data: { source: 'builtin', id: 'penguins' },
});

type Opened = Awaited<ReturnType<typeof openedSession>>;
const settingsOf = ({ session }: Opened) => session.experiment.getState().settings;
const starts = ({ sent }: Opened) =>
  sent.flatMap((request) => (request.kind === 'start-race' ? [request.settings] : []));

async function trained() {
  const lab = await openedSession({}, PENGUINS);
  lab.session.setFolds(3);
  await lab.settle();
  runCommand(lab.session, command('seeds'));
  for (let i = 0; i < 3; i += 1) await lab.train();
  await vi.waitFor(() => expect(lab.session.runs.store.getState().cards).toHaveLength(6), {
    timeout: 60_000,
  });
  return lab;
}

describe('folds', () => {
  test('are trained one after the other on the one seed, and each is found on the shelf', async () => {
    const lab = await trained();
    expect(starts(lab).map((settings) => [settings.seed, settings.folds, settings.fold])).toEqual([
      [1, 3, 1],
      [1, 3, 2],
      [1, 3, 3],
    ]);
    const { runs } = lab.session.seeds.found.getState();
    expect(runs.map(({ run, seed }) => `${run} ${seed}`)).toEqual(
      ['joint', 'unimodal'].flatMap((run) => [1, 2, 3].map((fold) => `${run} ${fold}`)),
    );
    expect(lab.session.seeds.store.getState()).toMatchObject({ status: 'off', shows: 'all' });
    expect(command('seeds').refusal(lab.session)).toBe(
      'All 3 folds are trained with these settings.',
    );
  });

  test('are told with their spread, and nothing is tested', async () => {
    const { session } = await trained();
    const { settings, summary } = session.experiment.getState();
    const { runs } = session.seeds.found.getState();
    const table = seedTable(runs, settings, summary?.modalities ?? [], (run) => run);
    expect(tellFolds(table, 3)).toMatch(
      /^Over 3 folds, every sample tested once: [\d.]+ \u00B1 [\d.]+\u00A0% under Joint and [\d.]+ \u00B1 [\d.]+\u00A0% under Unimodal[.] The folds share training samples, so nothing is tested; a verdict on methods takes several seeds[.]$/,
    );
    expect(tellFolds({ ...table, seeds: [1, 2] }, 3)).toMatch(/^Over 2 of 3 folds: /);
    expect(seedsAsCsv(table, 'fold')).toMatch(/^fold,/);
  });

  test('are of another seed where the seed is another', async () => {
    const lab = await trained();
    lab.session.change('seed', 2);
    await lab.settle();
    expect(lab.session.seeds.found.getState().runs).toEqual([]);
    expect(lab.session.seeds.toTrain().map(({ seed }) => seed)).toEqual([1, 2, 3]);
  });

  test('give way to one split again, whose runs are no folds', async () => {
    const lab = await trained();
    expect(command('seeds').label(lab.session)).toBe('Run 3 folds');
    lab.session.setFolds(null);
    await lab.settle();
    expect(settingsOf(lab)).not.toHaveProperty('folds');
    expect(settingsOf(lab)).not.toHaveProperty('fold');
    expect(lab.session.seeds.found.getState().runs).toEqual([]);
    expect(command('seeds').label(lab.session)).toBe('Run 10 seeds');
  });

  test('are offered for few real samples, and not where they are in use', () => {
    expect(isOfferedFolds(PENGUINS, 199)).toBe(true);
    expect(isOfferedFolds(PENGUINS, 200)).toBe(false);
    expect(isOfferedFolds({ ...PENGUINS, folds: 5 }, 100)).toBe(false);
    expect(isOfferedFolds(settingsFrom({}), 100)).toBe(false);
  });
});
