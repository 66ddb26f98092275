/** A ResNet-18 against golden numbers of PyTorch, on the back ends that run in Node. */
import { afterAll, describe } from 'vitest';
import { IN_NODE, openInNode } from '../../testing/in-node';
import { describeResNetParity } from '../../testing/resnet-parity-cases';
import type { Device } from '../device/device';

/** Back ends whose sums come out alike on every machine, and near enough to PyTorch's in all three steps. */
const EXACT: readonly string[] = ['cpu', 'wasm'];

describe.each(IN_NODE)('on %s', (backend) => {
  let device: Device | null = null;
  afterAll(() => device?.close());
  describeResNetParity(async () => {
    device ??= await openInNode(backend);
    return device.kernels;
  }, EXACT.includes(backend));
});
