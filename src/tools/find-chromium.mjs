/**
 * Finds the Chromium (or Chrome) that the tests drive and says how to start it.
 * Used by the Vitest and Playwright configurations and by the script that installs what is missing.
 */
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

const COMMANDS = ['chromium', 'google-chrome', 'chromium-browser', 'google-chrome-stable'];
const FIXED_PLACES = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
];

/**
 * WebGPU on the processor: no graphics card needed, the same numbers everywhere, and slow.
 * Playwright adds the usual flags (headless, no sandbox, no background traffic) itself.
 */
const SOFTWARE_WEBGPU = [
  '--enable-unsafe-webgpu',
  '--use-webgpu-adapter=swiftshader',
  '--enable-features=Vulkan',
];

function runs(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** The path of an installed browser, or undefined; `CHROME_PATH` goes before all others. */
export function findChromium() {
  const wished = process.env.CHROME_PATH;
  if (wished) {
    if (runs(wished)) return wished;
    throw new Error(
      `CHROME_PATH names ${wished}, which is not a program that can be run. Correct it or unset it.`,
    );
  }
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean);
  const onPath = COMMANDS.flatMap((command) => folders.map((folder) => join(folder, command)));
  return [...onPath, ...FIXED_PLACES].find(runs);
}

/** Playwright's launch options, with or without software WebGPU. */
export function launchOptions({ webgpu }) {
  const executablePath = findChromium();
  // Playwright's own headless shell has no WebGPU; its channel `chromium` is the full browser.
  const browser = executablePath ? { executablePath } : { channel: 'chromium' };
  return { ...browser, args: webgpu ? SOFTWARE_WEBGPU : [] };
}
