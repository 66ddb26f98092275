/** Opens every contender this machine can have: in Chromium, in this Node through Dawn, in Python. */
import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { chromium } from 'playwright';
import { build, preview } from 'vite';
import { provideWebGpu } from '../../headless/lab/webgpu';
import { launchOptions } from '../find-chromium.mjs';
import { KERNELS } from '../kernels.mjs';
import {
  CONTENDERS,
  type ContenderName,
  countDeviceWork,
  type DeviceCounts,
  isOnGpu,
  type Turn,
} from './contender';
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
export type Measured = {
  readonly msPerStep: number;
  /** What its arrays hold; absent or null where it does not count. */
  readonly bytes?: number | null;
} & Partial<Turn & DeviceCounts>;

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
  const args = hardware ? ['--enable-unsafe-webgpu', '--enable-features=Vulkan'] : options.args;
  const browser = await chromium.launch({ ...options, args });
  const page = await browser.newPage();
  const address = server.resolvedUrls?.local[0];
  if (!address) throw new Error('The bench page has no address.');
  await page.goto(address);
  return {
    version: `Chromium ${browser.version()}`,
    async open(contender: ContenderName, kind: Kind, batch: number): Promise<Racer> {
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

/** Ours in this process on Dawn. @throws Error with the reason where there is no adapter. */
async function openDawn(work: Workload): Promise<Racer> {
  if (!globalThis.navigator?.gpu) await provideWebGpu();
  const counts = countDeviceWork();
  const ours = await openOurs({ backend: 'webgpu' }, work);
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
        bytes: ours.bytes(),
        dispatches: dispatches / steps,
        buffersMade: buffersMade / steps,
        bindGroupsMade: bindGroupsMade / steps,
      };
    },
    end: async () => ours.close(),
  };
}

/** Where PyTorch computes, and on how many threads of the processor. */
export interface TorchPlace {
  readonly device: 'cpu' | 'cuda';
  readonly threads: number;
}

export const torchName = ({ device, threads }: TorchPlace): string =>
  device === 'cuda'
    ? 'PyTorch, CUDA'
    : `PyTorch, ${threads} ${threads === 1 ? 'thread' : 'threads'}`;

/**
 * Starts a script that answers JSON lines, in a Python that has PyTorch.
 * @param script beside this file.
 * @param about what the script is told, as a JSON file that it reads.
 * @throws Error with the reason where there is no such Python, or the script ends early.
 */
export async function openPython(script: string, about: object, name: string, place: TorchPlace) {
  const { device, threads } = place;
  const check = `import torch,sys; sys.exit(0 if "${device}"=="cpu" or torch.cuda.is_available() else 3)`;
  if (spawnSync(PYTHON, ['-c', check]).status !== 0) {
    throw new Error(`${PYTHON} has no PyTorch${device === 'cuda' ? ' with CUDA' : ''}.`);
  }
  mkdirSync(CACHE, { recursive: true });
  const file = join(CACHE, `${name}.json`);
  writeFileSync(file, JSON.stringify(about));
  const child = spawn(PYTHON, [join(import.meta.dirname, script), file, device, `${threads}`], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    async answer(): Promise<unknown> {
      const { value, done } = await lines.next();
      if (done) throw new Error('PyTorch ended early; its message is above.');
      return JSON.parse(value);
    },
    ask(line: string): void {
      child.stdin.write(`${line}\n`);
    },
    end(): void {
      child.stdin.end();
    },
  };
}

/** The step in PyTorch. @throws Error with the reason where there is none. */
async function openTorch(work: Workload, place: TorchPlace): Promise<Racer> {
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
  const python = await openPython('torch_step.py', lists, `${work.kind}-${work.batch}`, place);
  const opened = (await python.answer()) as { adapter: string; firstLoss: number };
  return {
    name: torchName(place),
    ...opened,
    async turn(steps) {
      python.ask(`${steps}`);
      return (await python.answer()) as Measured;
    },
    end: async () => python.end(),
  };
}

/** Batch at which everybody is timed; at the others, only who is not slowed by software standing in for a card. */
export const COMMON_BATCH = 64;

/** Everybody who can run this kind of step here. @param hardware whether the browser has a graphics card. */
export async function openField(
  kind: Kind,
  batch: number,
  hardware: boolean,
  browser: Awaited<ReturnType<typeof openBrowser>>,
): Promise<Field> {
  const work = workload(kind, batch);
  const racers: Racer[] = [];
  const absent: string[] = [];
  const add = async (name: string, open: () => Promise<Racer>) => {
    try {
      racers.push(await open());
    } catch (error) {
      absent.push(`${name}: ${reasonOf(error)}`);
    }
  };
  const isQuick = (name: ContenderName) => (isOnGpu(name) ? hardware : name !== 'ours, cpu');
  for (const contender of CONTENDERS) {
    if (batch !== COMMON_BATCH && !isQuick(contender)) continue;
    await add(contender, () => browser.open(contender, kind, batch));
  }
  const onDawn = 'ours, webgpu in Node';
  if (batch === COMMON_BATCH || hardware) await add(onDawn, () => openDawn(work));
  for (const place of [
    { device: 'cpu', threads: 1 },
    { device: 'cpu', threads: 2 },
    { device: 'cuda', threads: 1 },
  ] as const) {
    await add(torchName(place), () => openTorch(work, place));
  }
  return { racers, absent };
}
