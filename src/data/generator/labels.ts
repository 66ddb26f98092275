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
  readonly shown: Readonly<Record<string, Int32Array>>;
}

/**
 * Draws the labels of one split. Plainly, the label is uniform and every modality shows it. With
 * synergy every modality shows a number z of its own and the label is their sum modulo the classes.
 * @param modalities ids of the modalities that take part.
 */
export function drawLabels(
  seed: number,
  split: SplitName,
  count: number,
  { classes, synergy }: GeneratorSettings,
  modalities: readonly string[],
): Labelling {
  const uniform = (...purpose: string[]) => {
    const random = dataStream(seed, split, ...purpose);
    return Int32Array.from({ length: count }, () => random.below(classes));
  };
  if (!synergy) {
    const labels = uniform('labels');
    return { labels, shown: Object.fromEntries(modalities.map((id) => [id, labels.slice()])) };
  }
  const shown = Object.fromEntries(modalities.map((id) => [id, uniform(id, 'part')]));
  const labels = new Int32Array(count);
  for (const id of modalities) {
    shown[id]?.forEach((part, i) => {
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
  modality: string,
  shown: Int32Array,
  groups: readonly (readonly number[])[],
): Int32Array {
  const random = dataStream(seed, split, modality, 'merge');
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
  modality: string,
  fail: number,
  overlap: number,
): Uint8Array {
  const shared = dataStream(seed, split, 'failures');
  const own = dataStream(seed, split, modality, 'failures');
  return Uint8Array.from({ length: count }, () => {
    const together = shared.next();
    const alone = own.next();
    const decidedTogether = own.next() < overlap;
    return (decidedTogether ? together : alone) >= fail ? 1 : 0;
  });
}
