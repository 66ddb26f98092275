/** How files that leave the lab are called. Pure. */
import type { Settings } from '../../protocol/settings';

/** "modality-lab-sound-starves-seed-1": letters that every file system takes. */
export function fileNameOf({ data, seed }: Pick<Settings, 'data' | 'seed'>): string {
  return `modality-lab-${data.id}-seed-${seed}`.replaceAll(/[^a-z0-9-]+/gi, '-');
}
