/**
 * A class is many seeds: in a class every browser draws a seed of its own, once, and keeps it by the class's name, so
 * that thirty pupils are thirty repetitions. Where the browser keeps nothing, the seed lasts as long as the page.
 */
import type { Failure } from '../../../protocol/failure';
import type { LessonStorage } from '../kept-lessons';

export interface ClassSeed {
  readonly seed: number;
  /** Why it will not be there again; null where it is kept. */
  readonly failed: Failure | null;
}

/** Few enough digits to be read out; with thirty pupils two draw the same seed once in 2,300 classes. */
export const LARGEST_CLASS_SEED = 999_999;

const keyOf = (className: string): string => `modality-lab.class-seed.${className}`;

/**
 * @param draw a whole number from 1 to this one, each as likely.
 * @returns the seed of this browser in a class, by the class's name.
 */
export function createClassSeeds(
  storage: LessonStorage | null,
  draw: (largest: number) => number,
): (className: string) => ClassSeed {
  /** Those that the browser did not keep. */
  const held = new Map<string, number>();
  return (className) => {
    const known = held.get(className) ?? keptSeed(storage, className);
    const seed = known ?? draw(LARGEST_CLASS_SEED);
    const isKept = !held.has(className) && (known !== null || keepSeed(storage, className, seed));
    if (isKept) return { seed, failed: null };
    held.set(className, seed);
    return { seed, failed: notKept(className, seed) };
  };
}

/** Null where nothing is kept that can be a class's seed. */
function keptSeed(storage: LessonStorage | null, className: string): number | null {
  try {
    const kept = storage?.getItem(keyOf(className)) ?? '';
    const seed = /^\d{1,6}$/.test(kept) ? Number(kept) : 0;
    return seed > 0 ? seed : null;
  } catch {
    return null;
  }
}

function keepSeed(storage: LessonStorage | null, className: string, seed: number): boolean {
  try {
    storage?.setItem(keyOf(className), String(seed));
    return storage !== null;
  } catch {
    return false;
  }
}

const notKept = (className: string, seed: number): Failure => ({
  code: 'class-seed-not-kept',
  message: `This browser keeps nothing for this page, so your seed ${seed} in the class “${className}” lasts as long as the page.`,
  hint: 'Leave the page open until you have sent your result code.',
});
