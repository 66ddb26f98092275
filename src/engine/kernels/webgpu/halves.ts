/**
 * Half precision (f16, WebGPU's `shader-f16`) for what the layers of a deep encoder hand on, where a person asks for it: memory and
 * its traffic halve, and numbers change. Programs know nothing of it. They are converted here: what they read is widened to
 * f32, what they write rounded to 11 bits, and all they compute between is f32. Everything else, parameters, their
 * gradients, statistics and features, lies in f32. Loaded only when asked for.
 */
import { LabError } from '../../../protocol/failure';
import type { ArrayMemory } from '../lazy-array';
import type { HandedOn } from '../storage/op';
import type { GpuArray, NumberFormat } from './memory';
import type { Program } from './program';

/** The adapter has no half precision. */
class NoHalvesError extends LabError {
  constructor() {
    super(
      'no-half-precision',
      'This graphics adapter has no half precision (shader-f16), so storage=f16 cannot be had on it.',
      'Leave storage=f16 out, or use another adapter.',
    );
  }
}

/** The largest number of half precision; what is larger is kept as it. */
const MOST = 65_504;

interface HalfFormat extends NumberFormat {
  /** What a number is multiplied by where it lies, a power of two. */
  readonly times: number;
}

const half = (times: number): HalfFormat => ({
  name: `f16 x ${times}`,
  type: 'f16',
  bytes: 2,
  times,
});

/**
 * Gradients of a mean over a batch's pixels are small: with this factor all 11 bits are kept from 1.5e-8 to 16, where without
 * it they would be from 6e-5 on.
 */
const FORMATS: Readonly<Record<HandedOn, HalfFormat>> = {
  activations: half(1),
  gradients: half(4096),
};

const halfFormatOf = ({ name }: NumberFormat): HalfFormat | undefined =>
  Object.values(FORMATS).find((format) => format.name === name);

/** Where the bracket that opens at `open` is closed. */
function closing(text: string, open: number): number {
  let depth = 0;
  for (let at = open; at < text.length; at++) {
    if (text[at] === '[') depth += 1;
    if (text[at] === ']') depth -= 1;
    if (depth === 0) return at;
  }
  throw new Error('A bracket is not closed.');
}

/** Text of a program, which reads operands as `name[index]` and writes them as `name[index] = value;`, or with `+=`. */
function converted(text: string, formats: ReadonlyMap<string, HalfFormat>, vec4: boolean): string {
  const type = (of: string) => (vec4 ? `vec4<${of}>` : of);
  let out = '';
  let done = 0;
  for (const { 0: found, 1: name = '', index: at } of text.matchAll(/\b(\w+)\[/g)) {
    const format = formats.get(name);
    if (!format || at < done) continue;
    const within = (begin: number, end: number) => converted(text.slice(begin, end), formats, vec4);
    const close = closing(text, at + found.length - 1);
    const element = `${name}[${within(at + found.length, close)}]`;
    const { times } = format;
    const read = `(${type('f32')}(${element}) * ${1 / times})`;
    const assigned = /^\s*(\+?)=(?!=)/.exec(text.slice(close + 1));
    out += text.slice(done, at);
    if (!assigned) {
      out += read;
      done = close + 1;
      continue;
    }
    done = text.indexOf(';', close);
    const value = within(close + 1 + assigned[0].length, done).trim();
    const sum = assigned[1] ? `${read} + (${value})` : value;
    const most = `${type('f32')}(${MOST})`;
    out += `${element} = ${type('f16')}(clamp((${sum}) * ${times}, -${most}, ${most}))`;
  }
  return out + text.slice(done);
}

/** Memory that takes arrays in any format. */
interface AnyMemory extends ArrayMemory<GpuArray> {
  allocate(count: number, format?: NumberFormat): GpuArray;
}

/** Half precision on a device. */
export interface Halves {
  readonly formats: Readonly<Record<HandedOn, NumberFormat>>;
  /** Memory for arrays of what is handed on, a part of `all`. */
  memory(all: AnyMemory, holds: HandedOn): ArrayMemory<GpuArray>;
  /**
   * The program on operands of which some lie in half precision.
   * @param slabs for each operand which of the bound slabs it lies in. @param formats of the numbers of each slab.
   */
  convert(program: Program, slabs: readonly number[], formats: readonly NumberFormat[]): Program;
}

/** @throws LabError `no-half-precision` where the device has none. */
export function halvesOn(device: { readonly features: ReadonlySet<string> }): Halves {
  if (!device.features.has('shader-f16')) throw new NoHalvesError();
  return {
    formats: FORMATS,
    memory: (all, holds) => ({
      mustFit: (count) => all.mustFit(count),
      allocate: (count) => all.allocate(count, FORMATS[holds]),
      zero: (place) => all.zero(place),
      free: (place) => all.free(place),
      first: (place, count) => all.first(place, count),
    }),
    convert(program, slabs, formats) {
      const { operands, helpers = '', body, vec4 = false } = program;
      const halved = new Map<string, HalfFormat>();
      operands.forEach(({ name }, i) => {
        const format = formats[slabs[i] ?? 0];
        const found = format && halfFormatOf(format);
        if (found) halved.set(name, found);
      });
      return {
        ...program,
        helpers: converted(helpers, halved, vec4),
        body: converted(body, halved, vec4),
      };
    },
  };
}
