/**
 * What a reader must know before believing the numbers of a race on small or lopsided data, in sentences: for the page
 * beside its tables, for the command on stderr. Empty where nothing limits them. Imports only types.
 */
import type { MissingDeclaration } from './catalogue';
import type { DataSetSummary } from './data-set';

type Counted = Pick<DataSetSummary, 'classNames' | 'counts' | 'classCountsOf'> &
  Partial<Pick<DataSetSummary, 'modalities'>>;

/** The most classes that are named one by one. */
const MOST_NAMED = 4;

/** "disc", "disc and ring", "disc, ring and 7 more". */
function some(names: readonly string[]): string {
  const shown = names.slice(0, MOST_NAMED);
  const rest = names.length - shown.length;
  const parts = rest > 0 ? [...shown, `${rest} more`] : shown;
  if (parts.length < 2) return parts.join('');
  return `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;
}

/** Below that one test sample is worth more than three points. */
export const FEW_TESTS = 30;

/** What one of so many test samples is worth, in points, with a decimal where that says more. */
export function pointsOf(tests: number): string {
  const points = 100 / tests;
  return points < 10 ? points.toFixed(1) : String(Math.round(points));
}

/** About the data: few test samples, or a single one, and classes without training or test samples. */
export function dataLimits({
  classNames,
  counts,
  classCountsOf,
  modalities = [],
}: Counted): readonly string[] {
  const without = (split: 'train' | 'test') => {
    const of = classCountsOf?.[split];
    return of ? classNames.filter((_, label) => of[label] === 0) : [];
  };
  const [untrained, untested] = [without('train'), without('test')];
  return [
    ...(counts.test === 1
      ? [
          'There is one test sample: every accuracy on it is 0 or 100 %, and tells no two nets apart.',
        ]
      : []),
    ...(counts.test > 1 && counts.test < FEW_TESTS
      ? [
          `There are ${counts.test} test samples: one of them is worth ${pointsOf(counts.test)} points of every accuracy.`,
        ]
      : []),
    ...(untrained.length > 0
      ? [
          `No training sample is of class ${some(untrained)}: no probe ever gives such a class, so its samples count as wrong.`,
        ]
      : []),
    ...(untested.length > 0
      ? [
          `No test sample is of class ${some(untested)}: the accuracies say nothing of such samples.`,
        ]
      : []),
    ...modalities.flatMap(({ name, lacking }) =>
      lacking && lacking.test > 0
        ? [
            `${lacking.test} of ${counts.test} test samples lack "${name}": its accuracy is of the others, the fused answer is of all.`,
          ]
        : [],
    ),
  ];
}

/** About a run: modalities whose features never change. @param names of them, as people call them. */
export function constantText(label: string, names: readonly string[]): string | null {
  if (names.length === 0) return null;
  const probe = names.length === 1 ? 'its probe' : 'their probes';
  return `${label}: the features of ${some(names)} are the same for every training sample, so ${probe} can only give the most frequent class and no prediction can use them.`;
}

/**
 * About a run that leaves incomplete samples out of its training; null where the data have none, or it uses them.
 * @param label of the run.
 */
export function completeOnlyText(
  label: string,
  missing: MissingDeclaration | undefined,
  { complete, counts }: Pick<DataSetSummary, 'complete' | 'counts'>,
): string | null {
  if (!complete || missing?.training !== 'left-out' || complete.train === counts.train) return null;
  return `${label} trains on the ${complete.train} of ${counts.train} training samples that have every modality.`;
}
