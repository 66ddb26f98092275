/**
 * Starts the page: reads the address, makes the session with a lab in a worker, draws the page.
 */
import { createRoot } from 'react-dom/client';
import { LabPool } from './client/pool/lab-pool';
import { createWorkerLab } from './client/worker-lab';
import { SCENES } from './lessons/scenes';
import { keepPage } from './offline/keep-page';
import { readDevice, readFragment, readOpening, writeView } from './state/address-codec';
import { keepLeftRoom, readLeftRoom } from './state/left-room';
import {
  readSceneAddress,
  type SceneReading,
  writeSceneAddress,
} from './state/lessons/scene-address';
import { linkOf } from './state/lessons/stage-store';
import { createCarriedLink } from './state/links/carried-link';
import { RECORDING_ADDRESS } from './state/runs/recording-address';
import { createSession } from './state/session';
import { createThemeStore } from './state/theme-store';
import { createThreadsStore } from './state/threads-store';
import { fetchedStorage } from './state/unfinished/fetched-storage';
import { isWithoutStored, WITHOUT_STORED, writeWithoutStored } from './state/without-stored';
import { App } from './ui/App';
import { SessionProvider } from './ui/session-context';
import { cannotDraw } from './ui/shell/cannot-draw';
import { PageGuard } from './ui/shell/PageGuard';

const root = document.getElementById('root');
let isDrawn = false;
/** What fails before the first drawing leaves an empty page otherwise. */
window.addEventListener('error', ({ error }) => {
  if (root && !isDrawn) cannotDraw(root, error);
});

const isWithout = isWithoutStored(location.search);
const sceneIds = SCENES.map(({ id }) => id);
const storage = storageOrNone();
const readScene = () => readSceneAddress(location.hash, sceneIds);
const asked = readFragment(location.hash);
const scene = readScene();
const device = readDevice(location.search);
const opening = readOpening(location, scene !== null, readLeftRoom(storage));

/** A page that is kept busy opens its device all the same. */
const LATEST_MS = 500;

/** After the first drawing, so that the device does not delay it; not every browser has the call. */
function whenIdle(task: () => void): void {
  if ('requestIdleCallback' in window) requestIdleCallback(task, { timeout: LATEST_MS });
  else setTimeout(task, 1);
}

async function fetchUnfinished() {
  const { createUnfinishedStorage } = await import('./state/unfinished/unfinished-storage');
  return createUnfinishedStorage(navigator.locks);
}

let isMade = false;
const session = createSession({
  createLab: () => new LabPool(createWorkerLab),
  startThread: createWorkerLab,
  settings: asked.value,
  device: device.value,
  weighs: true,
  threads: createThreadsStore({ storage, processors: navigator.hardwareConcurrency || 1 }),
  ...opening,
  scenes: SCENES,
  ...(scene && { stage: scene }),
  lessons: storage,
  assignments: storage,
  sweeps: storage,
  openRuns: async () => {
    if (isWithout) {
      return (await import('./state/runs/memory-run-storage')).memoryRunStorage();
    }
    const { openRunStorage } = await import('./state/runs/run-storage');
    const channel = 'BroadcastChannel' in window ? new BroadcastChannel('modality-lab') : null;
    return openRunStorage({ channel });
  },
  // without locks (a page that is not served securely) two pages could take up one race
  ...(!isWithout && 'locks' in navigator && { unfinished: fetchedStorage(fetchUnfinished) }),
  whenIdle,
  fetchRecording: async () => {
    const response = await fetch(new URL(RECORDING_ADDRESS, document.baseURI));
    if (!response.ok) throw new Error(`The recording could not be read (${response.status}).`);
    return response.arrayBuffer();
  },
  // while the session is being made the address still says what was asked for
  onSettings: () => isMade && writeAddress(),
});
isMade = true;
const link = createCarriedLink(session);
if (!scene && !asked.failed) link.take(location.hash, asked.value);
if (scene) tellScene(scene);
else if (asked.failed) session.notices.getState().tellFailure('address', asked.failed);
if (device.failed) session.notices.getState().tellFailure('backend', device.failed);

