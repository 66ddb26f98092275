/** Cases of what holds and moves numbers: batches, records, repeated steps, and that nothing is left behind. */
import { expect, it } from 'vitest';
import { type KernelBench, normalTable } from '../../../testing/kernel-bench';
import { BatchRows, type DeviceArray } from '../storage';

export function storageCases(bench: KernelBench): void {
  const { arenaWith, empty, read, upload } = bench;

  it('the feeder serves the rows in the order given, what is left over as a smaller batch', async () => {
    const rows = Array.from({ length: 7 }, (_, i) => [i, 10 * i]);
    const samples = { inputs: [upload(rows)], targets: upload(rows.map(([i]) => [-(i ?? 0)])) };
    const batchRows = new BatchRows(3);
    const feeder = bench.kernels.feeder(samples, batchRows);
    const follower = bench.kernels.allocate([batchRows, 2]);
    feeder.startEpoch(Int32Array.from([6, 5, 4, 3, 2, 1, 0]));
    const { inputs, targets } = feeder.batch;
    const batch = inputs[0] as DeviceArray;
    feeder.next();
    expect(await read(batch)).toEqual([6, 60, 5, 50, 4, 40]);
    expect(await read(targets)).toEqual([-6, -5, -4]);
    feeder.next();
    expect(await read(batch)).toEqual([3, 30, 2, 20, 1, 10]);
    bench.kernels.clear(follower);
    bench.kernels.add(batch, follower);
    feeder.next();
    expect(batchRows.now).toBe(1);
    expect([batch.shape, follower.shape]).toEqual([
      [1, 2],
      [1, 2],
    ]);
    expect(await read(batch)).toEqual([0, 0]);
    expect(await read(targets)).toEqual([-0]);
    bench.kernels.clear(follower);
    bench.kernels.add(batch, follower);
    expect(await read(follower)).toEqual([0, 0]);
    expect(() => feeder.next()).toThrow('The epoch has no batch left.');
    feeder.startEpoch(Int32Array.from([0, 1, 2, 3, 4, 5, 6]));
    feeder.next();
    expect(await read(batch)).toEqual([0, 0, 1, 10, 2, 20]);
    expect(await read(targets)).toEqual([-0, -1, -2]);
    bench.kernels.clear(follower);
    expect(await read(follower)).toEqual([0, 0, 0, 0, 0, 0]);
    feeder.free();
    bench.kernels.free([follower]);
  });

  it('the feeder serves batches of given sizes, rows more than once, and epochs of any length', async () => {
    const samples = {
      inputs: [upload([[0], [10], [20], [30]])],
      targets: upload([[0], [1], [2], [3]]),
    };
    const rows = new BatchRows(3);
    const feeder = bench.kernels.feeder(samples, rows);
    const served = async (order: number[], batches?: number[]) => {
      feeder.startEpoch(Int32Array.from(order), batches);
      const all: number[][] = [];
      for (let left = order.length; left > 0; left -= rows.now) {
        feeder.next();
        all.push(await read(feeder.batch.inputs[0] as DeviceArray));
        expect(await read(feeder.batch.targets)).toEqual(all.at(-1)?.map((x) => x / 10));
      }
      expect(() => feeder.next()).toThrow('The epoch has no batch left.');
      return all;
    };
    expect(await served([3, 3, 0, 1, 2, 3, 1], [2, 3, 1, 1])).toEqual([
      [30, 30],
      [0, 10, 20],
      [30],
      [10],
    ]);
    expect(await served([2])).toEqual([[20]]);
    expect(await served([0, 1, 2, 3, 0, 1, 2, 3, 1])).toEqual([
      [0, 10, 20],
      [30, 0, 10],
      [20, 30, 10],
    ]);
    for (const wrong of [[4], [1, 2], [3, 0, 1]]) {
      expect(() => feeder.startEpoch(Int32Array.from([0, 1, 2, 3]), wrong)).toThrow(
        'are not an epoch of 4 samples in batches of 1 to 3.',
      );
    }
    feeder.free();
  });

  it('a recorder counts every batch alike, however many rows it had', async () => {
    const recorder = bench.kernels.recorder();
    const record = { recorder, name: 'loss' };
    const lossOf = (logits: number[][]) => {
      const targets = upload(logits.map(() => [1, 0]));
      bench.kernels.crossEntropy(upload(logits), targets, 1, empty(logits.length, 2), record);
    };
    const certain = [[50, 0]];
    lossOf([...certain, ...certain, ...certain]);
    lossOf([...certain, ...certain, ...certain]);
    lossOf([[0, 0]]);
    expect((await recorder.drain())['loss']).toBeCloseTo(Math.log(2) / 3, 6);
    lossOf([[0, 0]]);
    expect((await recorder.drain())['loss']).toBeCloseTo(Math.log(2), 6);
    recorder.free();
  });

  it('a repeated step gives each time what its body would', async () => {
    const arena = arenaWith({ w: [[1, 2]] });
    const x = upload([[1]]);
    const dy = upload([[1, 10]]);
    const scratch = empty(1, 2);
    const recorder = bench.kernels.recorder();
    const stepper = bench.kernels.stepper();
    const step = (rate: number) =>
      stepper.run(`rate ${rate}`, () => {
        bench.kernels.clearGradients(arena);
        bench.kernels.linearWeightGradient(x, dy, arena, 'w', null);
        bench.kernels.clear(scratch);
        bench.kernels.add(dy, scratch);
        bench.kernels.add(dy, scratch);
        bench.kernels.record(x, { recorder, name: 'x' });
        bench.kernels.sgd(arena, { learningRate: rate, momentum: 0, weightDecay: 0 });
      });
    step(1);
    step(1);
    step(0.5);
    step(1);
    bench.kernels.write(dy, Float32Array.of(2, 0));
    step(1);
    expect([...((await arena.read()).get('w') ?? [])]).toEqual([1 - 3.5 - 2, 2 - 35]);
    expect(await read(scratch)).toEqual([4, 0]);
    expect(await recorder.drain()).toEqual({ x: 1 });
    stepper.free();
    recorder.free();
    arena.free();
  });

  it('two hundred steps leave nothing behind', async () => {
    const arena = arenaWith({ w: normalTable('leak', 4, 3), b: [[0, 0, 0]] });
    const x = upload(normalTable('leak-x', 8, 4));
    const targets = upload(
      Array.from({ length: 8 }, (_, i) => [0, 1, 2].map((c) => Number(i % 3 === c))),
    );
    const logits = empty(8, 3);
    const dLogits = empty(8, 3);
    const recorder = bench.kernels.recorder();
    const step = async () => {
      bench.kernels.clearGradients(arena);
      bench.kernels.linear(x, arena, 'w', 'b', 'linear', logits);
      bench.kernels.clear(dLogits);
      bench.kernels.crossEntropy(logits, targets, 1, dLogits, { recorder, name: 'ce' });
      bench.kernels.linearWeightGradient(x, dLogits, arena, 'w', 'b');
      bench.kernels.sgd(arena, { learningRate: 0.1, momentum: 0.9, weightDecay: 0 });
      return (await recorder.drain()).ce as number;
    };
    const first = await step();
    const before = bench.kernels.memory();
    let last = first;
    for (let k = 0; k < 200; k++) last = await step();
    expect(bench.kernels.memory()).toEqual(before);
    expect(last).toBeLessThan(first);
    arena.free();
    recorder.free();
  });
}
