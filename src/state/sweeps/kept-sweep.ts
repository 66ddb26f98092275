/** Where a browser keeps the plan of a sweep: asked before anything else of sweeps is fetched. */

/** Storage may be forbidden, and may be full. */
export type SweepStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

const KEY = 'modality-lab:sweep';

/** The plan as text; null where none is kept. */
export function keptSweep(storage: SweepStorage | null): string | null {
  try {
    return storage?.getItem(KEY) ?? null;
  } catch {
    return null;
  }
}

/** Keeps a plan, or forgets the one that is kept where null. */
export function keepSweep(storage: SweepStorage | null, text: string | null): void {
  try {
    if (text === null) storage?.removeItem(KEY);
    else storage?.setItem(KEY, text);
  } catch {
    // a browser that keeps nothing trains all the same
  }
}
