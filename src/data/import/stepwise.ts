/**
 * Long loops of an import, a step for each of many files or samples: between steps it is told how far they have come, and
 * a wish to cancel is heard. Imports this folder only.
 */
import { throwIfCancelled } from './import-error';
import { breatheAt, type ImportProgress, type ImportWatch, STEPS_BETWEEN } from './source-file';

/** Work that says before every step which one it is. */
export type Stepwise<T> = Generator<ImportProgress, T, void>;

/** @throws ImportError `cancelled` once the watch says so, besides what the work throws. */
export async function inSteps<T>(work: Stepwise<T>, watch: ImportWatch): Promise<T> {
  for (let steps = 0; ; steps++) {
    const step = work.next();
    if (step.done) return step.value;
    if (steps % STEPS_BETWEEN > 0) continue;
    await breatheAt(steps);
    throwIfCancelled(watch.signal);
    watch.onProgress?.(step.value);
  }
}

/** The same without a stop, where there is little to do. */
export function atOnce<T>(work: Stepwise<T>): T {
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
  }
}
