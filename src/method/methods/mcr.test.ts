/** MCR: what is left without its three losses, and who moves whom in the game, on two and on three modalities. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Device, openVariant } from '../../engine/device/device';
import type { Matrix } from '../../math/matrix';
import { FUSION_HEAD } from '../../protocol/names';
import { parametersOf, toyData, toyRun } from '../../testing/one-step';
import {
  finiteDifferences,
  plus,
  product,
  softmax,
  type Table,
  transpose,
} from '../../testing/oracle';
import { RecordedDraws } from '../../testing/recorded-draws';
import {
  encoderModule,
  FUSION_HEAD_MODULE,
  isOfEncoder,
  RECONSTRUCTION_MODULE,
} from '../model/parameter-names';
import { logitsOf } from '../model/readings';
import { splitRecord } from '../model/signals';

let device: Device;
beforeAll(async () => {
  device = await openVariant('cpu');
});
afterAll(() => device.close());

const RATE = 0.1;
const NOTHING = { gameWeight: 0, contrastiveWeight: 0, reconstructionWeight: 0 };
/** Twelve rows in another order, one for each modality. */
const ORDERS = [5, 7, 11].map((step) => Array.from({ length: 12 }, (_, i) => (i * step + 1) % 12));

/** All parameters before and after one step from the same start, and what the step said. */
async function stepped(method: string, knobs: object, count = 2) {
  const draws = new RecordedDraws(
    ORDERS.slice(0, count).map((values, m) => ({ where: `order ${m}`, shape: [12], values })),
  );
  const settings = { methods: { [method]: { ...knobs } } };
  const toy = await toyRun(device.kernels, method, toyData(count), settings, { draws });
  const before = await parametersOf(toy.run);
  const readings = await toy.run.read(toy.context.data.train);
  const after = await toy.epoch(0);
  const [stage] = toy.run.stages;
  const { signals } = splitRecord((await stage?.losses()) ?? {});
  toy.free();
  return { before, after, readings, signals };
}

const off = (a: ArrayLike<number> | undefined, b: ArrayLike<number> | undefined) =>
  Math.max(...Array.from(a ?? [Number.NaN], (v, k) => Math.abs(v - (b?.[k] ?? Number.NaN))));

describe('MCR', () => {
  it('without its three losses is joint training with unimodal losses', async () => {
    const { after } = await stepped('mcr', NOTHING);
    const plain = await stepped('multi-loss', {});
    for (const [name, values] of plain.after) {
      expect(off(values, after.get(name)), name).toBeLessThan(1e-6);
    }
  });

  it('reconstructs from constant logits: the head learns nothing of it', async () => {
    const { after, before } = await stepped('mcr', { ...NOTHING, reconstructionWeight: 3 });
    const plain = await stepped('multi-loss', {});
    for (const [name, values] of after) {
      const isHead = name.startsWith(`${FUSION_HEAD_MODULE.name}.`);
      const isNew = name.startsWith(`${RECONSTRUCTION_MODULE.name}.`);
      const moved = off(values, (isNew ? before : plain.after).get(name));
      if (isHead) expect(moved, name).toBeLessThan(1e-6);
      if (isNew || isOfEncoder(name, 0)) expect(moved, name).toBeGreaterThan(1e-6);
    }
  });
});

const table = ({ values, rows, columns }: Matrix): Table =>
  Array.from({ length: rows }, (_, i) => [...values.subarray(i * columns, (i + 1) * columns)]);

/** Mean over the rows of the Jensen-Shannon divergence of two tables of logits. */
function divergence(a: Table, b: Table): number {
  const kl = (p: readonly number[], q: readonly number[]) =>
    p.reduce((sum, v, c) => sum + v * Math.log(v / (q[c] as number)), 0);
  const rows = a.map((row, i) => {
    const [p, q] = [softmax(row), softmax(b[i] as number[])];
    const mean = p.map((v, c) => (v + (q[c] as number)) / 2);
    return (kl(p, mean) + kl(q, mean)) / 2;
  });
  return rows.reduce((sum, v) => sum + v, 0) / rows.length;
}

