/**
 * `npm run test:parity`: holds training against the golden trajectories on every back end:
 * cpu and wasm in Node, then WebGPU in Chromium. `GOLDEN_DIR` names another folder of them.
 * Stops at the first disagreement; leaves the counts in .cache/reports for test.mjs.
 */
import { installBrowser, installPackages, show } from './setup.mjs';

const RUNS = [
  { name: 'parity', args: ['--project', 'parity'] },
  { name: 'parity-gpu', args: ['--project', 'gpu', '.parity.gpu.test.ts'] },
];

installPackages();
installBrowser();
for (const { name, args } of RUNS) {
  const report = [
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=.cache/reports/${name}.json`,
  ];
  const status = show('npx', ['--no-install', 'vitest', 'run', ...args, '--bail=1', ...report]);
  if (status !== 0) process.exit(status);
}
