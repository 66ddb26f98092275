/** Seeds side by side, on real labs in this thread: the numbers of one after the other, and what happens to a thread. */
import { describe, expect, test, vi } from 'vitest';
import type { LabRequest } from '../../protocol/messages';
import { parseSettings, type SettingsInput } from '../../protocol/settings';
import { AT_ONCE, closeLabsAfterEach, makeLab, until } from '../../testing/several-labs';
import { TINY } from '../../testing/tiny-lab';
// fetched when a session opens: a test may be over before
import '../runs/kept-runs';
import { createSession, type Session } from '../session';
import { createThreadsStore } from '../threads-store';

vi.setConfig({ testTimeout: 240_000 });

const RACE: SettingsInput = {
  ...TINY,
  epochs: 6,
  measures: { heavy: false },
  methods: { joint: {}, 'di-mml': { duc: { warmupEpochs: 1 }, fusionEpochs: 2 } },
};

interface Further {
  readonly sent: LabRequest[];
  die(reason: string): void;
}

closeLabsAfterEach();

/** A page on a computer of so many processors, one of which is the page's own. */
async function opened(processors: number, settings = RACE) {
  const further: Further[] = [];
  const asked: LabRequest[] = [];
  const session = createSession({
    settings: parseSettings(settings),
    device: { backend: 'cpu' },
    threads: createThreadsStore({ storage: null, processors }),
    scheduler: AT_ONCE,
    createLab: () => makeLab(asked),
    startThread: (onGone) => {
      const sent: LabRequest[] = [];
      further.push({ sent, die: onGone });
      return makeLab(sent);
    },
  });
  session.open();
  await until(() => session.experiment.getState().dataStatus === 'ready');
  return { session, further, asked };
}

const seedsOf = ({ seeds }: Session) => seeds.store.getState();
const isOver = (session: Session) => () => seedsOf(session).status === 'off';

/** Every number that the runs on the shelf have said, by run and seed; no time and no order. */
async function numbersOn({ runs }: Session, count: number) {
  await until(() => runs.store.getState().cards.length >= count);
  const whole = await runs.read(runs.store.getState().cards.map(({ id }) => id));
  return whole
    .map(({ stored: { settings, run, levels } }) =>
      JSON.stringify(
        [settings.seed, run.name, run.status, run.epochs, run.end, levels],
        (key, value: unknown) => (/Ms$|^seq$|^cost$/.test(key) ? undefined : value),
      ),
    )
    .sort();
}

async function trained(processors: number, count: number) {
  const { session, further, asked } = await opened(processors);
  session.seeds.want(count);
  session.seeds.start();
  await until(isOver(session));
  return { session, further, asked, numbers: await numbersOn(session, 2 * count) };
}

describe('seeds side by side', () => {
  test('have to the bit the numbers that they have one after the other', async () => {
    const one = await trained(2, 4);
    const three = await trained(4, 4);
    expect(one.further).toHaveLength(0);
    expect(three.further).toHaveLength(2);
    expect(three.numbers).toEqual(one.numbers);
    expect(three.numbers).toHaveLength(8);
    // the page's own race leaves its other threads to the other seeds, and has them again afterwards
    const most = three.asked.flatMap((each) => (each.kind === 'use-threads' ? [each.most] : []));
    expect(most).toEqual([3, 1, 3]);
  });

  test('are none where somebody names the seeds, for they are watched on the page', async () => {
    const { session, further } = await opened(4);
    session.seeds.start([1, 2].map((seed) => ({ seed, missing: ['joint', 'di-mml'] })));
    await until(isOver(session));
    expect(further).toHaveLength(0);
    expect(await numbersOn(session, 4)).toHaveLength(4);
  });

  test('stand still together and go on with the numbers they would have had', async () => {
    const { session, further } = await opened(3);
    session.seeds.want(3);
    session.seeds.start();
    await until(() => seedsOf(session).beside.some(({ share }) => share > 0));
    session.seeds.stop();
    await until(() => session.race.getState().phase === 'paused');
    expect(further[0]?.sent.at(-1)).toEqual({ kind: 'pause-race' });
    const { status, beside } = seedsOf(session);
    expect(status).toBe('stopped');
    await new Promise((resolve) => setTimeout(resolve, 100));
    const still = seedsOf(session).beside;
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(seedsOf(session).beside).toEqual(still);
    expect(beside).toHaveLength(1);
    session.seeds.start();
    await until(isOver(session));
    expect(await numbersOn(session, 6)).toEqual((await trained(2, 3)).numbers);
  });

  test('lose one with its thread, train the others, and go on with that one when asked', async () => {
    const { session, further } = await opened(3);
    session.seeds.want(3);
    session.seeds.start();
    await until(() => seedsOf(session).beside.some(({ share }) => share > 0));
    const [lost] = seedsOf(session).beside;
    further[0]?.die('the browser ended it');
    expect(seedsOf(session).beside.map(({ seed }) => seed)).not.toContain(lost?.seed);
    await until(() => seedsOf(session).status === 'stopped');
    expect(seedsOf(session).over).toHaveLength(2);
    const [told] = session.notices.getState().notices.filter(({ topic }) => topic === 'seeds');
    expect(told?.message).toBe(
      `The training of seed ${lost?.seed} was cut off: the browser ended it`,
    );
    session.seeds.start();
    await until(isOver(session));
    expect(await numbersOn(session, 6)).toEqual((await trained(2, 3)).numbers);
  });

  test('end with the plan: a change of the experiment closes their threads', async () => {
    const { session, further } = await opened(3);
    session.seeds.want(3);
    session.seeds.start();
    await until(() => seedsOf(session).beside.some(({ share }) => share > 0));
    session.change('epochs', 5);
    expect(seedsOf(session)).toMatchObject({ status: 'off', plan: [], beside: [], over: [] });
    const sent = further[0]?.sent.length;
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(further[0]?.sent).toHaveLength(sent ?? 0);
  });
});
