/** Hand-made snapshots, for tests of what the page makes of them. */
import type { Snapshot } from '../protocol/snapshot';

/** A snapshot of `labels.length` samples numbered from 100 in which every answer is what `predictions` says. */
export function handSnapshot(
  labels: readonly number[],
  predictions: Readonly<Record<string, readonly number[]>>,
  rest: Partial<Snapshot> = {},
): Snapshot {
  return {
    epoch: 1,
    heldOut: 'test',
    rows: Int32Array.from(labels, (_, i) => 100 + i),
    labels: Int32Array.from(labels),
    logits: {},
    predictions: Object.fromEntries(
      Object.entries(predictions).map(([head, answers]) => [head, Uint16Array.from(answers)]),
    ) as unknown as Snapshot['predictions'],
    probes: null,
    fusionSource: 'method',
    certainty: null,
    features: {},
    ...rest,
  };
}
