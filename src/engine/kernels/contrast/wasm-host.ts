/** What the host asks of contrast/wasm.ts. */
import { contentOf, wasmArray } from '../wasm/arrays';
import { WasmRecorder } from '../wasm/batches';
import type { Machine } from '../wasm/machine';
import { rounded } from '../wasm/rooms';
import type { ContrastKernels } from './op';

export const contrastOnWasm = (machine: Machine): ContrastKernels => ({
  contrast(student, teacher, mask, options, into, { recorder, name }) {
    const { rows, width } = wasmArray(student);
    const labels = options.sameClass && wasmArray(options.sameClass);
    const read = [student, teacher, mask].map(contentOf);
    const { array, adds } = wasmArray(into).target();
    const counter = WasmRecorder.of(recorder).counter(name);
    const room = 4 * rounded(rows * width) + rounded(rows * rows) + rounded(rows);
    machine.run(
      'contrast',
      [
        ...read,
        labels?.content() ?? null,
        array,
        counter,
        options.rowWeights ? contentOf(options.rowWeights) : null,
      ],
      [rows, width, labels?.width ?? 0, Number(options.similarity === 'cosine'), adds],
      [options.temperature, options.weight],
      room,
    );
  },
});