/** What the page wrote into the browser's history itself; what a person types there carries nothing. */
const OURS = 'modality-lab';
history.replaceState(OURS, '');
/** Whether the page follows the browser's history, in which the place that it goes to stands already. */
let isFollowing = false;
function follow(go: () => void): void {
  isFollowing = true;
  go();
  isFollowing = false;
}

/**
 * The address follows what is on the page: the scene on the stage, the settings in the lab.
 * @param isStep whether the browser's Back leads to what was there before.
 */
function writeAddress(isStep = false): void {
  const { view, room } = session.view.getState();
  const search = writeView(location.search, view);
  const fragment =
    room === 'stage'
      ? writeSceneAddress(linkOf(session.stage.store.getState()))
      : link.fragmentOf(session.experiment.getState().settings);
  const address = `${location.pathname}${search}${fragment}`;
  if (isStep && !isFollowing) history.pushState(OURS, '', address);
  else history.replaceState(OURS, '', address);
}

function tellScene({ failed }: SceneReading): void {
  for (const each of failed) session.notices.getState().tellFailure(`address:${each.code}`, each);
}

session.view.subscribe(({ room }, before) => {
  if (room !== before.room) keepLeftRoom(storage, room);
  writeAddress(room !== before.room);
});
session.stage.store.subscribe((now, before) => {
  if (now.scene !== before.scene || now.seed !== before.seed) {
    writeAddress(now.scene !== before.scene);
  }
});

// Back leads from the lab to the stage, and from scene to scene; it never takes old settings up again
window.addEventListener('popstate', ({ state }) => {
  if (state !== OURS) return;
  follow(() => {
    const there = readScene();
    const { view } = readOpening(location, there !== null, null);
    const { scene: here, scenes } = session.stage.store.getState();
    // a plain address shows the first scene
    const wanted = there?.scene ?? scenes[0]?.id;
    session.view.getState().go(view);
    if (view !== 'lab' && wanted !== undefined && wanted !== here?.id) session.stage.choose(wanted);
    writeAddress();
  });
});

// only of an address that a person has edited: what the page wrote is its own
window.addEventListener('hashchange', () => {
  if (history.state === OURS) return;
  history.replaceState(OURS, '');
  follow(takeEdited);
});

function takeEdited(): void {
  session.notices.getState().dismiss('address', 'address:', 'link');
  const edited = readScene();
  if (edited) {
    session.view.getState().go('stage');
    session.stage.open(edited);
    tellScene(edited);
    return;
  }
  const { value, failed } = readFragment(location.hash);
  if (failed) {
    session.notices.getState().tellFailure('address', failed);
    return;
  }
  link.take(location.hash, value);
  session.view.getState().go('lab');
  session.takeSettings(value);
}

// the last moment at which a page that is closed can be sure to write
document.addEventListener('visibilitychange', () => {
  session.replay.setInSight(document.visibilityState === 'visible');
  if (document.visibilityState === 'hidden') session.writeDown();
});

/** The browser's storage; a browser that forbids it throws on the mere mention. */
function storageOrNone(): Storage | null {
  if (isWithout) return null;
  try {
    return window.localStorage;
  } catch {
    return null;
  }
}

const theme = createThemeStore({
  storage,
  prefersDark: window.matchMedia('(prefers-color-scheme: dark)').matches,
});

// before the first drawing, so that no page flashes white in the dark
document.documentElement.dataset['theme'] = theme.getState().theme;

if (isWithout) {
  const search = writeWithoutStored(location.search, false);
  const run = () => location.assign(`${location.pathname}${search}${location.hash}`);
  session.notices.getState().tell({ ...WITHOUT_STORED, action: { word: 'Use it again', run } });
}

if (root) {
  isDrawn = true;
  createRoot(root).render(
    <PageGuard>
      <SessionProvider session={session} theme={theme}>
        <App />
      </SessionProvider>
    </PageGuard>,
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
