/** Features of trained encoders as NPZ: `RUN/epoch_N/MODALITY`, of every epoch whose samples were kept. */
import type { Snapshot } from '../protocol/snapshot';
import { type NamedArray, npz } from './npz';

/** A run and what was kept of it. */
export interface KeptRun {
  readonly name: string;
  readonly snapshots: readonly Snapshot[];
}

/** Numbers of a feature where a recording kept its principal plane only. */
const PLANE = 2;

/**
 * The arrays; `rows` are sample numbers of the data set, `labels` their classes, the same for all features.
 * @param dimsOf the length of a modality's feature.
 */
export function featureArrays(
  runs: readonly KeptRun[],
  classNames: readonly string[],
  dimsOf: (modality: string) => number,
): NamedArray[] {
  const first = runs.flatMap(({ snapshots }) => snapshots)[0];
  if (!first) return [];
  const features = runs.flatMap(({ name, snapshots }) =>
    snapshots.flatMap(({ epoch, features, featureShare }) =>
      Object.entries(features).map(([modality, data]) => {
        const dims = featureShare ? PLANE : dimsOf(modality);
        const shape = [data.length / dims, dims];
        return { name: `${name}/epoch_${epoch}/${modality}`, shape, data };
      }),
    ),
  );
  // features are kept of the first samples only
  const count = features[0]?.shape[0] ?? 0;
  return [
    ...features,
    { name: 'rows', shape: [count], data: first.rows.slice(0, count) },
    { name: 'labels', shape: [count], data: first.labels.slice(0, count) },
    { name: 'class_names', shape: [classNames.length], data: classNames },
  ];
}

export const featureNpz = (
  ...given: Parameters<typeof featureArrays>
): Promise<Uint8Array<ArrayBuffer>> => npz(featureArrays(...given));
