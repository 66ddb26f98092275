/**
 * The page's side of the service worker: sets it up, and says when everything is kept and when a new version waits.
 * Where there is none (a plain http address, a browser that forbids it) the page works as before, online.
 */
import { USE_NEW_VERSION } from './messages';

export interface KeptPage {
  /** Everything is on this computer: the next visit needs no network. */
  readonly onKept: () => void;
  /** A new version is on this computer; `use` puts it in the old one's place and loads the page anew. */
  readonly onNewVersion: (use: () => void) => void;
}

/**
 * Keeps the page of this folder. Called once, when the page has nothing more urgent to do.
 * @throws whatever the browser says where it allows no service worker.
 */
export async function keepPage({ onKept, onNewVersion }: KeptPage): Promise<void> {
  const { serviceWorker } = navigator;
  const reload = () => location.reload();
  let isAsked = false;
  const offer = (waiting: ServiceWorker) =>
    onNewVersion(() => {
      isAsked = true;
      waiting.postMessage(USE_NEW_VERSION);
    });

  let { controller } = serviceWorker;
  serviceWorker.addEventListener('controllerchange', () => {
    if (isAsked) reload();
    // on the first visit the worker takes over a page as new as itself; else another tab asked for the new version
    else if (controller) onNewVersion(reload);
    controller = serviceWorker.controller;
  });
  const registration = await serviceWorker.register(
    new URL('service-worker.js', document.baseURI),
    {
      scope: new URL('./', document.baseURI).href,
    },
  );
  if (registration.active) onKept();
  if (registration.waiting) offer(registration.waiting);

  const follow = (worker: ServiceWorker | null) => {
    worker?.addEventListener('statechange', () => {
      if (worker.state === 'installed' && registration.active) offer(worker);
      if (worker.state === 'activated') onKept();
    });
  };
  follow(registration.installing);
  registration.addEventListener('updatefound', () => follow(registration.installing));
}
