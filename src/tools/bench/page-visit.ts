/**
 * Visits to the built page in Chromium: the default race with a trace of every thread, and the first load over a slow line.
 * Every visit has a browser context of its own, without the service worker, so that nothing is kept from the one before.
 */
import type { Socket } from 'node:net';
import {
  type Browser,
  type BrowserContext,
  type CDPSession,
  chromium,
  type Page,
} from 'playwright';
import { build, preview } from 'vite';
import { launchOptions } from '../find-chromium.mjs';
import { mainTasks, type Tasks, type ThreadSeconds, type TraceEvent, threadSeconds } from './trace';

/** A school laptop's browser window. */
const VIEWPORT = { width: 1440, height: 900 };
/** Bytes a second of 1.5 Mbit/s, and what a request waits for its answer. */
const SLOW_LINE = { throughput: 1.5e6 / 8, latencyMs: 40 };
/** The page has nothing left to do for the first drawing. */
const SETTLED_MS = 3000;
/** No request for so long: everything that comes after Play has come. */
const LINE_QUIET_MS = 3000;
const ASK_EVERY_MS = 500;
const RACE_LIMIT_MS = 300_000;
const LOAD_LIMIT_MS = 120_000;

export interface RaceVisit {
  /** From Play to the end, by the clock. */
  readonly seconds: number;
  readonly threads: ThreadSeconds;
  readonly tasks: Tasks;
  /** Times a second that the page could draw; null where nobody asked, since asking has its cost. */
  readonly framesPerSecond: number | null;
  /** Cumulative layout shift from the page's start to the end of the race, the whole sum. */
  readonly layoutShift: number;
}

export interface LoadVisit {
  /** From the request for the page until Play would take a press. */
  readonly playMs: number;
  /** Bytes that reached the page whole until then, and all else that the server sent until the line is quiet; with headers. */
  readonly firstBytes: number;
  readonly laterBytes: number;
  readonly layoutShift: number;
}

/** The rooms that a person comes to: the stage, and the whole lab. */
export const ROOMS = { stage: '', lab: '?view=lab' } as const;
export type Room = keyof typeof ROOMS;

export interface OpenPage {
  readonly version: string;
  race(throttling: number, withFrames: boolean): Promise<RaceVisit>;
  load(room: Room, throttling: number): Promise<LoadVisit>;
  close(): Promise<void>;
}

/** What the visits leave on the page's window. */
interface Counted {
  shift: number;
  frames: number;
  /** Since the page was asked for; null until Play would take a press. */
  playMs: number | null;
  /** Where Play stood a frame ago. */
  playStood: string;
  /** Counts this frame and all that follow. */
  countFrame(): void;
  /** Looks each frame, until then, whether Play is there, enabled, still and under nothing else. */
  awaitPlay(): void;
}
type CountingWindow = Window & { counted: Counted };

/** Runs in the page before its own scripts; names no function, since tsx would wrap it in a helper that the page lacks. */
function startCounting(): void {
  const counted: Counted = {
    shift: 0,
    frames: 0,
    playMs: null,
    playStood: '',
    awaitPlay() {
      for (const button of document.querySelectorAll('button')) {
        if (button.textContent !== 'Play') continue;
        const { x, y, width, height } = button.getBoundingClientRect();
        const stands = `${x} ${y} ${width} ${height}`;
        const over = document.elementFromPoint(x + width / 2, y + height / 2);
        const isEnabled = !button.disabled && button.ariaDisabled !== 'true';
        if (isEnabled && width > 0 && stands === this.playStood && button.contains(over)) {
          this.playMs = performance.now();
          return;
        }
        this.playStood = stands;
        break;
      }
      requestAnimationFrame(() => this.awaitPlay());
    },
    countFrame() {
      this.frames += 1;
      requestAnimationFrame(() => this.countFrame());
    },
  };
  Object.assign(window, { counted });
  counted.awaitPlay();
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries() as (PerformanceEntry & {
      value: number;
      hadRecentInput: boolean;
    })[]) {
      // what follows a press within half a second is expected by whoever pressed
      if (!entry.hadRecentInput) counted.shift += entry.value;
    }
  }).observe({ type: 'layout-shift', buffered: true });
}

const countedOn = (page: Page): Promise<Pick<Counted, 'shift' | 'frames'>> =>
  page.evaluate(() => {
    const { shift, frames } = (window as unknown as CountingWindow).counted;
    return { shift, frames };
  });

const play = (page: Page) => page.getByRole('button', { name: 'Play', exact: true });

async function throttle(devtools: CDPSession, rate: number): Promise<void> {
  if (rate !== 1) await devtools.send('Emulation.setCPUThrottlingRate', { rate });
}

/** Traces every thread; the returned function ends that and gives the events. */
async function trace(devtools: CDPSession): Promise<() => Promise<readonly TraceEvent[]>> {
  const events: TraceEvent[] = [];
  devtools.on('Tracing.dataCollected', ({ value }) => {
    for (const event of value) events.push(event as unknown as TraceEvent);
  });
  await devtools.send('Tracing.start', {
    transferMode: 'ReportEvents',
    traceConfig: { includedCategories: ['toplevel'], recordMode: 'recordAsMuchAsPossible' },
  });
  return async () => {
    const complete = new Promise((resolve) => devtools.once('Tracing.tracingComplete', resolve));
    await devtools.send('Tracing.end');
    await complete;
    return events;
  };
}

