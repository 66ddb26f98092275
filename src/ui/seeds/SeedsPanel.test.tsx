// @vitest-environment jsdom
/** Several seeds on the page: pressed, stopped and gone on with by keys, and a table that says what it shows. */
import { act, cleanup, render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeAll, expect, test } from 'vitest';
import { settingsFrom } from '../../data/starting-settings';
import { createThemeStore } from '../../state/theme-store';
import { openedSession } from '../../testing/opened-session';
import { SessionProvider } from '../session-context';
import { SeedsPanel } from './SeedsPanel';

beforeAll(async () => {
  // what the page fetches later must not be waited for by the clock
  await import('./SeedsResults');
  // jsdom has none; lists to choose from measure themselves with it
  globalThis.ResizeObserver ??= class {
    observe() {}
    unobserve() {}
    disconnect() {}
  };
});
afterEach(cleanup);

const THREE = {
  epochs: 2,
  generator: { vector: { enabled: true } },
  methods: { joint: {}, 'di-mml': {} },
};

async function opened(options: Parameters<typeof openedSession>[0] = {}, wanted = 2) {
  const lab = await openedSession(options, settingsFrom(THREE));
  lab.session.seeds.want(wanted);
  const theme = createThemeStore({ storage: null, prefersDark: false });
  render(
    <SessionProvider session={lab.session} theme={theme}>
      <SeedsPanel />
    </SessionProvider>,
  );
  const user = userEvent.setup();
  const train = (rounds?: number) => act(() => lab.train(rounds));
  return { ...lab, user, train };
}

const button = (name: string) => screen.getByRole('button', { name });

test('by keys alone: how many, run, stop, go on; the button says what it does', async () => {
  const { user, train, session } = await opened();
  const field = screen.getByRole('spinbutton', { name: 'how many' });
  await user.clear(field);
  await user.type(field, '3{Enter}');
  await user.tab();
  expect(document.activeElement).toBe(button('Run 3 seeds'));
  await user.keyboard('{Enter}');
  await train(1);
  expect(screen.getByText(/^Seed 1 \(1 of 3\): epoch 1 of 17/)).toBeDefined();
  expect((field as HTMLInputElement).disabled).toBe(true);
  await user.keyboard('{Enter}');
  await train();
  expect(screen.getByText(/^Stopped at seed 1 of 3\./)).toBeDefined();
  expect(button('Go on: seeds')).toBeDefined();
  await user.keyboard('{Enter}');
  for (let i = 0; i < 3; i += 1) await train();
  expect(session.seeds.store.getState().status).toBe('off');
  const done = button('Run 3 seeds');
  expect(done.getAttribute('aria-disabled')).toBe('true');
  expect(screen.getByText(/^3 seeds are trained with these settings\./)).toBeDefined();
});

test('fewer seeds than a verdict needs are allowed, and it is said how many are the least', async () => {
  await opened();
  expect(screen.getByText(/For a verdict on 2 methods 6 seeds are the least\./)).toBeDefined();
});

test('every number of the table is named: modalities, their gaps, spread, interval, failures', async () => {
  const { train, session } = await opened({ diverge: { run: 'joint', epoch: 2 } });
  act(() => session.seeds.start());
  for (let i = 0; i < 2; i += 1) await train();
  const table = await screen.findByRole('table', { name: 'Means over the seeds' });
  const headings = within(table).getAllByRole('columnheader');
  expect(headings.map(({ textContent }) => textContent)).toEqual([
    ...['Method', 'Fusion'],
    ...['Picture', 'gap of Picture', 'Sound', 'gap of Sound', 'Vector', 'gap of Vector'],
  ]);
  const row = (name: RegExp) => within(table).getByRole('row', { name });
  expect(row(/^Joint/).textContent).toContain('failed on 2 of 2');
  expect(row(/^DI-MML/).textContent).toMatch(/\d+\.\d \u00B1 \d+\.\d\u00A0%\d+\.\d to \d+\.\d/);
  expect(screen.getByText(/below it the range of the two\./)).toBeDefined();
  const differences = screen.getByRole('table', { name: 'Differences to the baseline' });
  expect(within(differences).getByRole('row', { name: /^DI-MML/ }).textContent).toContain(
    'too few: 6 are the least',
  );
});
