/** Opens every contender this machine can have: in Chromium, in this Node through Dawn, in Python. */
import { join } from 'node:path';
import { chromium } from 'playwright';
import { build, preview } from 'vite';
import { launchOptions } from '../find-chromium.mjs';
import { KERNELS } from '../kernels.mjs';
import {
  CONTENDERS,
  type ContenderName,
  type Field,
  isOnGpu,
  type Measured,
  openAll,
  type Racer,
} from './contender';
import { nameInNode, openInNode } from './in-node';
import { openTorch, type TorchPlace, torchName } from './torch';
import { COMMON_BATCH, type SmallKind, workload } from './workload';

const CACHE = join(import.meta.dirname, '../../../.cache/bench');

/** What the page puts on its window. */
type BenchWindow = Window & {
  bench(key: string, request: object): Promise<{ failed?: string } & Record<string, unknown>>;
  end(key: string): void;
};

/** The bench's page in a real Chromium with software WebGPU, or on the graphics card. */
export async function openBrowser(onCard: boolean) {
  await build({
    configFile: false,
    root: import.meta.dirname,
    base: './',
    logLevel: 'warn',
    resolve: { alias: { 'lab-kernels': KERNELS } },
    worker: { format: 'es' },
    build: { outDir: CACHE, emptyOutDir: true, target: 'es2022', chunkSizeWarningLimit: 4000 },
  });
  const server = await preview({
    configFile: false,
    root: import.meta.dirname,
    build: { outDir: CACHE },
    preview: { host: '127.0.0.1', port: 0 },
    logLevel: 'warn',
  });
  const options = launchOptions({ webgpu: true });
  const args = onCard ? ['--enable-unsafe-webgpu', '--enable-features=Vulkan'] : options.args;
  const browser = await chromium.launch({ ...options, args });
  const page = await browser.newPage();
  const address = server.resolvedUrls?.local[0];
  if (!address) throw new Error('The bench page has no address.');
  await page.goto(address);
  return {
    version: `Chromium ${browser.version()}`,
    async open(contender: ContenderName, kind: SmallKind, batch: number): Promise<Racer> {
      const key = `${contender} ${kind} ${batch}`;
      const ask = async (request: object): Promise<Record<string, unknown>> => {
        const answer = await page.evaluate(
          ([k, r]) => (window as unknown as BenchWindow).bench(k as string, r as object),
          [key, request] as const,
        );
        if (answer.failed !== undefined) throw new Error(answer.failed);
        return answer;
      };
      const opened = await ask({ kind: 'open', contender, work: kind, batch });
      return {
        name: contender,
        adapter: opened['adapter'] as string,
        firstLoss: opened['firstLoss'] as number,
        async turn(steps) {
          const turn = (await ask({ kind: 'turn', steps })) as unknown as Measured;
          return isOnGpu(contender)
            ? turn
            : { msPerStep: turn.msPerStep, bytes: turn.bytes ?? null };
        },
        end: () => page.evaluate((k) => (window as unknown as BenchWindow).end(k), key),
      };
    },
    async close() {
      await browser.close();
      await server.close();
    },
  };
}

/** Everybody who can run this kind of step here. @param onCard whether the browser has a graphics card. */
export function openField(
  kind: SmallKind,
  batch: number,
  onCard: boolean,
  browser: Awaited<ReturnType<typeof openBrowser>>,
): Promise<Field> {
  const work = workload(kind, batch);
  const isQuick = (name: ContenderName) => (isOnGpu(name) ? onCard : name !== 'ours, cpu');
  const inBrowser = CONTENDERS.filter((name) => batch === COMMON_BATCH || isQuick(name));
  const places: readonly TorchPlace[] = [
    { device: 'cpu', threads: 1 },
    { device: 'cpu', threads: 2 },
    { device: 'cuda', threads: 1 },
  ];
  return openAll([
    ...inBrowser.map((name) => ({ name, open: () => browser.open(name, kind, batch) })),
    ...(batch === COMMON_BATCH || onCard
      ? [
          {
            name: nameInNode({ backend: 'webgpu' }),
            open: () => openInNode({ backend: 'webgpu' }, work),
          },
        ]
      : []),
    ...places.map((place) => ({ name: torchName(place), open: () => openTorch(work, place) })),
  ]);
}
