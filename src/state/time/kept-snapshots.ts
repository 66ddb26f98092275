/** Keeps a run's snapshots within the page's memory. Pure. */
import type { Snapshot } from '../../protocol/snapshot';

/** Sixty snapshots of a thousand samples, ten classes and five heads take a third of this. */
const MOST_BYTES = 48_000_000;

/** What a snapshot takes, in bytes; the sample numbers and classes are counted too, though snapshots may share them. */
export function bytesOf(snapshot: Snapshot): number {
  const { rows, labels, logits, predictions, probes, features, trained } = snapshot;
  const ofTraining = trained ? [trained.rows, trained.times] : [];
  const arrays = [rows, labels, logits, predictions, probes ?? {}, features, ...ofTraining].flatMap(
    (part): readonly ArrayBufferView[] => (ArrayBuffer.isView(part) ? [part] : Object.values(part)),
  );
  return arrays.reduce((sum, { byteLength }) => sum + byteLength, 0);
}

/** The list with this snapshot at its end; where all together are too large, every second of the older ones goes. */
export function withSnapshot(
  kept: readonly Snapshot[],
  next: Snapshot,
  mostBytes: number = MOST_BYTES,
): readonly Snapshot[] {
  const all = [...kept, next];
  const bytes = all.reduce((sum, each) => sum + bytesOf(each), 0);
  if (bytes <= mostBytes || all.length < 3) return all;
  return all.filter((_, i) => i % 2 === 0 || i === all.length - 1);
}
