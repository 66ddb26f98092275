/** The divergence of answers: the hand case in both forms, and its gradients by finite differences. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Device, openVariant } from '../../engine/device/device';
import { BatchRows } from '../../engine/kernels/kernels';
import { normalTable } from '../../testing/kernel-bench';
import { finiteDifferences, softmax, type Table } from '../../testing/oracle';
import { Divergence, type DivergenceForm } from './divergence';

let device: Device;
beforeAll(async () => {
  device = await openVariant('cpu');
});
afterAll(() => device.close());

/** J and its gradients on the device. */
async function taken(answers: readonly Table[], form: DivergenceForm) {
  const { kernels } = device;
  const [first = []] = answers;
  const shape = [first.length, first[0]?.length ?? 0] as const;
  const before = kernels.memory().arrays;
  const inputs = answers.map((table) => kernels.upload(Float32Array.from(table.flat()), shape));
  const how = { rows: new BatchRows(shape[0]), classes: shape[1], count: answers.length };
  const divergence = new Divergence(kernels, how, form);
  divergence.of(inputs);
  const recorder = kernels.recorder();
  kernels.record(divergence.value, { recorder, name: 'J' });
  const { J = Number.NaN } = await recorder.drain();
  const gradients = await kernels.read(divergence.gradients);
  recorder.free();
  divergence.free();
  kernels.free(inputs);
  expect(kernels.memory().arrays - before).toBeLessThanOrEqual(1);
  return { J, gradients };
}

/** The mean over samples and answers of KL(p_m || p) or KL(p || p_m), p the mean answer. */
function oracle(answers: readonly Table[], form: DivergenceForm): number {
  const of = answers.map((table) => table.map(softmax));
  const kl = (p: readonly number[], q: readonly number[]) =>
    p.reduce((sum, v, c) => sum + v * Math.log(v / (q[c] as number)), 0);
  const [first = []] = of;
  const each = first.map((row, i) => {
    const rows = of.map((table) => table[i] as number[]);
    const mean = row.map((_, c) => rows.reduce((sum, p) => sum + (p[c] as number), 0) / of.length);
    const terms = rows.map((p) => (form === 'reversed' ? kl(mean, p) : kl(p, mean)));
    return terms.reduce((sum, v) => sum + v, 0) / of.length;
  });
  return each.reduce((sum, v) => sum + v, 0) / each.length;
}

const FORMS = ['jensen-shannon', 'reversed'] as const;

describe('the divergence of (1, 0) and (0, 0)', () => {
  // p = (.731059, .268941), q = (.5, .5), m = (.615529, .384471)
  it.each([
    // g = .5 log(p / m) = (.085998, -.178698), sum p g = .014811; dz = p (g - .014811)
    { form: FORMS[0], J: 0.0285353, slope: 0.052042 },
    // g = .5 (log m + 1 - .5 log p - .5 log q - m / p)
    { form: FORMS[1], J: 0.0292294, slope: 0.054876 },
  ])('$form is $J', async ({ form, J, slope }) => {
    const found = await taken([[[1, 0]], [[0, 0]]], form);
    expect(found.J).toBeCloseTo(J, 6);
    const [ofFirst] = found.gradients;
    expect([...(ofFirst ?? [])]).toEqual([expect.closeTo(slope, 5), expect.closeTo(-slope, 5)]);
  });
});

describe.each(FORMS)('%s', (form) => {
  it.each([2, 3])('of %i answers has the gradients of its formula', async (count) => {
    const answers = Array.from({ length: count }, (_, m) => normalTable(`answer ${m}`, 4, 5));
    const { J, gradients } = await taken(answers, form);
    expect(J).toBeCloseTo(oracle(answers, form), 5);
    gradients.forEach((gradient, m) => {
      const slopes = finiteDifferences(
        (moved) =>
          oracle(
            answers.map((table, k) => (k === m ? moved : table)),
            form,
          ),
        answers[m] as Table,
      );
      slopes.flat().forEach((slope, k) => {
        expect(gradient[k], `answer ${m}, element ${k}`).toBeCloseTo(slope, 5);
      });
    });
  });

  it('is 0 without a slope where all say the same, and finite where they are sure', async () => {
    const same = normalTable('same', 3, 4);
    const { J, gradients } = await taken([same, same], form);
    expect(J).toBeCloseTo(0, 6);
    for (const gradient of gradients) for (const v of gradient) expect(v).toBeCloseTo(0, 6);
    const sure = await taken([[[200, 0, 0]], [[0, 200, 0]]], form);
    expect(Number.isFinite(sure.J)).toBe(true);
    for (const gradient of sure.gradients) expect(gradient.every(Number.isFinite)).toBe(true);
  });
});
