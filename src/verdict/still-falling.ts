/**
 * Whether a run had finished learning when it ended, by its training loss: the rule behind "not finished learning".
 *
 * A straight line is laid through the last quarter of a stage's epochs. The run had not finished where that line falls
 * so steeply that a quarter of the stage still takes off more than a twentieth of all that the stage has taken off since
 * its highest epoch, and where that is more than scatter and gets below the quarter before. An exponential curve gets below that after about
 * three of its time constants. The loss is the stage's whole one, of the training samples: it speaks of learning, not
 * of what is new, so a net that learns its samples by heart may be finished and one that generalises may not. Pure.
 */
import { TOTAL_LOSS } from '../protocol/names';

/** The part of a stage that its end is judged by, and whose worth is compared. */
const WINDOW = 0.25;
/** Fewer points are no line that could be told from scatter. */
const FEWEST_POINTS = 4;
/** Of the stage's whole fall: what a quarter of it must still bring. */
const LEAST_SHARE = 0.05;
/** Of the highest loss: less is no learning, whatever share it is. */
const LEAST_OF_LOSS = 0.01;
/** Times its standard error that the slope must be away from level. */
const LEAST_CERTAINTY = 3;

/** An epoch, as far as its losses go. */
export interface EpochLosses {
  readonly stage: string;
  /** Mean over the epoch's batches, by name. */
  readonly losses: Readonly<Record<string, number>>;
}

export interface StillFalling {
  /** The stage's id. */
  readonly stage: string;
  /** What its last quarter took off the loss, in nats, by the line, counted from the lowest of the quarter before. */
  readonly fell: number;
  /** The same as a share of what the whole stage took off. */
  readonly share: number;
}

/** A straight line through values one apart. */
function lineThrough(values: readonly number[]): {
  readonly slope: number;
  readonly error: number;
  readonly end: number;
} {
  const n = values.length;
  const middle = (n - 1) / 2;
  const mean = values.reduce((sum, value) => sum + value, 0) / n;
  const spread = (n * (n * n - 1)) / 12;
  const slope = values.reduce((sum, value, i) => sum + (i - middle) * value, 0) / spread;
  const off = values.reduce((sum, value, i) => sum + (value - mean - slope * (i - middle)) ** 2, 0);
  return { slope, error: Math.sqrt(off / (n - 2) / spread), end: mean + slope * middle };
}

/**
 * Of a curve, one value an epoch.
 * @returns null where it has levelled off, does not fall, or is too short to tell.
 */
export function fallAtEnd(losses: readonly number[]): Omit<StillFalling, 'stage'> | null {
  if (losses.length < FEWEST_POINTS) return null;
  const highest = Math.max(...losses);
  const points = Math.max(FEWEST_POINTS, Math.ceil(WINDOW * losses.length));
  const { slope, error, end } = lineThrough(losses.slice(-points));
  // a curve that leapt up and comes down again has not yet learned anything new
  const lowest = Math.min(...losses.slice(-2 * points, 1 - points));
  const pace = Math.min(-slope, (lowest - end) / (points - 1));
  const fell = pace * WINDOW * losses.length;
  const share = fell / (highest - end);
  const isClear = -slope > LEAST_CERTAINTY * error && fell > LEAST_OF_LOSS * highest;
  return isClear && share > LEAST_SHARE ? { fell, share } : null;
}

/** What the loss of an epoch is made of. */
const partsOf = ({ losses }: EpochLosses): string =>
  Object.keys(losses)
    .filter((name) => losses[name] !== 0)
    .sort()
    .join();

/** The last epochs of a stage whose loss has the same parts: one that joins later would only look like a rise. */
function sameLoss(epochs: readonly EpochLosses[]): readonly EpochLosses[] {
  const last = epochs.at(-1);
  if (!last) return [];
  const parts = partsOf(last);
  return epochs.slice(1 + epochs.findLastIndex((epoch) => partsOf(epoch) !== parts));
}

/** The first stage of a run whose loss was still falling when it ended; null where there is none. */
export function stillFalling(epochs: readonly EpochLosses[]): StillFalling | null {
  for (const stage of new Set(epochs.map((epoch) => epoch.stage))) {
    const own = epochs.filter((epoch) => epoch.stage === stage);
    const found = fallAtEnd(sameLoss(own).flatMap(({ losses }) => losses[TOTAL_LOSS] ?? []));
    if (found) return { stage, ...found };
  }
  return null;
}
