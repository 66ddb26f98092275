/**
 * Who may import whom. Everything not listed here is forbidden, type-only imports included.
 * src/tools/layers.test.ts shows that each rule bites.
 */
const { readFileSync } = require('node:fs');
const swc = require('@swc/core');

// dependency-cruiser needs a parser with a JavaScript API, which TypeScript 7 no longer has, and hands
// swc neither `tsx` nor `new URL(..., import.meta.url)` and types like `import('./x').X`. This adds them:
// an address or type becomes a dynamic import at the end of what is parsed (never of the file).
swc.parseFileSync = (file, options) => {
  const source = readFileSync(file, 'utf8');
  const workers = source.matchAll(/\bnew URL\(\s*['"](\.[^'"]+\.(?:ts|tsx|mjs|js))['"]/g);
  const types = source.matchAll(/\bimport\(\s*['"](\.[^'"]+)['"]/g);
  const imports = [...workers, ...types].map(([, path]) => `import('${path}');`);
  return swc.parseSync(`${source}\n${imports.join('\n')}`, {
    ...options,
    tsx: file.endsWith('.tsx'),
  });
};

/** Tests may import anything: files that the test runner starts, and the cases of a kernel that several of them run. */
const TESTS =
  '([.](test|bench)[.]tsx?|^src/engine/kernels/cases[.]ts|^src/engine/kernels/[^/]+/cases[.]ts)$';

/** One rule: files at `from` may import, inside src, only themselves and what is at `to`. */
function room(name, from, to, comment, except = []) {
  return {
    name,
    comment,
    severity: 'error',
    from: { path: from, pathNot: [TESTS, ...except] },
    to: { path: '^src/', pathNot: [from, ...to] },
  };
}

const PROTOCOL = '^src/protocol/';
const MATH = '^src/math/';
const VERDICT = '^src/verdict/';
const NOTEBOOK = '^src/notebook/';
const NETS = '^src/nets/';
const FILES = '^src/files/';
const CLIENT = '^src/client/(?!in-thread)';
const IN_THREAD = '^src/client/in-thread';
const PAGE_SIDE_DATA = '^src/data/page/';

/** Packages that draw; `[^/]` so that `@tanstack/react-x` and the like are not meant. */
const DRAWING =
  '(^|node_modules/)(react|react-dom|recharts|radix-ui|@radix-ui/[^/]+|@fontsource[^/]*/[^/]+)(/|$)';

/** The implementations of the kernels: what they share, and their files in the folder of each kernel. */
const BACK_ENDS = ['webgpu/|[^/]+/wgsl', 'wasm/|[^/]+/wasm', 'tfops/|[^/]+/tfops'].map(
  (files) => `^src/engine/kernels/(${files})`,
);

module.exports = {
  forbidden: [
    room(
      'main',
      '^src/main[.]',
      ['^src/ui/', '^src/state/', '^src/lessons/', CLIENT, '^src/offline/keep-page[.]', PROTOCOL],
      'main only puts the app together',
    ),
    room(
      'ui',
      '^src/ui/',
      ['^src/state/', '^src/lessons/', VERDICT, PROTOCOL],
      'views draw state; how it is trained is not their business',
    ),
    room(
      'lessons',
      '^src/lessons/',
      ['^src/state/', '^src/data/presets[.]', PROTOCOL],
      'a lesson is data with tests on state',
    ),
    room(
      'state',
      '^src/state/',
      [
        CLIENT,
        PAGE_SIDE_DATA,
        '^src/data/(presets|starting-settings|assignment-settings|builtin/builtin-sets)[.]',
        NOTEBOOK,
        NETS,
        FILES,
        VERDICT,
        PROTOCOL,
        MATH,
      ],
      'stores talk to training through the client and never hold the data themselves',
    ),
    room(
      'client',
      CLIENT,
      ['^src/worker/main[.]', PROTOCOL],
      'the worker is known by its address and its messages only',
    ),
    room(
      'client-in-thread',
      IN_THREAD,
      [CLIENT, '^src/worker/session', PROTOCOL],
      'the same interface without a worker, for tests and Node',
    ),
    room(
      'headless',
      '^src/headless/',
      [IN_THREAD, CLIENT, '^src/data/', NOTEBOOK, NETS, FILES, VERDICT, PROTOCOL],
      'a command is one more caller of the client',
    ),
    room(
      'offline',
      '^src/offline/',
      [],
      'what keeps the page on this computer knows files, not what they are for',
    ),
    room(
      'worker',
      '^src/worker/',
      ['^src/method/', '^src/engine/device[./]', '^src/data/', PROTOCOL, MATH],
      'the worker paces and forwards; of the engine it needs the device only',
    ),
    room(
      'method',
      '^src/method/',
      ['^src/engine/', PROTOCOL, MATH],
      'a method is wiring; it knows no page and no data source',
    ),
    room('engine', '^src/engine/', [PROTOCOL, MATH], 'the engine knows no method'),
    room('data', '^src/data/', [PROTOCOL, MATH], 'data sets know no device'),
    room(
      'verdict',
      VERDICT,
      [PROTOCOL, MATH],
      'what may be said of two accuracies, said in one place; it knows no page',
    ),
    room(
      'notebook',
      NOTEBOOK,
      [FILES, PROTOCOL],
      'a race written as Python knows settings and descriptions, not the code that it stands for',
    ),
    room(
      'nets',
      NETS,
      [FILES, PROTOCOL],
      'trained nets as files know what they compute, not the code that trained them',
    ),
    room(
      'files',
      FILES,
      [PROTOCOL],
      'formats that are written know numbers, names and what the protocol calls them',
    ),
    room('protocol', PROTOCOL, [], 'everything depends on the protocol, so it depends on nothing'),
    room('math', MATH, [], 'plain numbers; usable and testable anywhere'),
    {
      name: 'page-side-data',
      comment: 'src/data/page needs a window; training and Node have none',
      severity: 'error',
      from: {
        path: '^src/(data|worker|headless)/',
        pathNot: [PAGE_SIDE_DATA, TESTS],
      },
      to: { path: PAGE_SIDE_DATA },
    },
    {
      name: 'tests-stay-out',
      comment:
        'product code must not need tests, fixtures or scripts (the rooms above say it of folders, this of files)',
      severity: 'error',
      from: { path: '^src/', pathNot: [TESTS, '^src/(testing|tools)/'] },
      to: { path: [TESTS, '^src/(testing|tools)/'] },
    },
    {
      name: 'unknown-room',
      comment: 'a new folder or file in src needs a rule above',
      severity: 'error',
      from: {
        path: '^src/',
        pathNot: [
          TESTS,
          '^src/(main[.]|(ui|lessons|state|client|headless|offline|worker|method|engine|data|notebook|nets|files|verdict|protocol|math|testing|tools)/)',
        ],
      },
      to: {},
    },
    ...[...BACK_ENDS, '^src/engine/kernels/'].map((own) => ({
      name: 'back-ends-apart',
      comment:
        'each back end is loaded by itself, so none needs another and what they share needs none',
      severity: 'error',
      from: { path: own, pathNot: [TESTS, ...BACK_ENDS.filter((other) => other !== own)] },
      to: { path: BACK_ENDS.filter((other) => other !== own) },
    })),
    {
      name: 'tfjs-in-engine',
      comment: 'tfjs gets no more fixes; whoever replaces it must find it in one place',
      severity: 'error',
      from: { path: '^src/', pathNot: ['^src/engine/', '^src/(testing|tools)/', TESTS] },
      to: { path: '(^|node_modules/)@tensorflow/' },
    },
    {
      name: 'drawing-in-ui',
      comment: 'stores, training and data work without React',
      severity: 'error',
      from: { path: '^src/', pathNot: ['^src/(ui/|main[.])', '^src/(testing|tools)/', TESTS] },
      to: { path: DRAWING },
    },
    {
      name: 'protocol-packages',
      comment: 'the protocol uses the schema library and nothing else',
      severity: 'error',
      from: { path: PROTOCOL, pathNot: TESTS },
      to: { pathNot: ['^src/', '(^|node_modules/)valibot(/|$)'] },
    },
    {
      name: 'math-packages',
      comment: 'math imports nothing',
      severity: 'error',
      from: { path: MATH, pathNot: TESTS },
      to: { pathNot: '^src/' },
    },
    {
      name: 'no-circles',
      comment: 'files that need each other are one file or lack a third',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-dead-ends',
      comment: 'a path that leads nowhere would slip through the rules above',
      severity: 'error',
      from: { pathNot: TESTS },
      to: { couldNotResolve: true, path: '^[.]' },
    },
  ],
  options: {
    parser: 'swc',
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^src/testing/golden/' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.json'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'browser', 'default', 'types'],
    },
  },
};
