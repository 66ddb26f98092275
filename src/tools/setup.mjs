/**
 * Installs what is missing, for the scripts beside this file. It needs Node and npm only.
 * Packages come from package-lock.json, the browser from this system or its package manager.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findChromium } from './find-chromium.mjs';

/** The project's folder; every script works from here, wherever it was called. */
export const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

/** Prints one sentence and ends with an error. */
export function giveUp(sentence) {
  console.error(`\n${sentence}`);
  process.exit(1);
}

/** Runs a command in the project's folder with its output shown; returns the exit status. */
export function show(command, args) {
  const shell = process.platform === 'win32'; // npm and npx are .cmd files there
  const { status, error } = spawnSync(command, args, { cwd: ROOT, stdio: 'inherit', shell });
  if (error) console.error(`${command} could not be started: ${error.message}`);
  return status ?? 1;
}

/** Ends with a sentence if this Node is too old for the build tools. */
export function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const fits = major === 20 ? minor >= 19 : major === 22 ? minor >= 13 : major > 22;
  if (!fits) {
    giveUp(
      `Modality Lab needs Node 20.19 or newer (of the 22 line, 22.13 or newer); this is ${process.version}. ` +
        'Install a newer one from https://nodejs.org and run the command again.',
    );
  }
}

/** True if node_modules holds the versions of package-lock.json (npm keeps its own note of them). */
function packagesAreInstalled() {
  const note = join(ROOT, 'node_modules', '.package-lock.json');
  if (!existsSync(note)) return false;
  const packagesOf = (file) => JSON.parse(readFileSync(file, 'utf8')).packages;
  const installed = packagesOf(note);
  // Optional packages are those of other systems; '' is the project itself.
  return Object.entries(packagesOf(join(ROOT, 'package-lock.json')))
    .filter(([path, wanted]) => path !== '' && !wanted.optional)
    .every(([path, wanted]) => installed[path]?.version === wanted.version);
}

/** Checks Node and installs the packages if they are missing or out of date. */
export function installPackages() {
  checkNode();
  if (packagesAreInstalled()) return;
  console.log('Installing packages (npm ci) ...');
  if (show('npm', ['ci', '--include=dev']) !== 0) {
    giveUp(
      'The packages could not be installed; npm says why above. Check the network connection and run the command again.',
    );
  }
}

/** Installs a Chromium for the tests if there is none. */
export function installBrowser() {
  let found;
  try {
    found = findChromium();
  } catch (error) {
    giveUp(error.message);
  }
  if (found) return;
  if (existsSync('/usr/bin/apt-get') && process.getuid?.() === 0) {
    console.log('Installing Chromium (apt-get) ...');
    if (show('apt-get', ['update']) === 0) show('apt-get', ['install', '-y', 'chromium']);
    if (findChromium()) return;
  }
  console.log("Installing Playwright's Chromium; this way is not tried out by our own tests ...");
  if (show('npx', ['--no-install', 'playwright', 'install', 'chromium']) !== 0) {
    giveUp(
      'No Chromium was found and none could be installed. Install Chrome or Chromium, or set CHROME_PATH to one, and run the command again.',
    );
  }
}
