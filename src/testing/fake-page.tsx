/**
 * The real page on the fake lab, for looking at it: `vite dev`, then /src/testing/fake-page.html.
 * `?epochMs=`, `?loseAt=` and `?divergeAt=` set the scene. Never part of the build.
 */
import { createRoot } from 'react-dom/client';
import { readFragment } from '../state/address-codec';
import { createSession } from '../state/session';
import { createThemeStore } from '../state/theme-store';
import { App } from '../ui/App';
import { SessionProvider } from '../ui/session-context';
import { createFakeLab } from './fake-lab';

const query = new URLSearchParams(location.search);
const asked = (name: string) => (query.has(name) ? Number(query.get(name)) : undefined);
const loseAt = asked('loseAt');
const divergeAt = asked('divergeAt');
const fragment = readFragment(location.hash);

const session = createSession({
  createLab: () =>
    createFakeLab({
      every: (task) => {
        const timer = setInterval(task, asked('epochMs') ?? 30);
        return () => clearInterval(timer);
      },
      ...(loseAt === undefined ? {} : { loseDeviceAt: loseAt }),
      ...(divergeAt === undefined ? {} : { diverge: { run: 'joint', epoch: divergeAt } }),
    }),
  settings: fragment.value,
  device: { backend: null },
});
if (fragment.failed) session.notices.getState().tellFailure('address', fragment.failed);
const theme = createThemeStore({
  storage: null,
  prefersDark: window.matchMedia('(prefers-color-scheme: dark)').matches,
});

createRoot(document.getElementById('root') as HTMLElement).render(
  <SessionProvider session={session} theme={theme}>
    <App />
  </SessionProvider>,
);
session.open();
