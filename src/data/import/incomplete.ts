/**
 * Samples of a person's files that lack a modality: kept, and counted in a sentence, or left out where that was asked
 * for. Imports math, the protocol and this room only.
 */
import { sizeOf } from '../../math/shape';
import { isPresent } from '../../protocol/data-set';
import { ImportError, plainName } from './import-error';
import type { ImportOptions } from './options';
import type { RawModality, RawSamples } from './raw-samples';

/**
 * The samples as the options want them: all of them, or those alone that have every modality. Pairs are drawn anew
 * among complete samples only.
 * @throws ImportError `too-few-samples` where none would be left.
 */
export function asOptionsWant(
  raw: RawSamples,
  { incomplete, pairing, name }: Pick<ImportOptions, 'incomplete' | 'pairing' | 'name'>,
): RawSamples {
  if (incomplete !== 'leave-out' && pairing !== 'redraw') return raw;
  const rows = completeRows(raw);
  const count = raw.labels.length - rows.length;
  if (count === 0) return raw;
  if (rows.length === 0) {
    throw new ImportError(
      'too-few-samples',
      `No sample in ${plainName(name)} has every modality.`,
      'Keep the samples that lack one: data.incomplete=keep.',
    );
  }
  const pick = <T>(list: readonly T[]) => rows.map((row) => list[row] as T);
  return {
    ...raw,
    modalities: raw.modalities.map((modality) => rowsOf(modality, rows)),
    labels: pick(raw.labels),
    splits: raw.splits && pick(raw.splits),
    groups: raw.groups && pick(raw.groups),
    leftOut: [
      ...raw.leftOut,
      {
        file: name,
        reason: `${count === 1 ? '1 sample lacks' : `${count} samples lack`} a modality, and only complete ones are used, as was asked for.`,
        fix: 'Keep them, and methods use what is there.',
        count,
        unit: 'sample',
      },
    ],
  };
}

/** Samples that have every modality. */
export const completeRows = ({
  labels,
  modalities,
}: Pick<RawSamples, 'labels' | 'modalities'>): number[] =>
  labels.flatMap((_, row) =>
    modalities.every((modality) => isPresent(modality, row)) ? [row] : [],
  );

/** Complete rows of a modality alone. */
function rowsOf(modality: RawModality, rows: readonly number[]): RawModality {
  const { present: _, recordings, texts, data, ...rest } = modality;
  const width = sizeOf(modality.shape);
  const picked = new Float32Array(rows.length * width);
  rows.forEach((row, i) => {
    picked.set(data.subarray(row * width, (row + 1) * width), i * width);
  });
  return {
    ...rest,
    data: picked,
    ...(recordings ? { recordings: rows.map((row) => recordings[row] ?? null) } : {}),
    ...(texts ? { texts: rows.map((row) => texts[row] ?? null) } : {}),
  };
}
