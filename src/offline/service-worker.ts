/// <reference lib="webworker" />
/**
 * The service worker: keeps the page, its data sets and one WebAssembly binary, so that a second visit needs no
 * network, and isolated from other origins. A file of ours, not a generated one, for the headers of the latter.
 * A new version waits until a page asks for it: nobody's race is taken from under them.
 */
import {
  addPlugins,
  cleanupOutdatedCaches,
  createHandlerBoundToURL,
  precacheAndRoute,
} from 'workbox-precaching';
import { registerRoute } from 'workbox-routing';
import { CacheFirst } from 'workbox-strategies';
import { isolating } from './isolation';
import { USE_NEW_VERSION } from './messages';
import { packing } from './packing';
import { type BuiltFile, isKeptAtOnce } from './what-is-kept';

declare const self: ServiceWorkerGlobalScope;

/** Small programs with SIMD instructions, those that the lab asks a browser about (wasm-feature-detect). */
const SIMD_PROGRAM = Uint8Array.of(
  ...[0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 10, 1, 8, 0, 65, 0],
  ...[253, 15, 253, 98, 11],
);
const RELAXED_SIMD_PROGRAM = Uint8Array.of(
  ...[0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 15, 1, 13, 0, 65, 1],
  ...[253, 15, 65, 2, 253, 15, 253, 128, 2, 11],
);

/** Every file of this build. */
const built = self.__WB_MANIFEST as readonly BuiltFile[];
const features = {
  simd: WebAssembly.validate(SIMD_PROGRAM),
  relaxedSimd: WebAssembly.validate(RELAXED_SIMD_PROGRAM),
};
const folder = new URL('./', self.registration.scope);
const addressOf = ({ url }: BuiltFile): string => new URL(url, folder).href;

addPlugins([packing, isolating]);
precacheAndRoute(
  built.filter((file) => isKeptAtOnce(file, features)),
  // settings and view stand in the address and belong to the one page
  { directoryIndex: '', cleanURLs: false, ignoreURLParametersMatching: [] },
);
cleanupOutdatedCaches();

// the page itself, whatever its address says of view and back end
const pages = [folder.href, new URL('index.html', folder).href];
registerRoute(
  ({ request, url }) => request.mode === 'navigate' && pages.includes(url.origin + url.pathname),
  createHandlerBoundToURL('index.html'),
);

// the rest of the build is kept when it is used; its names change with its content
const used = new Set(built.map(addressOf));
const USED_CACHE = `kept-when-used ${self.registration.scope}`;
registerRoute(
  ({ url }) => used.has(url.origin + url.pathname),
  new CacheFirst({ cacheName: USED_CACHE, plugins: [packing, isolating] }),
);

/** Forgets what earlier versions used and this one does not have. */
async function forgetOld(): Promise<void> {
  const cache = await caches.open(USED_CACHE);
  const old = (await cache.keys()).filter(({ url }) => !used.has(url));
  await Promise.all(old.map((request) => cache.delete(request)));
}

self.addEventListener('activate', (event) => {
  // the page of the first visit came without this worker; what it uses from now on is kept too
  event.waitUntil(Promise.all([forgetOld(), self.clients.claim()]));
});

self.addEventListener('message', ({ data }) => {
  if (data === USE_NEW_VERSION) void self.skipWaiting();
});
