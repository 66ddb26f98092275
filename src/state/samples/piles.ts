/**
 * The held-out samples of a snapshot in piles: by which modalities are right, as the probes say or as the method's own
 * readouts do. Pure.
 */

import type { MethodDescription } from '../../protocol/catalogue';
import { ownKey } from '../../protocol/names';
import { NO_ANSWER, type Snapshot } from '../../protocol/snapshot';
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

/** Whose answer decides whether a modality is right. */
export type Judge = 'probe' | 'readout';

/** What the choice of a judge offers. */
export const JUDGES: readonly { readonly value: Judge; readonly name: string }[] = [
  { value: 'probe', name: 'the logistic probe' },
  { value: 'readout', name: 'the method\u2019s own readout' },
];

/** Of each modality, `[rows]`; null where one of them has none. */
function answersBy(
  judge: Judge,
  { predictions, probes }: Snapshot,
  modalities: Named,
): readonly Uint16Array[] | null {
  const answers: Uint16Array[] = [];
  for (const { id } of modalities) {
    const own = judge === 'probe' ? probes?.[id] : predictions[ownKey(id)];
    if (!own) return null;
    answers.push(own);
  }
  return answers;
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
 * @returns null where the judge says nothing of a modality (see `judgeText`).
 */
export function pilesOf(snapshot: Snapshot, modalities: Named, judge: Judge): Piles | null {
  const answers = answersBy(judge, snapshot, modalities);
  if (!answers || answers.length === 0) return null;
  const places = new Map<number, Place[]>();
  const lacking = new Map<string, Place[]>();
  snapshot.labels.forEach((label, at) => {
    const place = asPlace(at);
    const lacks = answers.reduce(
      (sum, answer, m) => sum + Number(answer[place] === NO_ANSWER) * 2 ** m,
      0,
    );
    const mask = answers.reduce(
      (sum, answer, m) => sum + (answer[place] === label ? 2 ** m : 0),
      0,
    );
    if (lacks > 0) {
      const key = `${lacks}-${mask}`;
      lacking.set(key, [...(lacking.get(key) ?? []), place]);
      return;
    }
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
  const incomplete = [...lacking]
    .map(
      ([key, held]): Pile => ({ key, label: lackingLabel(key, words), tone: null, places: held }),
    )
    .sort((a, b) => comparePiles(a.key, b.key));
  return { piles: [...piles, ...incomplete], total: snapshot.labels.length };
}

/** "no sound, picture right", "no sound, picture wrong"; with more modalities the right ones, or "none". */
function lackingLabel(key: string, words: readonly string[]): string {
  const [lacks = 0, mask = 0] = key.split('-').map(Number);
  const has = (bits: number) => words.filter((_, m) => (bits >> m) % 2 === 1);
  const there = words.filter((_, m) => (lacks >> m) % 2 === 0);
  const right = has(mask);
  const said =
    there.length === 1
      ? `${there[0]} ${right.length === 1 ? 'right' : 'wrong'}`
      : right.length === there.length
        ? 'all others right'
        : right.length === 0
          ? 'none of the others right'
          : `only ${listed(right)} right`;
  return `no ${listed(has(lacks))}, ${said}`;
}

/** The order of piles: all right first, none last; then those of samples that lack something, alike. */
export function comparePiles(a: string, b: string): number {
  const parts = (key: string) => {
    const [first = 0, second] = key.split('-').map(Number);
    return second === undefined ? { lacks: 0, mask: first } : { lacks: first, mask: second };
  };
  const size = (mask: number) => mask.toString(2).replaceAll('0', '').length;
  const [one, other] = [parts(a), parts(b)];
  return (
    size(one.lacks) - size(other.lacks) ||
    one.lacks - other.lacks ||
    size(other.mask) - size(one.mask) ||
    one.mask - other.mask
  );
}

/** Whose answer decides about a pile, in a sentence; says so where there is none. */
export function judgeText(method: MethodDescription, judge: Judge, hasPiles: boolean): string {
  if (judge === 'probe') {
    return hasPiles
      ? 'Right or wrong by the logistic probe on each modality\u2019s features, the one of the accuracy curves.'
      : 'An older version of this lab kept these samples, without the answers of the probes.';
  }
  if (!hasPiles) {
    return `${method.label} has no readout of one modality alone, so nobody can say which modality was right.`;
  }
  const hasPrivateHeads = method.losses.some(({ head }) => head === 'private-head');
  return hasPrivateHeads
    ? 'Right or wrong by each modality\u2019s private head.'
    : 'Right or wrong by each modality\u2019s share of the fused answer (z of one modality alone).';
}

/** The piles of one run, and who decided about them. */
export interface JudgedPiles {
  /** Null where nobody judges the run. */
  readonly made: Piles | null;
  /** In a sentence or two: whose answers decide, why they are another's than those asked for, or why nobody's do. */
  readonly judge: string;
}

/**
 * The piles of a snapshot that may be of an older lab, which kept no answers of probes: then by its readouts.
 * @param method the run's. @param wanted whose answer decides.
 */
export function judgedPiles(
  snapshot: Snapshot,
  modalities: Named,
  method: MethodDescription,
  wanted: Judge,
): JudgedPiles {
  const judge = snapshot.probes ? wanted : 'readout';
  const made = pilesOf(snapshot, modalities, judge);
  const said = judgeText(method, judge, made !== null);
  return { made, judge: judge === wanted ? said : `${judgeText(method, wanted, false)} ${said}` };
}
