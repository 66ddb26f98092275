/**
 * Everything that one race may say, tested: fused answers against each other, every modality against itself alone, and
 * each modality alone against every fused answer. Three families, each fixed by the race: all pairs of runs, all runs
 * times all modalities, all modalities times all runs, whether they will be spoken of or not. Pure.
 */
import type { ByModality } from '../protocol/measures';
import { type RightAnswers, unpackRight } from '../protocol/right-answers';
import type { Accuracy } from '../protocol/units';
import { aboveChance } from './above-chance';
import { type Answers, compareNets, type NetComparison } from './compare-nets';

/** What is known of one run at one moment. */
export interface RunAnswers {
  readonly run: string;
  readonly right: RightAnswers | null;
  /** Of the encoders that each trained alone, at the same moment. */
  readonly alone: RightAnswers | null;
}

/** A run's net for one modality (`first`) against the net trained alone: `better` has gained, `worse` has lost. */
export interface GapVerdict extends NetComparison {
  readonly run: string;
  readonly modality: string;
}

/** A modality alone (`first`) against a run's fused answer (`second`). */
export interface AloneVerdict extends NetComparison {
  readonly modality: string;
  readonly run: string;
}

/** Answers as bits; none where nobody wrote them down, or only to `samples` other samples. */
function answersOf(
  who: string,
  text: string | null | undefined,
  samples: number,
): readonly Answers[] {
  return text === null || text === undefined ? [] : [{ who, right: unpackRight(text, samples) }];
}

const fusedOf = ({ run, right }: RunAnswers): readonly Answers[] =>
  right ? answersOf(run, right.fusion, right.samples) : [];

const isPair = ([first, second]: readonly [Answers, Answers]): boolean =>
  first.right.length === second.right.length;

/** Fused answers: every pair of runs that predict, the earlier run first. */
export function fusedVerdicts(runs: readonly RunAnswers[]): readonly NetComparison[] {
  const fused = runs.flatMap(fusedOf);
  const pairs = fused.flatMap((first, i) =>
    fused.slice(i + 1).map((second): readonly [Answers, Answers] => [first, second]),
  );
  return compareNets(pairs.filter(isPair));
}

/** Every modality under every run against itself alone. */
export function gapVerdicts(
  runs: readonly RunAnswers[],
  modalities: readonly string[],
): readonly GapVerdict[] {
  const family = runs.flatMap(({ run, right, alone }) =>
    modalities.flatMap((modality) => {
      if (!right || !alone) return [];
      const theirs = answersOf('alone', alone.unimodal[modality], alone.samples);
      return answersOf(run, right.unimodal[modality], right.samples)
        .flatMap((ours) => theirs.map((other): readonly [Answers, Answers] => [ours, other]))
        .filter(isPair)
        .map((pair) => ({ run, modality, pair }));
    }),
  );
  const compared = compareNets(family.map(({ pair }) => pair));
  return family.flatMap(({ run, modality }, i) => {
    const one = compared[i];
    return one ? [{ ...one, run, modality }] : [];
  });
}

/** Every modality alone against every fused answer. */
export function aloneVerdicts(
  runs: readonly RunAnswers[],
  modalities: readonly string[],
): readonly AloneVerdict[] {
  const family = modalities.flatMap((modality) =>
    runs.flatMap((run) => {
      const { alone } = run;
      if (!alone) return [];
      const alones = answersOf(modality, alone.unimodal[modality], alone.samples);
      return alones
        .flatMap((theirs) =>
          fusedOf(run).map((fused): readonly [Answers, Answers] => [theirs, fused]),
        )
        .filter(isPair);
    }),
  );
  return compareNets(family).map((one) => ({ ...one, modality: one.first, run: one.second }));
}

/**
 * Modalities whose nets alone do better than guessing; nobody speaks of the gaps of the others.
 * @param alone share right by modality. @param samplesOf how many each was scored on. @param chance that a guess is right.
 * @returns ids, in the order of `modalities`; those without a number are left out.
 */
export function heardModalities(
  alone: ByModality<Accuracy>,
  modalities: readonly string[],
  samplesOf: (modality: string) => number,
  chance: number,
): readonly string[] {
  const known = modalities.flatMap((id) => {
    const share = alone[id];
    return share === undefined ? [] : [{ id, share }];
  });
  const isHeard = aboveChance(
    known.map(({ id, share }) => ({ share, samples: samplesOf(id) })),
    chance,
  );
  return known.filter((_, i) => isHeard[i]).map(({ id }) => id);
}
