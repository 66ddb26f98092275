/** What heads and losses are called on the page. Pure. */
import type { DataSetSummary } from '../../protocol/data-set';
import {
  ENSEMBLE,
  EQUAL_WEIGHTS,
  FUSION_HEAD,
  PREDICTION,
  parseName,
  SHARED,
} from '../../protocol/names';
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

/** What is said of all modalities together, in the order people meet it. */
const OF_ALL: ReadonlyMap<string, string> = new Map([
  [FUSION_HEAD, 'fusion head'],
  [PREDICTION, 'prediction'],
  [EQUAL_WEIGHTS, 'equal weights'],
  [ENSEMBLE.logits, 'mean of logits'],
  [ENSEMBLE.probabilities, 'mean of probabilities'],
  [ENSEMBLE.certainty, 'certainty-weighted heads'],
]);

/** The modality with this id; without its word and colour where the data set does not have it. */
export const namedModality = (
  id: string,
  modalities: readonly NamedModality[],
  tone: Tone = 'fusion',
): NamedModality => modalities.find((each) => each.id === id) ?? { id, word: id, tone };

/**
 * What a head is called: `sound` is its own head, `shared.sound` the shared head on it, `fusion` the prediction. What
 * the sound learns from the picture has the sound's colour.
 */
export function namedHead(key: string, modalities: readonly NamedModality[]): NamedHead {
  const name = parseName(key);
  switch (name.kind) {
    case 'own': {
      const { word, tone } = namedModality(name.modality, modalities);
      return { key, label: `${word} head`, tone };
    }
    case 'on': {
      const { word, tone } = namedModality(name.modality, modalities);
      return { key, label: `${word}, ${name.word}${name.word === SHARED ? ' head' : ''}`, tone };
    }
    case 'pair': {
      const teacher = namedModality(name.teacher, modalities);
      const student = namedModality(name.student, modalities, 'quiet');
      return { key, label: `${teacher.word} to ${student.word}`, tone: student.tone };
    }
    case 'whole':
      return { key, label: OF_ALL.get(key) ?? name.word, tone: 'fusion' };
  }
}

/** Heads in the order people meet them: own, shared, fusion head, prediction, other ways of combining heads. */
export function headOrder(key: string): number {
  const { kind } = parseName(key);
  if (kind === 'own') return 0;
  return kind === 'on' ? 1 : 2 + [...OF_ALL.keys()].indexOf(key);
}
