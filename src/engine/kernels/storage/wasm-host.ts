/** What the host asks of storage/wasm.ts, and all that holds numbers in the binary's memory. */
import { RepeatedSteps } from '../repeated-steps';
import { contentsOf } from '../storage';
import { WasmArena } from '../wasm/arena';
import { contentOf, WasmArray, wasmArray } from '../wasm/arrays';
import { WasmFeeder, WasmRecorder } from '../wasm/batches';
import { type Machine, part } from '../wasm/machine';
import type { StorageKernels } from './op';

/** @throws Error when the number of values does not fit. */
function fill(machine: Machine, array: WasmArray, values: Float32Array): void {
  if (values.length !== array.count) {
    throw new Error(`${values.length} values do not fill a shape of ${array.shape.join(' x ')}.`);
  }
  machine.write(array.fresh(), values);
}

export const storageOnWasm = (machine: Machine): StorageKernels => ({
  allocate: (sides) => new WasmArray(machine, sides),
  upload(values, shape) {
    const array = new WasmArray(machine, shape);
    fill(machine, array, values);
    return array;
  },
  write: (array, values) => fill(machine, wasmArray(array), values),
  read: async (arrays) =>
    contentsOf(
      arrays,
      arrays.map((array) => machine.read(contentOf(array))),
    ),
  free(arrays) {
    for (const array of arrays) wasmArray(array).free();
  },
  arena: (specs) => new WasmArena(machine, specs),
  feeder: (samples, rows) => new WasmFeeder(machine, samples, rows),
  recorder: () => new WasmRecorder(machine),
  stepper: () => new RepeatedSteps(machine),
  // commands are carried out as they are given
  finish: async () => {},
  dispatches: () => null,
  memory: () => machine.use,
  rows(source, begin, count, out) {
    const from = wasmArray(source);
    const numbers = count * from.width;
    const rows = part(from.content(), begin * from.width, numbers);
    machine.run('copy', [rows, wasmArray(out).fresh()], [numbers]);
  },
  clear: (array) => wasmArray(array).clear(),
  add(from, into) {
    const source = contentOf(from);
    const { array, adds } = wasmArray(into).target();
    machine.run(adds ? 'add' : 'copy', [source, array], [source.count]);
  },
});
