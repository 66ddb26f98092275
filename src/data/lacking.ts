/** Which modalities samples lack, and how many do. Imports the protocol only. */
import { isPresent, type Modality, type SplitIndices, type SplitName } from '../protocol/data-set';

/** How many samples of each split lack the modality. */
export function lackingIn(
  modality: Pick<Modality, 'present'>,
  split: SplitIndices,
): Record<SplitName, number> {
  const count = (which: SplitName) =>
    split[which].filter((row) => !isPresent(modality, row)).length;
  return { train: count('train'), validation: count('validation'), test: count('test') };
}

/** Positions of the modalities that a sample lacks, said only where there are some. */
export function lacksOf(
  modalities: readonly Pick<Modality, 'present'>[],
  row: number,
): { readonly lacks?: readonly number[] } {
  const lacks = modalities.flatMap((modality, m) => (isPresent(modality, row) ? [] : [m]));
  return lacks.length > 0 ? { lacks } : {};
}
