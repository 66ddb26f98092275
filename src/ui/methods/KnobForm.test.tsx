// @vitest-environment jsdom
/** A method's form: a knob that another one decides shows what it is and who says so, and cannot be typed into. */
import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import { settingsFrom } from '../../data/starting-settings';
import { diMml } from '../../method/descriptions/di-mml';
import { createThemeStore } from '../../state/theme-store';
import { openedSession } from '../../testing/opened-session';
import { SessionProvider } from '../session-context';
import { KnobForm } from './KnobForm';

afterEach(cleanup);

async function shown(knobs: Record<string, unknown>) {
  const { session } = await openedSession({}, settingsFrom({ methods: { 'di-mml': knobs } }));
  const theme = createThemeStore({ storage: null, prefersDark: false });
  render(
    <SessionProvider session={session} theme={theme}>
      <KnobForm run="di-mml" method={diMml} />
    </SessionProvider>,
  );
  return screen.getByRole<HTMLInputElement>('textbox', { name: 'DUC temperature' });
}

it('as long as nothing decides them, knobs are set by hand', async () => {
  const field = await shown({});
  expect([field.value, field.readOnly]).toEqual(['0.5', false]);
});

it('what "As published" decides is shown with its value, and is not typed', async () => {
  const field = await shown({ asPublished: true, duc: { temperature: 3 } });
  expect([field.value, field.readOnly]).toEqual(['50', true]);
  const notes = screen.getAllByText('\u201cAs published\u201d decides this while it is on.');
  // DUC, its temperature and warm-up, and the certainty temperature
  expect(notes).toHaveLength(4);
  expect(screen.getByRole<HTMLInputElement>('textbox', { name: 'DUC' }).value).toBe('dot');
});
