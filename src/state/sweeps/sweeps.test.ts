/** A sweep on real labs in this thread: what is trained, what counts already, stop and go on, and what a reload finds. */
import { describe, expect, test, vi } from 'vitest';
import type { LabRequest } from '../../protocol/messages';
import { parseSettings } from '../../protocol/settings';
import { AT_ONCE, closeLabsAfterEach, makeLab, until } from '../../testing/several-labs';
import { TINY } from '../../testing/tiny-lab';
import { memoryRunStorage } from '../runs/memory-run-storage';
// fetched when a session opens: a test may be over before
import '../runs/kept-runs';
import { createSession } from '../session';
import { createThreadsStore } from '../threads-store';
import { type SweepPlan, sweepTasks } from './sweep-plan';
import { sweepLines, sweepMeasures } from './sweep-points';
import { sweepProgress } from './sweep-words';

vi.setConfig({ testTimeout: 240_000 });

const SETTINGS = parseSettings({
  ...TINY,
  epochs: 2,
  measures: { heavy: false },
  methods: { joint: {}, 'di-mml': { duc: { warmupEpochs: 1 }, fusionEpochs: 1 } },
});
const PLAN: SweepPlan = {
  settings: SETTINGS,
  path: 'methods.di-mml.duc.temperature',
  run: 'di-mml',
  values: [0.1, 5],
  numbers: [1, 2],
};

closeLabsAfterEach();

/** What a browser keeps, and a page on it. */
function browser() {
  const texts = new Map<string, string>();
  const runs = memoryRunStorage();
  const storage = {
    getItem: (key: string) => texts.get(key) ?? null,
    setItem: (key: string, text: string) => void texts.set(key, text),
    removeItem: (key: string) => void texts.delete(key),
  };
  const open = async () => {
    const sent: LabRequest[] = [];
    const session = createSession({
      settings: SETTINGS,
      device: { backend: 'cpu' },
      threads: createThreadsStore({ storage: null, processors: 2 }),
      sweeps: storage,
      openRuns: async () => runs,
      scheduler: AT_ONCE,
      createLab: () => makeLab(),
      startThread: () => makeLab(sent),
    });
    session.open();
    await until(() => session.experiment.getState().dataStatus === 'ready');
    const starts = () => sent.flatMap((each) => (each.kind === 'start-race' ? [each] : []));
    return { session, sweeps: await session.sweeps.open(), starts };
  };
  return { open, texts };
}

describe('a sweep', () => {
  test('stops, is found by the page after a reload, trains nothing twice, and leaves the race on the page alone', async () => {
    const there = browser();
    const first = await there.open();
    expect(first.session.sweeps.isKept()).toBe(false);
    const { race, experiment } = first.session;
    const before = { race: race.getState(), settings: experiment.getState().settings };
    first.sweeps.start(PLAN);
    await until(() => first.sweeps.store.getState().over.length >= 2);
    first.sweeps.stop();
    expect(first.sweeps.store.getState().status).toBe('stopped');
    expect(race.getState()).toBe(before.race);
    expect(experiment.getState().settings).toBe(before.settings);
    const done = first.sweeps.store.getState().over.length;
    const stopped = `Stopped, ${done} of 4 races done. What is done is kept; going on trains the rest.`;
    const progress = ({ session, sweeps }: typeof first) =>
      sweepProgress(
        sweeps.store.getState(),
        sweepTasks(PLAN, session.runs.store.getState().cards),
        null,
      );
    await until(() => progress(first) === stopped);
    first.session.close();

    const second = await there.open();
    expect(second.session.sweeps.isKept()).toBe(true);
    await until(() => second.session.runs.store.getState().cards.length >= 3);
    expect(second.sweeps.store.getState()).toMatchObject({ plan: PLAN, status: 'off' });
    // the page that was loaded anew says what the one before said
    await until(() => progress(second) === stopped);
    second.sweeps.goOn();
    await until(() => second.sweeps.store.getState().status === 'off');
    // seed by seed, the run that the knob leaves alone once for each, and no run for how far each gets alone
    const all = [...first.starts().slice(0, done), ...second.starts()].map((start) => {
      const { seed, methods } = parseSettings(start.settings);
      expect(start.withReference).toBe(false);
      return `${seed}: ${Object.keys(methods).join()}`;
    });
    expect(all).toEqual(['1: joint,di-mml', '1: di-mml', '2: joint,di-mml', '2: di-mml']);
    const { cards } = second.session.runs.store.getState();
    expect(sweepTasks(PLAN, cards)).toEqual([]);
    expect(progress(second)).toBeNull();

    const measures = sweepMeasures(second.session.lab.getState().measures, [
      { id: 'picture', name: 'Picture' },
    ]);
    const [fusion] = measures;
    if (!fusion) throw new Error('no measure');
    const lines = sweepLines(PLAN, cards, fusion, new Map());
    const said = lines.map(({ run, isSwept, points }) => [
      run,
      isSwept,
      points.map(({ singles, spread }) => [singles.map(({ seed }) => seed), spread?.seeds]),
    ]);
    const full = [
      [[1, 2], 2],
      [[1, 2], 2],
    ];
    expect(said).toEqual([
      ['joint', false, full],
      ['di-mml', true, full],
    ]);
    // what the knob does not change is the same run at every value
    const ids = lines.map(({ points }) => points.map(({ singles }) => singles.map(({ id }) => id)));
    expect(ids[0]?.[0]).toEqual(ids[0]?.[1]);
    expect(ids[1]?.[0]).not.toEqual(ids[1]?.[1]);
    // the card says what the point says, and its settings are those of the value
    const [single] = lines[1]?.points[1]?.singles ?? [];
    const card = cards.find(({ id }) => id === single?.id);
    expect(card?.fusion).toBe(single?.value);
    expect(card?.settings.methods['di-mml']).toMatchObject({ duc: { temperature: 5 } });

    second.sweeps.forget();
    expect([second.session.sweeps.isKept(), second.sweeps.store.getState().plan]).toEqual([
      false,
      null,
    ]);
    second.session.close();
  });
});
