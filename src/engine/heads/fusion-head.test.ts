/** Every fusion head's logits and gradients against a float64 formula and its finite differences. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { randomStream } from '../../math/rng';
import * as oracle from '../../testing/oracle';
import { type Device, openVariant } from '../device/device';
import { initialise } from '../initialise';
import { createFusionHead, fusionHeadSpecs } from './fusion-head';
import { FUSION_KINDS, type FusionShape, isLinear } from './fusion-types';

type Table = oracle.Table;
type Parameters = ReadonlyMap<string, Float32Array>;

let device: Device;
beforeAll(async () => {
  device = await openVariant('cpu');
});
afterAll(() => device.close());

const ROWS = 5;
const CLASSES = 3;
const LABELS = [0, 2, 1, 1, 0];

const random = randomStream(2, 'fusion-head');
const normals = (columns: number): Table =>
  Array.from({ length: ROWS }, () =>
    Array.from({ length: columns }, () => Math.fround(random.normal())),
  );

/** The formulas of docs/method.md#fusion-heads, in float64. */
function logitsOf(shape: FusionShape, values: Parameters, features: readonly Table[]): Table {
  const table = (name: string, rows: number): Table => {
    const all = [...(values.get(name) ?? [])];
    const columns = all.length / rows;
    return Array.from({ length: rows }, (_, i) => all.slice(i * columns, (i + 1) * columns));
  };
  const affine = (x: Table, name: string): Table =>
    oracle.linear(x, table(`${name}.weight`, x[0]?.length ?? 0), [
      ...(values.get(`${name}.bias`) ?? []),
    ]);
  const map = (f: (...v: number[]) => number, ...tables: Table[]): Table =>
    (tables[0] as Table).map((row, i) => row.map((_, c) => f(...tables.map((t) => t[i]![c]!))));
  if (shape.kind === 'cosine') {
    const unit = (rows: Table) => rows.map((row) => row.map((v) => v / Math.hypot(...row)));
    return features
      .map((f, m) => {
        const rows = oracle.transpose(table(`h.${m}.weight`, f[0]!.length));
        return oracle.product(unit(f), oracle.transpose(unit(rows)));
      })
      .reduce(oracle.plus)
      .map((row) => row.map((v) => (shape.scale ?? 1) * v));
  }
  if (shape.kind === 'sum') {
    const summed = features.map((f, m) => affine(f, `h.${m}`)).reduce(oracle.plus);
    return shape.hidden ? affine(oracle.relu(summed), 'h.out') : summed;
  }
  if (shape.kind === 'concat' || shape.kind === 'sum-tied') {
    const parts = features.map((f, m) => {
      const name = shape.kind === 'sum-tied' ? 'h.weight' : `h.${m}.weight`;
      return oracle.product(f, table(name, f[0]!.length));
    });
    const bias = [...(values.get('h.bias') ?? [])];
    const summed = parts.reduce(oracle.plus).map((row) => row.map((v, c) => v + bias[c]!));
    return shape.hidden ? affine(oracle.relu(summed), 'h.out') : summed;
  }
  const [f1, f2] = features as [Table, Table];
  const fused =
    shape.kind === 'film'
      ? map((g, f, b) => g * f + b, affine(f1, 'h.gain'), f2, affine(f1, 'h.shift'))
      : map((u, v) => v / (1 + Math.exp(-u)), affine(f1, 'h.gate'), affine(f2, 'h.value'));
  return affine(shape.hidden ? oracle.relu(affine(fused, 'h.hidden')) : fused, 'h.out');
}

const cosines = [[3, 2], [3, 2, 3], [4]].map(
  (featureDims): FusionShape => ({
    ...{ kind: 'cosine', featureDims, classes: CLASSES, hidden: 0, scale: 4 },
  }),
);
const linearAndModulated = FUSION_KINDS.flatMap((kind) =>
  [0, 4].flatMap((hidden): FusionShape[] => {
    const dims = kind === 'sum-tied' ? [3, 3] : [3, 2];
    const shape = { kind, hidden, classes: CLASSES, featureDims: dims };
    return isLinear(kind) ? [shape, { ...shape, featureDims: [...dims, 3] }] : [shape];
  }),
);

