/**
 * How far every modality stands below what it reaches alone, run by run, the widest gap first: by the live
 * probe while a race trains, by the end numbers when it is over. Pure; the sentence and the big numbers of
 * the projector both come from here, so that they agree.
 */
import type { Catalogue } from '../protocol/catalogue';
import type { DataSetSummary } from '../protocol/data-set';
import { type AloneSaid, aloneAtEnd, aloneAtEpoch } from './alone';
import { modalityTone, type Tone } from './charts/chart';
import { modalityWord } from './charts/modality-word';
import { epochsDone, type RunRecord } from './race-record';
import { type RaceSaid, racingRuns } from './race-store';

export interface GapSource extends RaceSaid {
  readonly summary: DataSetSummary | null;
  readonly catalogue: Catalogue;
}

export interface Gap {
  readonly run: RunRecord;
  readonly modality: string;
  readonly word: string;
  readonly tone: Tone;
  readonly accuracy: number;
  readonly alone: number;
}

/** "under joint training", "under DI-MML"; a run with knobs of its own goes by its label. */
export const under = (run: RunRecord, catalogue: Catalogue): string =>
  catalogue.find(({ id }) => id === run.name)?.phrase ?? `under ${run.label}`;

function gaps(
  { record, summary }: GapSource,
  accuracyOf: (run: RunRecord, modality: string) => number | undefined,
  aloneOf: (run: RunRecord) => AloneSaid | null,
): readonly Gap[] {
  return racingRuns(record)
    .flatMap((run) => {
      const said = aloneOf(run);
      return (summary?.modalities ?? []).flatMap(({ id, name }, index): Gap[] => {
        const accuracy = accuracyOf(run, id);
        const alone = said?.accuracy[id];
        if (accuracy === undefined || alone === undefined) return [];
        const [word, tone] = [modalityWord(name), modalityTone(index)];
        return [{ run, modality: id, word, tone, accuracy, alone }];
      });
    })
    .sort((a, b) => b.alone - b.accuracy - (a.alone - a.accuracy));
}

/** As the curves: each run against what was reached alone at the same epoch. */
export function gapsNow(source: GapSource): readonly Gap[] {
  return gaps(
    source,
    (run, modality) => run.epochs.at(-1)?.accuracy.unimodal[modality],
    (run) => aloneAtEpoch(source, epochsDone(run)),
  );
}

/** On the test split, of the runs that have ended. */
export function gapsAtEnd(source: GapSource): readonly Gap[] {
  const alone = aloneAtEnd(source);
  return gaps(
    source,
    (run, modality) => run.end?.accuracy.unimodal[modality],
    () => alone,
  );
}
