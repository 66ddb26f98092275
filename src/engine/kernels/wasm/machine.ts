/**
 * The layer between kernels and their binary: memory given out and taken back, commands written down and carried out,
 * one by one or a recorded step in one call. Knows no kernel.
 */
import { OutOfMemoryError } from '../../device/errors';
import { Gaps } from '../gaps';
import type { ArrayMemory } from '../lazy-array';
import type { StepRecorder } from '../repeated-steps';

/** Arrays begin at multiples of this many bytes, and are as long. */
const ALIGNMENT = 16;
/** Bytes behind the last array: kernels read up to eight numbers at a time, past an array's end too. */
const MARGIN = 64;
const PAGE = 2 ** 16;
/** Memory grows by at least this many pages, 1 MB. */
const LEAST_GROWTH = 16;
/** The most that 32-bit addresses reach. */
const MOST_BYTES = 2 ** 32 - PAGE;
/** Words of a command before its operands: its kernel's number and its length. */
const HEAD = 2;
/** Words of the place where a command that is not recorded is written down. */
const DESK = 1024;

/** A range of numbers in the binary's memory. */
export interface Span {
  /** In bytes. */
  readonly address: number;
  readonly count: number;
  /** The array as it was allocated; of a part, the whole. */
  readonly whole: Span;
}

class WholeSpan implements Span {
  readonly address: number;
  readonly count: number;
  readonly whole: Span;

  constructor(address: number, count: number) {
    this.address = address;
    this.count = count;
    this.whole = this;
  }
}

/** Part of an array. */
export function part({ address, whole }: Span, offset: number, count: number): Span {
  return { address: address + 4 * offset, count, whole };
}

/** What a body asked for, to be asked again without running the body. */
export interface WasmRecording {
  /** The commands, one after the other. */
  readonly table: Span;
  /** Arrays the body gave back: nobody else may have them while this lives. */
  readonly temporaries: readonly Span[];
  readonly mentions: ReadonlySet<Span>;
  /** Whether an array it works on is gone. */
  stale: boolean;
}

/** A recording in the making. */
interface Draft {
  readonly words: number[];
  readonly temporaries: Span[];
  readonly mentions: Set<Span>;
}

/** What the binary offers (wasm/assembly/main.ts). */
interface Binary {
  readonly memory: WebAssembly.Memory;
  readonly heapBase: () => number;
  readonly setScratch: (address: number) => void;
  readonly run: (begin: number, end: number) => void;
  /** The number by which commands name a kernel. @throws Error for a name the binary does not have. */
  readonly kernel: (name: string) => number;
  /** Takes up the kernels of a binary that works in the same memory. */
  readonly extend: (exports: WebAssembly.Exports) => void;
}

/** What is exported under a name. @throws Error where it is missing: the binary is not that of these sources. */
function functionOf(exports: WebAssembly.Exports, name: string): CallableFunction {
  const found = exports[name];
  if (typeof found !== 'function') throw new Error(`The binary of the kernels has no ${name}.`);
  return found;
}

function offered(exports: WebAssembly.Exports, name: string): (...numbers: number[]) => number {
  const found = functionOf(exports, name);
  return (...numbers) => Number(found(...numbers));
}

function binaryOf({ exports }: WebAssembly.Instance): Binary {
  const { memory, table } = exports;
  if (!(memory instanceof WebAssembly.Memory) || !(table instanceof WebAssembly.Table)) {
    throw new Error('The binary of the kernels has no memory, or no table of functions.');
  }
  const places = new Map<string, number>();
  let kernels = exports;
  const scratches = [offered(exports, 'setScratch')];
  const heapBase = offered(exports, 'heapBase');
  return {
    memory,
    // addresses are unsigned, and come as signed numbers
    heapBase: () => heapBase() >>> 0,
    setScratch(address) {
      for (const setScratch of scratches) setScratch(address);
    },
    run: offered(exports, 'run'),
    kernel(name) {
      const place = places.get(name) ?? table.grow(1, functionOf(kernels, name));
      places.set(name, place);
      return place;
    },
    extend(more) {
      kernels = { ...kernels, ...more };
      scratches.push(offered(more, 'setScratch'));
    },
  };
}