const shapes = [...linearAndModulated, ...cosines];

describe.each(shapes.map((shape) => ({ ...shape, count: shape.featureDims.length, shape })))(
  '$kind of $count with $hidden hidden units',
  ({ shape }) => {
    it('has the logits and every gradient of the formula', async () => {
      const { kernels } = device;
      const features = shape.featureDims.map((featureDim) => normals(featureDim));
      const arena = kernels.arena(fusionHeadSpecs('h', shape, ['test']));
      initialise(arena, 4);
      const start = await arena.read();
      const head = createFusionHead(kernels, arena, 'h', shape);
      const pass = head.pass(ROWS);
      const inputs = features.map((f) =>
        kernels.upload(Float32Array.from(f.flat()), [ROWS, f[0]!.length]),
      );
      const into = inputs.map((input) => kernels.allocate(input.shape));
      const oneHot = LABELS.flatMap((label) => [0, 1, 2].map((c) => Number(c === label)));
      const targets = kernels.upload(Float32Array.from(oneHot), [ROWS, CLASSES]);
      const recorder = kernels.recorder();

      pass.forward(inputs);
      const want = logitsOf(shape, start, features);
      const [logits] = await kernels.read([pass.logits]);
      want.flat().forEach((value, k) => {
        expect(logits?.[k]).toBeCloseTo(value, 5);
      });

      kernels.clear(pass.dLogits);
      kernels.crossEntropy(pass.logits, targets, 1, pass.dLogits, { recorder, name: 'ce' });
      pass.backward(inputs, into);
      const loss = (values: Parameters, at: readonly Table[]) =>
        oracle.crossEntropy(logitsOf(shape, values, at), LABELS);
      const got = await kernels.read(into);
      features.forEach((feature, m) => {
        const slopes = oracle.finiteDifferences(
          (moved) =>
            loss(
              start,
              features.map((f, k) => (k === m ? moved : f)),
            ),
          feature,
        );
        slopes.flat().forEach((slope, k) => {
          expect(got[m]?.[k], `feature ${m}, element ${k}`).toBeCloseTo(slope, 5);
        });
      });
      for (const { name } of arena.specs) {
        const gradient = await kernels.readGradients(arena, [name]);
        const values = start.get(name) as Float32Array;
        const slopes = oracle.finiteDifferences(
          ([moved]) => loss(new Map([...start, [name, moved as never]]), features),
          [[...values]],
        );
        (slopes[0] ?? []).forEach((slope, k) => {
          expect(gradient[k], `${name}[${k}]`).toBeCloseTo(slope, 5);
        });
      }
      // with the wall shut nothing more reaches the features
      pass.backward(inputs, null);
      expect(await kernels.read(into)).toEqual(got);

      recorder.free();
      pass.free();
      kernels.free([...inputs, ...into, targets]);
      arena.free();
    });
  },
);

