/** UMT by hand: what the pull is, whom it moves, and that without it joint training is left. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Device, openVariant } from '../../engine/device/device';
import type { Matrix } from '../../math/matrix';
import { parametersOf, toyData, toyRun } from '../../testing/one-step';
import { encoderModule } from '../model/parameter-names';
import { TEACHER } from '../model/teachers';

let device: Device;
beforeAll(async () => {
  device = await openVariant('cpu');
});
afterAll(() => device.close());

const RATE = 0.1;
const STUDENTS = 1;

/** Three epochs of the students of UMT, or of joint training: all parameters before and after each, and what teachers say. */
async function trained(method: string, knobs: Record<string, unknown>, modalities = 2) {
  const toy = await toyRun(device.kernels, method, toyData(modalities), {
    methods: { [method]: knobs },
  });
  const teachers = method === 'umt';
  const taught = teachers ? await toy.run.read(toy.context.data.train, true) : null;
  const epochs = [new Map(await parametersOf(toy.run))];
  for (let epoch = 0; epoch < 3; epoch++) {
    epochs.push(await toy.epoch(epoch, teachers ? STUDENTS : 0));
  }
  toy.free();
  return { epochs, taught };
}

const of = (epochs: readonly ReadonlyMap<string, Float32Array>[], at: number, name: string) => [
  ...(epochs[at]?.get(name) ?? []),
];

describe('UMT', () => {
  it('without a pull is joint training', async () => {
    const { epochs } = await trained('umt', { lambda: 0 });
    const joint = await trained('joint', {});
    for (const [name, values] of joint.epochs[3] ?? []) {
      const own = of(epochs, 3, name);
      expect(
        Math.max(...own.map((v, k) => Math.abs(v - (values[k] as number)))),
        name,
      ).toBeLessThan(1e-6);
    }
  });

  it.each([2, 3])(
    'pulls each of %i encoders by 2 lambda (f - f teacher) / (B D)',
    async (count) => {
      const lambda = 3;
      const { epochs, taught } = await trained('umt', { lambda }, count);
      const joint = await trained('joint', {}, count);
      const toy = await toyRun(device.kernels, 'joint', toyData(count));
      const { features } = await toy.run.read(toy.context.data.train, true);
      toy.free();
      features.forEach((feature, m) => {
        const bias = `${encoderModule(m).name}.layer2.bias`;
        const teacher = taught?.features[m] as Matrix;
        const { rows, columns } = feature;
        // the last layer is linear: its bias gets the gradient on the feature, summed over the rows
        for (let d = 0; d < columns; d++) {
          let sum = 0;
          for (let i = 0; i < rows; i++) {
            const at = i * columns + d;
            sum +=
              (2 * lambda * ((feature.values[at] ?? 0) - (teacher.values[at] ?? 0))) /
              (rows * columns);
          }
          const moved =
            (of(epochs, 1, bias)[d] as number) - (of(joint.epochs, 1, bias)[d] as number);
          expect(moved, `${bias}[${d}]`).toBeCloseTo(-RATE * sum, 6);
        }
      });
    },
  );

  it('holds its teachers still, and they start from weights of their own', async () => {
    const { epochs } = await trained('umt', { lambda: 10 });
    const teachers = [...(epochs[0] ?? [])].filter(([name]) => name.startsWith(TEACHER));
    expect(teachers.length).toBeGreaterThan(0);
    for (const [name, values] of teachers) {
      expect(epochs[3]?.get(name), name).toEqual(values);
      const student = epochs[0]?.get(name.slice(TEACHER.length));
      if (student) expect(student, name).not.toEqual(values);
    }
  });
});
