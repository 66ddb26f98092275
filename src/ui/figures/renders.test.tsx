// @vitest-environment jsdom
/** How often the page is drawn while a race trains: once per batch of news that can be seen, else not at all. */
import { act, cleanup, render } from '@testing-library/react';
import { Profiler, type ReactNode } from 'react';
import { afterEach, beforeAll, expect, it } from 'vitest';
import type { LabEvent } from '../../protocol/messages';
import { settingsFrom } from '../../state/address-codec';
import { createThemeStore } from '../../state/theme-store';
import { openedSession } from '../../testing/opened-session';
import { HappensPanel } from '../happens/HappensPanel';
import { LanesPanel } from '../lanes/LanesPanel';
import { SessionProvider } from '../session-context';
import { TimeBar } from '../time/TimeBar';

beforeAll(() => {
  // jsdom has none; charts and sliders measure themselves with it
  globalThis.ResizeObserver ??= class {
    observe() {}
    unobserve() {}
    disconnect() {}
  };
  // nothing is laid out in jsdom, and charts without a size are not drawn
  HTMLElement.prototype.getBoundingClientRect = () => new DOMRect(0, 0, 480, 240);
  HTMLCanvasElement.prototype.getContext = () => null;
});
afterEach(cleanup);

/** Long enough for every chart's turn. */
const allTurns = () => act(() => new Promise((resolve) => setTimeout(resolve, 100)));

/** The page's moving parts on a race of two epochs, with a count of what is drawn. */
async function watched() {
  const { session, train, say } = await openedSession({}, settingsFrom({ epochs: 40 }));
  session.play();
  await train(2);
  const drawn = new Map<string, number>();
  const counted = (id: string, children: ReactNode) => (
    <Profiler id={id} onRender={() => drawn.set(id, (drawn.get(id) ?? 0) + 1)}>
      {children}
    </Profiler>
  );
  const theme = createThemeStore({ storage: null, prefersDark: false });
  render(
    <SessionProvider session={session} theme={theme}>
      {counted('charts', <HappensPanel />)}
      {counted('lanes', <LanesPanel />)}
      {counted('time', <TimeBar />)}
    </SessionProvider>,
  );
  await allTurns();
  /** What one batch of news draws. */
  const after = async (events: readonly LabEvent[]) => {
    drawn.clear();
    await act(() => say(events));
    await allTurns();
    return Object.fromEntries(drawn);
  };
  return { session, train, after };
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

it('an epoch of the run that trains each modality alone draws no chart until its level stands', async () => {
  const { session, after } = await watched();
  const last = session.race.getState().record.at(-1)?.epochs.at(-1);
  if (!last) throw new Error('The reference run has an epoch.');
  const drawn = await after([{ ...last, epoch: 3 }]);
  // the sentence alone
  expect(drawn['charts'] ?? 0).toBeLessThanOrEqual(1);
});
