// @vitest-environment jsdom
/** A sample is drawn once, and once more when the browser has lost what was drawn. */
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, expect, it, vi } from 'vitest';
import { createThemeStore } from '../../state/theme-store';
import { openedSession } from '../../testing/opened-session';
import { SessionProvider } from '../session-context';
import { drawSample } from './draw-sample';
import { SampleCanvas } from './SampleCanvas';

vi.mock('./draw-sample');
afterEach(cleanup);

const nextFrame = () => new Promise((resolve) => requestAnimationFrame(resolve));

it('is drawn again after a crash of the graphics process', async () => {
  const { session } = await openedSession();
  const theme = createThemeStore({ storage: null, prefersDark: false });
  const modality = { id: 'image', name: 'Picture', kind: 'image', shape: [2, 2, 1] } as const;
  render(
    <SessionProvider session={session} theme={theme}>
      <SampleCanvas modality={modality} index={0} values={new Float32Array(4)} name="zero" />
    </SessionProvider>,
  );
  await nextFrame();
  expect(drawSample).toHaveBeenCalledTimes(1);
  const canvas = screen.getByRole('img', { name: 'Picture of zero' });
  fireEvent(canvas, new Event('contextrestored'));
  await nextFrame();
  expect(drawSample).toHaveBeenCalledTimes(2);
  cleanup();
  fireEvent(canvas, new Event('contextrestored'));
  await nextFrame();
  expect(drawSample).toHaveBeenCalledTimes(2);
});
