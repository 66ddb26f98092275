/**
 * One configuration for building, serving and testing.
 * Build: the page and, apart from it, the worker that owns tfjs. Tests: three projects,
 * `unit` and `parity` in Node and `gpu` in a real Chromium with software WebGPU.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { playwright } from '@vitest/browser-playwright';
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';
import { launchOptions } from './src/tools/find-chromium.mjs';
import { keptOffline, pageChunkName, threadOutput } from './src/tools/kept-offline.mjs';
import { buildKernels, KERNELS } from './src/tools/kernels.mjs';
import { licenceList } from './src/tools/licences.mjs';
import { CSP_META, servingHeaders } from './src/tools/serving.mjs';

/** Takes the policy off in `vite dev`, whose hot reload needs an inline script. */
function relaxPolicyInDev(): Plugin {
  return {
    name: 'relax-policy-in-dev',
    apply: (_, { command, isPreview }) => command === 'serve' && !isPreview,
    transformIndexHtml: (html) => html.replace(CSP_META, ''),
  };
}

/** Fails the build if tfjs gets into the page: it belongs to the worker, which is bundled apart. */
function keepTfjsOutOfPage(): Plugin {
  return {
    name: 'keep-tfjs-out-of-page',
    apply: 'build',
    generateBundle(_, bundle) {
      for (const file of Object.values(bundle)) {
        const tfjs =
          file.type === 'chunk' && file.moduleIds.find((id) => id.includes('@tensorflow'));
        if (tfjs) this.error(`${file.fileName} of the page holds ${tfjs}; only the worker may.`);
      }
    },
  };
}

/** The lab's own WebAssembly is there before anything asks for it. */
function kernelBinaries(): Plugin {
  return {
    name: 'kernel-binaries',
    async config() {
      await buildKernels();
      return { resolve: { alias: { 'lab-kernels': KERNELS } } };
    },
  };
}

/** Where golden files lie: the variable that names another folder, and the folder where it does not. */
const GOLDEN = {
  'virtual:golden': { variable: 'GOLDEN_DIR', folder: 'src/testing/golden' },
  'virtual:golden-methods': {
    variable: 'GOLDEN_METHODS_DIR',
    folder: 'src/testing/golden/methods',
  },
  'virtual:golden-resnet': {
    variable: 'GOLDEN_RESNET_DIR',
    folder: 'src/testing/golden/resnet',
  },
};

/** Every JSON file of a folder of golden files, so that tests in Node and in the browser read the same. */
function goldenTrajectories(): Plugin {
  return {
    name: 'golden-trajectories',
    resolveId: (source) => (source in GOLDEN ? `\0${source}` : undefined),
    load(loaded) {
      const source = Object.entries(GOLDEN).find(([id]) => loaded === `\0${id}`)?.[1];
      if (!source) return;
      const { variable } = source;
      const folder = resolve(process.env[variable] || source.folder);
      let files: string[] = [];
      try {
        files = readdirSync(folder)
          .filter((file) => file.endsWith('.json'))
          .sort();
      } catch {
        this.error(`${variable} names ${folder}, which is not a folder that can be read.`);
      }
      if (files.length === 0) {
        this.error(
          `${variable} names ${folder}, which holds no *.json file: there is nothing to compare with.`,
        );
      }
      const entries = files.map((file) => {
        const golden = readFileSync(join(folder, file), 'utf8');
        return `{ file: ${JSON.stringify(file)}, golden: JSON.parse(${JSON.stringify(golden)}) }`;
      });
      const isStrict = process.env['GOLDEN_STRICT'] === '1';
      return `export const isStrict = ${isStrict};\nexport default [${entries.join(',\n')}];`;
    },
  };
}

/** For tests in the browser: a file of the real test data in base64; null where it is absent. */
function realFile(_context: unknown, path: string): string | null {
  const root = process.env['LAB_DATA'] || resolve('../shared/data');
  const full = join(root, path);
  return existsSync(full) ? readFileSync(full).toString('base64') : null;
}

const TFJS = [
  '@tensorflow/tfjs-core',
  '@tensorflow/tfjs-backend-cpu',
  '@tensorflow/tfjs-backend-wasm',
  '@tensorflow/tfjs-backend-webgpu',
  '@tensorflow/tfjs-backend-webgpu/dist/base',
];

/** The commit that is built; "unknown" outside a repository. */
function buildOf(): string {
  try {
    const git = (...words: string[]) =>
      execFileSync('git', words, { cwd: import.meta.dirname, stdio: 'pipe' })
        .toString()
        .trim();
    return `${git('rev-parse', '--short', 'HEAD')}${git('status', '--porcelain', '-uno') ? '+' : ''}`;
  } catch {
    return 'unknown';
  }
}

/** A class of X.module.css is `X__name` in the page: whoever reads the DOM finds the file. */
const scopedName = (name: string, file: string): string =>
  `${basename(file.replace(/\?.*$/, ''), '.module.css')}__${name}`;

const licences = licenceList();

export default defineConfig({
  // one page: an address that is no file is not found, and does not show the page under a wrong name
  appType: 'mpa',
  // Relative addresses: the build works in any folder of a server.
  base: './',
  // tests are not builds
  define: process.env['VITEST'] ? {} : { LAB_BUILD: JSON.stringify(buildOf()) },
  // the package writes <style> elements, which the policy refuses
  resolve: { alias: { 'react-style-singleton': resolve('src/ui/shell/style-singleton.ts') } },
  plugins: [
    react(),
    relaxPolicyInDev(),
    keepTfjsOutOfPage(),
    kernelBinaries(),
    goldenTrajectories(),
    keptOffline(),
    licences.page(),
  ],
  css: { modules: { generateScopedName: scopedName } },
  worker: {
    format: 'es',
    plugins: () => [licences.threads()],
    rolldownOptions: { output: threadOutput },
  },
  build: {
    target: 'es2022',
    // Inlined files would be data: addresses, which the policy forbids for fonts and fetches.
    assetsInlineLimit: 0,
    // tfjs comes in one piece of a megabyte and a bit; it loads in the worker, after the page.
    chunkSizeWarningLimit: 1500,
    rolldownOptions: { output: { chunkFileNames: pageChunkName } },
  },
  preview: {
    headers: servingHeaders(),
  },
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          environment: 'node',
          include: ['src/**/*.test.{ts,tsx}'],
          exclude: ['src/**/*.gpu.test.ts', 'src/**/*.parity.test.ts'],
          // classes have the names they have in the page
          css: { include: /\.module\.css$/, modules: { classNameStrategy: 'scoped' } },
          // A limit against hanging, not a measure of speed: a busy machine may take its time.
          testTimeout: 60_000,
          hookTimeout: 60_000,
          // by itself Vitest leaves one processor free, which is half of a machine with two
          maxWorkers: '100%',
        },
      },
      {
        extends: true,
        test: {
          name: 'parity',
          maxWorkers: '100%',
          environment: 'node',
          include: ['src/**/*.parity.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      {
        extends: true,
        // Known beforehand, so that no page reloads in the middle of a test to take one in.
        optimizeDeps: { include: [...TFJS, 'fast-png', 'mediabunny', 'three'] },
        test: {
          name: 'gpu',
          include: ['src/**/*.gpu.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            commands: { realFile },
            provider: playwright({ launchOptions: launchOptions({ webgpu: true }) }),
            instances: [{ browser: 'chromium' }],
          },
        },
      },
    ],
  },
});
