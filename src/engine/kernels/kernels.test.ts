/** The tf-ops kernels on the back ends that run in Node. */
import { afterAll, describe, expect, it } from 'vitest';
import { IN_NODE, openInNode } from '../../testing/in-node';
import * as oracle from '../../testing/oracle';
import type { Device } from '../device/device';
import { describeKernels } from './cases';

describe.each(IN_NODE)('kernels on %s', (backend) => {
  let device: Device;
  describeKernels(async () => {
    device = await openInNode(backend);
    return device.kernels;
  });
  afterAll(() => device.close());
});

describe('the oracle itself', () => {
  it('has the cross-entropy gradient that finite differences give', () => {
    const logits = [
      [0.3, -1.2, 2],
      [1, 0, -0.5],
    ];
    const labels = [2, 0];
    const slopes = oracle.finiteDifferences((at) => oracle.crossEntropy(at, labels), logits);
    oracle.crossEntropyGradient(logits, labels, 1).forEach((row, i) => {
      row.forEach((value, c) => {
        expect(value).toBeCloseTo(slopes[i]?.[c] as number, 8);
      });
    });
  });

  it('has the gradient of R7 that docs/method.md states for raw dot products', () => {
    // d L / d s_i = (sum_j p_ij t_j - t_i) / (tau B)
    const student = [
      [1, 2],
      [0.5, -1],
      [-0.3, 0.8],
    ];
    const teacher = [
      [0.2, 1],
      [1.5, -0.4],
      [-1, 0.6],
    ];
    const tau = 2;
    const how = { similarity: 'dot', temperature: tau, labels: null } as const;
    const slopes = oracle.finiteDifferences(
      (at) => oracle.contrast(at, teacher, [0, 1], how),
      student,
    );
    student.forEach((s, i) => {
      const p = oracle.softmax(teacher.map((t) => (s[0]! * t[0]! + s[1]! * t[1]!) / tau));
      [0, 1].forEach((d) => {
        const pull = teacher.reduce((sum, t, j) => sum + p[j]! * t[d]!, 0) - teacher[i]![d]!;
        expect(slopes[i]![d]).toBeCloseTo(pull / (tau * 3), 8);
      });
    });
  });
});
