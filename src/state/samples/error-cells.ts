/**
 * Who is right with whom: the piles of one run, each parted by whether the prediction is right too, eight cells of two
 * modalities; and its predictions against those of the other runs. Pure.
 */
import { PREDICTION } from '../../protocol/names';
import { methodIdOf } from '../../protocol/settings';
import type { Snapshot } from '../../protocol/snapshot';
import { type Epoch, type Place, type Row, rowsAt } from '../../protocol/units';
import { fusedVerdicts } from '../../verdict/race-verdicts';
import type { Verdict } from '../../verdict/words';
import type { Tone } from '../charts/chart';
import type { ChartSource } from '../charts/chart-frame';
import type { RunRecord } from '../race-record';
import { racingRuns } from '../race-store';
import { epochAt } from '../time/shown';
import { judgedPiles } from './piles';

/** The samples of one cell. */
export interface ErrorCell {
  readonly isRight: boolean;
  readonly rows: readonly Row[];
}

/** The samples on which exactly these modalities are right. */
export interface ErrorRow {
  readonly key: string;
  readonly label: string;
  /** The colour of a modality that is right alone. */
  readonly tone: Tone | null;
  /** Those that the prediction has right, then those that it has wrong. */
  readonly cells: readonly ErrorCell[];
}

/** The cells of one run. */
export interface ErrorCells {
  /** None where the run makes no prediction, or nobody judges its modalities. */
  readonly rows: readonly ErrorRow[];
  /** Who says that a modality is right by itself, or why there are no cells. */
  readonly told: string;
}

/**
 * @param run whose snapshot it is.
 * @returns null where its method is none of this lab's.
 */
export function errorCells(
  run: Pick<RunRecord, 'name' | 'label'>,
  snapshot: Snapshot,
  { catalogue, summary }: Pick<ChartSource, 'catalogue' | 'summary'>,
): ErrorCells | null {
  const method = catalogue.find(({ id }) => id === methodIdOf(run.name));
  if (!method) return null;
  const answers = snapshot.predictions[PREDICTION];
  if (!answers) {
    return { rows: [], told: `${run.label} makes no prediction from all modalities here.` };
  }
  const { made, judge } = judgedPiles(snapshot, summary?.modalities ?? [], method, 'probe');
  const isRight = (place: Place) => answers[place] === snapshot.labels[place];
  const rows = (made?.piles ?? []).map(({ key, label, tone, places }) => ({
    ...{ key, label, tone },
    cells: [true, false].map((wanted) => ({
      isRight: wanted,
      rows: rowsAt(
        snapshot.rows,
        places.filter((place) => isRight(place) === wanted),
      ),
    })),
  }));
  return { rows, told: judge };
}

/** One run's trained nets against those of the run that is looked at. */
export interface NetPair {
  readonly run: string;
  readonly label: string;
  readonly samples: number;
  /** Samples that only the run looked at has right, and that only the other has. */
  readonly onlyChosen: number;
  readonly onlyOther: number;
  /** After Holm over all pairs of runs of the race, those that are not shown too. */
  readonly pHolm: number;
  /** Of the run looked at. */
  readonly verdict: Exclude<Verdict, 'too-few'>;
}

const TURNED = { better: 'worse', worse: 'better', 'cannot-tell': 'cannot-tell' } as const;

/** The predictions of a run against every other's, on the held-out samples, at the moment looked at. */
export function netPairs(
  { record }: Pick<ChartSource, 'record'>,
  chosen: RunRecord,
  at: Epoch | null,
): readonly NetPair[] {
  const runs = racingRuns(record);
  const answers = runs.map((run) => ({
    run: run.name,
    right: epochAt(run, at)?.right ?? null,
    alone: null,
  }));
  return fusedVerdicts(answers).flatMap((pair): NetPair[] => {
    const isFirst = pair.first === chosen.name;
    if (!isFirst && pair.second !== chosen.name) return [];
    const name = isFirst ? pair.second : pair.first;
    const [own, other] = [pair.onlyFirst, pair.onlySecond];
    return [
      {
        run: name,
        label: runs.find((run) => run.name === name)?.label ?? name,
        samples: pair.samples,
        onlyChosen: isFirst ? own : other,
        onlyOther: isFirst ? other : own,
        pHolm: pair.pHolm,
        verdict: isFirst ? pair.verdict : TURNED[pair.verdict],
      },
    ];
  });
}
