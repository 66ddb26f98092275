/** Recording in words. Pure. */
import type { RecordedClass } from './recording-store';

/** Fewer cannot be shared out to training, validation and test. */
const FEWEST_SAMPLES = 4;
const FEWEST_CLASSES = 2;

/** By which a class is told from others. */
const nameOf = ({ name }: RecordedClass): string => name.trim().normalize('NFC').toLowerCase();

/** That buckets of one name become one class; null where every name is there once. */
export function whatBecomesOne(classes: readonly RecordedClass[]): string | null {
  const begun = classes.filter(({ samples }) => samples.length > 0);
  const twice = begun.find(
    (each, at) => begun.findIndex((one) => nameOf(one) === nameOf(each)) < at,
  );
  if (!twice) return null;
  const count = begun.filter((each) => nameOf(each) === nameOf(twice)).length;
  return `${count} classes are called "${twice.name.trim()}" and become one. Rename one of them if they are not the same.`;
}

/** What must still be recorded before it can be used; null where nothing. */
export function whatIsLacking(classes: readonly RecordedClass[]): string | null {
  const begun = classes.filter(({ samples }) => samples.length > 0);
  if (new Set(begun.map(nameOf)).size < FEWEST_CLASSES) {
    return `Record at least ${FEWEST_SAMPLES} samples of each of two classes.`;
  }
  const few = begun.find(({ samples }) => samples.length < FEWEST_SAMPLES);
  if (!few) return null;
  const lacks = FEWEST_SAMPLES - few.samples.length;
  return `"${few.name}" needs ${lacks} more ${lacks === 1 ? 'sample' : 'samples'}, or none.`;
}
