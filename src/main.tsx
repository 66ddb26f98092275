/**
 * Starts the page: reads the address, makes the session with a lab in a worker, draws the page.
 */
import { createRoot } from 'react-dom/client';
import { createWorkerLab } from './client/worker-lab';
import { keepPage } from './offline/keep-page';
import {
  readBackend,
  readFragment,
  readView,
  writeFragment,
  writeView,
} from './state/address-codec';
import { RECORDING_ADDRESS } from './state/runs/recording-address';
import { openRunStorage } from './state/runs/run-storage';
import { createSession } from './state/session';
import { createThemeStore } from './state/theme-store';
import { createUnfinishedStorage } from './state/unfinished/unfinished-storage';
import { App } from './ui/App';
import { SessionProvider } from './ui/session-context';

const asked = readFragment(location.hash);
const backend = readBackend(location.search);

/** A page that is kept busy opens its device all the same. */
const LATEST_MS = 500;

/** After the first drawing, so that the device does not delay it; not every browser has the call. */
function whenIdle(task: () => void): void {
  if ('requestIdleCallback' in window) requestIdleCallback(task, { timeout: LATEST_MS });
  else setTimeout(task, 1);
}

const session = createSession({
  createLab: createWorkerLab,
  settings: asked.value,
  backend: backend.value,
  view: readView(location.search),
  openRuns: openRunStorage,
  // without locks (a page that is not served securely) two pages could take up one race
  ...('locks' in navigator && { unfinished: createUnfinishedStorage(navigator.locks) }),
  whenIdle,
  fetchRecording: async () => {
    const response = await fetch(new URL(RECORDING_ADDRESS, document.baseURI));
    if (!response.ok) throw new Error(`The recording could not be read (${response.status}).`);
    return response.arrayBuffer();
  },
  onSettings: (settings) =>
    history.replaceState(
      null,
      '',
      `${location.pathname}${location.search}${writeFragment(settings)}`,
    ),
});
if (asked.failed) session.notices.getState().tellFailure('address', asked.failed);
if (backend.failed) session.notices.getState().tellFailure('backend', backend.failed);

// the address follows the view; it is not read again while the page lives
session.view.subscribe(({ view }) => {
  const search = writeView(location.search, view);
  history.replaceState(null, '', `${location.pathname}${search}${location.hash}`);
});

// replaceState does not fire this: only a person who edits the address does
window.addEventListener('hashchange', () => {
  const edited = readFragment(location.hash);
  if (edited.failed) session.notices.getState().tellFailure('address', edited.failed);
  else session.takeSettings(edited.value);
});

// the last moment at which a page that is closed can be sure to write
document.addEventListener('visibilitychange', () => {
  session.replay.setInSight(document.visibilityState === 'visible');
  if (document.visibilityState === 'hidden') void session.runs.keepUnfinished();
});

/** The browser's storage; a browser that forbids it throws on the mere mention. */
function storageOrNone(): Storage | null {
  try {
    return window.localStorage;
  } catch {
    return null;
  }
}

const theme = createThemeStore({
  storage: storageOrNone(),
  prefersDark: window.matchMedia('(prefers-color-scheme: dark)').matches,
});

// before the first drawing, so that no page flashes white in the dark
document.documentElement.dataset['theme'] = theme.getState().theme;

const root = document.getElementById('root');
if (root) {
  createRoot(root).render(
    <SessionProvider session={session} theme={theme}>
      <App />
    </SessionProvider>,
  );
}
/** Keeps the page on this computer once the device is open: what trains is fetched before what is for later. */
function keepWhenOpen(): void {
  const stop = session.lab.subscribe(({ status }) => {
    if (status === 'opening') return;
    stop();
    const { noteKept, offerNew } = session.version.getState();
    // a browser that allows no service worker has a page that needs the network, as it always did
    whenIdle(() => void keepPage({ onKept: noteKept, onNewVersion: offerNew }).catch(() => {}));
  });
}
// in development every change would wait behind the version that is kept
if (import.meta.env.PROD && 'serviceWorker' in navigator) keepWhenOpen();

session.open();
