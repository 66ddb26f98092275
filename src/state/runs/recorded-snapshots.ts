/**
 * Snapshots of the recording that comes with the page, smaller than those of run files and rounded to what the views show:
 * logits so that probabilities come back within two points of a hundred, predictions and probes exactly. Pure.
 */
import { arrayToText } from './array-text';
import type { Json } from './columns';
import { LAST_LETTER, lettersOf, numbersOf } from './letters';
import {
  LOWEST,
  type PackedLogits,
  type PackedSnapshot,
  type PackedSnapshots,
} from './pack-snapshots';

type Tree = { readonly [key: string]: Json };

/** A logit so far below its row's largest is the lowest: its probability is under one in a thousand. */
const CUT = 7;
/** Steps from the largest to the cut; closer together near the largest, where probabilities differ most. */
const STEPS = 63;
/** Largest whole number of a feature, either way. */
const MOST = LAST_LETTER / 2;

const mapped = <T, R>(record: Readonly<Record<string, T>>, change: (value: T) => R) =>
  Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]));

function logitLetters(logits: PackedLogits): string {
  if (logits instanceof Int8Array) throw new TypeError('A recording has logits in even steps.');
  const most = 2 ** (8 * logits.BYTES_PER_ELEMENT) - 1;
  const below = Array.from(logits, (value) => (value * LOWEST) / most);
  return lettersOf(
    below.map((each) => (each >= CUT ? STEPS : Math.round(STEPS * Math.sqrt(each / CUT)))),
  );
}

function logitsFrom(text: string): Uint8Array {
  const most = 255;
  const values = numbersOf(text).map((step) =>
    step >= STEPS ? most : Math.round((most * CUT * (step / STEPS) ** 2) / LOWEST),
  );
  return Uint8Array.from(values);
}

/** Classes as what must be added to the true one, since most answers are right. */
const answerLetters = (answers: Uint16Array, labels: Int32Array, classes: number): string =>
  lettersOf(answers.map((answer, i) => (answer - (labels[i] ?? 0) + classes) % classes));

const answersFrom = (text: string, labels: readonly number[], classes: number): Uint16Array =>
  Uint16Array.from(numbersOf(text), (added, i) => (added + (labels[i] ?? 0)) % classes);

function featureLetters(values: Int8Array | Int16Array): string {
  const most = 2 ** (8 * values.BYTES_PER_ELEMENT - 1) - 1;
  return lettersOf(Array.from(values, (value) => MOST + Math.round((value * MOST) / most)));
}

const featuresFrom = (text: string): Int8Array =>
  Int8Array.from(numbersOf(text), (value) => Math.round(((value - MOST) * 127) / MOST));

const classesOf = ({ rows, taken }: PackedSnapshots): number =>
  (Object.values(taken[0]?.logits ?? {})[0]?.length ?? 0) / Math.max(1, rows.length);

function recordedSnapshot(snapshot: PackedSnapshot, labels: Int32Array, classes: number): Tree {
  const { epoch, fusionSource, certainty, featureShare } = snapshot;
  const answers = (each: Uint16Array) => answerLetters(each, labels, classes);
  return {
    epoch,
    fusionSource,
    certainty: certainty && { ...certainty },
    ...(featureShare && { featureShare }),
    logits: mapped(snapshot.logits, logitLetters),
    predictions: mapped(snapshot.predictions, answers),
    probes: snapshot.probes && mapped(snapshot.probes, answers),
    features: mapped(snapshot.features, ({ largest, values }) => ({
      largest,
      values: featureLetters(values),
    })),
  };
}

/** What the recording holds of a run's snapshots. */
export function recordedSnapshots(snapshots: PackedSnapshots): Tree {
  const classes = classesOf(snapshots);
  const { heldOut, rows, labels, taken } = snapshots;
  return {
    heldOut,
    classes,
    rows: Array.from(rows),
    labels: Array.from(labels),
    taken: taken.map((each) => recordedSnapshot(each, labels, classes)),
  };
}

interface Recorded {
  readonly classes: number;
  readonly rows: readonly number[];
  readonly labels: readonly number[];
  readonly taken: readonly {
    readonly logits: Readonly<Record<string, string>>;
    readonly predictions: Readonly<Record<string, string>>;
    readonly probes: Readonly<Record<string, string>> | null;
    readonly features: Readonly<Record<string, { largest: number; values: string }>>;
  }[];
}

/** The same as a run file holds them, for its reader, which trusts nothing. */
export function snapshotsForFile(recorded: Json): object {
  const { classes, rows, labels, taken, ...frame } = recorded as unknown as Recorded;
  const answers = (text: string) => arrayToText(answersFrom(text, labels, classes));
  return {
    ...frame,
    rows: arrayToText(Int32Array.from(rows)),
    labels: arrayToText(Int32Array.from(labels)),
    taken: taken.map((each) => ({
      ...each,
      logits: mapped(each.logits, (text) => arrayToText(logitsFrom(text))),
      predictions: mapped(each.predictions, answers),
      probes: each.probes && mapped(each.probes, answers),
      features: mapped(each.features, ({ largest, values }) => ({
        largest,
        values: arrayToText(featuresFrom(values)),
      })),
    })),
  };
}
