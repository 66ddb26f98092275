/** What a modality of a kept run is drawn as, where its file says a kind that this lab does not know. */
import { MODALITY_KINDS } from '../../protocol/data-set';
import { show, shownPath } from '../../protocol/failure';

/**
 * Makes a modality of an unknown kind plain numbers, which every kind is.
 * @param stored a run as a file holds it; it is changed.
 * @returns one sentence for each such modality.
 */
export function vectorsForUnknownKinds(stored: unknown, label: string): readonly string[] {
  const { summary } = (stored ?? {}) as { readonly summary?: unknown };
  const { modalities } = (summary ?? {}) as { readonly modalities?: unknown };
  if (!Array.isArray(modalities)) return [];
  return modalities.flatMap((modality: unknown) => {
    if (typeof modality !== 'object' || modality === null) return [];
    const { id, kind } = modality as Record<string, unknown>;
    if (MODALITY_KINDS.some((known) => known === kind)) return [];
    Object.assign(modality, { kind: 'vector' });
    const what = kind === undefined ? 'nothing' : show(kind);
    const whose = typeof id === 'string' ? shownPath([id]) : 'a modality';
    return [
      `${label}: ${what} is no kind of modality that this lab knows; ${whose} is shown as plain numbers (vector).`,
    ];
  });
}
