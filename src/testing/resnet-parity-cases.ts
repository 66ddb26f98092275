/** Every golden file of a ResNet-18 as a test; called by the Node tests and by the WebGPU tests. */
import files from 'virtual:golden-resnet';
import { describe, expect, it } from 'vitest';
import type { Kernels } from '../engine/kernels/kernels';
import type { ResNetGolden } from './resnet-golden';
import { type Compared, walkResNet } from './resnet-parity';

/**
 * How many tolerances later steps may be off where rounding has turned a ReLU over: of some twenty thousand numbers before
 * ReLUs one or the other lies within 1e-5 of 0, and its gradient is all there or not at all (golden/resnet/README.md).
 */
const BEHIND_A_CORNER = 1000;

/** tfjs's kernels keep some until the device closes; a pass that is not freed is over a hundred. */
const CONSTANTS = 16;

const tolerances = ({ off, most }: Compared): number => off / most;

/** @param isExact whether later steps are held as strictly as the first: where sums are taken as PyTorch takes them. */
export function describeResNetParity(open: () => Promise<Kernels>, isExact = false): void {
  describe.each(files)('$file', ({ file, golden }) => {
    it('every number agrees, and nothing is left behind', async ({ annotate }) => {
      const kernels = await open();
      await kernels.loadDeep();
      const { arrays } = kernels.memory();
      const compared = await walkResNet(kernels, golden as ResNetGolden);
      expect(kernels.memory().arrays - arrays).toBeLessThan(CONSTANTS);
      expect(compared.length).toBeGreaterThan(200);
      const wrong = compared.filter((each) => {
        const most = each.isLate && !isExact ? BEHIND_A_CORNER : 1;
        return !(tolerances(each) <= most);
      });
      expect(wrong).toEqual([]);
      const behind = compared.filter((each) => tolerances(each) > 1);
      if (behind.length === 0) return;
      const worst = behind.reduce((a, b) => (tolerances(a) > tolerances(b) ? a : b));
      await annotate(
        `${file} on ${kernels.backend}: ${behind.length} of ${compared.length} numbers beyond the tolerance after the first step, ${worst.what} by ${worst.off.toExponential(1)}.`,
      );
    });
  });
}
