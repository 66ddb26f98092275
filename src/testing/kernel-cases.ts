/**
 * What every implementation of the kernel interface must compute, at odd sizes (1 row, 1 column, sizes not
 * divisible by 4), held against the float64 oracle. Called by the Node tests and by the WebGPU tests.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as f from '../engine/kernels/formula/op';
import { BatchRows, type DeviceArray, type Kernels } from '../engine/kernels/kernels';
import { randomStream } from '../math/rng';
import { numbersOf } from './formula-numbers';
import * as oracle from './oracle';

type Table = oracle.Table;

const SIZES = [
  { rows: 1, inputs: 1, outputs: 2 },
  { rows: 5, inputs: 3, outputs: 1 },
  { rows: 7, inputs: 65, outputs: 10 },
  { rows: 33, inputs: 50, outputs: 17 },
];

/** A table of standard normal numbers, rounded to float32 so that both sides start alike. */
function normalTable(name: string, rows: number, columns: number): Table {
  const random = randomStream(11, 'kernel-cases', name, rows, columns);
  return Array.from({ length: rows }, () =>
    Array.from({ length: columns }, () => Math.fround(random.normal())),
  );
}

const flat = (table: Table) => Float32Array.from(table.flat());

export function describeKernels(open: () => Promise<Kernels>): void {
  let kernels: Kernels;
  const owned: DeviceArray[] = [];
  const own = (array: DeviceArray) => {
    owned.push(array);
    return array;
  };
  const upload = (table: Table) =>
    own(kernels.upload(flat(table), [table.length, table[0]?.length ?? 0]));
  const empty = (rows: number, columns: number) => own(kernels.allocate([rows, columns]));
  const read = async (array: DeviceArray) => [
    ...((await kernels.read([array]))[0] as Float32Array),
  ];
  const close = async (array: DeviceArray, want: Table, digits = 5) => {
    const got = await read(array);
    const scale = Math.max(1, ...want.flat().map(Math.abs));
    expect(got.length).toBe(want.flat().length);
    want.flat().forEach((value, k) => {
      expect((got[k] as number) / scale, `element ${k}`).toBeCloseTo(value / scale, digits);
    });
  };
  const arenaWith = (parameters: Record<string, Table>) => {
    const arena = kernels.arena(
      Object.entries(parameters).map(([name, table]) => ({
        name,
        shape: name.startsWith('b')
          ? [table[0]?.length ?? 0]
          : [table.length, table[0]?.length ?? 0],
        bound: 0,
        stream: [],
      })),
    );
    for (const [name, table] of Object.entries(parameters)) arena.write(name, flat(table));
    return arena;
  };

  beforeAll(async () => {
    kernels = await open();
  });
  afterAll(() => kernels.free(owned));

  describe.each(SIZES)('with $rows rows, $inputs inputs, $outputs outputs', (size) => {
    const { rows, inputs, outputs } = size;
    const x = normalTable('x', rows, inputs);
    const w = normalTable('w', inputs, outputs);
    const b = normalTable('b', 1, outputs);
    const dy = normalTable('dy', rows, outputs);

    it.each(['linear', 'relu'] as const)('a %s layer computes x W + b', async (activation) => {
      const arena = arenaWith({ w, b });
      const out = empty(rows, outputs);
      kernels.linear(upload(x), arena, 'w', 'b', activation, out);
      const z = oracle.linear(x, w, b[0] as number[]);
      await close(out, activation === 'relu' ? oracle.relu(z) : z);
      arena.free();
    });

    it('the gradients of a linear layer add up over calls', async () => {
      const arena = arenaWith({ w, b });
      const input = upload(x);
      const gradient = upload(dy);
      const into = empty(rows, inputs);
      kernels.clearGradients(arena);
      for (let call = 0; call < 2; call++) {
        kernels.linearInputGradient(gradient, arena, 'w', into);
        kernels.linearWeightGradient(input, gradient, arena, 'w', 'b');
      }
      await close(
        into,
        oracle.product(dy, oracle.transpose(w)).map((r) => r.map((v) => 2 * v)),
      );
      // one step of rate 1 without momentum or decay shows the gradient itself
      kernels.sgd(arena, { learningRate: 1, momentum: 0, weightDecay: 0 });
      const values = await arena.read();
      const dw = oracle.product(oracle.transpose(x), dy);
      const want = w.map((row, i) => row.map((v, c) => v - 2 * (dw[i]?.[c] as number)));
      const scale = Math.max(1, ...want.flat().map(Math.abs));
      want.flat().forEach((value, k) => {
        expect((values.get('w')?.[k] as number) / scale).toBeCloseTo(value / scale, 5);
      });
      oracle.columnSums(dy).forEach((sum, c) => {
        expect(values.get('b')?.[c] as number).toBeCloseTo((b[0]?.[c] as number) - 2 * sum, 3);
      });
      arena.free();
    });

    it('cross-entropy and its gradient are those of the formula', async () => {
      const labels = Array.from({ length: rows }, (_, i) => i % outputs);
      const targets = labels.map((label) =>
        Array.from({ length: outputs }, (_, c) => (c === label ? 1 : 0)),
      );
      const recorder = kernels.recorder();
      const into = empty(rows, outputs);
      const logits = dy.map((row) => row.map((v) => 30 * v));
      kernels.crossEntropy(upload(logits), upload(targets), 0.7, into, { recorder, name: 'ce' });
      const { ce } = await recorder.drain();
      const want = oracle.crossEntropy(logits, labels);
      expect(ce as number).toBeCloseTo(want, 4);
      await close(into, oracle.crossEntropyGradient(logits, labels, 0.7));
      recorder.free();
    });
  });

  describe('the contrastive loss', () => {
    const rows = 6;
    const dims = 7;
    const student = normalTable('student', rows, dims);
    const teacher = normalTable('teacher', rows, dims);
    const labels = [0, 1, 0, 2, 1, 0];
    const oneHot = labels.map((label) => [0, 1, 2].map((c) => (c === label ? 1 : 0)));
    const cases = (['cosine', 'dot'] as const).flatMap((similarity) =>
      [null, labels].flatMap((given) =>
        [
          [1, 2, 5],
          [3, 6],
          [0, 1, 2, 3, 4, 5, 6],
        ].map((dimensions) => ({
          similarity,
          given,
          dimensions,
          aware: given ? 'label-aware' : 'plain',
        })),
      ),
    );
    it.each(cases)(
      '$similarity, $aware, on $dimensions: value, gradient and silence elsewhere',
      async ({ similarity, given, dimensions }) => {
        const how = { similarity, temperature: 0.5, labels: given };
        const mask = [Array.from({ length: dims }, (_, d) => (dimensions.includes(d) ? 1 : 0))];
        const recorder = kernels.recorder();
        const into = empty(rows, dims);
        kernels.contrast(
          upload(student),
          upload(teacher),
          upload(mask),
          {
            similarity,
            temperature: 0.5,
            weight: 1.5,
            sameClass: given ? upload(oneHot) : null,
          },
          into,
          { recorder, name: 'duc' },
        );
        const { duc } = await recorder.drain();
        const value = (at: Table) => oracle.contrast(at, teacher, dimensions, how);
        expect(duc as number).toBeCloseTo(value(student), 5);
        const gradient = oracle.finiteDifferences(value, student);
        await close(
          into,
          gradient.map((row) => row.map((v) => 1.5 * v)),
          4,
        );
        recorder.free();
      },
    );

    it('a student without length on the dimensions neither breaks nor moves the others', async () => {
      const dead = student.map((row, i) => (i === 2 ? row.map(() => 0) : row));
      const recorder = kernels.recorder();
      const into = empty(rows, dims);
      const mask = [Array.from({ length: dims }, (_, d) => (d < 3 ? 1 : 0))];
      kernels.contrast(
        upload(dead),
        upload(teacher),
        upload(mask),
        { similarity: 'cosine', temperature: 0.5, weight: 1, sameClass: null },
        into,
        { recorder, name: 'duc' },
      );
      const { duc } = await recorder.drain();
      expect(Number.isFinite(duc)).toBe(true);
      expect((await read(into)).every(Number.isFinite)).toBe(true);
      recorder.free();
    });
  });

  it('momentum, weight decay and the rate act as in PyTorch, biases too', async () => {
    const arena = arenaWith({ w: [[1, -2]], b: [[0.5, 0]] });
    const x = upload([[1]]);
    const dy = upload([[0.2, -0.4]]);
    let value = [1, -2, 0.5, 0];
    let velocity = [0, 0, 0, 0];
    const gradient = [0.2, -0.4, 0.2, -0.4];
    for (let step = 0; step < 3; step++) {
      kernels.clearGradients(arena);
      kernels.linearWeightGradient(x, dy, arena, 'w', 'b');
      kernels.sgd(arena, { learningRate: 0.1, momentum: 0.9, weightDecay: 0.01 });
      velocity = velocity.map(
        (v, k) => 0.9 * v + (gradient[k] as number) + 0.01 * (value[k] as number),
      );
      value = value.map((p, k) => p - 0.1 * (velocity[k] as number));
    }
    const got = await arena.read();
    [...(got.get('w') ?? []), ...(got.get('b') ?? [])].forEach((p, k) => {
      expect(p).toBeCloseTo(value[k] as number, 5);
    });
    arena.free();
  });

  it('Adam acts as in PyTorch', async () => {
    const arena = arenaWith({ w: [[1, -2]] });
    const x = upload([[1]]);
    const dy = upload([[0.2, -0.4]]);
    const m = [0, 0];
    const v = [0, 0];
    const value = [1, -2];
    for (let step = 1; step <= 3; step++) {
      kernels.clearGradients(arena);
      kernels.linearWeightGradient(x, dy, arena, 'w', null);
      kernels.adam(arena, { learningRate: 0.1, weightDecay: 0.01 });
      [0.2, -0.4].forEach((g0, k) => {
        const g = g0 + 0.01 * (value[k] as number);
        m[k] = 0.9 * (m[k] as number) + 0.1 * g;
        v[k] = 0.999 * (v[k] as number) + 0.001 * g * g;
        const mHat = (m[k] as number) / (1 - 0.9 ** step);
        const vHat = (v[k] as number) / (1 - 0.999 ** step);
        value[k] = (value[k] as number) - (0.1 * mHat) / (Math.sqrt(vHat) + 1e-8);
      });
    }
    (await arena.read()).get('w')?.forEach((p, k) => {
      expect(p).toBeCloseTo(value[k] as number, 4);
    });
    arena.free();
  });

  it.each(['sgd', 'adam'] as const)(
    '%s goes on from what was saved, and saving changes nothing',
    async (kind) => {
      const start = { w: normalTable('saved-w', 3, 5), b: normalTable('saved-b', 1, 5) };
      const x = upload(normalTable('saved-x', 4, 3));
      const dy = upload(normalTable('saved-dy', 4, 5));
      const steps = (arena: ReturnType<typeof arenaWith>, count: number) => {
        for (let step = 0; step < count; step++) {
          kernels.clearGradients(arena);
          kernels.linearWeightGradient(x, dy, arena, 'w', 'b');
          if (kind === 'sgd')
            kernels.sgd(arena, { learningRate: 0.1, momentum: 0.9, weightDecay: 0.01 });
          else kernels.adam(arena, { learningRate: 0.1, weightDecay: 0.01 });
        }
      };
      const through = arenaWith(start);
      steps(through, 3);
      const saved = await through.save();
      expect(saved.moments).toHaveLength(kind === 'sgd' ? 1 : 2);
      expect(saved.steps).toBe(kind === 'sgd' ? 0 : 3);
      steps(through, 2);
      const again = arenaWith({ w: normalTable('other-w', 3, 5), b: normalTable('other-b', 1, 5) });
      // gradients and moments of its own, which must go
      steps(again, 1);
      again.restore(saved);
      steps(again, 2);
      expect([...(await again.read())]).toEqual([...(await through.read())]);
      expect(() => again.restore({ values: new Float32Array(3), moments: [], steps: 0 })).toThrow(
        'What was saved has 3 numbers where 20 are needed.',
      );
      through.free();
      again.free();
    },
  );

  it('the feeder serves the rows in the order given, what is left over as a smaller batch', async () => {
    const rows = Array.from({ length: 7 }, (_, i) => [i, 10 * i]);
    const samples = { inputs: [upload(rows)], targets: upload(rows.map(([i]) => [-(i ?? 0)])) };
    const batchRows = new BatchRows(3);
    const feeder = kernels.feeder(samples, batchRows);
    const follower = kernels.allocate([batchRows, 2]);
    feeder.startEpoch(Int32Array.from([6, 5, 4, 3, 2, 1, 0]));
    const { inputs, targets } = feeder.batch;
    const batch = inputs[0] as DeviceArray;
    feeder.next();
    expect(await read(batch)).toEqual([6, 60, 5, 50, 4, 40]);
    expect(await read(targets)).toEqual([-6, -5, -4]);
    feeder.next();
    expect(await read(batch)).toEqual([3, 30, 2, 20, 1, 10]);
    kernels.clear(follower);
    kernels.add(batch, follower);
    feeder.next();
    expect(batchRows.now).toBe(1);
    expect([batch.shape, follower.shape]).toEqual([
      [1, 2],
      [1, 2],
    ]);
    expect(await read(batch)).toEqual([0, 0]);
    expect(await read(targets)).toEqual([-0]);
    kernels.clear(follower);
    kernels.add(batch, follower);
    expect(await read(follower)).toEqual([0, 0]);
    expect(() => feeder.next()).toThrow('The epoch has no batch left.');
    feeder.startEpoch(Int32Array.from([0, 1, 2, 3, 4, 5, 6]));
    feeder.next();
    expect(await read(batch)).toEqual([0, 0, 1, 10, 2, 20]);
    expect(await read(targets)).toEqual([-0, -1, -2]);
    kernels.clear(follower);
    expect(await read(follower)).toEqual([0, 0, 0, 0, 0, 0]);
    feeder.free();
    kernels.free([follower]);
  });

  it('a recorder counts every batch alike, however many rows it had', async () => {
    const recorder = kernels.recorder();
    const record = { recorder, name: 'loss' };
    const lossOf = (logits: number[][]) => {
      const targets = upload(logits.map(() => [1, 0]));
      kernels.crossEntropy(upload(logits), targets, 1, empty(logits.length, 2), record);
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

  it.each(['cosine', 'dot'] as const)(
    'a batch of one has nothing to contrast (%s)',
    async (similarity) => {
      const recorder = kernels.recorder();
      const into = empty(1, 3);
      for (const sameClass of [null, upload([[0, 1]])]) {
        kernels.contrast(
          upload([[1, -2, 0.5]]),
          upload([[0.3, 4, -1]]),
          upload([[1, 0, 1]]),
          { similarity, temperature: 0.5, weight: 1, sameClass },
          into,
          { recorder, name: 'duc' },
        );
      }
      expect(await recorder.drain()).toEqual({ duc: 0 });
      expect((await read(into)).map(Math.abs)).toEqual([0, 0, 0]);
      recorder.free();
    },
  );

  it('sums, shares of a bias, adds and clears', async () => {
    const arena = arenaWith({ b: [[1, 2]] });
    const out = empty(1, 2);
    const parts = [upload([[1, -5]]), upload([[2, 1]])];
    kernels.sum(parts, arena, { name: 'b', share: 0.5 }, 'relu', out);
    expect(await read(out)).toEqual([3.5, 0]);
    kernels.add(parts[0] as DeviceArray, out);
    expect(await read(out)).toEqual([4.5, -5]);
    kernels.clear(out);
    expect(await read(out)).toEqual([0, 0]);
    arena.free();
  });

  it('products, columns repeated over a row, and sigmoids with their gradient', async () => {
    const a = normalTable('product-a', 5, 3);
    const b = normalTable('product-b', 5, 3);
    const column = normalTable('column', 5, 1);
    const into = empty(5, 3);
    kernels.multiply(upload(a), upload(b), into);
    kernels.multiply(upload(a), upload(column), into);
    await close(
      into,
      a.map((row, i) =>
        row.map((v, c) => v * (b[i]?.[c] as number) + v * (column[i]?.[0] as number)),
      ),
    );
    const sigmoid = a.map((row) => row.map((v) => 1 / (1 + Math.exp(-v))));
    const inPlace = upload(a);
    kernels.sigmoid(inPlace, inPlace);
    await close(inPlace, sigmoid);
    const apart = empty(5, 3);
    kernels.sigmoid(upload(a), apart);
    await close(apart, sigmoid);
    const gradient = upload(b);
    kernels.sigmoidGradient(apart, gradient);
    await close(
      gradient,
      sigmoid.map((row, i) => row.map((y, c) => (b[i]?.[c] as number) * y * (1 - y))),
    );
  });

  it('scores of a batch at its labels', async () => {
    const logits = normalTable('scores', 7, 5).map((row) => row.map((v) => 10 * v));
    const labels = logits.map((_, i) => i % 5);
    const targets = labels.map((label) => [0, 1, 2, 3, 4].map((c) => Number(c === label)));
    const out = own(kernels.allocate([1]));
    const chosen = logits.map((row, i) => oracle.softmax(row)[labels[i] as number] as number);
    kernels.labelProbability(upload(logits), upload(targets), out);
    expect((await read(out))[0]).toBeCloseTo(
      chosen.reduce((sum, p) => sum + p, 0),
      4,
    );
    kernels.labelNll(upload(logits), upload(targets), out);
    expect((await read(out))[0]).toBeCloseTo(oracle.crossEntropy(logits, labels), 3);
    const each = chosen.map((p) => -Math.log(p)).sort((a, b) => a - b);
    const most = (each[3] as number) + 0.01;
    kernels.labelNll(upload(logits), upload(targets), out, most);
    const limited = each.map((nll) => Math.min(nll, most));
    expect(limited.filter((nll) => nll === most).length).toBeGreaterThan(0);
    expect((await read(out))[0]).toBeCloseTo(
      limited.reduce((sum, v) => sum + v, 0) / limited.length,
      3,
    );
  });

  it('nearness to prototypes and its gradient', async () => {
    const feature = normalTable('near-feature', 6, 5);
    const prototypes = normalTable('near-prototypes', 3, 5);
    const d = normalTable('near-d', 6, 3);
    const near = (at: Table) =>
      at.map((f) => prototypes.map((p) => -Math.hypot(...f.map((v, k) => v - (p[k] as number)))));
    const [f, p] = [upload(feature), upload(prototypes)];
    const out = empty(6, 3);
    kernels.nearness(f, p, out);
    await close(out, near(feature));
    const into = empty(6, 5);
    kernels.nearnessGradient(f, p, out, upload(d), into);
    const pulled = (at: Table) =>
      near(at).reduce(
        (sum, row, i) => sum + row.reduce((s, v, c) => s + v * (d[i]?.[c] as number), 0),
        0,
      );
    await close(into, oracle.finiteDifferences(pulled, feature), 4);
  });

  it('formulas over modalities, on single numbers and on columns', async () => {
    const scores = [2, 5, 2].map((value) => upload([[value]]));
    const columns = [
      [1, 2, 0.25],
      [0, 0.75, 3],
      [-1, 1, 0.5],
    ].map((column) => upload(column.map((value) => [value])));
    const cases: [string, f.Formula][] = [
      ['others', f.over(f.own(0), f.others(0))],
      ['smallest', f.smallest(0)],
      ['functions', f.plus(f.tanh(f.minus(f.own(0), 3)), f.exp(f.times(-1, f.own(1))))],
      ['bounds', f.max(0.5, f.min(f.own(1), f.own(0)))],
      ['choice', f.ifGreater(f.own(1), 0.5, f.own(0), f.over(1, f.own(0)))],
    ];
    const numbers = (list: readonly DeviceArray[], row: number) =>
      Promise.all(
        list.map(async (array) => (await read(array)).at(row % array.shape[0]!) as number),
      );
    for (const [name, formula] of cases) {
      const outs = columns.map(() => empty(3, 1));
      kernels.formula(formula, [scores, columns], outs);
      for (let row = 0; row < 3; row++) {
        const want = numbersOf(formula, [await numbers(scores, row), await numbers(columns, row)]);
        for (const [m, out] of outs.entries()) {
          expect((await read(out))[row], `${name}, modality ${m}`).toBeCloseTo(
            want[m] as number,
            5,
          );
        }
      }
    }
    const recorder = kernels.recorder();
    kernels.record(scores[0] as DeviceArray, { recorder, name: 'score' });
    kernels.record(scores[1] as DeviceArray, { recorder, name: 'score' });
    expect(await recorder.drain()).toEqual({ score: 3.5 });
    recorder.free();
  });

  it('records the mean of a column', async () => {
    const recorder = kernels.recorder();
    for (const column of [
      [[1], [0], [0], [1]],
      [[0], [0], [0], [1]],
    ]) {
      kernels.record(upload(column), { recorder, name: 'share' });
    }
    expect(await recorder.drain()).toEqual({ share: 0.375 });
    recorder.free();
  });

  it('a product with a single number scales', async () => {
    const into = empty(2, 2);
    const matrix = [
      [1, 2],
      [3, 4],
    ];
    kernels.multiply(upload(matrix), upload([[0.5]]), into);
    expect(await read(into)).toEqual([0.5, 1, 1.5, 2]);
  });

  it('a repeated step gives each time what its body would', async () => {
    const arena = arenaWith({ w: [[1, 2]] });
    const x = upload([[1]]);
    const dy = upload([[1, 10]]);
    const scratch = empty(1, 2);
    const recorder = kernels.recorder();
    const stepper = kernels.stepper();
    const step = (rate: number) =>
      stepper.run(`rate ${rate}`, () => {
        kernels.clearGradients(arena);
        kernels.linearWeightGradient(x, dy, arena, 'w', null);
        kernels.clear(scratch);
        kernels.add(dy, scratch);
        kernels.add(dy, scratch);
        kernels.record(x, { recorder, name: 'x' });
        kernels.sgd(arena, { learningRate: rate, momentum: 0, weightDecay: 0 });
      });
    step(1);
    step(1);
    step(0.5);
    step(1);
    kernels.write(dy, Float32Array.of(2, 0));
    step(1);
    expect([...((await arena.read()).get('w') ?? [])]).toEqual([1 - 3.5 - 2, 2 - 35]);
    expect(await read(scratch)).toEqual([4, 0]);
    expect(await recorder.drain()).toEqual({ x: 1 });
    stepper.free();
    recorder.free();
    arena.free();
  });

  it('gradients as a whole: scaled, with noise as wide as their spread, measured, read', async () => {
    const x = normalTable('whole-x', 6, 4);
    const dy = normalTable('whole-dy', 6, 3);
    const arena = arenaWith({ w: normalTable('whole-w', 4, 3), b: [[1, 2, 3]] });
    kernels.clearGradients(arena);
    kernels.linearWeightGradient(upload(x), upload(dy), arena, 'w', 'b');
    const dw = oracle.product(oracle.transpose(x), dy).flat();
    const db = oracle.columnSums(dy);
    const near = (got: Float32Array, want: readonly number[]) => {
      expect(got).toHaveLength(want.length);
      want.forEach((value, k) => {
        expect(got[k]).toBeCloseTo(value, 4);
      });
    };
    near(await kernels.readGradients(arena, ['b', 'w']), [...db, ...dw]);

    const recorder = kernels.recorder();
    kernels.relativeGradientNorm(arena, ['w', 'b'], { recorder, name: 'norm' });
    const weights = [...normalTable('whole-w', 4, 3).flat(), 1, 2, 3];
    const { norm } = await recorder.drain();
    expect(norm).toBeCloseTo(Math.hypot(...dw, ...db) / Math.hypot(...weights), 4);
    recorder.free();

    const together = empty(1, 1);
    kernels.gradientNorm(arena, ['w', 'b'], together);
    await close(together, [[Math.hypot(...dw, ...db)]]);
    kernels.largestGradient(arena, ['w', 'b'], together);
    await close(together, [[Math.max(...[...dw, ...db].map(Math.abs))]]);
    kernels.gradientNorm(arena, ['b'], together);
    await close(together, [[Math.hypot(...db)]]);

    kernels.modulateGradient(arena, 'b', upload([[0.5]]), null);
    const noise = Float32Array.from({ length: 12 }, (_, k) => (k % 3) - 1);
    kernels.modulateGradient(arena, 'w', upload([[0.25]]), upload([[...noise]]));
    const mean = dw.reduce((sum, v) => sum + v, 0) / 12;
    const spread = Math.sqrt(dw.reduce((sum, v) => sum + (v - mean) ** 2, 0) / 11);
    near(await kernels.readGradients(arena, ['w', 'b']), [
      ...dw.map((v, k) => 0.25 * v + spread * (noise[k] as number)),
      ...db.map((v) => 0.5 * v),
    ]);

    // of a gradient that is zero nothing is left but the given spread
    kernels.clearGradients(arena);
    kernels.modulateGradient(arena, 'w', upload([[0.25]]), upload([[...noise]]), 0.125);
    near(
      await kernels.readGradients(arena, ['w']),
      [...noise].map((v) => 0.125 * v),
    );
    kernels.largestGradient(arena, ['b'], together);
    await close(together, [[0]]);
    arena.free();
  });

  it('a learning rate of its own for a parameter leaves the others theirs', async () => {
    const arena = arenaWith({ w: [[1, 1]], v: [[1, 1]], b: [[1, 1]] });
    const x = upload([[1]]);
    const dy = upload([[1, 2]]);
    kernels.clearGradients(arena);
    for (const name of ['w', 'v']) kernels.linearWeightGradient(x, dy, arena, name, null);
    kernels.sgd(arena, {
      learningRate: 0.1,
      momentum: 0,
      weightDecay: 0,
      rates: new Map([['v', 3]]),
    });
    const values = await arena.read();
    const rounded = (name: string) =>
      [...(values.get(name) ?? [])].map((v) => Math.round(v * 1e5) / 1e5);
    expect([rounded('w'), rounded('v'), rounded('b')]).toEqual([
      [0.9, 0.8],
      [0.7, 0.4],
      [1, 1],
    ]);
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
    const recorder = kernels.recorder();
    const step = async () => {
      kernels.clearGradients(arena);
      kernels.linear(x, arena, 'w', 'b', 'linear', logits);
      kernels.clear(dLogits);
      kernels.crossEntropy(logits, targets, 1, dLogits, { recorder, name: 'ce' });
      kernels.linearWeightGradient(x, dLogits, arena, 'w', 'b');
      kernels.sgd(arena, { learningRate: 0.1, momentum: 0.9, weightDecay: 0 });
      return (await recorder.drain()).ce as number;
    };
    const first = await step();
    const before = kernels.memory();
    let last = first;
    for (let k = 0; k < 200; k++) last = await step();
    expect(kernels.memory()).toEqual(before);
    expect(last).toBeLessThan(first);
    arena.free();
    recorder.free();
  });
}