const bytesOf = (count: number) => Math.max(1, Math.ceil((4 * count) / ALIGNMENT)) * ALIGNMENT;

const bits = new DataView(new ArrayBuffer(4));
/** A float32 as the word that holds it. */
export function wordOf(value: number): number {
  bits.setFloat32(0, value);
  return bits.getInt32(0);
}

export class Machine implements ArrayMemory<Span>, StepRecorder<WasmRecording> {
  private readonly binary: Binary;
  private readonly gaps = new Gaps();
  /** Bytes of memory that were ever the heap's. */
  private end: number;
  private readonly recordings = new Set<WasmRecording>();
  private draft: Draft | null = null;
  private readonly desk: Span;
  /** Room for intermediate results of one command at a time. */
  private scratch: Span | null = null;
  private live = 0;
  private liveBytes = 0;

  constructor(instance: WebAssembly.Instance) {
    this.binary = binaryOf(instance);
    this.end = Math.ceil(this.binary.heapBase() / ALIGNMENT) * ALIGNMENT;
    this.takeOver();
    this.desk = this.allocate(DESK);
  }

  /** Takes up the kernels of another binary (wasm/assembly/deep.ts), which is given this one's memory. */
  async extend(binary: BufferSource): Promise<void> {
    const { memory } = this.binary;
    const { instance } = await WebAssembly.instantiate(binary, { env: { memory } });
    this.binary.extend(instance.exports);
    if (this.scratch) this.binary.setScratch(this.scratch.address);
  }

  get use() {
    return { arrays: this.live, bytes: this.liveBytes };
  }

  /** @throws OutOfMemoryError when so much can never be reached. */
  mustFit(count: number): void {
    if (bytesOf(count) > MOST_BYTES) throw new OutOfMemoryError(bytesOf(count));
  }

  /** Memory for `count` numbers, contents undefined. @throws OutOfMemoryError when there is not so much. */
  allocate(count: number): Span {
    this.mustFit(count);
    const bytes = bytesOf(count);
    let begin = this.gaps.take(bytes);
    if (begin === null) {
      this.grow(bytes);
      begin = this.gaps.take(bytes);
    }
    if (begin === null) throw new OutOfMemoryError(bytes);
    this.live += 1;
    this.liveBytes += bytes;
    return new WholeSpan(begin, count);
  }

  /** Memory with contents, put there at once even while a step is recorded. */
  allocateWith(values: Float32Array): Span {
    const span = this.allocate(values.length);
    this.write(span, values);
    return span;
  }

  first(span: Span, count: number): Span {
    return part(span, 0, count);
  }

  free({ whole }: Span): void {
    if (this.draft) {
      this.draft.temporaries.push(whole);
      return;
    }
    for (const recording of this.recordings) {
      if (recording.mentions.has(whole)) recording.stale = true;
    }
    const bytes = bytesOf(whole.count);
    this.live -= 1;
    this.liveBytes -= bytes;
    this.gaps.give(whole.address, bytes);
  }

  /** Writes numbers, at once even while a step is recorded. */
  write({ address }: Span, values: Float32Array): void {
    new Float32Array(this.binary.memory.buffer, address, values.length).set(values);
  }

  /** A copy of the numbers. */
  read({ address, count }: Span): Float32Array {
    return new Float32Array(this.binary.memory.buffer, address, count).slice();
  }

  /** The memory as float64 and as whole numbers. Good until the next `allocate`. */
  doubles({ address, count }: Span): Float64Array {
    return new Float64Array(this.binary.memory.buffer, address, Math.floor(count / 2));
  }
  integers({ address, count }: Span): Int32Array {
    return new Int32Array(this.binary.memory.buffer, address, count);
  }

