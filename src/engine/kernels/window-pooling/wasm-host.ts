/** What the host asks of window-pooling/wasm.ts. */
import { placesOf, type WindowShape } from '../spatial-convolution/op';
import { contentOf, wasmArray } from '../wasm/arrays';
import type { Machine, Span } from '../wasm/machine';
import type { WindowPoolingKernels } from './op';

/** The class WindowPool of wasm.ts. */
function numbersOf({ count }: Span, shape: WindowShape): number[] {
  const { height, width, channels } = shape.input;
  const { window } = shape;
  const places = placesOf(shape);
  const images = count / (height * width * channels);
  return [
    ...[images, height, width, channels, places.height, places.width],
    ...[window.height, window.width, window.stride, window.padding],
  ];
}

export const windowPoolingOnWasm = (machine: Machine): WindowPoolingKernels => ({
  windowMax(x, shape, out) {
    const input = contentOf(x);
    machine.run('windowMax', [input, wasmArray(out).fresh(), null], numbersOf(input, shape));
  },
  windowMaxGradient(x, dy, shape, into) {
    const input = contentOf(x);
    const spans = [input, contentOf(dy), contentOf(into)];
    machine.run('windowMaxGradient', spans, numbersOf(input, shape));
  },
});
