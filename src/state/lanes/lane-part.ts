/** What a part of the lanes picture is that explains itself, and how its sentences are put. Pure. */
import { modalityWord } from '../charts/modality-word';
import type { LaneModel } from './lane-model';

/** One part of the picture that explains itself. */
export interface LanePart {
  readonly kind:
    | 'wall'
    | 'encoder'
    | 'gradient'
    | 'feature'
    | 'own'
    | 'shared'
    | 'teaching'
    | 'stop'
    | 'fusion'
    | 'steering';
  /** Unique in the picture. */
  readonly key: string;
  /** Place of the lane, or of the direction of teaching. */
  readonly place: number;
  /** Which of a lane's parts of this kind, in their order; 0 where absent. */
  readonly order?: number;
  readonly title: string;
  readonly text: string;
}

export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
export const lowerFirst = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);
export const count = (n: number, one: string): string => `${n} ${one}${n === 1 ? '' : 's'}`;

/** A lane's modality inside a sentence. */
export const word = ({ lanes }: LaneModel, place: number): string =>
  modalityWord(lanes[place]?.name ?? '');