  zero(span: Span): void {
    this.run('zero', [span], [span.count]);
  }

  /**
   * Carries a command out; takes it down while a step is recorded.
   * @param kernel its name in the binary (the folders' wasm.ts).
   * @param spans what it works on; null for an array that is not given.
   * @param wholes whole numbers, after the addresses; `floats` come after them.
   * @param room numbers of intermediate results.
   */
  run(
    kernel: string,
    spans: readonly (Span | null)[],
    wholes: readonly number[] = [],
    floats: readonly number[] = [],
    room = 0,
  ): void {
    this.makeRoom(room);
    const length = HEAD + spans.length + wholes.length + floats.length;
    const { draft } = this;
    if (draft) {
      draft.words.push(this.binary.kernel(kernel), length);
      for (const span of spans) {
        draft.words.push(span?.address ?? 0);
        if (span) draft.mentions.add(span.whole);
      }
      draft.words.push(...wholes, ...floats.map(wordOf));
      return;
    }
    if (length > DESK) {
      this.drop(this.record(() => this.run(kernel, spans, wholes, floats)));
      return;
    }
    const words = this.integers(this.desk);
    words[0] = this.binary.kernel(kernel);
    words[1] = length;
    let at = HEAD;
    for (const span of spans) words[at++] = span?.address ?? 0;
    for (const whole of wholes) words[at++] = whole;
    for (const float of floats) words[at++] = wordOf(float);
    this.binary.run(this.desk.address, this.desk.address + 4 * length);
  }

  /**
   * Takes down what `body` asks for, and does it once. The body must not read or upload, and must leave the host's
   * side of its arrays as it found it.
   */
  record(body: () => void): WasmRecording {
    if (this.draft) throw new Error('A step is being recorded already.');
    const draft: Draft = { words: [], temporaries: [], mentions: new Set() };
    this.draft = draft;
    try {
      body();
    } catch (error) {
      this.draft = null;
      for (const span of draft.temporaries) this.free(span);
      throw error;
    }
    this.draft = null;
    const { words, temporaries, mentions } = draft;
    for (const { whole } of temporaries) mentions.delete(whole);
    const table = this.allocate(words.length);
    this.integers(table).set(words);
    const recording: WasmRecording = { table, temporaries, mentions, stale: false };
    this.recordings.add(recording);
    this.replay(recording);
    return recording;
  }

  replay({ table: { address, count } }: WasmRecording): void {
    this.binary.run(address, address + 4 * count);
  }

  /** Gives back what a recording holds. */
  drop(recording: WasmRecording): void {
    if (!this.recordings.delete(recording)) return;
    this.free(recording.table);
    for (const span of recording.temporaries) this.free(span);
  }

  private makeRoom(count: number): void {
    if (count <= (this.scratch?.count ?? 0)) return;
    const before = this.scratch;
    this.scratch = this.allocate(count);
    this.binary.setScratch(this.scratch.address);
    // no recording mentions it: commands ask where it is when they run
    if (!before) return;
    this.live -= 1;
    this.liveBytes -= bytesOf(before.count);
    this.gaps.give(before.address, bytesOf(before.count));
  }

  private grow(bytes: number): void {
    const { memory } = this.binary;
    const needed = Math.ceil((bytes + MARGIN) / PAGE);
    const wanted = Math.max(needed, LEAST_GROWTH, Math.ceil(memory.buffer.byteLength / PAGE / 4));
    try {
      memory.grow(wanted);
    } catch {
      try {
        memory.grow(needed);
      } catch {
        throw new OutOfMemoryError(bytes);
      }
    }
    this.takeOver();
  }

  /** Makes what memory has grown by the heap's. */
  private takeOver(): void {
    const end = this.binary.memory.buffer.byteLength - MARGIN;
    if (end > this.end) this.gaps.give(this.end, end - this.end);
    this.end = Math.max(this.end, end);
  }
}
