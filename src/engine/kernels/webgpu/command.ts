/** What is asked of a device, before it is on the device: a program on some operands. */
import type { GpuArray, Memory, NumberFormat } from './memory';
import type { Job, Program } from './program';
import type { Schedulable, Span } from './schedule';

export interface Command extends Schedulable, Job {
  readonly program: Program;
  /** Which of `bound` each operand lies in. */
  readonly pattern: readonly number[];
  /** Of every slab that an operand lies in, what is bound. */
  readonly bound: readonly GPUBufferBinding[];
  /** How numbers lie there. */
  readonly formats: readonly NumberFormat[];
}

/** @throws ArrayTooLargeError where operands are larger than what can be bound at once. */
export function commandOf(
  memory: Memory,
  program: Program,
  operands: readonly GpuArray[],
  numbers: readonly number[],
  threads: number,
): Command {
  const slabs = [...new Set(operands.map(({ slab }) => slab))];
  const pattern = operands.map(({ slab }) => slabs.indexOf(slab));
  const windows = slabs.map((slab) =>
    memory.windowOf(
      slab,
      operands.filter((operand) => operand.slab === slab),
    ),
  );
  const spans = (writes: boolean): Span[] =>
    operands.flatMap(({ slab, begin, count }, i) =>
      Boolean(program.operands[i]?.writes) === writes ? [{ memory: slab.id, begin, count }] : [],
    );
  return {
    program,
    pattern,
    bound: slabs.map(({ buffer }, k) => ({ buffer, ...windows[k] })),
    formats: slabs.map(({ format }) => format),
    kind: `${program.name}|${slabs.map(({ id }, k) => `${id}+${windows[k]?.offset}`).join()}|${pattern.join()}`,
    begins: operands.map(
      ({ begin, slab }, i) => begin - (windows[pattern[i] ?? 0]?.offset ?? 0) / slab.format.bytes,
    ),
    numbers,
    threads,
    reads: spans(false),
    // what is added to is read too, but whoever writes it conflicts with it all the same
    writes: spans(true),
  };
}
