/** What slow motion says of the step itself: which one it is, how it was come by, how far the way is. Pure. */
import type { StepSeen } from '../../protocol/step';
import type { RunRecord } from '../race-record';
import type { StepState } from './step-store';

/** Losses that differ by less, relatively, are the same up to rounding on another device. */
const ROUNDING = 1e-3;

type Asked = Pick<StepState, 'stage' | 'epoch'>;

/** "Slow motion: epoch 3". */
export function stepTitle({ epoch }: Asked, seen: StepSeen | null): string {
  if (epoch !== null) return `Slow motion: epoch ${epoch}`;
  return seen ? `Slow motion: epoch ${seen.epoch + 1}` : 'Slow motion';
}

const trainedBy = (epochs: number): string =>
  epochs === 0
    ? 'before any training'
    : `after ${epochs} ${epochs === 1 ? 'epoch' : 'epochs'} of training`;

/** Which step it is, in a sentence. */
export function stepText({ stage, epoch }: Asked, seen: StepSeen): string {
  const nets = trainedBy(seen.epoch);
  if (stage !== null) return `The first step of this stage, if it began ${nets}.`;
  if (epoch === null) {
    return `The next step of epoch ${seen.epoch + 1}, on a real batch, ${nets}.`;
  }
  return `The first step of epoch ${epoch}, on its real batch, ${nets}. The charts show how the epoch ended; this is how it began.`;
}

/** How far a copy is on its way, in a sentence without the count: it is read aloud once. */
export function wayText(epoch: number, from: number): string {
  const start = from === 0 ? 'the start' : `epoch ${from}`;
  return `Retraining a copy from ${start}, to look at epoch ${epoch}.`;
}

/** A loss of the copy that is farthest from the race's, with both; null where none differs at all. */
function farthest(
  ours: Readonly<Record<string, number>>,
  theirs: Readonly<Record<string, number>>,
): { readonly ours: number; readonly theirs: number; readonly apart: number } | null {
  const apart = Object.entries(theirs).flatMap(([name, value]) => {
    const own = ours[name];
    if (own === value) return [];
    if (own === undefined) return [{ ours: Number.NaN, theirs: value, apart: 1 }];
    return [
      { ours: own, theirs: value, apart: Math.abs(own - value) / Math.max(Math.abs(value), 1e-9) },
    ];
  });
  return apart.sort((a, b) => b.apart - a.apart)[0] ?? null;
}

/** How the nets were brought to the step, and whether they are those of the race; null where they were kept. */
export function originText(
  { trained, seen }: Pick<StepState, 'trained' | 'seen'>,
  run: RunRecord | undefined,
): string | null {
  if (!trained || !seen) return null;
  const { from, losses } = trained;
  const start = from === 0 ? 'from the start' : `from epoch ${from}`;
  const what = `A copy was retrained ${start} to epoch ${seen.epoch}`;
  const record = run?.epochs.find(({ epoch }) => epoch === seen.epoch);
  if (!record) return `${what}.`;
  const off = farthest(losses, record.losses);
  if (off === null) return `${what}, with the very losses that the race had.`;
  if (off.apart <= ROUNDING) return `${what}, with the losses of the race up to rounding.`;
  return `${what}, and came to other losses than the race (${off.ours.toPrecision(3)} instead of ${off.theirs.toPrecision(3)}): it was trained on another device or by another version of the lab. What you see is the copy.`;
}
