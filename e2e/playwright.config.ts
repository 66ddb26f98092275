/**
 * Journeys through the real, built page. Project `wasm` is a plain Chromium, as most journeys want it;
 * `webgpu` has software WebGPU, is slow, and runs only the files named `*.webgpu.spec.ts`.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { defineConfig } from '@playwright/test';
import { launchOptions } from '../src/tools/find-chromium.mjs';

// Not the port of `npm start`, which may be running.
const PORT = 4181;
const GALLERY_PORT = 4182;
export const GALLERY = `http://localhost:${GALLERY_PORT}/gallery.html`;
const ROOT = join(import.meta.dirname, '..');
const BUILT = existsSync(join(ROOT, 'dist', 'index.html'));
const SERVE = `npx --no-install vite preview --port ${PORT} --strictPort`;

export default defineConfig({
  testDir: '.',
  outputDir: '.results',
  // One at a time: journeys train, and training shares the processor.
  workers: 1,
  retries: 0,
  timeout: 60_000,
  forbidOnly: Boolean(process.env['CI']),
  reporter: [['list'], ['json', { outputFile: '../.cache/reports/e2e.json' }]],
  use: {
    baseURL: `http://localhost:${PORT}/`,
    viewport: { width: 1440, height: 900 },
    // a page that comes from the last journey's store would hide what this build serves; offline.spec.ts allows it
    serviceWorkers: 'block',
  },
  projects: [
    {
      name: 'wasm',
      testIgnore: '**/*.webgpu.spec.ts',
      use: { launchOptions: launchOptions({ webgpu: false }) },
    },
    {
      name: 'webgpu',
      testMatch: '**/*.webgpu.spec.ts',
      use: { launchOptions: launchOptions({ webgpu: true }) },
    },
  ],
  webServer: [
    {
      command: BUILT ? SERVE : `npm run build && ${SERVE}`,
      cwd: ROOT,
      url: `http://localhost:${PORT}/`,
    },
    {
      // the gallery is no part of the build
      command: `npx --no-install vite --port ${GALLERY_PORT} --strictPort`,
      cwd: ROOT,
      url: GALLERY,
    },
  ],
});
