/** Commands of deep encoders write nothing behind the room that they ask for. */
import { describe, expect, it } from 'vitest';
import { image, normals } from '../../../testing/kernel-bench';
import { pixels } from '../../../testing/oracle-convolution';
import { kernelBinary } from '../../device/kernel-binary';
import { batchNormOnWasm } from '../batch-norm/wasm-host';
import { type SpatialShape, spatiallyConvolved } from '../spatial-convolution/op';
import { spatialConvolutionOnWasm } from '../spatial-convolution/wasm-host';
import { storageOnWasm } from '../storage/wasm-host';
import { Machine } from './machine';

/** Runs each command twice, the second time with something right behind its room. */
class GuardedMachine extends Machine {
  override run(...call: Parameters<Machine['run']>): void {
    super.run(...call);
    if (!call[4]) return;
    const guard = this.allocateWith(new Float32Array(64).fill(7));
    super.run(...call);
    expect([...this.read(guard)]).toEqual([...new Float32Array(64).fill(7)]);
  }
}

/** A new one each time: the room never shrinks, and what is behind it comes after all arrays. */
async function fresh() {
  const { instance } = await WebAssembly.instantiate(await kernelBinary('simd'), {});
  const machine = new GuardedMachine(instance);
  await machine.extend(await kernelBinary('deep-simd'));
  const storage = storageOnWasm(machine);
  const filled = (...shape: number[]) => {
    const count = shape.reduce((product, side) => product * side, 1);
    return storage.upload(Float32Array.from(normals('room', count)), shape);
  };
  return { machine, storage, filled };
}

const square = (input: SpatialShape['input'], outChannels: number, sides: readonly number[]) => {
  const [side = 1, stride = 1, padding = 0] = sides;
  return { input, outChannels, window: { height: side, width: side, stride, padding } };
};

describe.each([
  square(image(6, 5, 1), 4, [7, 2, 3]),
  square(image(7, 6, 3), 5, [3, 2, 1]),
  square(image(11, 6, 3), 7, [2, 1, 0]),
  square(image(5, 7, 8), 12, [3, 1, 1]),
  square(image(5, 7, 6), 9, [1, 2, 0]),
  square(image(3, 3, 5), 3, [1, 1, 0]),
  square(image(1, 1, 5), 6, [3, 1, 1]),
])('of $input to $outChannels by $window', (shape) => {
  it.each(['convolve', 'convolveInputGradient', 'convolveWeightGradient'] as const)(
    '%s',
    async (command) => {
      const { machine, storage, filled } = await fresh();
      const kernels = spatialConvolutionOnWasm(machine);
      const { height, width } = shape.window;
      const sides = [height, width, shape.input.channels, shape.outChannels];
      const arena = storage.arena([{ name: 'w', shape: sides, bound: 0, stream: [] }]);
      const x = filled(4, pixels(shape.input));
      const y = filled(4, pixels(spatiallyConvolved(shape)));
      if (command === 'convolve') kernels.convolve(x, arena, 'w', shape, y);
      else if (command === 'convolveInputGradient') kernels[command](y, arena, 'w', shape, x);
      else kernels[command](x, y, arena, 'w', shape);
    },
  );
});

it.each([1, 4, 5, 8])('of a batch norm of %s channels', async (channels) => {
  const names = ['scale', 'shift', 'mean', 'variance'];
  const norm = { channels, scale: 'scale', shift: 'shift', mean: 'mean', variance: 'variance' };
  const started = async () => {
    const { machine, storage, filled } = await fresh();
    const arena = storage.arena(
      names.map((name) => ({ name, shape: [channels], bound: 0, stream: [] })),
    );
    const [x, out, dy, dx] = [0, 1, 2, 3].map(() => filled(6, channels));
    if (!x || !out || !dy || !dx) throw new Error('There are four arrays.');
    const kept = filled(2, channels);
    return { kernels: batchNormOnWasm(machine), arena, x, out, dy, dx, kept };
  };
  const there = await started();
  const how = { ...norm, relu: true };
  there.kernels.normalise(there.x, there.arena, how, null, there.out, there.kept);
  const back = await started();
  const into = { x: back.dx, residual: null };
  back.kernels.normaliseGradient(back.x, back.out, back.dy, back.arena, how, back.kept, into);
});
