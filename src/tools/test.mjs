/**
 * `npm test`: installs what is missing, then runs every check, quickest first, and stops at the
 * first that fails. Each step is a script of package.json, so any of them can be run by itself.
 * The last line is `N passed, N failed`: every test, and one for each check that is not a test.
 */
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { installBrowser, installPackages, ROOT, show } from './setup.mjs';

const REPORTS = join(ROOT, '.cache', 'reports');
const vitestReport = (name) => [
  '--reporter=default',
  '--reporter=json',
  `--outputFile.json=.cache/reports/${name}.json`,
];

/** `reports`: the step is made of tests and leaves their counts in files that start with its name. */
const STEPS = [
  {
    name: 'lock file',
    script: 'check:lock',
    hint: 'package-lock.json does not fit package.json: run npm install, then node src/tools/complete-lock.mjs.',
  },
  { name: 'types', script: 'check:types' },
  { name: 'lint', script: 'check:lint' },
  { name: 'layers', script: 'check:layers' },
  { name: 'dead code', script: 'check:dead' },
  { name: 'build', script: 'build' },
  { name: 'size', script: 'check:size' },
  { name: 'kept', script: 'check:kept' },
  { name: 'unit', script: 'test:unit', args: vitestReport('unit'), reports: true },
  { name: 'parity', script: 'test:parity', reports: true },
  {
    name: 'gpu',
    script: 'test:gpu',
    // Parity in the browser ran a step earlier.
    args: ['--exclude', '**/*.parity.gpu.test.ts', ...vitestReport('gpu')],
    reports: true,
  },
  { name: 'e2e', script: 'test:e2e', reports: true },
];

/** Passed and failed tests in the reports of a step (Vitest's JSON or Playwright's). */
function countTests(step) {
  const counts = { passed: 0, failed: 0 };
  const files = readdirSync(REPORTS).filter((file) => file.startsWith(step.name));
  if (files.length === 0) throw new Error('there is none');
  for (const file of files) {
    const report = JSON.parse(readFileSync(join(REPORTS, file), 'utf8'));
    counts.passed += report.numPassedTests ?? report.stats.expected;
    counts.failed += report.numFailedTests ?? report.stats.unexpected + report.stats.flaky;
  }
  return counts;
}

function count(step, succeeded) {
  if (!step.reports) return succeeded ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
  try {
    const counts = countTests(step);
    // A step can also fail before or outside any test.
    if (!succeeded && counts.failed === 0) counts.failed = 1;
    return counts;
  } catch (error) {
    console.error(`The report of "${step.name}" could not be read: ${error.message}`);
    return { passed: 0, failed: 1 };
  }
}

installPackages();
installBrowser();
rmSync(REPORTS, { recursive: true, force: true });

const results = [];
for (const step of STEPS) {
  console.log(`\n=== ${step.name} (npm run ${step.script})`);
  const startedMs = performance.now();
  const status = show('npm', ['run', '--silent', step.script, '--', ...(step.args ?? [])]);
  const seconds = (performance.now() - startedMs) / 1000;
  const counts = count(step, status === 0);
  results.push({ name: step.name, seconds, ...counts });
  if (counts.failed > 0) {
    if (step.hint) console.error(step.hint);
    console.error(`\n"${step.name}" failed; the steps after it were not run.`);
    break;
  }
}

console.log('\nstep          passed  failed  seconds');
for (const { name, passed, failed, seconds } of results) {
  console.log(
    `${name.padEnd(12)}${String(passed).padStart(8)}${String(failed).padStart(8)}${seconds.toFixed(1).padStart(9)}`,
  );
}
const sum = (key) => results.reduce((total, result) => total + result[key], 0);
console.log(`${'all'.padEnd(28)}${sum('seconds').toFixed(1).padStart(9)}\n`);
console.log(`${sum('passed')} passed, ${sum('failed')} failed`);
process.exitCode = sum('failed') === 0 ? 0 : 1;
