/**
 * How the build makes what keeps the page on a computer: the service worker with its list, and the page's manifest. In a
 * file of its own because the plug-in's types change those of the language.
 */
import { VitePWA } from 'vite-plugin-pwa';
import { LICENCES_FILE } from './licences.mjs';

/**
 * What few people need of a thread: packages that read rare files, the second opinion, half precision, deep encoders and their kernels; what-is-kept.ts
 * tells their chunks by the name.
 */
const RARE =
  /node_modules\/(mediabunny|three|@tensorflow|hyparquet(-compressors)?|hysnappy|fzstd|jsfive|pako|read-excel-file|saxen)\/|\/(encoders\/resnet18|kernels\/(wasm|webgpu)\/(deep-|halves))/;

/** Names of what the worker threads load; the same file tells them apart from the page's by it. */
const threadFileName = ({ moduleIds }) =>
  moduleIds.some((id) => RARE.test(id))
    ? 'assets/rare-[name]-[hash].js'
    : 'assets/thread-[name]-[hash].js';

/** What the page fetches for one press of a button only: archives, nets and notebooks as files, QR codes in pictures. */
const SELDOM = /node_modules\/(@zip\.js\/zip\.js|jsqr)\/|\/src\/(nets|notebook)\//;

/** Names of what the page loads later; what-is-kept.ts tells by it what is packed. */
export const pageChunkName = ({ moduleIds }) =>
  moduleIds.some((id) => SELDOM.test(id))
    ? 'assets/seldom-[name]-[hash].js'
    : 'assets/[name]-[hash].js';

/** Whether a thread needs a module before it runs: its entry imports it, on whatever way. */
function isNeededFirst(id, context, seen = new Set()) {
  const module = context.getModuleInfo(id);
  if (!module || seen.has(id)) return false;
  seen.add(id);
  return module.isEntry || module.importers.some((by) => isNeededFirst(by, context, seen));
}

/** How the worker threads' scripts are named, and what lies together: what is loaded at once is smallest in one file. */
export const threadOutput = {
  entryFileNames: threadFileName,
  chunkFileNames: threadFileName,
  codeSplitting: {
    groups: [{ name: (id, context) => (isNeededFirst(id, context) ? 'first' : null) }],
  },
};

/**
 * The service worker (src/offline) with the list of all files of the build, and the page's manifest. The page
 * registers it itself, in production only.
 */
export const keptOffline = () =>
  VitePWA({
    strategies: 'injectManifest',
    srcDir: 'src/offline',
    filename: 'service-worker.ts',
    injectRegister: null,
    // the service worker chooses from all
    // the patterns find them already; named once more they would be fetched, and counted, twice
    includeManifestIcons: false,
    injectManifest: {
      globPatterns: ['**/*'],
      // asked for once in a while, under a name that does not change with its content
      globIgnores: [LICENCES_FILE],
      maximumFileSizeToCacheInBytes: 2 ** 23,
      // a service worker that browsers load as a script, not as a module
      rollupFormat: 'iife',
    },
    manifest: {
      name: 'Modality Lab',
      short_name: 'Modality Lab',
      description: 'See modality competition and cure it: train one encoder per modality.',
      lang: 'en',
      start_url: './',
      scope: './',
      display: 'standalone',
      // the light ground of tokens.css
      background_color: '#fdfdfc',
      theme_color: '#fdfdfc',
      icons: [
        { src: 'favicon.svg', sizes: 'any', type: 'image/svg+xml' },
        { src: 'icons/icon-192.png', sizes: '192x192', type: 'image/png' },
        { src: 'icons/icon-512.png', sizes: '512x512', type: 'image/png' },
        { src: 'icons/maskable-512.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
      ],
    },
  });
