/** Confusion matrices: who is taken for whom. Imports nothing but the reading of numbers. */
import { type Wholes, wholeAt } from './numbers';

/**
 * Counts of each pair of true and answered class.
 * @param answers class per sample, 0..classes - 1.
 * @param labels true class per sample, as many.
 * @returns `[classes, classes]`, row-major: rows are true classes, columns answers.
 * @throws RangeError when there are not as many answers as labels.
 */
export function confusion(answers: Wholes, labels: Wholes, classes: number): Int32Array {
  if (answers.length !== labels.length) {
    throw new RangeError(`${answers.length} answers do not fit ${labels.length} labels.`);
  }
  const counts = new Int32Array(classes * classes);
  for (let i = 0; i < labels.length; i++) {
    const cell = wholeAt(labels, i) * classes + wholeAt(answers, i);
    counts[cell] = wholeAt(counts, cell) + 1;
  }
  return counts;
}
