/**
 * What is worth knowing of a data set before anything trains: samples that stand on both sides of the split, samples
 * that hold nothing, small classes, a small test. Numbers only, no opinion. Imports math, the protocol and this room.
 */
import { sizeOf } from '../../math/shape';
import type { DataSet, Modality, SplitName } from '../../protocol/data-set';
import { FEW_TESTS, pointsOf } from '../../protocol/number-limits';
import { listNames } from './import-error';

/** Below that a class is named. */
const FEW_SAMPLES = 10;
/** Groups that are listed by name. */
const MOST_NAMED = 5;

/**
 * @param groups of each sample of the data set, `[samples]`; null where there are none.
 * @param empty numbers of the samples of each modality that are silent or all of one value, by modality id.
 */
export function worthKnowing(
  dataSet: DataSet,
  groups: readonly string[] | null,
  empty: ReadonlyMap<string, number>,
): string[] {
  const { classNames, labels, split, modalities } = dataSet;
  const notes: string[] = [];
  const twins = onBothSides(dataSet);
  if (twins > 0) {
    notes.push(
      `${counted(twins, 'test sample is', 'test samples are')} identical to a training sample, so the same sample is on both sides of the split and the test flatters.`,
    );
  }
  for (const { id, name, kind } of modalities) {
    const count = empty.get(id) ?? 0;
    if (count === 0) continue;
    notes.push(
      kind === 'audio'
        ? `${counted(count, 'sound', 'sounds')} of "${name}" ${count === 1 ? 'is' : 'are'} silent.`
        : `${counted(count, 'sample', 'samples')} of "${name}" ${count === 1 ? 'has' : 'have'} the same value everywhere.`,
    );
  }
  if (groups) {
    const both = groupsOnBothSides(groups, split);
    if (both.length > 0) {
      notes.push(
        `${counted(both.length, 'group is', 'groups are')} on both sides of the split (${listNames(both, MOST_NAMED)}), so the test does not ask about new ones.`,
      );
    }
  }
  const counts = classNames.map((_, label) => labels.filter((each) => each === label).length);
  const small = classNames.filter((_, label) => (counts[label] ?? 0) < FEW_SAMPLES);
  if (small.length > 0) {
    notes.push(
      `${small.length === 1 ? 'The class' : 'The classes'} ${listNames(small, MOST_NAMED)} ${small.length === 1 ? 'has' : 'have'} fewer than ${FEW_SAMPLES} samples.`,
    );
  }
  const tested = new Set(Array.from(split.test, (row) => labels[row]));
  const untested = classNames.filter((_, label) => !tested.has(label));
  if (untested.length > 0 && split.test.length > 0) {
    notes.push(
      `No test sample is of the ${untested.length === 1 ? 'class' : 'classes'} ${listNames(untested, MOST_NAMED)}.`,
    );
  }
  const tests = split.test.length;
  if (tests > 0 && tests < FEW_TESTS) {
    notes.push(
      `There ${tests === 1 ? 'is 1 test sample' : `are ${tests} test samples`}: one sample is ${pointsOf(tests)} points.`,
    );
  }
  return notes;
}

/** Test samples whose numbers, in every modality, a training sample has as well. */
function onBothSides({ modalities, split }: DataSet): number {
  const known = new Map<number, number[]>();
  for (const row of split.train) {
    const key = hashOf(modalities, row);
    const list = known.get(key);
    if (list) list.push(row);
    else known.set(key, [row]);
  }
  let twins = 0;
  for (const row of split.test) {
    const alike = known.get(hashOf(modalities, row)) ?? [];
    if (alike.some((other) => areEqual(modalities, row, other))) twins++;
  }
  return twins;
}

/** FNV-1a over the bits of every number. */
function hashOf(modalities: readonly Modality[], row: number): number {
  let hash = 0x811c9dc5;
  for (const { data, shape } of modalities) {
    const width = sizeOf(shape);
    const bits = new Uint32Array(data.buffer, data.byteOffset + row * width * 4, width);
    for (let k = 0; k < width; k++) hash = Math.imul(hash ^ (bits[k] as number), 0x01000193);
  }
  return hash;
}

function areEqual(modalities: readonly Modality[], a: number, b: number): boolean {
  return modalities.every(({ data, shape }) => {
    const width = sizeOf(shape);
    for (let k = 0; k < width; k++) if (data[a * width + k] !== data[b * width + k]) return false;
    return true;
  });
}

/** Groups of which a sample trains and another one tests. */
export function groupsOnBothSides(
  groups: readonly string[],
  split: Readonly<Record<SplitName, Int32Array>>,
): string[] {
  const trained = new Set(Array.from(split.train, (row) => groups[row] as string));
  const tested = new Set(Array.from(split.test, (row) => groups[row] as string));
  return [...tested].filter((group) => trained.has(group));
}

const counted = (count: number, one: string, many: string): string =>
  `${count} ${count === 1 ? one : many}`;
