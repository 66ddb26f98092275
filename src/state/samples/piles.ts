/**
 * The held-out samples of a snapshot in piles: by which modalities' own readouts are right. Pure.
 */

import type { MethodDescription } from '../../protocol/catalogue';
import { ownKey } from '../../protocol/names';
import type { Snapshot } from '../../protocol/snapshot';
import { asPlace, type Place } from '../../protocol/units';
import { modalityTone, type Tone } from '../charts/chart';
import { modalityWord } from '../charts/modality-word';
import { listed } from '../format';

/** The samples on which exactly these modalities are right. */
export interface Pile {
  readonly key: string;
  /** "both right", "only picture", "neither". */
  readonly label: string;
  /** The colour of a modality that is right alone; null for every other pile. */
  readonly tone: Tone | null;
  /** Where its samples stand in the snapshot. */
  readonly places: readonly Place[];
}

export interface Piles {
  readonly piles: readonly Pile[];
  /** Samples in all piles together. */
  readonly total: number;
}

type Named = readonly { readonly id: string; readonly name: string }[];

/** With more modalities, subsets that hold no sample are not listed. */
const MOST_WITH_EVERY_SUBSET = 3;

/** Whether every modality has a readout of its own in this snapshot. */
function hasReadouts({ predictions }: Snapshot, modalities: Named): boolean {
  return modalities.every(({ id }) => predictions[ownKey(id)] !== undefined);
}

/** Every subset of `count` modalities as a bit mask: all, then the larger before the smaller, then none. */
function subsets(count: number): readonly number[] {
  const size = (mask: number) => mask.toString(2).replaceAll('0', '').length;
  // bit 0 is the first modality: of equal size, the one that holds earlier modalities comes first
  return Array.from({ length: 2 ** count }, (_, mask) => mask).sort(
    (a, b) => size(b) - size(a) || a - b,
  );
}

function labelOf(mask: number, words: readonly string[]): string {
  const right = words.filter((_, m) => (mask >> m) % 2 === 1);
  if (right.length === words.length) return words.length === 2 ? 'both right' : 'all right';
  if (right.length === 0) return words.length === 2 ? 'neither' : 'none';
  return `only ${listed(right)}`;
}

/**
 * The piles of a snapshot.
 * @returns null where a modality has no readout of its own (see `readoutText`).
 */
export function pilesOf(snapshot: Snapshot, modalities: Named): Piles | null {
  if (modalities.length === 0 || !hasReadouts(snapshot, modalities)) return null;
  const answers = modalities.map(({ id }) => snapshot.predictions[ownKey(id)] as ArrayLike<number>);
  const places = new Map<number, Place[]>();
  snapshot.labels.forEach((label, at) => {
    const place = asPlace(at);
    const mask = answers.reduce(
      (sum, answer, m) => sum + (answer[place] === label ? 2 ** m : 0),
      0,
    );
    const pile = places.get(mask);
    if (pile) pile.push(place);
    else places.set(mask, [place]);
  });
  const words = modalities.map(({ name }) => modalityWord(name));
  const all = 2 ** modalities.length - 1;
  const listsAll = modalities.length <= MOST_WITH_EVERY_SUBSET;
  const piles = subsets(modalities.length)
    .filter((mask) => listsAll || mask === 0 || mask === all || places.has(mask))
    .map((mask): Pile => {
      const alone = Math.log2(mask);
      return {
        key: String(mask),
        label: labelOf(mask, words),
        tone: Number.isInteger(alone) ? modalityTone(alone) : null,
        places: places.get(mask) ?? [],
      };
    });
  return { piles, total: snapshot.labels.length };
}

/** Whose answer decides about a pile, in a sentence; says so where there is none. */
export function readoutText(method: MethodDescription, hasPiles: boolean): string {
  if (!hasPiles) {
    return `${method.label} has no readout of one modality alone, so nobody can say which modality was right.`;
  }
  const hasPrivateHeads = method.losses.some(
    ({ head, on }) => head === 'private-head' && on === 'own-feature',
  );
  return hasPrivateHeads
    ? 'Right or wrong by each modality\u2019s private head.'
    : 'Right or wrong by each modality\u2019s share of the fused answer (z of one modality alone).';
}
