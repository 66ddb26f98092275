/** What heads and losses are called on the page. Pure. */
import type { DataSetSummary } from '../../protocol/data-set';
import { modalityTone, type Tone } from '../charts/chart';
import { modalityWord } from '../charts/modality-word';

/** A modality as charts and tables need it. */
export interface NamedModality {
  readonly id: string;
  readonly word: string;
  readonly tone: Tone;
}

/** The modalities of a data set, each with its word and its colour. */
export function namedModalities(summary: DataSetSummary | null): readonly NamedModality[] {
  return (summary?.modalities ?? []).map(({ id, name }, index) => ({
    id,
    word: modalityWord(name),
    tone: modalityTone(index),
  }));
}

export interface NamedHead {
  readonly key: string;
  readonly label: string;
  readonly tone: Tone;
}

const PLAIN_HEADS: Readonly<Record<string, string>> = {
  fusion: 'prediction',
  fusionHead: 'fusion head',
};

/** `sound` is its own head, `shared.sound` the shared head on it, `fusion` the prediction. */
export function namedHead(key: string, modalities: readonly NamedModality[]): NamedHead {
  const shared = key.startsWith('shared.');
  const modality = modalities.find(({ id }) => id === (shared ? key.slice(7) : key));
  if (!modality) return { key, label: PLAIN_HEADS[key] ?? key, tone: 'fusion' };
  const label = shared ? `${modality.word}, shared head` : `${modality.word} head`;
  return { key, label, tone: modality.tone };
}

/** Heads in the order people meet them: own, shared, fusion head, prediction. */
export function headOrder(key: string): number {
  if (key === 'fusion') return 3;
  if (key === 'fusionHead') return 2;
  return key.startsWith('shared.') ? 1 : 0;
}
