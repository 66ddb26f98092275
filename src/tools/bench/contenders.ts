/** Opens every contender this machine can have: in Chromium, in this Node through Dawn, in Python. */
import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { chromium } from 'playwright';
import { build, preview } from 'vite';
import { provideWebGpu } from '../../headless/lab/webgpu';
import { launchOptions } from '../find-chromium.mjs';
import { CONTENDERS, countDeviceWork, type DeviceCounts, type Turn } from './contender';
import { openOurs } from './ours';
import {
  HALF,
  type Kind,
  LEARNING_RATE,
  MOMENTUM,
  TEMPERATURE,
  type Workload,
  workload,
} from './workload';

/** A turn as the report has it; the counts are per step and absent where there is no WebGPU. */
export type Measured = { readonly msPerStep: number } & Partial<Turn & DeviceCounts>;

/** A contender as the race sees it, wherever it runs. */
export interface Racer {
  readonly name: string;
  readonly adapter: string;
  readonly firstLoss: number;
  turn(steps: number): Promise<Measured>;
  end(): Promise<void>;
}

/** Contenders that can be had, and why others cannot. */
export interface Field {
  readonly racers: readonly Racer[];
  readonly absent: readonly string[];
}

const CACHE = join(import.meta.dirname, '../../../.cache/bench');
const PYTHON = process.env['PYTHON'] || '/usr/bin/python3';

const reasonOf = (error: unknown) => (error instanceof Error ? error.message : String(error));

/** What the page puts on its window. */
type BenchWindow = Window & {
  bench(key: string, request: object): Promise<{ failed?: string } & Record<string, unknown>>;
  end(key: string): void;
};

/** The bench's page in a real Chromium with software WebGPU, or on the graphics card with `hardware`. */
export async function openBrowser(hardware: boolean) {
  await build({
    configFile: false,
    root: import.meta.dirname,
    base: './',
    logLevel: 'warn',
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
  const args = hardware ? ['--enable-unsafe-webgpu', '--enable-features=Vulkan'] : options.args;
  const browser = await chromium.launch({ ...options, args });
  const page = await browser.newPage();
  const address = server.resolvedUrls?.local[0];
  if (!address) throw new Error('The bench page has no address.');
  await page.goto(address);
  return {
    version: `Chromium ${browser.version()}`,
    async open(contender: (typeof CONTENDERS)[number], kind: Kind): Promise<Racer> {
      const key = `${contender} ${kind}`;
      const ask = async (request: object): Promise<Record<string, unknown>> => {
        const answer = await page.evaluate(
          ([k, r]) => (window as unknown as BenchWindow).bench(k as string, r as object),
          [key, request] as const,
        );
        if (answer.failed !== undefined) throw new Error(answer.failed);
        return answer;
      };
      const opened = await ask({ kind: 'open', contender, work: kind });
      const isOnGpu = contender !== 'wasm' && contender !== 'cpu';
      return {
        name: isOnGpu && contender === 'webgpu' ? 'ours, webgpu' : nameOf(contender),
        adapter: opened['adapter'] as string,
        firstLoss: opened['firstLoss'] as number,
        async turn(steps) {
          const turn = (await ask({ kind: 'turn', steps })) as unknown as Measured;
          return isOnGpu ? turn : { msPerStep: turn.msPerStep };
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

const nameOf = (contender: (typeof CONTENDERS)[number]) =>
  contender === 'plain-tfjs' || contender === 'jax-js' ? contender : `ours, ${contender}`;

/** Ours in this process on Dawn. @throws Error with the reason where there is no adapter. */
async function openDawn(work: Workload): Promise<Racer> {
  if (!globalThis.navigator?.gpu) await provideWebGpu();
  const counts = countDeviceWork();
  const ours = await openOurs('webgpu', work);
  return {
    name: 'ours, webgpu in Node',
    adapter: ours.adapter,
    firstLoss: ours.firstLoss,
    async turn(steps) {
      counts();
      const turn = await ours.turn(steps);
      const { dispatches, buffersMade, bindGroupsMade } = counts();
      return {
        ...turn,
        dispatches: dispatches / steps,
        buffersMade: buffersMade / steps,
        bindGroupsMade: bindGroupsMade / steps,
      };
    },
    end: async () => ours.close(),
  };
}

/** PyTorch on `device`, in a Python that has it. @throws Error with the reason where there is none. */
async function openTorch(work: Workload, device: 'cpu' | 'cuda'): Promise<Racer> {
  const check = `import torch,sys; sys.exit(0 if "${device}"=="cpu" or torch.cuda.is_available() else 3)`;
  const { status } = spawnSync(PYTHON, ['-c', check]);
  if (status !== 0)
    throw new Error(`${PYTHON} has no PyTorch${device === 'cuda' ? ' with CUDA' : ''}.`);
  mkdirSync(CACHE, { recursive: true });
  const file = join(CACHE, `${work.kind}.json`);
  const lists = {
    ...work,
    parameters: work.parameters.map((p) => ({ ...p, values: [...p.values] })),
    inputs: work.inputs.map((values) => [...values]),
    labels: [...work.labels],
    half: HALF,
    temperature: TEMPERATURE,
    learningRate: LEARNING_RATE,
    momentum: MOMENTUM,
  };
  writeFileSync(file, JSON.stringify(lists));
  const script = join(import.meta.dirname, 'torch_step.py');
  const child = spawn(PYTHON, [script, file, device], { stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const answer = async () => {
    const { value, done } = await lines.next();
    if (done) throw new Error('PyTorch ended early; its message is above.');
    return JSON.parse(value);
  };
  const opened = (await answer()) as { adapter: string; firstLoss: number };
  return {
    name: device === 'cpu' ? 'PyTorch' : 'PyTorch, CUDA',
    ...opened,
    async turn(steps) {
      child.stdin.write(`${steps}\n`);
      return (await answer()) as Measured;
    },
    async end() {
      child.stdin.end();
    },
  };
}

/** Everybody who can run this kind of step here. */
export async function openField(
  kind: Kind,
  browser: Awaited<ReturnType<typeof openBrowser>>,
): Promise<Field> {
  const work = workload(kind);
  const racers: Racer[] = [];
  const absent: string[] = [];
  const add = async (name: string, open: () => Promise<Racer>) => {
    try {
      racers.push(await open());
    } catch (error) {
      absent.push(`${name}: ${reasonOf(error)}`);
    }
  };
  for (const contender of CONTENDERS) {
    await add(nameOf(contender), () => browser.open(contender, kind));
  }
  await add('ours, webgpu in Node', () => openDawn(work));
  await add('PyTorch', () => openTorch(work, 'cpu'));
  await add('PyTorch, CUDA', () => openTorch(work, 'cuda'));
  return { racers, absent };
}
