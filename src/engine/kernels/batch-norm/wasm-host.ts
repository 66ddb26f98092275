/** What the host asks of batch-norm/wasm.ts. */
import { WasmArena } from '../wasm/arena';
import { contentOf, wasmArray } from '../wasm/arrays';
import type { Machine } from '../wasm/machine';
import { rounded } from '../wasm/rooms';
import { BATCH_NORM, type BatchNormKernels } from './op';

export const batchNormOnWasm = (machine: Machine): BatchNormKernels => ({
  normalise(x, arena, norm, residual, out, kept) {
    const parameters = WasmArena.of(arena);
    const { channels, relu } = norm;
    const input = contentOf(x);
    const of = [norm.scale, norm.shift, norm.mean, norm.variance].map((name) =>
      parameters.value(name),
    );
    machine.run(
      'normalise',
      [
        input,
        wasmArray(out).fresh(),
        residual && contentOf(residual),
        ...of,
        kept && wasmArray(kept).fresh(),
      ],
      [input.count / channels, channels, Number(relu)],
      [BATCH_NORM.epsilon, BATCH_NORM.momentum],
      3 * rounded(channels),
    );
  },
  normaliseGradient(x, out, dy, arena, norm, kept, into) {
    const parameters = WasmArena.of(arena);
    const { channels, relu } = norm;
    const input = contentOf(x);
    const gradients = [into.x, into.residual].map((array) => array && wasmArray(array).target());
    const ofParameters = [norm.scale, norm.shift].map((name) => parameters.gradientTarget(name));
    const targets = [...gradients, ...ofParameters];
    machine.run(
      'normaliseGradient',
      [
        input,
        contentOf(out),
        contentOf(dy),
        parameters.value(norm.scale),
        contentOf(kept),
        ...targets.map((target) => target?.array ?? null),
      ],
      [
        input.count / channels,
        channels,
        Number(relu),
        ...targets.map((target) => target?.adds ?? 0),
      ],
      [],
      7 * rounded(channels),
    );
  },
});
