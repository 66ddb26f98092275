// @vitest-environment jsdom
/** The epoch counter: what stands beside the number between Play and the first step. */
import { act, cleanup, render, screen } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import { settingsFrom } from '../../data/starting-settings';
import { createThemeStore } from '../../state/theme-store';
import { openedSession } from '../../testing/opened-session';
import { SessionProvider } from '../session-context';
import { EpochCounter } from './EpochCounter';

afterEach(cleanup);

it('says that a race is being set up until its nets are there', async () => {
  const lab = await openedSession({}, settingsFrom({ epochs: 12 }));
  const theme = createThemeStore({ storage: null, prefersDark: false });
  render(
    <SessionProvider session={lab.session} theme={theme}>
      <EpochCounter />
    </SessionProvider>,
  );
  expect(screen.queryByText('setting up')).toBeNull();
  act(() => lab.session.play());
  expect(lab.session.race.getState().phase).toBe('starting');
  expect(screen.getByText('setting up')).toBeDefined();
  await act(() => lab.train(1));
  expect(screen.queryByText('setting up')).toBeNull();
});
