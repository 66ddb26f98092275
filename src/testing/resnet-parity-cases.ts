/** Every golden file of a ResNet-18 as a test; called by the Node tests and by the WebGPU tests. */
import files from 'virtual:golden-resnet';
import { describe, expect, it } from 'vitest';
import type { Kernels } from '../engine/kernels/kernels';
import type { ResNetGolden } from './resnet-golden';
import { tolerances, walkOnAnySide } from './resnet-sides';

/** tfjs's kernels keep some until the device closes; a pass that is not freed is over a hundred. */
const CONSTANTS = 16;

export function describeResNetParity(open: () => Promise<Kernels>): void {
  describe.each(files)('$file', ({ file, golden }) => {
    it('every number agrees, and nothing is left behind', async ({ annotate }) => {
      const kernels = await open();
      await kernels.loadDeep();
      const { arrays } = kernels.memory();
      const { compared, turned } = await walkOnAnySide(kernels, golden as ResNetGolden);
      expect(kernels.memory().arrays - arrays).toBeLessThan(CONSTANTS);
      expect(compared.length).toBeGreaterThan(200);
      expect(compared.filter((each) => !(tolerances(each) <= 1))).toEqual([]);
      for (const { layer, pass, place, before } of turned) {
        await annotate(
          `${file} on ${kernels.backend}: all numbers agree once number ${place} before the ReLU of ${layer}, ${before.toExponential(1)} in step ${pass}, is taken to the other side of 0.`,
        );
      }
    });
  });
}
