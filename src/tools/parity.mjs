/**
 * `npm run test:parity`: holds training against the golden trajectories on every back end:
 * cpu and wasm in Node, then WebGPU in Chromium. `GOLDEN_DIR` names another folder of those of DI-MML,
 * `GOLDEN_METHODS_DIR` of those of the other methods; a file of a method that is not built is named and left out,
 * and fails with `GOLDEN_STRICT=1`. `GOLDEN_RESNET_DIR` of those of a ResNet-18.
 * Stops at the first disagreement; leaves the counts in .cache/reports for test.mjs.
 */
import { existsSync, readFileSync } from 'node:fs';
import { installBrowser, installPackages, show } from './setup.mjs';

const RUNS = [
  { name: 'parity', args: ['--project', 'parity'] },
  { name: 'parity-gpu', args: ['--project', 'gpu', '.parity.gpu.test.ts'] },
];

/** What a run left out, by name: files of methods that this build does not have. */
function leftOut(name) {
  const report = `.cache/reports/${name}.json`;
  if (!existsSync(report)) return [];
  const { testResults } = JSON.parse(readFileSync(report, 'utf8'));
  const tests = testResults.flatMap(({ assertionResults }) => assertionResults);
  return tests
    .filter(({ status }) => status === 'skipped' || status === 'pending')
    .map(({ fullName }) => fullName);
}

installPackages();
installBrowser();
for (const { name, args } of RUNS) {
  const report = [
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=.cache/reports/${name}.json`,
  ];
  const status = show('npx', ['--no-install', 'vitest', 'run', ...args, '--bail=1', ...report]);
  for (const title of leftOut(name)) console.log(`Left out: ${title}`);
  if (status !== 0) process.exit(status);
}
