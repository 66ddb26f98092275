/** PyTorch as a contender: a Python that has it, found; its scripts, asked line by line. */
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import type { Measured, Racer } from './contender';
import { LEARNING_RATE, MOMENTUM, TEMPERATURE, type Workload } from './workload';

/** Where PyTorch computes, and on how many threads of the processor. */
export interface TorchPlace {
  readonly device: 'cpu' | 'cuda';
  readonly threads: number;
  /** Whether a card may round factors to 10 bits, as PyTorch lets convolutions by default; otherwise float32 throughout. */
  readonly tf32?: boolean;
}

/** How far a first loss, a sum of four near 2.3 each, may be off where factors are rounded to 10 bits. */
const TF32_TOLERANCE = 0.1;

export const torchName = ({ device, threads, tf32 = false }: TorchPlace): string =>
  device === 'cuda'
    ? `PyTorch, CUDA${tf32 ? ', TF32' : ''}`
    : `PyTorch, ${threads} ${threads === 1 ? 'thread' : 'threads'}`;

/** A Python that has PyTorch. */
export interface TorchHere {
  readonly python: string;
  readonly version: string;
  /** The card that PyTorch sees, and the CUDA it was built for; null where it sees none. */
  readonly cuda: { readonly version: string; readonly card: string } | null;
}

/** The Pythons that are asked: the one that `PYTHON` names, else the usual ones. */
export const pythons = (): readonly string[] =>
  process.env['PYTHON'] ? [process.env['PYTHON']] : ['python3', '/usr/bin/python3'];

const ABOUT_TORCH = `import json, torch
cuda = torch.cuda.is_available()
print(json.dumps({"version": torch.__version__,
  "cuda": {"version": torch.version.cuda, "card": torch.cuda.get_device_name()} if cuda else None}))`;

/** The first of these Pythons whose PyTorch sees a card, else the first that has PyTorch; null where none has. */
export async function findTorch(asked = pythons()): Promise<TorchHere | null> {
  let found: TorchHere | null = null;
  for (const python of asked) {
    try {
      const { stdout } = await promisify(execFile)(python, ['-c', ABOUT_TORCH]);
      const here: TorchHere = { python, ...JSON.parse(stdout) };
      if (here.cuda) return here;
      found ??= here;
    } catch {
      // no such Python, or no PyTorch in it: the next is asked
    }
  }
  return found;
}

let torch: Promise<TorchHere | null> | null = null;

/** PyTorch on this machine, asked once: importing it takes seconds. */
export function torchHere(): Promise<TorchHere | null> {
  torch ??= findTorch();
  return torch;
}

/**
 * Starts a script that answers JSON lines, in a Python that has PyTorch.
 * @param script beside this file.
 * @param about what the script is told, as a JSON file that it reads; long rows of numbers are in `numbers`, one after
 *   the other as little-endian float32, in a file of the same name that ends in `.bin`.
 * @throws Error with the reason where there is no such Python, or the script ends early.
 */
export async function openPython(
  script: string,
  about: object,
  { device, threads, tf32 = false }: TorchPlace,
  numbers: readonly Float32Array[] = [],
) {
  const here = await torchHere();
  if (!here) throw new Error(`There is no PyTorch in ${pythons().join(' or ')}.`);
  if (device === 'cuda' && !here.cuda) throw new Error(`${here.python} has no PyTorch with CUDA.`);
  const folder = mkdtempSync(join(tmpdir(), 'lab-bench-'));
  const file = join(folder, 'work.json');
  writeFileSync(file, JSON.stringify(about));
  writeFileSync(
    join(folder, 'work.bin'),
    Buffer.concat(
      numbers.map(({ buffer, byteOffset, byteLength }) =>
        Buffer.from(buffer, byteOffset, byteLength),
      ),
    ),
  );
  const words = [join(import.meta.dirname, script), file, device, `${threads}`, `${Number(tf32)}`];
  const child = spawn(here.python, words, { stdio: ['pipe', 'pipe', 'inherit'] });
  const closed = once(child, 'close').then(() => rmSync(folder, { recursive: true }));
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
    /** Resolves when it has ended and its files are gone. */
    end(): Promise<void> {
      child.stdin.end();
      return closed;
    },
  };
}

/** The step in PyTorch. @throws Error with the reason where there is none. */
export async function openTorch(work: Workload, place: TorchPlace): Promise<Racer> {
  const about = {
    kind: work.kind,
    parameters: work.parameters.map(({ name, shape }) => ({ name, shape })),
    inputs: work.inputs.length,
    inputShape: work.inputShape,
    labels: [...work.labels],
    half: work.dims / 2,
    temperature: TEMPERATURE,
    learningRate: LEARNING_RATE,
    momentum: MOMENTUM,
  };
  const numbers = [...work.parameters.map(({ values }) => values), ...work.inputs];
  const python = await openPython('torch_step.py', about, place, numbers);
  const opened = (await python.answer()) as { adapter: string; firstLoss: number };
  return {
    name: torchName(place),
    ...opened,
    ...(place.tf32 && { tolerance: TF32_TOLERANCE }),
    async turn(steps) {
      python.ask(`${steps}`);
      return (await python.answer()) as Measured;
    },
    end: () => python.end(),
  };
}
