/**
 * How every modality stands against what it reaches alone, run by run, with what the test says of it: by the live probe
 * while a race trains, by the end numbers when it is over. Pure; sentence, table and the projector's big numbers all
 * come from here, so that they agree.
 */
import type { Catalogue } from '../protocol/catalogue';
import type { DataSetSummary, SplitName } from '../protocol/data-set';
import type { RightAnswers } from '../protocol/right-answers';
import type { Accuracy, AccuracyGap } from '../protocol/units';
import { chanceLevel } from '../verdict/above-chance';
import { below } from '../verdict/difference';
import { gapVerdicts, heardModalities, type RunAnswers } from '../verdict/race-verdicts';
import { type AloneSaid, aloneAtEnd, aloneAtEpoch } from './alone';
import { modalityTone, type Tone } from './charts/chart';
import { modalityWord } from './charts/modality-word';
import { epochsDone, type RunRecord } from './race-record';
import { type RaceSaid, racingRuns } from './race-store';

/** A race and the data it is about. */
export interface RaceOnData extends RaceSaid {
  readonly summary: DataSetSummary | null;
}

export interface GapSource extends RaceOnData {
  readonly catalogue: Catalogue;
}

/** `untested`: which samples were right was not written down, or not of the same samples. */
export type GapWord = 'lost' | 'gained' | 'cannot-tell' | 'untested';

/** One modality under one run. */
export interface Gap {
  readonly run: RunRecord;
  readonly modality: string;
  readonly word: string;
  readonly tone: Tone;
  readonly accuracy: Accuracy;
  readonly alone: Accuracy;
  /** Alone minus here, unrounded; negative where it stands above. */
  readonly below: AccuracyGap;
  readonly verdict: GapWord;
}

export interface Gaps {
  readonly split: SplitName;
  /** How many samples of it were scored. */
  readonly samples: number;
  /** Whether some of the data lack a modality; absent where all have all. */
  readonly isIncomplete?: true;
  /** Modality by modality, in the race's order; of modalities alone above guessing only. */
  readonly gaps: readonly Gap[];
  /** Whether it is known how far the modalities get alone. */
  readonly isAloneKnown: boolean;
  /** What the tests of a race take: every run that has numbers. */
  readonly answers: readonly RunAnswers[];
  /** Modalities that alone do better than guessing, by id. */
  readonly heard: readonly string[];
}

/** One run at the moment that is spoken of. */
interface Stand {
  readonly run: RunRecord;
  readonly accuracy: Readonly<Record<string, Accuracy>>;
  readonly right: RightAnswers | null;
  readonly alone: AloneSaid | null;
}

const VERDICTS = { better: 'gained', worse: 'lost', 'cannot-tell': 'cannot-tell' } as const;

function gapsOf(
  { summary }: RaceOnData,
  stands: readonly Stand[],
  latest: AloneSaid | null,
  split: SplitName,
): Gaps {
  const modalities = summary?.modalities ?? [];
  const ids = modalities.map(({ id }) => id);
  const scored = stands.find(({ right }) => right !== null)?.right?.samples;
  const samples = scored ?? summary?.counts[split] ?? 0;
  const answers = stands.map(({ run, right, alone }) => ({
    run: run.name,
    right,
    alone: alone?.right ?? null,
  }));
  const tested = gapVerdicts(answers, ids);
  const scoredOn = (id: string) =>
    samples - (modalities.find((each) => each.id === id)?.lacking?.[split] ?? 0);
  const heard = heardModalities(latest?.accuracy ?? {}, ids, scoredOn, chanceOf(summary, split));
  const gaps = modalities.flatMap(({ id, name }, index) =>
    stands.flatMap(({ run, accuracy: of, alone: said }): Gap[] => {
      const accuracy = of[id];
      const alone = said?.accuracy[id];
      if (accuracy === undefined || alone === undefined || !heard.includes(id)) return [];
      const test = tested.find((one) => one.run === run.name && one.modality === id);
      return [
        {
          run,
          modality: id,
          word: modalityWord(name),
          tone: modalityTone(index),
          accuracy,
          alone,
          below: below(alone, accuracy),
          verdict: test ? VERDICTS[test.verdict] : 'untested',
        },
      ];
    }),
  );
  const said = { split, samples, gaps, isAloneKnown: latest !== null, answers, heard };
  return summary?.complete ? { ...said, isIncomplete: true } : said;
}

/** What guessing gets on a split: the share of its most frequent class. */
export function chanceOf(summary: DataSetSummary | null, split: SplitName): number {
  if (!summary) return 1;
  const known = summary.classCountsOf?.[split] ?? summary.classCounts;
  return chanceLevel(known.length > 0 ? known : summary.classNames.map(() => 0));
}

/** As the curves: each run against what was reached alone at the same epoch. */
export function gapsNow(source: RaceOnData): Gaps {
  const runs = racingRuns(source.record);
  const stands = runs.flatMap((run): Stand[] => {
    const last = run.epochs.at(-1);
    if (!last) return [];
    const alone = aloneAtEpoch(source, last.epoch);
    return [{ run, accuracy: last.accuracy.unimodal, right: last.right ?? null, alone }];
  });
  const present = Math.max(0, ...runs.map(epochsDone));
  const split = runs.find(({ epochs }) => epochs.length > 0)?.epochs.at(-1)?.heldOut ?? 'test';
  return gapsOf(source, stands, aloneAtEpoch(source, present), split);
}

/** On the test split, of the runs that have ended. */
export function gapsAtEnd(source: RaceOnData): Gaps {
  const alone = aloneAtEnd(source);
  const stands = racingRuns(source.record).flatMap((run): Stand[] => {
    const { end } = run;
    if (!end) return [];
    return [{ run, accuracy: end.accuracy.unimodal, right: end.right ?? null, alone }];
  });
  return gapsOf(source, stands, alone, 'test');
}
