/**
 * Which classes an import keeps, and which of their samples train: classes of too few samples are left out,
 * and so are those of which the split leaves nothing to train on. Imports the protocol and this room only.
 */
import { isPresent, type SplitIndices } from '../../protocol/data-set';
import { chooseSplit } from './choose-split';
import { compareLabels } from './compare-labels';
import { ImportError, listNames, plainName } from './import-error';
import type { ImportOptions } from './options';
import type { RawSamples } from './raw-samples';
import { classNameOf, LEFT_OUT } from './rename-classes';
import type { LeftOut } from './source-file';

/** A class with fewer samples cannot be learned and tested. */
const SMALLEST_CLASS = 4;

/** Samples that can be used, numbered anew. */
interface ChosenClasses {
  /** Where each sample stands in the raw samples, `[samples]`. */
  readonly rows: readonly number[];
  /** Class of each sample, `[samples]`. */
  readonly labels: Int32Array;
  readonly classNames: readonly string[];
  /** By the numbers of `rows`. */
  readonly split: SplitIndices;
  /** How the split came about, in one sentence. */
  readonly how: string;
  /** Whether it is the files' own. */
  readonly isOwn: boolean;
}

/**
 * @param leftOut takes in what was left out.
 * @throws ImportError `too-few-samples` when fewer than two classes remain; SettingsError and DataError as
 * `chooseSplit` does.
 */
export function chooseClasses(
  raw: RawSamples,
  options: ImportOptions,
  leftOut: LeftOut[],
): ChosenClasses {
  const classes = usableClasses(raw, leftOut, options.name);
  for (;;) {
    const rows = raw.labels.flatMap((label, row) => (classes.has(label) ? [row] : []));
    const order = [...classes.keys()].sort(compareLabels);
    const classNames = order.map((label) => classes.get(label) as string);
    const number = new Map(order.map((label, at) => [label, at]));
    const labels = Int32Array.from(rows, (row) => number.get(raw.labels[row] as string) ?? 0);
    const pick = <T>(list: readonly T[]) => rows.map((row) => list[row] as T);
    const { split, how, isOwn } = chooseSplit(
      {
        labels,
        classNames,
        splits: raw.splits && pick(raw.splits),
        groups: raw.groups && pick(raw.groups),
        kinds: kindsOf(raw, rows),
      },
      options,
    );
    const trained = new Set(Array.from(split.train, (row) => labels[row] as number));
    const untrained = order.filter((_, label) => !trained.has(label));
    if (untrained.length === 0) return { rows, labels, classNames, split, how, isOwn };
    const names = untrained.map((label) => classes.get(label) as string);
    if (order.length - untrained.length < 2) {
      throw new ImportError(
        'too-few-samples',
        `${plainName(options.name)} cannot be used: its split has training samples of only ${trained.size === 1 ? 'one class' : `${trained.size} classes`}, none of ${listNames(names)}.`,
        isOwn
          ? 'Open the training samples too, or choose no split column.'
          : 'Add samples of each class from other groups, or choose no group (data.group=none).',
      );
    }
    for (const label of untrained) classes.delete(label);
    leftOut.push({
      file: options.name,
      reason: `No sample of ${names.length === 1 ? 'the class' : `${names.length} classes:`} ${listNames(names)} is in the training split.`,
      fix: 'Open training samples of it too, or leave it at that.',
      count: raw.labels.filter((label) => untrained.includes(label)).length,
    });
  }
}

/** What each sample has of the modalities; null where all have everything. */
function kindsOf({ modalities }: RawSamples, rows: readonly number[]): string[] | null {
  if (modalities.every(({ present }) => present === undefined)) return null;
  return rows.map((row) => modalities.map((each) => Number(isPresent(each, row))).join(''));
}

/** Labels that have enough samples, with the name each is shown by. */
function usableClasses(raw: RawSamples, leftOut: LeftOut[], source: string): Map<string, string> {
  const counts = new Map<string, number>();
  for (const label of raw.labels) {
    if (label !== LEFT_OUT) counts.set(label, (counts.get(label) ?? 0) + 1);
  }
  const kept = new Map<string, string>();
  const small: string[] = [];
  let smallSamples = 0;
  for (const [label, count] of counts) {
    const name = classNameOf(label, raw.classNames);
    if (count >= SMALLEST_CLASS) kept.set(label, name);
    else {
      small.push(name);
      smallSamples += count;
    }
  }
  if (kept.size < 2) {
    const has =
      counts.size === 1
        ? `all ${raw.labels.filter((label) => label !== LEFT_OUT).length} usable samples are of one class, "${plainName([...counts.keys()][0] ?? '')}"`
        : `of ${counts.size} classes ${kept.size === 0 ? 'none has' : 'only one has'} ${SMALLEST_CLASS} usable samples or more`;
    const why = raw.leftOut[0]
      ? ` ${raw.leftOut.length === 1 ? 'One entry was' : `${raw.leftOut.length} entries were`} left out: ${raw.leftOut[0].reason}`
      : '';
    throw new ImportError(
      'too-few-samples',
      `${plainName(source)} cannot be used: ${has}.${why}`,
      `Open data with at least two classes and ${SMALLEST_CLASS} samples of each, or name another label column.`,
    );
  }
  if (small.length > 0) {
    leftOut.push({
      file: source,
      reason: `${small.length === 1 ? 'The class' : `${small.length} classes`} ${listNames(small)} ${small.length === 1 ? 'has' : 'have'} fewer than ${SMALLEST_CLASS} samples.`,
      fix: 'Add samples of them, or leave it at that.',
      count: smallSamples,
    });
  }
  return kept;
}