describe('cosines', () => {
  const shape: FusionShape = { kind: 'cosine', featureDims: [2], classes: 2, hidden: 0, scale: 10 };

  /** z and the gradient of the cross-entropy of class 0 on one feature, with the rows (1, 0) and (0, 2). */
  async function saidOf(feature: readonly [number, number]) {
    const { kernels } = device;
    const arena = kernels.arena(fusionHeadSpecs('h', shape, ['test']));
    arena.write('h.0.weight', Float32Array.of(1, 0, 0, 2));
    const pass = createFusionHead(kernels, arena, 'h', shape).pass(1);
    const x = kernels.upload(Float32Array.from(feature), [1, 2]);
    const targets = kernels.upload(Float32Array.of(1, 0), [1, 2]);
    const into = kernels.allocate([1, 2]);
    pass.forward([x]);
    const record = { recorder: null, name: 'ce' };
    kernels.crossEntropy(pass.logits, targets, 1, pass.dLogits, record);
    pass.backward([x], [into]);
    const [logits, gradient] = await kernels.read([pass.logits, into]);
    const ofWeights = await kernels.readGradients(arena, ['h.0.weight']);
    pass.free();
    kernels.free([x, targets, into]);
    arena.free();
    // + 0: a zero is a zero
    return [logits, gradient, ofWeights].map((values) => [...values].map((v) => v + 0));
  }

  it('of (3, 4) with (1, 0) and (0, 2) are .6 and .8, and the gradient is across the feature', async () => {
    const [logits, gradient, ofWeights] = await saidOf([3, 4]);
    // 10 x .6, 10 x .8
    expect(logits).toEqual([expect.closeTo(6, 5), expect.closeTo(8, 5)]);
    // p = (.119203, .880797); du = 10 (p - y) W^ = (-8.807971, 8.807971); (du - u <u, du>) / 5, <u, du> = 1.761594
    expect(gradient).toEqual([expect.closeTo(-1.972985, 5), expect.closeTo(1.479739, 5)]);
    // of each row, across it: (0, -.880797 x 10 x .8) and (.880797 x 10 x .6, 0) / 2; a column for each class
    const [down, right] = [-7.046377, 2.642391];
    expect(ofWeights).toEqual([0, right, down, 0].map((v) => expect.closeTo(v, 4)));
  });

  it('do not change with the length of a feature, and a feature of zeros says nothing and gets nothing', async () => {
    const [logits, gradient] = await saidOf([30, 40]);
    expect(logits).toEqual([expect.closeTo(6, 5), expect.closeTo(8, 5)]);
    expect(gradient).toEqual([expect.closeTo(-0.1972985, 6), expect.closeTo(0.1479739, 6)]);
    expect((await saidOf([0, 0])).slice(0, 2)).toEqual([
      [0, 0],
      [0, 0],
    ]);
  });
});

describe('a sum of two maps', () => {
  const shape: FusionShape = { kind: 'sum', featureDims: [2, 1], classes: 2, hidden: 0 };

  it('adds W_m f + b_m, and each share has the bias of its map', async () => {
    const { kernels } = device;
    const arena = kernels.arena(fusionHeadSpecs('h', shape, ['test']));
    arena.write('h.0.weight', Float32Array.of(1, 2, 3, 4));
    arena.write('h.0.bias', Float32Array.of(10, 20));
    arena.write('h.1.weight', Float32Array.of(-1, 5));
    arena.write('h.1.bias', Float32Array.of(100, 200));
    const pass = createFusionHead(kernels, arena, 'h', shape).pass(1);
    const inputs = [
      kernels.upload(Float32Array.of(1, -1), [1, 2]),
      kernels.upload(Float32Array.of(2), [1, 1]),
    ];
    const shares = pass.readouts.map((readout) => {
      const out = kernels.allocate([1, 2]);
      return { readout, out };
    });
    pass.forward(inputs);
    for (const { readout, out } of shares) readout.write(out);
    const read = await kernels.read([pass.logits, ...shares.map(({ out }) => out)]);
    // (1, -1) W_0 = (1 - 3, 2 - 4); 2 W_1 = (-2, 10)
    expect(read.map((values) => [...(values ?? [])])).toEqual([
      [-2 + 10 - 2 + 100, -2 + 20 + 10 + 200],
      [-2 + 10, -2 + 20],
      [-2 + 100, 10 + 200],
    ]);
    pass.free();
    kernels.free([...inputs, ...shares.map(({ out }) => out)]);
    arena.free();
  });

  it('starts every map from its own fan-in and from a stream of its position', async () => {
    const { kernels } = device;
    const begun = async (featureDims: readonly number[]) => {
      const specs = fusionHeadSpecs('h', { ...shape, featureDims }, ['test']);
      const arena = kernels.arena(specs);
      initialise(arena, 4);
      const values = await arena.read();
      arena.free();
      return { values, bounds: specs.map((spec) => 'bound' in spec && spec.bound) };
    };
    const two = await begun([4, 9]);
    const three = await begun([16, 9, 4]);
    expect(two.bounds).toEqual([1 / 2, 1 / 2, 1 / 3, 1 / 3]);
    expect(three.values.get('h.1.weight')).toEqual(two.values.get('h.1.weight'));
    expect(three.values.get('h.1.bias')).toEqual(two.values.get('h.1.bias'));
  });
});
