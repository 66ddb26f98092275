/** Moving numbers, and serving the rows of a batch, in WebAssembly. */
import { put } from '../wasm/assembly/lanes';

@unmanaged
class Zero {
  at: usize;
  count: i32;
}

@unmanaged
class Pair {
  from: usize;
  into: usize;
  count: i32;
}

/** Which rows the next batch has; in memory, so that a recorded command serves another batch each time. */
@unmanaged
class Feeder {
  /** Row numbers of the epoch, i32. */
  order: usize;
  /** Place in the order at which the next batch begins. */
  cursor: i32;
  /** Rows of the next batch. */
  rows: i32;
}

@unmanaged
class Serve {
  feeder: usize;
  source: usize;
  out: usize;
  /** Numbers of a row. */
  width: i32;
}

@unmanaged
class Advance {
  feeder: usize;
}

export function zero(call: Zero): void {
  memory.fill(call.at, 0, (<usize>call.count) << 2);
}

/** into = from */
export function copy(call: Pair): void {
  memory.copy(call.into, call.from, (<usize>call.count) << 2);
}

/** into += from */
export function add(call: Pair): void {
  const count = call.count;
  for (let k = 0; k < count; k += 4) {
    const at = (<usize>k) << 2;
    const sum = f32x4.add(v128.load(call.into + at), v128.load(call.from + at));
    put(call.into + at, sum, count - k);
  }
}

/** out = the batch's rows of the source. */
export function serve(call: Serve): void {
  const feeder = changetype<Feeder>(call.feeder);
  const width = call.width;
  const bytes = (<usize>width) << 2;
  let out = call.out;
  let order = feeder.order + ((<usize>feeder.cursor) << 2);
  for (let row = 0; row < feeder.rows; row++) {
    const from = call.source + <usize>load<i32>(order) * bytes;
    for (let k = 0; k < width; k += 4) {
      const at = (<usize>k) << 2;
      put(out + at, v128.load(from + at), width - k);
    }
    out += bytes;
    order += 4;
  }
}

/** Goes on to the next batch. */
export function advance(call: Advance): void {
  const feeder = changetype<Feeder>(call.feeder);
  feeder.cursor += feeder.rows;
}
