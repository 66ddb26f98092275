/**
 * What every encoder of the list owes, so that a further one needs no test of these things: its gradients are the slopes
 * of its features, a batch of one and an odd batch are alike, and it gives back what it took.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { randomStream } from '../../math/rng';
import { ENCODER_KINDS, ENCODERS, type EncoderSettings, encoderOf } from '../../protocol/encoders';
import { parseSettings } from '../../protocol/settings';
import { type Device, openVariant } from '../device/device';
import { initialise } from '../initialise';
import type { Kernels } from '../kernels/kernels';
import { isTrained } from '../kernels/storage';
import { encoderMaker, fetchEncoder } from './catalogue';
import type { EncoderMaker } from './encoder';

/** One sample of each sort of modality there is. */
const SHAPES = [[7], [12, 18, 2], [2, 5, 4, 1], [9, 3], [11, 1]];
const ROWS = 5;
/**
 * The first is wide enough for rounding to vanish and narrow enough for few corners of ReLUs to be crossed; the others are
 * for nets that bend more. A gradient is right where the slope over one of them is.
 */
const STEPS = [2e-3, 5e-4, 1e-4];
/** Of the gradient's length: rounding, and the corners that are crossed all the same. */
const TOLERANCE = 0.02;

const cases = ENCODER_KINDS.flatMap((kind) =>
  SHAPES.filter((shape) => ENCODERS[kind].refusal('x', shape) === null).map((shape) => ({
    kind,
    shape,
    text: shape.join(' x '),
  })),
);

const small = (kind: string): EncoderSettings =>
  encoderOf(
    parseSettings({
      encoders: { '*': { kind, hidden: [6], channels: [3, 4], featureDim: 3, width: 4 } },
    }),
    'x',
  );

it('every kind can read some sort of modality', () => {
  expect(new Set(cases.map(({ kind }) => kind))).toEqual(new Set(ENCODER_KINDS));
});

it('what nobody fetched is a programmer’s error', async () => {
  const kind = ENCODER_KINDS.find((each) => each !== 'mlp') ?? 'mlp';
  expect(() => encoderMaker(kind)).toThrow(`The code of the encoder ${kind} was not fetched.`);
  const fetched = await fetchEncoder(kind);
  expect(encoderMaker(kind)).toBe(fetched);
});

describe.each(cases)('$kind on samples of $text', ({ kind, shape }) => {
  let device: Device;
  let kernels: Kernels;
  let maker: EncoderMaker;
  beforeAll(async () => {
    device = await openVariant('cpu');
    kernels = device.kernels;
    maker = await fetchEncoder(kind);
    await kernels.loadDeep();
  });
  afterAll(() => device.close());

  const make = () => {
    const plan = maker(small(kind), shape, { name: 'e', stream: ['encoder', 0] });
    const arena = kernels.arena(plan.specs);
    initialise(arena, 3);
    return {
      arena,
      encoder: plan.build(kernels, arena),
      names: plan.specs.filter(isTrained).map(({ name }) => name),
    };
  };
  const normals = (purpose: string, size: number) => {
    const random = randomStream(5, purpose, kind, ...shape);
    return Float32Array.from({ length: size }, () => random.normal());
  };
  const dims = small(kind).featureDim;
  const numbers = shape.reduce((product, side) => product * side, 1);
  const inputs = normals('inputs', ROWS * numbers);

  it('has the gradients that its features slope by, for every parameter', async () => {
    const { arena, encoder, names } = make();
    const weights = normals('weights of the features', ROWS * dims);
    const x = kernels.upload(inputs, [ROWS, numbers]);
    const pass = encoder.pass(ROWS);
    const weighted = async () => {
      const [features] = await kernels.read([pass.forward(x, 'training')]);
      return Array.from(features ?? [], (value, i) => value * (weights[i] ?? 0)).reduce(
        (sum, value) => sum + value,
        0,
      );
    };
    await weighted();
    const dFeature = kernels.upload(weights, [ROWS, dims]);
    kernels.clearGradients(arena);
    pass.backward(x, dFeature);
    const values = await arena.read();
    for (const name of names) {
      const gradient = await kernels.readGradients(arena, [name]);
      const start = values.get(name) ?? new Float32Array();
      // along the gradient's own direction, the slope is its length
      const length = Math.hypot(...gradient);
      expect(length, name).toBeGreaterThan(1e-3);
      const along = async (step: number) => {
        arena.write(
          name,
          start.map((value, i) => value + (step * (gradient[i] ?? 0)) / length),
        );
        return weighted();
      };
      let off = Number.POSITIVE_INFINITY;
      for (const step of STEPS) {
        if (off < TOLERANCE) break;
        const slope = ((await along(step)) - (await along(-step))) / (2 * step);
        off = Math.min(off, Math.abs(slope - length) / length);
      }
      arena.write(name, start);
      expect(off, name).toBeLessThan(TOLERANCE);
    }
    pass.free();
    kernels.free([x, dFeature]);
    arena.free();
  });

  it('reads a sample alone as it reads it among others, and gives back what it took', async () => {
    const held = kernels.memory().arrays;
    const { arena, encoder } = make();
    const featuresOf = async (from: number, rows: number) => {
      const part = inputs.slice(from * numbers, (from + rows) * numbers);
      const x = kernels.upload(part, [rows, numbers]);
      const pass = encoder.pass(rows);
      const [features] = await kernels.read([pass.forward(x, 'inference')]);
      pass.free();
      kernels.free([x]);
      return Array.from(features ?? []);
    };
    const all = await featuresOf(0, ROWS);
    const last = await featuresOf(ROWS - 1, 1);
    last.forEach((value, d) => {
      expect(value).toBeCloseTo(all[(ROWS - 1) * dims + d] ?? Number.NaN, 5);
    });
    arena.free();
    expect(kernels.memory().arrays).toBe(held);
  });
});
