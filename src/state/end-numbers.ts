/**
 * The table of end numbers: one row per run, on the test split after the last epoch, by the
 * logistic probe. Pure; a number that is not there yet is null, never guessed.
 */
import type { DataSetSummary } from '../protocol/data-set';
import { REFERENCE_RUN } from '../protocol/default-race';
import type { Accuracy, AccuracyGap } from '../protocol/units';
import { type AloneSaid, aloneAtEnd } from './alone';
import { type GapWord, gapsAtEnd } from './gaps';
import { epochsDone, type RunRecord } from './race-record';
import { type RaceSaid, racingRuns, referenceRun } from './race-store';
import { fallOf, NOT_FINISHED } from './training-on';

export interface EndCell {
  readonly modality: string;
  readonly accuracy: Accuracy | null;
  /**
   * Alone minus here, both by the same probe, unrounded; null until both are known, for the reference itself, and for a
   * modality whose net alone is not above guessing.
   */
  readonly gap: AccuracyGap | null;
  /** What the test says of the gap; null without one. */
  readonly verdict: GapWord | null;
}

export interface EndRow {
  readonly run: string;
  readonly label: string;
  readonly isReference: boolean;
  /** What the run is doing, in words; null once its numbers stand. */
  readonly state: string | null;
  /** "not finished learning", where the training loss says so; null else. */
  readonly unfinished: string | null;
  readonly fusion: Accuracy | null;
  readonly cells: readonly EndCell[];
}

function stateOf(run: RunRecord): string | null {
  const done = epochsDone(run);
  switch (run.status) {
    case 'waiting':
      return 'waiting';
    case 'training':
      return `epoch ${done} of ${run.expectedEpochs}`;
    case 'failed':
      return done > 0 ? `stopped after epoch ${done}` : 'stopped in its first epoch';
    case 'ended':
      return null;
  }
}

const ALONE = 'Each trained alone';

/** A gap's verdict in a cell of the table; nothing where nothing was tested. */
export const GAP_WORDS: Readonly<Record<GapWord, string>> = {
  lost: 'lost',
  gained: 'gained',
  'cannot-tell': 'cannot tell',
  untested: '',
};

/** The reference of a race that did not have to train it again. */
function aloneRow(alone: AloneSaid, modalities: DataSetSummary['modalities']): EndRow {
  return {
    run: REFERENCE_RUN,
    label: ALONE,
    isReference: true,
    state: null,
    unfinished: null,
    fusion: null,
    cells: modalities.map(({ id }) => ({
      modality: id,
      accuracy: alone.accuracy[id] ?? null,
      gap: null,
      verdict: null,
    })),
  };
}

/** Rows in the order of the race, the run that trains each modality alone last. */
export function endRows(said: RaceSaid, summary: DataSetSummary | null): readonly EndRow[] {
  const modalities = summary?.modalities ?? [];
  const { record } = said;
  const reference = referenceRun(record);
  const alone = aloneAtEnd(said);
  const { gaps } = gapsAtEnd({ ...said, summary });
  const row = (run: RunRecord, isReference: boolean): EndRow => ({
    run: run.name,
    label: isReference ? ALONE : run.label,
    isReference,
    state: stateOf(run),
    unfinished: fallOf(run) ? NOT_FINISHED : null,
    fusion: isReference ? null : (run.end?.accuracy.fusion ?? null),
    cells: modalities.map(({ id }) => {
      const accuracy = run.end?.accuracy.unimodal[id] ?? null;
      const gap = gaps.find((one) => one.run.name === run.name && one.modality === id);
      return { modality: id, accuracy, gap: gap?.below ?? null, verdict: gap?.verdict ?? null };
    }),
  });
  return [
    ...racingRuns(record).map((run) => row(run, false)),
    ...(reference ? [row(reference, true)] : []),
    ...(!reference && alone ? [aloneRow(alone, modalities)] : []),
  ];
}
