/** A ResNet-18 against golden numbers of PyTorch, on the back ends that run in Node. */
import files from 'virtual:golden-resnet';
import { afterAll, describe, expect, it } from 'vitest';
import { IN_NODE, openInNode } from '../../testing/in-node';
import { kernelsWith } from '../../testing/kernels-with';
import type { ResNetGolden } from '../../testing/resnet-golden';
import { describeResNetParity } from '../../testing/resnet-parity-cases';
import { tolerances, walkOnAnySide } from '../../testing/resnet-sides';
import type { Device } from '../device/device';
import type { Kernels } from '../kernels/kernels';

describe.each(IN_NODE)('on %s', (backend) => {
  let device: Device | null = null;
  afterAll(() => device?.close());
  describeResNetParity(async () => {
    device ??= await openInNode(backend);
    return device.kernels;
  });
});

/** The optimizer forgets a thousandth of the rate from the second step on. */
function faulty(kernels: Kernels): Kernels {
  let steps = 0;
  return kernelsWith(kernels, {
    sgd(arena, step) {
      steps += 1;
      const learningRate = steps > 1 ? step.learningRate * 0.999 : step.learningRate;
      kernels.sgd(arena, { ...step, learningRate });
    },
  });
}

it('a fault of the second step is not taken for a side of 0', async () => {
  const { kernels, close } = await openInNode('wasm');
  await kernels.loadDeep();
  for (const { golden } of files) {
    const { compared } = await walkOnAnySide(faulty(kernels), golden as ResNetGolden);
    expect(Math.max(...compared.map(tolerances))).toBeGreaterThan(1);
  }
  close();
});
