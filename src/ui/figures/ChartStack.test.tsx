// @vitest-environment jsdom
/** Charts that a run does not have, out of the way of those that it has. */
import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, expect, test } from 'vitest';
import { settingsFrom } from '../../data/starting-settings';
import type { Chart } from '../../state/charts/chart';
import { createThemeStore } from '../../state/theme-store';
import { openedSession } from '../../testing/opened-session';
import { SessionProvider } from '../session-context';
import { ChartStack } from './ChartStack';

afterEach(cleanup);

const absent = (id: string): Chart => ({
  id,
  title: id,
  subtitle: '',
  unit: 'amount',
  lastEpoch: 2,
  ...{ lines: [], levels: [], marks: [] },
  empty: `No ${id} here.`,
  isAbsent: true,
});

async function shown(charts: readonly Chart[]): Promise<void> {
  const { session } = await openedSession({}, settingsFrom({ epochs: 2 }));
  const theme = createThemeStore({ storage: null, prefersDark: false });
  render(
    <SessionProvider session={session} theme={theme}>
      <ChartStack charts={charts} isAwaited={false} />
    </SessionProvider>,
  );
}

test('several charts that a run does not have are folded behind one line that counts them', async () => {
  await shown(['factor', 'freeze', 'turn'].map(absent));
  const fold = screen.getByRole('group');
  expect(fold).toHaveProperty('open', false);
  expect(fold.firstElementChild?.textContent).toBe('What this run does not have (3)');
  expect(fold.textContent).toContain('No freeze here.');
});

test('one or two say why in their places', async () => {
  await shown(['factor', 'freeze'].map(absent));
  expect(screen.queryByRole('group')).toBeNull();
  expect(screen.getByText('No freeze here.')).toBeDefined();
});
