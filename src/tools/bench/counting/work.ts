/**
 * What a step asks of a graphics card, worked out from the programs that it runs: arithmetic, memory that cannot be spared, and
 * dispatches. No time is in it, so it is the same on every machine and needs no card.
 */
import type { Asked } from './counting-gpu';

/** Of one program, or of all together. */
export interface Work {
  /** How often it is asked for; those that do not wait for each other share a dispatch. */
  readonly jobs: number;
  /** Multiplications and additions of products. Other programs have few for each number that they read, and count as none. */
  readonly flops: number;
  /** Every array once: what has to come from memory and go there, however good its caches. */
  readonly bytes: number;
}

const NO_WORK: Work = { jobs: 0, flops: 0, bytes: 0 };

const sumOf = (a: Work, b: Work): Work => ({
  jobs: a.jobs + b.jobs,
  flops: a.flops + b.flops,
  bytes: a.bytes + b.bytes,
});

export const totalOf = (works: Iterable<Work>): Work => [...works].reduce(sumOf, NO_WORK);

/** What a program reads and writes where that is not all of its arrays. */
function touched({ program, counts, numbers }: Asked): Readonly<Record<string, number>> {
  const { rows, span, co, order } = { ...counts, ...numbers };
  // rows of a batch from the whole set
  if (order !== undefined) return { ...counts, source: counts['out'] ?? 0 };
  // one phase of a gradient on the input is part of it
  if (rows !== undefined && span !== undefined && co !== undefined) {
    return { ...counts, out: Math.min(counts['out'] ?? 0, rows * co * (program.vec4 ? 4 : 1)) };
  }
  return counts;
}

/** Multiplications and additions of a program that computes a product; 0 for others. */
function flopsOf({ program, counts, numbers }: Asked): number {
  const unit = program.vec4 ? 4 : 1;
  const { rows, inputs, outputs, pixels, kh, span, co, above, ci } = numbers;
  if (rows !== undefined && inputs !== undefined && outputs !== undefined) {
    return 2 * rows * inputs * outputs;
  }
  // any convolution, whose channels and places of the kernel count in units of memory
  if (rows !== undefined && kh !== undefined && span !== undefined && co !== undefined) {
    return 2 * rows * co * unit * (pixels ?? kh * span * unit);
  }
  // 3x3 and 1x3 convolutions: of the result or, for weights, of the gradient on it every number has a product for each tap
  if (above !== undefined && ci !== undefined) {
    const results = counts['dy'] ?? counts['out'] ?? 0;
    return 2 * results * 3 * (3 - 2 * above) * ci;
  }
  return 0;
}

/** The work of each program by its name, most arithmetic first and then most bytes. */
export function workByProgram(all: readonly Asked[]): ReadonlyMap<string, Work> {
  const byName = new Map<string, Work>();
  for (const asked of all) {
    const { name } = asked.program;
    const bytes = Object.entries(touched(asked)).reduce(
      (sum, [operand, count]) => sum + count * (asked.bytes[operand] ?? 0),
      0,
    );
    const own = { jobs: 1, flops: flopsOf(asked), bytes };
    byName.set(name, sumOf(byName.get(name) ?? NO_WORK, own));
  }
  return new Map([...byName].sort(([, a], [, b]) => b.flops - a.flops || b.bytes - a.bytes));
}
