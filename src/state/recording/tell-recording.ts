/** Recording in words. Pure. */
import type { RecordedClass } from './recording-store';

/** Fewer cannot be shared out to training, validation and test. */
const FEWEST_SAMPLES = 4;
const FEWEST_CLASSES = 2;

/** What must still be recorded before it can be used; null where nothing. */
export function whatIsLacking(classes: readonly RecordedClass[]): string | null {
  const begun = classes.filter(({ samples }) => samples.length > 0);
  if (begun.length < FEWEST_CLASSES) {
    return `Record at least ${FEWEST_SAMPLES} samples of each of two classes.`;
  }
  const few = begun.find(({ samples }) => samples.length < FEWEST_SAMPLES);
  if (!few) return null;
  const lacks = FEWEST_SAMPLES - few.samples.length;
  return `"${few.name}" needs ${lacks} more ${lacks === 1 ? 'sample' : 'samples'}, or none.`;
}
