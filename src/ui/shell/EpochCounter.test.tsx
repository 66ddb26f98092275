// @vitest-environment jsdom
/** What the page says between Play and the first step: beside the epoch counter, and in the sentence about the race. */
import { act, cleanup, render, screen } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import { settingsFrom } from '../../data/starting-settings';
import { createThemeStore } from '../../state/theme-store';
import { openedSession } from '../../testing/opened-session';
import { SessionProvider } from '../session-context';
import { useTold } from '../time/use-told';
import { EpochCounter } from './EpochCounter';

afterEach(cleanup);

const Sentence = () => <p>{useTold().text}</p>;

it('says that a race is being set up until its nets are there', async () => {
  const lab = await openedSession({}, settingsFrom({ epochs: 12 }));
  const theme = createThemeStore({ storage: null, prefersDark: false });
  render(
    <SessionProvider session={lab.session} theme={theme}>
      <EpochCounter />
      <Sentence />
    </SessionProvider>,
  );
  const sentence = 'The encoders and heads of all methods are being set up.';
  expect(screen.queryByText('setting up')).toBeNull();
  expect(screen.queryByText(sentence)).toBeNull();
  act(() => lab.session.play());
  expect(lab.session.race.getState().phase).toBe('starting');
  expect(screen.getByText('setting up')).toBeDefined();
  expect(screen.getByText(sentence)).toBeDefined();
  await act(() => lab.train(1));
  expect(screen.queryByText('setting up')).toBeNull();
  expect(screen.queryByText(sentence)).toBeNull();
});
