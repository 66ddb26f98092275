/** Cases of batch norm: statistics of the batch and running ones, with and without what is fused with it. */
import { describe, it } from 'vitest';
import { alike, type KernelBench, normals } from '../../../testing/kernel-bench';
import * as oracle from '../../../testing/oracle-deep';
import { BatchRows } from '../storage';
import { type BatchNorm, keptOf } from './op';

const NAMES = ['scale', 'shift', 'mean', 'variance'] as const;

const SIZES = [
  { pixels: 30, channels: 1 },
  { pixels: 35, channels: 5 },
  { pixels: 200, channels: 8 },
  { pixels: 2, channels: 13 },
  { pixels: 1, channels: 6 },
  { pixels: 1, channels: 8 },
  { pixels: 1031, channels: 16 },
];

const FUSED = [
  { what: 'alone', relu: false, adds: false },
  { what: 'with a ReLU', relu: true, adds: false },
  { what: 'with an addition', relu: false, adds: true },
  { what: 'with an addition and a ReLU', relu: true, adds: true },
];

export function batchNormCases(bench: KernelBench): void {
  const { empty, read, handing } = bench;

  /** Parameters and numbers of a batch norm; x far from 0, where sums of squares would lose digits. */
  function start(pixels: number, channels: number, how: (typeof FUSED)[number]) {
    const count = pixels * channels;
    const normed: oracle.Normed = {
      x: handing.exactly(
        normals('x', count).map((value, k) => Math.fround(value * (1 + (k % channels)) + 10)),
        'activations',
      ),
      residual: how.adds ? handing.exactly(normals('residual', count), 'activations') : null,
      scale: normals('scale', channels),
      shift: normals('shift', channels),
      mean: normals('mean', channels),
      variance: normals('variance', channels).map((value) => Math.fround(value ** 2 + 0.5)),
      relu: how.relu,
    };
    const arena = bench.kernels.arena(
      NAMES.map((name) => ({ name, shape: [channels], bound: 0, stream: [] })),
    );
    for (const name of NAMES) arena.write(name, Float32Array.from(normed[name]));
    const norm: BatchNorm = {
      channels,
      scale: 'scale',
      shift: 'shift',
      mean: 'mean',
      variance: 'variance',
      relu: how.relu,
    };
    const shape = [1, pixels, channels];
    const x = bench.handOn(normed.x, shape, 'activations');
    const residual = normed.residual && bench.handOn(normed.residual, shape, 'activations');
    const out = bench.room(shape, 'activations');
    return { normed, arena, norm, x, residual, out, kept: empty(...keptOf(norm)) };
  }

  describe.each(SIZES)('batch norm of $pixels pixels of $channels channels', (size) => {
    const { pixels, channels } = size;

    it.each(FUSED)('$what has the values of the formula for batch and inference', async (how) => {
      const { normed, arena, norm, x, residual, out, kept } = start(pixels, channels, how);
      const deep = bench.kernels.deep();
      deep.normalise(x, arena, norm, residual, out, null);
      handing.alike(await read(out), oracle.normalise(normed, 'running'));
      deep.normalise(x, arena, norm, residual, out, kept);
      // two pixels may lie so close that their variance has few digits
      handing.alike(await read(out), oracle.normalise(normed, 'batch'), 4);
      const moved = oracle.followed(normed);
      const values = await arena.read();
      alike(values.get('mean') ?? [], moved.mean);
      alike(values.get('variance') ?? [], moved.variance);
      alike(values.get('scale') ?? [], normed.scale);
      arena.free();
    });

    it.each(FUSED)('$what has the gradients of the formula, and they add up', async (how) => {
      const { normed, arena, norm, x, residual, out, kept } = start(pixels, channels, how);
      const deep = bench.kernels.deep();
      const dy = handing.exactly(normals('dy', pixels * channels), 'gradients');
      const gradient = bench.handOn(dy, x.shape, 'gradients');
      const room = () => bench.room(x.shape, 'gradients');
      const into = { x: room(), residual: residual && room() };
      deep.normalise(x, arena, norm, residual, out, kept);
      bench.kernels.clearGradients(arena);
      for (let call = 0; call < 2; call++) {
        deep.normaliseGradient(x, out, gradient, arena, norm, kept, into);
      }
      const want = oracle.normaliseGradients(normed, dy);
      const twice = (values: readonly number[]) => values.map((value) => 2 * value);
      handing.alike(await read(into.x), twice(want.x), 4);
      if (into.residual) handing.alike(await read(into.residual), twice(want.residual));
      alike(await bench.kernels.readGradients(arena, ['scale']), twice(want.scale), 4);
      alike(await bench.kernels.readGradients(arena, ['shift']), twice(want.shift));
      alike(await read(gradient), dy);
      arena.free();
    });
  });

  it('of a smaller last batch is of its rows alone', async () => {
    const how = { what: '', relu: false, adds: false };
    const { normed, arena, norm, kept } = start(12, 3, how);
    const rows = new BatchRows(4);
    const x = bench.kernels.allocate([rows, 9]);
    const out = bench.kernels.allocate([rows, 9]);
    rows.now = 2;
    bench.kernels.write(x, Float32Array.from(normed.x.slice(0, 18)));
    bench.kernels.deep().normalise(x, arena, norm, null, out, kept);
    const part = { ...normed, x: normed.x.slice(0, 18) };
    alike(await read(out), oracle.normalise(part, 'batch'));
    alike((await arena.read()).get('variance') ?? [], oracle.followed(part).variance);
    bench.kernels.free([x, out]);
    arena.free();
  });
}
