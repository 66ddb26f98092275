/**
 * A ResNet-18 in half precision against the golden numbers of PyTorch, which is in float32: by how much may be, reasoned from
 * the 11 bits of a half, and not from what came out.
 */
import files from 'virtual:golden-resnet';
import { expect, it } from 'vitest';
import type { Kernels } from '../engine/kernels/kernels';
import type { ResNetGolden } from './resnet-golden';
import { type Compared, walkResNet } from './resnet-parity';

/** What one rounding may be off, as a share: either of both neighbours is right. */
const UNIT = 2 ** -10;
/** Numbers are rounded behind each of 20 convolutions, 20 batch norms and the pooling, on the way to the feature. */
const ROUNDINGS = 41;
/** If all of them pointed one way. */
const FORWARD = ROUNDINGS * UNIT;
/** Convolutions on the longest way, each with a ReLU behind it. */
const DEPTH = 17;
/**
 * A ReLU whose input lies nearer to 0 than what it is off is open in one and closed in the other: on average, halfway up, 0.4 (the
 * density of a standard normal at 0) times both sides of half of FORWARD, of all its pixels, each with its whole gradient.
 * That is the root of that share in length, and independent layers add up in squares.
 */
const BACKWARD = Math.sqrt(DEPTH * 0.4 * FORWARD);

/** Euclidean distance of all these numbers together, as a share of their length. */
const shareOf = (compared: readonly Compared[]): number =>
  Math.hypot(...compared.map(({ distance }) => distance)) /
  Math.hypot(...compared.map(({ length }) => length));

export function describeHalfResNet(open: () => Promise<Kernels>): void {
  it.for(files)('$file', async ({ file, golden }, { annotate }) => {
    const kernels = await open();
    const compared = await walkResNet(kernels, golden as ResNetGolden);
    const named = (...begins: string[]) =>
      compared.filter(({ what }) => begins.some((begin) => what.startsWith(begin)));
    const forward = shareOf(named('feature', 'logits', 'loss'));
    const statistics = shareOf(
      compared.filter(({ what }) => /^after1 .*running_(mean|var)$/.test(what)),
    );
    const backward = shareOf(named('gradient '));
    const percent = (share: number) => `${(100 * share).toPrecision(2)} %`;
    await annotate(
      `${file}: forward off by ${percent(forward)}, gradients by ${percent(backward)} of their length.`,
    );
    expect(forward).toBeLessThan(FORWARD);
    expect(statistics).toBeLessThan(FORWARD);
    expect(backward).toBeLessThan(BACKWARD);
    // and it is another arithmetic: were nothing rounded, all would be within float32's tolerances
    expect(compared.some(({ off, most }) => off > most)).toBe(true);
  });
}
