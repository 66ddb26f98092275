/** Whether two experiments train on the same samples. Pure. */
import type { Settings } from '../protocol/settings';

/** What the data must be opened anew for. */
const DATA_KEYS = ['data', 'seed', 'samples', 'split', 'generator'] as const;

export function haveSameData(a: Settings, b: Settings): boolean {
  return a === b || DATA_KEYS.every((key) => JSON.stringify(a[key]) === JSON.stringify(b[key]));
}
