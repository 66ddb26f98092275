/**
 * Whether a race came to what an assignment asks: each condition read from the end numbers, on every seed. The command
 * and the page ask here, so that they cannot disagree. Pure.
 */
import type { Condition, Op } from '../protocol/assignment';
import { measureOf } from '../protocol/assignment';
import type { Measure, Term } from '../protocol/assignment-measure';
import type { Accuracies } from '../protocol/events';
import type { Failure } from '../protocol/failure';
import { RIDGE_MOST_DIMS } from '../protocol/measured-part';
import type { ByModality } from '../protocol/measures';
import type { Accuracy } from '../protocol/units';
import { below } from './difference';

/** A run as it ended, as far as conditions ask; a run that failed has no accuracy. */
export interface EndedRun {
  readonly method: string;
  readonly accuracy?: Accuracies;
  readonly ridge?: ByModality<Accuracy>;
  readonly failed?: Pick<Failure, 'message'>;
}

/** A race on one seed. */
export interface EndedRace {
  readonly seed: number;
  readonly runs: readonly EndedRun[];
  /** How far each modality got alone; null where nobody trained it. */
  readonly alone: ByModality<Accuracy> | null;
}

export interface CheckedCondition extends Condition {
  /** Of all seeds the number that is furthest from holding; null where one of them does not yield it. */
  readonly measured: number | null;
  /** On every one of the seeds. */
  readonly holds: boolean;
  /** The seed that `measured` is of; null where none was trained. */
  readonly seed: number | null;
  /** Why there is no number; absent where there is one. */
  readonly why?: string;
}

/** The one measure that long features do without. */
const NO_RIDGE = `The ridge probe is not fitted to features of more than ${RIDGE_MOST_DIMS} dimensions.`;

type Read = { readonly value: Accuracy } | { readonly why: string };

/** @param known values by name. @param unmeasured why there may be none of any name. */
function named(known: ByModality<Accuracy>, path: string, name: string, unmeasured = ''): Read {
  const value = Object.hasOwn(known, name) ? known[name] : undefined;
  if (value !== undefined) return { value };
  const names = Object.keys(known);
  return {
    why:
      names.length === 0
        ? `${path} was not measured. ${unmeasured}`.trimEnd()
        : `There is no ${path}.${name}; there are ${names.map((each) => `${path}.${each}`).join(', ')}.`,
  };
}

function accuracyOf(term: Exclude<Term, { kind: 'gap' }>, { runs, alone }: EndedRace): Read {
  if (term.kind === 'alone') {
    return alone ? named(alone, 'alone', term.modality) : { why: 'Nothing was trained alone.' };
  }
  const run = runs.find(({ method }) => method === term.run);
  if (!run) return { why: `The race has no run ${term.run}.` };
  const { accuracy, ridge = {}, failed } = run;
  if (!accuracy) return { why: `${term.run} has no end numbers. ${failed?.message ?? ''}`.trim() };
  if (term.kind === 'fusion') {
    return accuracy.fusion === null
      ? { why: `${term.run} makes no answer of its own.` }
      : { value: accuracy.fusion };
  }
  const path = `${term.run}.${term.kind}`;
  if (term.kind === 'ridge') return named(ridge, path, term.name, NO_RIDGE);
  return named(accuracy[term.kind], path, term.name);
}

type Value = { readonly value: number } | { readonly why: string };

/** One minus the other, by the one subtraction of accuracies. */
function difference(of: Read, minus: Read): Value {
  if ('why' in of) return of;
  if ('why' in minus) return minus;
  return { value: below(of.value, minus.value) };
}

function numberOf(term: Term, race: EndedRace): Value {
  if (term.kind !== 'gap') return accuracyOf(term, race);
  const { run, modality } = term;
  return difference(
    accuracyOf({ kind: 'alone', modality }, race),
    accuracyOf({ kind: 'unimodal', run, name: modality }, race),
  );
}

/** Shares are fractions of samples; what floating point adds to their differences is less than this. */
const GRAIN = 1e9;

function measuredIn({ first, minus }: Measure, race: EndedRace): Value {
  const value = numberOf(first, race);
  const other: Value = minus ? numberOf(minus, race) : { value: 0 };
  if ('why' in value) return value;
  if ('why' in other) return other;
  return { value: Math.round((value.value - other.value) * GRAIN) / GRAIN };
}

const HOLDS: Readonly<Record<Op, (measured: number, value: number) => boolean>> = {
  '<': (measured, value) => measured < value,
  '<=': (measured, value) => measured <= value,
  '>': (measured, value) => measured > value,
  '>=': (measured, value) => measured >= value,
};

/** Whether a larger number is nearer to holding. */
const isUpwards = (op: Op): boolean => op.startsWith('>');

function check(condition: Condition, races: readonly EndedRace[]): CheckedCondition {
  const { op, value } = condition;
  const measure = measureOf(condition);
  let worst: { readonly seed: number; readonly measured: number } | null = null;
  for (const race of races) {
    const read = measuredIn(measure, race);
    if ('why' in read || !Number.isFinite(read.value)) {
      const why = 'why' in read ? read.why : 'It is no finite number.';
      return { ...condition, measured: null, holds: false, seed: race.seed, why };
    }
    const isWorse =
      worst === null || (isUpwards(op) ? read.value < worst.measured : read.value > worst.measured);
    if (isWorse) worst = { seed: race.seed, measured: read.value };
  }
  if (!worst) {
    return { ...condition, measured: null, holds: false, seed: null, why: 'Nothing was trained.' };
  }
  return { ...condition, ...worst, holds: HOLDS[op](worst.measured, value) };
}

/**
 * Every condition, in its order, over these races.
 * @param races one a seed; where there is none, nothing holds.
 */
export const checkConditions = (
  conditions: readonly Condition[],
  races: readonly EndedRace[],
): readonly CheckedCondition[] => conditions.map((each) => check(each, races));
