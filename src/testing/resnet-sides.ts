/**
 * Holds a ResNet-18 against a golden file where rounding may have put a number before a ReLU on the other side of 0: every
 * number has to agree for one choice of sides.
 */
import type { Kernels } from '../engine/kernels/kernels';
import { type BeforeRelu, watchRelus } from './relu-sides';
import type { ResNetGolden } from './resnet-golden';
import { type Compared, walkResNet } from './resnet-parity';

/** How near to 0 a number before a ReLU is where rounding may decide its side (golden/resnet/README.md). */
const NEAR = 1e-4;
/** Of some sixty thousand in three steps; more would hide faults. */
const MOST_TURNED = 2;

/** How many tolerances a group of numbers is off. */
export const tolerances = ({ off, most }: Compared): number => off / most;
const worstOf = (compared: readonly Compared[]): Compared =>
  compared.reduce((a, b) => (tolerances(a) > tolerances(b) ? a : b));
const agrees = (compared: readonly Compared[]) => tolerances(worstOf(compared)) <= 1;

export interface Walk {
  /** Agrees where no group is more than a tolerance off. */
  readonly compared: readonly Compared[];
  readonly turned: readonly BeforeRelu[];
}

/**
 * Walks through the file. Where numbers after the first step do not agree, walks again with one of those that lie near 0
 * before ReLUs on the other side, and stays with the one that helps most; then with a second one.
 * @returns what was held against the file, and what had to be turned for it: nothing where all agrees as it is.
 */
export async function walkOnAnySide(kernels: Kernels, golden: ResNetGolden): Promise<Walk> {
  let best: Walk = { compared: await walkResNet(kernels, golden), turned: [] };
  const isOfFirstStep = best.compared.some((each) => !each.isLate && tolerances(each) > 1);
  while (!isOfFirstStep && !agrees(best.compared) && best.turned.length < MOST_TURNED) {
    const { turned } = best;
    const relus = watchRelus(kernels, turned);
    await walkResNet(relus.kernels, golden);
    const late = (await relus.near(NEAR)).filter(
      ({ pass }) => pass > 1 && pass <= golden.losses.length,
    );
    for (const each of late) {
      const sides = [...turned, each];
      const compared = await walkResNet(watchRelus(kernels, sides).kernels, golden);
      if (tolerances(worstOf(compared)) < tolerances(worstOf(best.compared))) {
        best = { compared, turned: sides };
      }
      if (agrees(compared)) break;
    }
    if (best.turned === turned) break;
  }
  return best;
}
