/** Layers one behind the other with the arrays of a batch between them: what the passes of all encoders here are. */
import type { DeviceArray, Kernels, Rows } from '../kernels/kernels';

/** A layer at work: its output, and the output before it with the gradient on it; null where the data come before it. */
export interface Link<Layer> {
  readonly layer: Layer;
  readonly output: DeviceArray;
  readonly before: { readonly output: DeviceArray; readonly gradient: DeviceArray } | null;
}

/** Layers one behind the other, with arrays for so many rows. @param layers with the numbers each gives per sample. */
export function chain<Layer extends { readonly size: number }>(
  kernels: Kernels,
  layers: readonly Layer[],
  rows: Rows,
): { readonly links: readonly Link<Layer>[]; readonly feature: DeviceArray } {
  const links: Link<Layer>[] = [];
  let last: DeviceArray | null = null;
  for (const layer of layers) {
    const output = kernels.allocate([rows, layer.size]);
    const before: Link<Layer>['before'] = last && {
      output: last,
      gradient: kernels.allocate(last.sides),
    };
    links.push({ layer, output, before });
    last = output;
  }
  if (!last) throw new Error('An encoder has at least one layer.');
  return { links, feature: last };
}

export function freeChain(kernels: Kernels, links: readonly Link<unknown>[]): void {
  const arrays = links.flatMap(({ output, before }) => [
    output,
    ...(before ? [before.gradient] : []),
  ]);
  kernels.free(arrays);
}
