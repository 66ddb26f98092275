/**
 * A Chromium of the soak's own: started as a person's is, without the settings of a test driver that keep a hidden tab
 * awake, so that hiding it hides it; it can be killed, and be put to sleep with all its processes.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { type Browser, chromium, type Page } from 'playwright';
import { launchOptions } from '../find-chromium.mjs';

const QUIET = [
  '--headless=new',
  '--no-sandbox',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--window-size=1440,900',
  '--remote-debugging-port=0',
  // performance.measureUserAgentSpecificMemory collects garbage at once
  '--enable-blink-features=ForceEagerMeasureMemory',
];

/** Chromium takes WebGPU away after the second crash of its GPU process; the soak crashes it often. */
const CRASHES = ['--disable-gpu-process-crash-limit', '--disable-domain-blocking-for-3d-apis'];

export interface OwnChromium {
  readonly browser: Browser;
  readonly page: Page;
  /** As a power cut would. */
  kill(): Promise<void>;
  /** Stops every process for so long, as a machine that sleeps does. */
  sleep(ms: number): Promise<void>;
}

async function endpointOf(process: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    process.stderr?.on('data', (text: Buffer) => {
      said += text;
      const found = /DevTools listening on (\S+)/.exec(said)?.[1];
      if (found) resolve(found);
    });
    process.once('error', reject);
    process.once('exit', (code) => reject(new Error(`Chromium ended (${code}): ${said}`)));
  });
}

/** @param profile the folder of its profile: what it keeps outlives a kill. */
export async function startChromium(profile: string, webgpu: boolean): Promise<OwnChromium> {
  const { executablePath, args } = launchOptions({ webgpu });
  const flags = [...QUIET, ...args, ...(webgpu ? CRASHES : []), `--user-data-dir=${profile}`];
  // a group of its own, so that it can be ended or stopped whole
  const process_ = spawn(executablePath ?? chromium.executablePath(), [...flags, 'about:blank'], {
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const signal = (name: NodeJS.Signals) => process_.pid && process.kill(-process_.pid, name);
  const gone = new Promise<void>((resolve) => process_.once('exit', () => resolve()));
  const browser = await chromium.connectOverCDP(await endpointOf(process_), { noDefaults: true });
  process_.stderr?.resume();
  const page = browser.contexts()[0]?.pages()[0];
  if (!page) throw new Error('Chromium has started without a page.');
  return {
    browser,
    page,
    async kill() {
      signal('SIGKILL');
      await gone;
    },
    async sleep(ms) {
      signal('SIGSTOP');
      await new Promise((resolve) => setTimeout(resolve, ms));
      signal('SIGCONT');
    },
  };
}
