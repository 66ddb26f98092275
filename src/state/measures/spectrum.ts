/**
 * The dimension spectrum as the page draws it: every dimension of every modality, sorted, with who finds it
 * effective and which pairs use it. Pure.
 */
import type { Lesson } from '../../protocol/catalogue';
import type { DataSetSummary } from '../../protocol/data-set';
import type { EpochEnded } from '../../protocol/events';
import type { Tone } from '../charts/chart';
import { type NamedModality, namedModalities } from './head-name';
import { taughtSets } from './taught';

/** In how many modalities a dimension is effective. */
export type Owner = 'both' | 'neither' | 'only';

export interface DimensionBar {
  /** Its place in the feature, from 0. */
  readonly dimension: number;
  readonly separability: number;
  readonly owner: Owner;
  /** The colour of the one modality in which it is effective; fusion for both, quiet for neither. */
  readonly tone: Tone;
  /** Whether this modality teaches or learns along it. */
  readonly teaches: boolean;
  readonly learns: boolean;
}

export interface SpectrumStrip {
  readonly modality: NamedModality;
  readonly mean: number;
  /** The best dimension first. */
  readonly bars: readonly DimensionBar[];
}

/** A colour of the strips with its meaning and how many dimensions have it. */
export interface SpectrumKey {
  readonly key: string;
  readonly label: string;
  readonly tone: Tone;
  readonly count: number;
}

export interface Spectrum {
  readonly strips: readonly SpectrumStrip[];
  /** Null where the features differ in length, so that dimensions have no common number. */
  readonly keys: readonly SpectrumKey[] | null;
  /** The sets are in use by the method, or only what one would choose now. */
  readonly setsFixed: boolean;
  /** When the sets in use are chosen anew, in a sentence; null where they are chosen once. */
  readonly renewed: string | null;
}

/** @param lesson what the run teaches and skips; null where it teaches nothing. */
export function spectrumOf(
  epoch: EpochEnded,
  summary: DataSetSummary | null,
  lesson: Lesson | null = null,
): Spectrum | null {
  const { dimensionSpectrum: found, pairAlignments } = epoch;
  const taught = taughtSets(pairAlignments, lesson);
  if (!found) return null;
  const modalities = namedModalities(summary).filter(({ id }) => found.separability[id]);
  const isEffective = (id: string, dimension: number): boolean =>
    (found.separability[id]?.[dimension] ?? 0) > (found.mean[id] ?? 1);
  const ownership = (id: string, dimension: number): Pick<DimensionBar, 'owner' | 'tone'> => {
    const compared = found.sizes ? modalities : modalities.filter((each) => each.id === id);
    const owners = compared.filter((each) => isEffective(each.id, dimension));
    const [owner] = owners;
    if (!owner) return { owner: 'neither', tone: 'quiet' };
    if (owners.length > 1) return { owner: 'both', tone: 'fusion' };
    return { owner: 'only', tone: owner.tone };
  };
  const strips = modalities.map((modality): SpectrumStrip => {
    const { id } = modality;
    const bars = (found.separability[id] ?? []).map(
      (separability, dimension): DimensionBar => ({
        dimension,
        separability,
        ...ownership(id, dimension),
        teaches: taught.some((p) => p.teacher === id && p.dimensions.includes(dimension)),
        learns: taught.some((p) => p.student === id && p.dimensions.includes(dimension)),
      }),
    );
    bars.sort((a, b) => b.separability - a.separability || a.dimension - b.dimension);
    return { modality, mean: found.mean[id] ?? 0, bars };
  });
  return {
    strips,
    keys: keysOf(found.sizes, modalities),
    setsFixed: epoch.setsFixed,
    renewed: lesson?.renewed ?? null,
  };
}

function keysOf(
  sizes: NonNullable<EpochEnded['dimensionSpectrum']>['sizes'],
  modalities: readonly NamedModality[],
): readonly SpectrumKey[] | null {
  if (!sizes) return null;
  const shared = modalities.length > 2 ? 'two or more' : 'both';
  return [
    ...modalities.map(({ id, word, tone }) => ({
      key: `only ${id}`,
      label: `only ${word}`,
      tone,
      count: sizes.only[id] ?? 0,
    })),
    { key: 'both', label: shared, tone: 'fusion', count: sizes.both },
    { key: 'neither', label: 'neither', tone: 'quiet', count: sizes.neither },
  ];
}
