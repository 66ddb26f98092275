/** Methods against golden runs from independent code, on the two back ends that run in Node. */
import { afterAll, describe, expect, it } from 'vitest';
import type { Device } from '../engine/device/device';
import { IN_NODE, type InNode, openInNode } from '../testing/in-node';
import { walkMethod } from '../testing/method-parity';
import { describeMethodParity, walkable } from '../testing/method-parity-cases';

const devices = new Map<string, Device>();
async function kernelsOf(backend: InNode) {
  const device = devices.get(backend) ?? (await openInNode(backend));
  devices.set(backend, device);
  return device.kernels;
}
afterAll(() => {
  for (const device of devices.values()) device.close();
});

describe.each(IN_NODE)('on %s', (backend) => {
  describeMethodParity(() => kernelsOf(backend));
});

/** A rule that moves less than this would be told apart by nothing: golden files allow 1e-4. */
const LEAST_EFFECT = 5e-3;

const released = walkable.filter(({ golden }) => golden.variant === 'released');

describe('as released is not as written', () => {
  it.each(released)('$file is missed by the written rule', async ({ file, golden }) => {
    const { disagreements, finalOff, logitsOff } = await walkMethod(
      golden,
      await kernelsOf('cpu'),
      'written',
    );
    const share = (value: number) => `${(100 * value).toFixed(1)} %`;
    process.stdout.write(
      `${file} under the written rule: parameters off by up to ${share(finalOff)} of the largest, logits by ${share(logitsOff)}, ${disagreements.length} numbers beyond their tolerance.\n`,
    );
    expect(Math.max(finalOff, logitsOff)).toBeGreaterThan(LEAST_EFFECT);
  });
});
