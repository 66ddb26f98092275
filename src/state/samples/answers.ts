/** Everybody who answers in a snapshot, by the key of a name: heads, the prediction, and the probe of every modality. Pure. */
import { type ByName, probeKey } from '../../protocol/names';
import type { Snapshot } from '../../protocol/snapshot';

/** The class given for each sample, `[rows]`, by key. */
export function answersOf({
  predictions,
  probes,
}: Pick<Snapshot, 'predictions' | 'probes'>): ByName<Uint16Array> {
  const probed = Object.entries(probes ?? {}).map(([id, answers]) => [probeKey(id), answers]);
  return { ...predictions, ...Object.fromEntries(probed) };
}