describe.each([2, 3])('the game of %i encoders', (count) => {
  const places = Array.from({ length: count }, (_, m) => m);

  it.each([
    // what an encoder wants of J^(m) under its own shuffle and under another's, and whether the head plays
    { mode: 'greedy', own: -1, others: 1, plays: false },
    { mode: 'independent', own: -1, others: 0, plays: true },
    { mode: 'collaborative', own: -1, others: -1, plays: true },
  ])('$mode moves whom it says', async ({ mode, own, others, plays }) => {
    const knobs = { ...NOTHING, gameWeight: 1, rounds: 1, mode };
    const { after, before, readings, signals } = await stepped('mcr', knobs, count);
    const plain = await stepped('mcr', NOTHING, count);
    const features = readings.features.map(table);
    const weights = places.map((m): Table => {
      const values = [...(before.get(`${FUSION_HEAD_MODULE.name}.${m}.weight`) ?? [])];
      return Array.from({ length: 4 }, (_, d) => values.slice(3 * d, 3 * d + 3));
    });
    const z = table(logitsOf(readings, FUSION_HEAD));
    const parts = features.map((feature, m) => product(feature, weights[m] as Table));
    const bias = z.map((row, i) =>
      row.map((v, c) => v - parts.reduce((sum, part) => sum + (part[i]?.[c] as number), 0)),
    );
    /** J^(m) with the features of one modality moved. */
    const apart = (m: number, k: number, moved: Table) => {
      const all = features.map((feature, j) =>
        product(j === k ? moved : feature, weights[j] as Table),
      );
      const shuffled = all.map((part, j) =>
        j === m ? (ORDERS[m] as number[]).map((from) => part[from] as number[]) : part,
      );
      return divergence(shuffled.reduce(plus, bias), all.reduce(plus, bias));
    };
    for (const m of places) {
      const told = signals.get('shuffleDivergence')?.get(`m${m}`);
      expect(told).toBeCloseTo(apart(m, m, features[m] as Table), 6);
    }
    for (const k of places) {
      const slopes = finiteDifferences(
        (moved) =>
          places.reduce((sum, m) => sum + (m === k ? own : others) * apart(m, k, moved), 0),
        features[k] as Table,
      );
      // the last layer is linear: its bias gets the gradient on the feature, summed over the rows
      const name = `${encoderModule(k).name}.layer2.bias`;
      transpose(slopes).forEach((column, d) => {
        const slope = column.reduce((sum, v) => sum + v, 0);
        const moved = (after.get(name)?.[d] ?? Number.NaN) - (plain.after.get(name)?.[d] ?? 0);
        expect(moved, `${mode}: ${name}[${d}]`).toBeCloseTo(-RATE * slope, 6);
      });
      const head = `${FUSION_HEAD_MODULE.name}.${k}.weight`;
      const movedHead = off(after.get(head), plain.after.get(head));
      if (plays) expect(movedHead).toBeGreaterThan(1e-5);
      else expect(movedHead).toBe(0);
    }
  });
});

it('refuses what it cannot do before it trains', async () => {
  const make = (knobs: object, settings: object = {}) =>
    toyRun(device.kernels, 'mcr', toyData(2), { ...settings, methods: { mcr: { ...knobs } } });
  await expect(make({ fusion: 'film' })).rejects.toThrow(
    'methods.mcr.fusion is "film"; MCR reads each modality out of the fusion head, so it must be concat, sum or sum-tied.',
  );
  const uneven = { encoders: { '*': { hidden: [5], featureDim: 4 }, m1: { featureDim: 6 } } };
  await expect(make({}, uneven)).rejects.toThrow(
    'a contrast of the features of all modalities needs features of one length.',
  );
});