async function visitRace(
  page: Page,
  devtools: CDPSession,
  address: string,
  throttling: number,
  withFrames: boolean,
): Promise<RaceVisit> {
  await page.goto(`${address}${ROOMS.lab}`);
  await play(page).waitFor();
  await page.waitForTimeout(SETTLED_MS);
  await throttle(devtools, throttling);
  if (withFrames) {
    await page.evaluate(() => (window as unknown as CountingWindow).counted.countFrame());
  }
  const end = await trace(devtools);
  const { frames: before } = await countedOn(page);
  const start = performance.now();
  await play(page).click();
  // seldom and cheaply: what is asked of the page is work of its own thread, and looking by role costs a tenth of it
  await page.waitForFunction(
    (name) => [...document.querySelectorAll('button')].some((b) => b.textContent === name),
    'Play again',
    { polling: ASK_EVERY_MS, timeout: RACE_LIMIT_MS },
  );
  const seconds = (performance.now() - start) / 1000;
  const events = await end();
  const { frames, shift } = await countedOn(page);
  return {
    seconds,
    threads: threadSeconds(events),
    tasks: mainTasks(events),
    framesPerSecond: withFrames ? (frames - before) / seconds : null,
    layoutShift: shift,
  };
}

async function visitLoad(
  page: Page,
  devtools: CDPSession,
  { address, sent }: Served,
  room: Room,
  throttling: number,
): Promise<LoadVisit> {
  await throttle(devtools, throttling);
  await devtools.send('Network.enable');
  const sentBefore = sent();
  await devtools.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: SLOW_LINE.latencyMs,
    downloadThroughput: SLOW_LINE.throughput,
    uploadThroughput: SLOW_LINE.throughput,
  });
  await page.goto(`${address}${ROOMS[room]}`, { waitUntil: 'commit' });
  const playMs = await (
    await page.waitForFunction(() => (window as unknown as CountingWindow).counted.playMs, null, {
      polling: ASK_EVERY_MS,
      timeout: LOAD_LIMIT_MS,
    })
  ).jsonValue();
  if (playMs === null) throw new Error('The page says that Play would take a press, but not when.');
  for (let before = -1; before !== sent(); ) {
    before = sent();
    await page.waitForTimeout(LINE_QUIET_MS);
  }
  // the threads that train fetch by themselves and are not listed here; only the server sees them
  const firstBytes = await page.evaluate((until) => {
    const fetched = [
      ...performance.getEntriesByType('navigation'),
      ...performance.getEntriesByType('resource'),
    ] as PerformanceResourceTiming[];
    return fetched
      .filter(({ responseEnd }) => responseEnd <= until)
      .reduce((sum, { transferSize }) => sum + transferSize, 0);
  }, playMs);
  const { shift } = await countedOn(page);
  return { playMs, firstBytes, laterBytes: sent() - sentBefore - firstBytes, layoutShift: shift };
}

/** Where the page is served, and how many bytes have left for the browser. */
interface Served {
  readonly address: string;
  sent(): number;
}

async function serve(outDir: string): Promise<Served & { close(): Promise<void> }> {
  const server = await preview({
    logLevel: 'warn',
    build: { outDir },
    preview: { host: '127.0.0.1', port: 0 },
  });
  const sockets = new Set<Socket>();
  server.httpServer.on('connection', (socket: Socket) => sockets.add(socket));
  const bound = server.httpServer.address();
  if (bound === null || typeof bound === 'string') throw new Error('The page is served nowhere.');
  return {
    address: `http://127.0.0.1:${bound.port}/`,
    sent: () => [...sockets].reduce((sum, { bytesWritten }) => sum + bytesWritten, 0),
    close: () => server.close(),
  };
}

/** A fresh tab, closed after the visit. */
async function inTab<T>(
  browser: Browser,
  visit: (page: Page, devtools: CDPSession) => Promise<T>,
): Promise<T> {
  const context: BrowserContext = await browser.newContext({
    viewport: VIEWPORT,
    serviceWorkers: 'block',
  });
  try {
    const page = await context.newPage();
    await page.addInitScript(startCounting);
    return await visit(page, await context.newCDPSession(page));
  } finally {
    await context.close();
  }
}

/**
 * Serves the page and opens a browser for it.
 * @param dist a folder that holds a build; without one the page is built first.
 */
export async function openPage(dist: string | undefined): Promise<OpenPage> {
  const outDir = dist ?? '.cache/bench-page';
  if (dist === undefined) {
    await build({ logLevel: 'warn', build: { outDir, emptyOutDir: true } });
  }
  const served = await serve(outDir);
  const browser = await chromium.launch(launchOptions({ webgpu: false }));
  return {
    version: browser.version(),
    race: (throttling, withFrames) =>
      inTab(browser, (page, devtools) =>
        visitRace(page, devtools, served.address, throttling, withFrames),
      ),
    load: (room, throttling) =>
      inTab(browser, (page, devtools) => visitLoad(page, devtools, served, room, throttling)),
    close: async () => {
      await browser.close();
      await served.close();
    },
  };
}
