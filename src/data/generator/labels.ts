/**
 * What is true of each sample before anything is drawn: its label, the class each modality shows, and
 * whether each modality's sensor works. Imports this folder and the protocol only.
 */
import type { SplitName } from '../../protocol/data-set';
import type { GeneratorSettings } from '../../protocol/settings';
import { dataStream } from './draw';

/** Labels of one split and the class that each modality shows, each `[samples]`. */
export interface Labelling {
  readonly labels: Int32Array;
  /** By the position of the modality. */
  readonly shown: readonly Int32Array[];
}

/**
 * Draws the labels of one split. Plainly, the label is uniform and every modality shows it. With
 * synergy every modality shows a number z of its own and the label is their sum modulo the classes.
 * @param modalities how many take part.
 */
export function drawLabels(
  seed: number,
  split: SplitName,
  count: number,
  { classes, synergy }: GeneratorSettings,
  modalities: number,
): Labelling {
  const uniform = (purpose: string, position?: number) => {
    const random = dataStream(seed, split, purpose, position);
    return Int32Array.from({ length: count }, () => random.below(classes));
  };
  const ofEach = (show: (position: number) => Int32Array) =>
    Array.from({ length: modalities }, (_, position) => show(position));
  if (!synergy) {
    const labels = uniform('labels');
    return { labels, shown: ofEach(() => labels.slice()) };
  }
  const shown = ofEach((position) => uniform('part', position));
  const labels = new Int32Array(count);
  for (const parts of shown) {
    parts.forEach((part, i) => {
      labels[i] = ((labels[i] as number) + part) % classes;
    });
  }
  return { labels, shown };
}

/**
 * Classes that a modality cannot tell apart: where a sample's class lies in a group, the class shown is
 * drawn uniformly in the group.
 * @param shown class of each sample, `[samples]`; left as it is.
 * @param groups disjoint groups of classes.
 */
export function mergeClasses(
  seed: number,
  split: SplitName,
  position: number,
  shown: Int32Array,
  groups: readonly (readonly number[])[],
): Int32Array {
  const random = dataStream(seed, split, 'merge', position);
  return shown.map((label) => {
    const share = random.next();
    const group = groups.find((each) => each.includes(label));
    return group ? (group[Math.floor(share * group.length)] as number) : label;
  });
}

/**
 * Wrong labels: each is drawn anew, uniformly, with probability `labelNoise` (and may by chance stay).
 * Only training labels are to pass through here; what is tested stays true.
 */
export function spoilLabels(
  seed: number,
  labels: Int32Array,
  classes: number,
  labelNoise: number,
): Int32Array {
  const random = dataStream(seed, 'train', 'label-noise');
  return labels.map((label) => {
    const spoiled = random.next() < labelNoise;
    const other = random.below(classes);
    return spoiled ? other : label;
  });
}

/**
 * Whether one modality's sensor works: it fails with probability `fail`. With probability `overlap`
 * a sample's failure is decided by a number that all modalities share, so that they fail together.
 * @returns 1 for working, 0 for failed, `[samples]`.
 */
export function drawWorking(
  seed: number,
  split: SplitName,
  count: number,
  position: number,
  fail: number,
  overlap: number,
): Uint8Array {
  const shared = dataStream(seed, split, 'failures');
  const own = dataStream(seed, split, 'failures', position);
  return Uint8Array.from({ length: count }, () => {
    const together = shared.next();
    const alone = own.next();
    const decidedTogether = own.next() < overlap;
    return (decidedTogether ? together : alone) >= fail ? 1 : 0;
  });
}
