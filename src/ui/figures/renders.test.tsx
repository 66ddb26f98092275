// @vitest-environment jsdom
/** How often the page is drawn while a race trains: once per batch of news that can be seen, else not at all. */
import { act, cleanup, render, screen, within } from '@testing-library/react';
import { Profiler, type ReactNode } from 'react';
import { afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { settingsFrom } from '../../data/starting-settings';
import type { LabEvent } from '../../protocol/messages';
import { createThemeStore } from '../../state/theme-store';
import { openedSession } from '../../testing/opened-session';
import { HappensPanel } from '../happens/HappensPanel';
import { LanesPanel } from '../lanes/LanesPanel';
import { SessionProvider } from '../session-context';
import { CommandButton } from '../shell/CommandButton';
import { TimeBar } from '../time/TimeBar';

/** Whoever asks whether motion is unwelcome hears that it is. */
const CALM = {
  matches: true,
  onchange: null,
  addListener: () => {},
  removeListener: () => {},
};

beforeAll(() => {
  // jsdom has none; charts and sliders measure themselves with it
  globalThis.ResizeObserver ??= class {
    observe() {}
    unobserve() {}
    disconnect() {}
  };
  // nothing is laid out in jsdom, and charts without a size are not drawn
  for (const { prototype } of [HTMLElement, SVGElement]) {
    prototype.getBoundingClientRect = () => new DOMRect(0, 0, 480, 240);
  }
  HTMLCanvasElement.prototype.getContext = () => null;
  // dashes that flow would never be still
  window.matchMedia = (media) => Object.assign(new EventTarget(), CALM, { media });
});
// turns are taken by a clock that the test moves
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'requestAnimationFrame'] });
});
afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

/** Does something and lets every timer run out, those of charts that wait for their turn among them. */
const untilStill = <T,>(doing: () => T | Promise<T>): Promise<T> =>
  act(async () => {
    const done = doing();
    await vi.runAllTimersAsync();
    return done;
  });

/** The page's moving parts on a race of two epochs, with a count of what is drawn. */
async function watched() {
  const { session, train, say } = await untilStill(() =>
    openedSession({}, settingsFrom({ epochs: 40 })),
  );
  session.play();
  await untilStill(() => train(2));
  const drawn = new Map<string, number>();
  const counted = (id: string, children: ReactNode) => (
    <Profiler id={id} onRender={() => drawn.set(id, (drawn.get(id) ?? 0) + 1)}>
      {children}
    </Profiler>
  );
  const theme = createThemeStore({ storage: null, prefersDark: false });
  const page = (
    <SessionProvider session={session} theme={theme}>
      <CommandButton id="play" />
      {counted('charts', <HappensPanel />)}
      {counted('lanes', <LanesPanel />)}
      {counted('time', <TimeBar />)}
    </SessionProvider>
  );
  await untilStill(() => render(page));
  /** What one batch of news draws. */
  const after = async (events: readonly LabEvent[]) => {
    drawn.clear();
    await untilStill(() => say(events));
    return Object.fromEntries(drawn);
  };
  return { session, train, say, after };
}

const chunk = (step: number): LabEvent => ({
  kind: 'chunk-trained',
  run: 'joint',
  seq: step,
  epoch: 3,
  step,
  steps: 38,
});

it('news from within an epoch draws nothing anew', async () => {
  const { after } = await watched();
  expect(await after([chunk(1), chunk(2), chunk(3)])).toEqual({});
});

it('an epoch is drawn in one go, its three charts in a turn each, however much news the batch holds', async () => {
  const { session, after } = await watched();
  const [joint, diMml] = session.race.getState().record;
  const next = [joint, diMml].flatMap((run) => {
    const last = run?.epochs.at(-1);
    return last
      ? [
          { ...last, epoch: 3 },
          { ...last, epoch: 4 },
        ]
      : [];
  });
  const drawn = await after([chunk(38), ...next]);
  // the sentence, then each of the three charts by itself: Recharts draws, measures, and draws once more
  expect(drawn['charts']).toBeLessThanOrEqual(1 + 3 * 2);
  expect(drawn['time']).toBe(1);
  expect(drawn['lanes']).toBeLessThanOrEqual(1);
});

it('an epoch of the run that trains each modality alone draws its curve, in one chart', async () => {
  const { session, after } = await watched();
  const last = session.race.getState().record.at(-1)?.epochs.at(-1);
  if (!last) throw new Error('The reference run has an epoch.');
  const drawn = await after([{ ...last, epoch: 3 }]);
  // the sentence, then the chart of unimodal accuracy: Recharts draws, measures, and draws once more
  expect(drawn['charts']).toBeLessThanOrEqual(1 + 2);
});

it('says Play again only once every chart shows the end', async () => {
  const { session, say } = await watched();
  const playAgain = () => screen.queryByRole('button', { name: 'Play again' });
  const lastRow = () =>
    screen
      .getAllByRole('table', { name: /^(Unimodal accuracy|Fusion accuracy|DUC alignment)/ })
      .map((table) => within(table).queryByRole('rowheader', { name: '41' }) !== null);
  const last = session.race.getState().record[0]?.epochs.at(-1);
  if (!last) throw new Error('The first run has an epoch.');
  await act(() => {
    const said = say([{ ...last, epoch: 41 }, { kind: 'race-ended' }]);
    vi.advanceTimersByTime(0);
    return said;
  });
  const seen: [boolean, boolean[]][] = [[playAgain() !== null, lastRow()]];
  while (vi.getTimerCount() > 0) {
    await act(() => vi.advanceTimersToNextTimerAsync());
    seen.push([playAgain() !== null, lastRow()]);
  }
  expect(seen.at(0)).toEqual([false, [false, false, false]]);
  expect(seen.at(-1)).toEqual([true, [true, true, true]]);
  for (const [offered, drawn] of seen) if (offered) expect(drawn).toEqual([true, true, true]);
});
