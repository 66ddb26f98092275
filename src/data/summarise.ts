/** What a card shows of a data set, small enough to travel between threads. Imports math, the protocol and this room only. */

import { wholeAt } from '../math/numbers';
import { sizeOf } from '../math/shape';
import {
  completeAmong,
  type DataSet,
  type DataSetSummary,
  type SplitName,
} from '../protocol/data-set';
import { lackingIn, lacksOf } from './lacking';
import { textsOf } from './read-samples';

/** Samples that a card shows at least, and two of every class, up to so many. */
const PREVIEWS = 24;
const MOST_PREVIEWS = 120;

/** What a card shows of a data set: counts, notes and a few training samples, class by class. */
export function summarise(dataSet: DataSet): DataSetSummary {
  const { id, name, classNames, provenance, modalities, labels, split, notes } = dataSet;
  const classCounts = countClasses(labels, classNames.length);
  const ofSplit = (which: SplitName) =>
    countClasses(
      split[which].map((row) => wholeAt(labels, row)),
      classNames.length,
    );
  const count = (which: SplitName) => split[which].length;
  return {
    id,
    name,
    classNames,
    provenance,
    modalities: modalities.map(
      ({ data: _data, normalisation: _normalisation, texts: _texts, present, ...rest }) => ({
        ...rest,
        ...(present && { lacking: lackingIn({ present }, split) }),
      }),
    ),
    counts: { train: count('train'), validation: count('validation'), test: count('test') },
    classCounts,
    classCountsOf: {
      train: ofSplit('train'),
      validation: ofSplit('validation'),
      test: ofSplit('test'),
    },
    ...(modalities.some(({ present }) => present) && { complete: completeIn(dataSet) }),
    notes,
    previews: previewRows(dataSet).map((row) => ({
      row,
      label: labels[row] as number,
      // copies: a view would carry the whole modality across the thread
      values: modalities.map((modality) => {
        const width = sizeOf(modality.shape);
        return modality.data.slice(row * width, (row + 1) * width);
      }),
      ...lacksOf(modalities, row),
      ...(modalities.some(({ texts }) => texts) ? { texts: textsOf(modalities, row) } : {}),
    })),
  };
}

/** How many samples of each split have every modality. */
function completeIn({ split, modalities }: DataSet): Record<SplitName, number> {
  const count = (which: SplitName) => completeAmong(split[which], modalities).length;
  return { train: count('train'), validation: count('validation'), test: count('test') };
}

/** How many of these labels are of each class. */
function countClasses(labels: Int32Array, classes: number): number[] {
  const counts = Array.from({ length: classes }, () => 0);
  for (const label of labels) counts[label] = (counts[label] ?? 0) + 1;
  return counts;
}

/** Training samples in turns: the first of every class, the second of every class, and so on. */
function previewRows({ labels, split, classNames, modalities }: DataSet): number[] {
  const byClass: number[][] = classNames.map(() => []);
  for (const row of split.train) byClass[labels[row] as number]?.push(row);
  // the first of a class shows what there is to see
  for (const members of byClass) {
    const whole = members.findIndex((row) => !lacksOf(modalities, row).lacks);
    if (whole > 0) members.unshift(...members.splice(whole, 1));
  }
  const rows: number[] = [];
  const most = Math.max(PREVIEWS, Math.min(2 * classNames.length, MOST_PREVIEWS));
  const turns = Math.max(...byClass.map((members) => members.length));
  for (let turn = 0; turn < turns; turn++) {
    for (const members of byClass) {
      const row = members[turn];
      if (row !== undefined && rows.length < most) rows.push(row);
    }
  }
  return rows;
}
