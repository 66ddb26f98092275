/** The supervised contrast: a hand case, and values and gradients of its formula by loops over pairs. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Device, openVariant } from '../../engine/device/device';
import { BatchRows } from '../../engine/kernels/kernels';
import { normalTable } from '../../testing/kernel-bench';
import { finiteDifferences, type Table } from '../../testing/oracle';
import { ClassContrast } from './class-contrast';

let device: Device;
beforeAll(async () => {
  device = await openVariant('cpu');
});
afterAll(() => device.close());

const CLASSES = 3;

/** The loss and its gradient on every modality's features, times a weight. */
async function taken(
  features: readonly Table[],
  labels: readonly number[],
  temperature: number,
  weight = 1,
) {
  const { kernels } = device;
  const rows = labels.length;
  const dims = features[0]?.[0]?.length ?? 0;
  const upload = (table: Table) =>
    kernels.upload(Float32Array.from(table.flat()), [rows, table[0]?.length ?? 0]);
  const before = kernels.memory().arrays;
  const inputs = features.map(upload);
  const targets = upload(
    labels.map((label) => Array.from({ length: CLASSES }, (_, c) => Number(c === label))),
  );
  const into = inputs.map(() => kernels.allocate([rows, dims]));
  const factor = kernels.upload(Float32Array.of(weight), [1]);
  const shape = { batch: new BatchRows(rows), count: features.length, dims, classes: CLASSES };
  const contrast = new ClassContrast(kernels, shape, temperature);
  contrast.makeRoom();
  const recorder = kernels.recorder();
  kernels.record(contrast.take(inputs, targets, factor, into), { recorder, name: 'loss' });
  const { loss = Number.NaN } = await recorder.drain();
  const gradients = await kernels.read(into);
  recorder.free();
  contrast.free();
  kernels.free([...inputs, targets, ...into, factor]);
  expect(kernels.memory().arrays - before).toBeLessThanOrEqual(1);
  return { loss, gradients };
}

/** By loops over ordered pairs. */
function oracle(features: readonly Table[], labels: readonly number[], temperature: number) {
  const rows = features.flat().map((row) => row.map((v) => v / Math.hypot(...row)));
  const of = rows.map((_, i) => labels[i % labels.length]);
  const power = (i: number, j: number) =>
    Math.exp((rows[i] ?? []).reduce((sum, v, d) => sum + v * (rows[j]?.[d] ?? 0), 0) / temperature);
  let [sum, pairs] = [0, 0];
  for (const i of rows.keys()) {
    for (const p of rows.keys()) {
      if (p === i || of[p] !== of[i]) continue;
      const negatives = [...rows.keys()].filter((n) => of[n] !== of[i]);
      const against = negatives.reduce((total, n) => total + power(i, n), 0);
      sum -= Math.log(power(i, p) / (power(i, p) + against));
      pairs += 1;
    }
  }
  return pairs === 0 ? 0 : sum / pairs;
}

it('of two samples of two classes, whose modalities agree, is ln(1 + 2 / e^2)', async () => {
  // units e1, e2, e1, e2; tau .5: partners at e^2, two strangers at e^0: ln((e^2 + 2) / e^2) = .239545
  const same = [
    [3, 0],
    [0, 2],
  ];
  const { loss, gradients } = await taken([same, same], [0, 1], 0.5);
  expect(loss).toBeCloseTo(0.239545, 5);
  // along a unit there is nothing; across it, strangers push: row 0 against e2 from both sides of its two pairs
  expect(gradients[0]?.[0]).toBeCloseTo(0, 6);
  expect(gradients[0]?.[1]).toBeGreaterThan(0);
});

describe.each([2, 3])('of %i modalities', (count) => {
  const labels = [0, 1, 0, 2, 1];
  const features = Array.from({ length: count }, (_, m) => normalTable(`contrast ${m}`, 5, 4));

  it('is the mean over pairs, with the gradients of that', async () => {
    const { loss, gradients } = await taken(features, labels, 0.5, 0.7);
    expect(loss).toBeCloseTo(oracle(features, labels, 0.5), 4);
    gradients.forEach((gradient, m) => {
      const slopes = finiteDifferences(
        (moved) =>
          oracle(
            features.map((table, k) => (k === m ? moved : table)),
            labels,
            0.5,
          ),
        features[m] as Table,
      );
      slopes.flat().forEach((slope, k) => {
        expect(gradient[k], `modality ${m}, element ${k}`).toBeCloseTo(0.7 * slope, 4);
      });
    });
  });

  it('stays finite at the smallest temperature, and has nothing to say of one class', async () => {
    const sharp = await taken(features, labels, 0.02);
    expect(Number.isFinite(sharp.loss)).toBe(true);
    for (const gradient of sharp.gradients) expect(gradient.every(Number.isFinite)).toBe(true);
    const one = await taken(features, [1, 1, 1, 1, 1], 0.5);
    expect(one.loss).toBeCloseTo(0, 6);
    for (const gradient of one.gradients) for (const v of gradient) expect(v).toBeCloseTo(0, 6);
  });
});
