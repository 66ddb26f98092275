/** What is measured once a minute: memory after collection, and whatever else could pile up. */
import { readFileSync } from 'node:fs';
import type { OwnChromium } from './chromium';

export interface Measurement {
  readonly minute: number;
  /** JavaScript and DOM of the page after garbage collection, in MB. */
  readonly pageMb: number;
  /** The same of its workers. */
  readonly workersMb: number;
  /** Memory of the page's process that is its own, in MB: WebAssembly's and decoded pictures' too. Not collected before. */
  readonly processMb: number;
  readonly workers: number;
  readonly nodes: number;
  readonly listeners: number;
  /** Databases and caches of the page's origin, in MB. */
  readonly storedMb: number;
  /** Drawn since the last measurement, and the longest time between two of them that the page was seen. */
  readonly frames: number;
  readonly longestFrameMs: number;
}

interface Counted {
  frames: number;
  last: number;
  longest: number;
  countFrame(): void;
}
type CountingWindow = Window & { soak: Counted };

interface MemoryReport {
  readonly breakdown: readonly {
    readonly bytes: number;
    readonly types: readonly string[];
    readonly attribution: readonly { readonly scope: string }[];
  }[];
}

/** Begins to count frames; once for each load of the page. */
export async function startCounting({ page }: OwnChromium): Promise<void> {
  await page.evaluate(() => {
    // a method, since tsx would wrap a function that has a name in a helper that the page lacks
    const counted: Counted = {
      frames: 0,
      last: performance.now(),
      longest: 0,
      countFrame() {
        const now = performance.now();
        counted.frames += 1;
        counted.longest = Math.max(counted.longest, now - counted.last);
        counted.last = now;
        requestAnimationFrame(counted.countFrame);
      },
    };
    (window as unknown as CountingWindow).soak = counted;
    // a frame after the page was hidden is not late
    document.addEventListener('visibilitychange', () => {
      counted.last = performance.now();
    });
    counted.countFrame();
  });
}

const inMb = (bytes: number): number => bytes / 2 ** 20;

/** What belongs to a process alone, in MB; NaN where the system does not tell. */
function ownMemory(pid: number): number {
  try {
    const text = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8');
    const parts = [...text.matchAll(/^Private_\w+:\s+(\d+) kB/gm)];
    return parts.reduce((sum, [, kb]) => sum + Number(kb), 0) / 1024;
  } catch {
    return Number.NaN;
  }
}

/** The process of the page: of those that draw pages, the one that has worked most. */
async function rendererOf({ browser }: OwnChromium): Promise<number> {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  await session.detach();
  const renderers = processInfo.filter(({ type }) => type === 'renderer');
  return renderers.sort((a, b) => b.cpuTime - a.cpuTime)[0]?.id ?? 0;
}

export async function measure(chromium: OwnChromium, minute: number): Promise<Measurement> {
  const { page } = chromium;
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.collectGarbage');
  const counters = await session.send('Memory.getDOMCounters');
  await session.detach();
  const found = await page.evaluate(async () => {
    const { soak } = window as unknown as CountingWindow;
    const { frames, longest } = soak;
    soak.frames = 0;
    soak.longest = 0;
    const asked = performance as unknown as {
      measureUserAgentSpecificMemory(): Promise<MemoryReport>;
    };
    const { breakdown } = await asked.measureUserAgentSpecificMemory();
    const { usage = 0 } = await navigator.storage.estimate();
    return { frames, longest, breakdown, usage };
  });
  const ofWorkers = (entry: MemoryReport['breakdown'][number]) =>
    entry.attribution.some(({ scope }) => scope.endsWith('WorkerGlobalScope'));
  const sum = (entries: MemoryReport['breakdown']) =>
    inMb(entries.reduce((total, { bytes }) => total + bytes, 0));
  return {
    minute,
    pageMb: sum(found.breakdown.filter((entry) => !ofWorkers(entry))),
    workersMb: sum(found.breakdown.filter(ofWorkers)),
    processMb: ownMemory(await rendererOf(chromium)),
    workers: page.workers().length,
    nodes: counters.nodes,
    listeners: counters.jsEventListeners,
    storedMb: inMb(found.usage),
    frames: found.frames,
    longestFrameMs: found.longest,
  };
}
