/**
 * The numbers of a scene: each is read from a race as it ended, the same way by the stage, the table of claims, the
 * result code of a class and the sentences. Where two nets are compared, the number carries what the paired test on
 * this race's own test samples says of it, so that no sentence has to guess. Pure.
 */
import { measured, measuredByName } from '../../protocol/measure';
import { type RightAnswers, unpackRight } from '../../protocol/right-answers';
import type { Accuracy } from '../../protocol/units';
import { compareNets } from '../../verdict/compare-nets';
import { below, highestFirst } from '../../verdict/difference';
import { aloneAtEnd } from '../alone';
import type { RunRecord } from '../race-record';
import { type RaceSaid, racingRuns } from '../race-store';

/** Who answers: a run's encoder of one modality by the probe, that modality trained alone, or a run's fused answer. */
export type Net =
  | { readonly probe: string; readonly run: string }
  | { readonly alone: string }
  | { readonly fusion: string };

/** `points` are hundredths of the test split, `share` is 0..1, `ratio` and `plain` have no unit. */
export type NumberUnit = 'points' | 'share' | 'ratio' | 'plain';

/** What the test says of a difference; `untested` for a number that is none. */
export type Told = 'more' | 'less' | 'cannot-tell' | 'untested';

export interface SceneValue {
  readonly value: number;
  readonly told: Told;
}

export interface SceneNumber {
  /** Unique in the scene. */
  readonly id: string;
  /** The race of the scene that it is read from, by id. */
  readonly race: string;
  /** What it is, in plain words. */
  readonly label: string;
  readonly unit: NumberUnit;
  /** It is made of a measure that is taken only where `measures.heavy` is on. */
  readonly isHeavy?: true;
  /** Null until the race is over, and where it did not yield the number. */
  readonly read: (race: RaceSaid) => SceneValue | null;
}

type Named = Pick<SceneNumber, 'id' | 'race' | 'label'>;

const TOLD = { better: 'more', worse: 'less', 'cannot-tell': 'cannot-tell' } as const;

const endedRun = ({ record }: RaceSaid, name: string): RunRecord | null =>
  racingRuns(record).find((run) => run.name === name && run.end !== null) ?? null;

interface Answer {
  readonly accuracy: Accuracy;
  readonly right: Uint8Array | null;
}

function bits(right: RightAnswers | null | undefined, text: string | null | undefined) {
  return right && text ? unpackRight(text, right.samples) : null;
}

/** A net on the test split after the last epoch; null before that, and where the run makes no such answer. */
function answerOf(race: RaceSaid, net: Net): Answer | null {
  if ('alone' in net) {
    const end = aloneAtEnd(race);
    const accuracy = end?.accuracy[net.alone];
    if (!end || accuracy === undefined) return null;
    return { accuracy, right: bits(end.right, end.right?.unimodal[net.alone]) };
  }
  const end = endedRun(race, 'fusion' in net ? net.fusion : net.run)?.end;
  if (!end) return null;
  const accuracy = 'fusion' in net ? end.accuracy.fusion : end.accuracy.unimodal[net.probe];
  if (accuracy === null || accuracy === undefined) return null;
  const text = 'fusion' in net ? end.right?.fusion : end.right?.unimodal[net.probe];
  return { accuracy, right: bits(end.right, text) };
}

/** The share of right answers of one net. */
export function accuracyOf(named: Named, net: Net): SceneNumber {
  return {
    ...named,
    unit: 'share',
    read: (race) => {
      const answer = answerOf(race, net);
      return answer ? { value: answer.accuracy, told: 'untested' } : null;
    },
  };
}

/** By how many points the first net is right more often than the second, with the paired test's word (McNemar, exact). */
export function lead(named: Named, first: Net, second: Net): SceneNumber {
  return {
    ...named,
    unit: 'points',
    read: (race) => {
      const [a, b] = [answerOf(race, first), answerOf(race, second)];
      if (!a || !b) return null;
      return { value: 100 * below(a.accuracy, b.accuracy), told: toldOf(a, b) };
    },
  };
}

/** The highest share of right answers among several nets, once all of them have answered. */
export function highestOf(named: Named, nets: readonly Net[]): SceneNumber {
  return {
    ...named,
    unit: 'share',
    read: (race) => {
      const answers = nets.flatMap((net) => answerOf(race, net) ?? []);
      const [best] = highestFirst(answers, ({ accuracy }) => accuracy);
      if (!best || answers.length < nets.length) return null;
      return { value: best.accuracy, told: 'untested' };
    },
  };
}

function toldOf(a: Answer, b: Answer): Told {
  if (!a.right || !b.right || a.right.length !== b.right.length) return 'untested';
  const pair = [
    { who: 'first', right: a.right },
    { who: 'second', right: b.right },
  ] as const;
  const [compared] = compareNets([pair]);
  return compared ? TOLD[compared.verdict] : 'untested';
}

/** Any other value that a run's record yields once the run has ended. */
export function fromRun(
  named: Named & Pick<SceneNumber, 'unit'>,
  run: string,
  read: (ended: RunRecord) => number | null,
): SceneNumber {
  return {
    ...named,
    read: (race) => {
      const ended = endedRun(race, run);
      const value = ended ? read(ended) : null;
      return value === null || !Number.isFinite(value) ? null : { value, told: 'untested' };
    },
  };
}

/** A value made of several runs' records, once all of them have ended. */
export function fromRuns(
  named: Named & Pick<SceneNumber, 'unit'>,
  runs: readonly string[],
  read: (...ended: readonly RunRecord[]) => number | null,
): SceneNumber {
  return {
    ...named,
    read: (race) => {
      const ended = runs.flatMap((run) => endedRun(race, run) ?? []);
      const value = ended.length === runs.length ? read(...ended) : null;
      return value === null || !Number.isFinite(value) ? null : { value, told: 'untested' };
    },
  };
}

/** A measure of the catalogue, by its id, at an epoch or the last before it; null where it was not measured. */
export function measuredAt(
  run: RunRecord,
  id: string,
  epoch: number,
  part?: string,
): number | null {
  const at = run.epochs.findLast((ended) => ended.epoch <= epoch);
  if (!at) return null;
  const value = measured(at, id);
  if (part === undefined) return typeof value === 'number' ? value : null;
  return measuredByName(at, id)[part] ?? null;
}
