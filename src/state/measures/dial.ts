/** The discrepancy dial: one needle per modality on a half circle whose top is balance. Pure. */
import type { DataSetSummary } from '../../protocol/data-set';
import type { EpochEnded } from '../../protocol/events';
import { measuredByName } from '../../protocol/measure';
import type { Tone } from '../charts/chart';
import { namedModalities } from './head-name';

export interface Needle {
  readonly id: string;
  readonly word: string;
  readonly tone: Tone;
  readonly heldOut: number;
  readonly training: number | null;
}

export interface Dial {
  readonly needles: readonly Needle[];
  /** What the needles read, and no verdict: "The picture is 3.6 times as sure of the right class as the sound." */
  readonly told: string;
}

/** The ends of the scale; a needle beyond them rests at the end. */
export const DIAL_REACH = 16;
/** Where the scale has a tick. */
export const DIAL_TICKS: readonly number[] = [1 / 16, 1 / 8, 1 / 4, 1 / 2, 1, 2, 4, 8, 16];

/** Degrees from the top, -90 to 90, clockwise. */
export function dialAngle(ratio: number): number {
  const share = Math.log(ratio) / Math.log(DIAL_REACH);
  return 90 * Math.max(-1, Math.min(1, share));
}

/** The dial of one epoch; null where there is no ratio. */
export function dialOf(epoch: EpochEnded, summary: DataSetSummary | null): Dial | null {
  const [heldOutOf, trainingOf] = ['discrepancyRatio', 'discrepancyRatioTraining'].map((id) =>
    measuredByName(epoch, id),
  );
  const needles = namedModalities(summary).flatMap((modality): Needle[] => {
    const heldOut = heldOutOf?.[modality.id] ?? 0;
    if (heldOut <= 0) return [];
    return [{ ...modality, heldOut, training: trainingOf?.[modality.id] ?? null }];
  });
  const [surest, ...others] = [...needles].sort((a, b) => b.heldOut - a.heldOut);
  if (!surest) return null;
  const rest = others.length === 1 ? `the ${others[0]?.word}` : 'the others on average';
  const times = surest.heldOut.toFixed(1);
  return {
    needles,
    told:
      times === '1.0'
        ? `The ${surest.word} is as sure of the right class as ${rest}, to one decimal.`
        : `The ${surest.word} is ${times} times as sure of the right class as ${rest}.`,
  };
}
