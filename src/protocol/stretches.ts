/**
 * Where a run trained, epoch by epoch: a race that lost its device, or a task that was cut off, may go on with another back
 * end, and the run must not say that the last one trained all of it. Pure.
 */
import type { RunStarted } from './events';

/** A back end, and the device as the browser names it. */
export interface Place {
  readonly backend: string;
  readonly adapter: string;
}

/** Epochs that one back end trained, up to the next stretch's beginning. */
export interface Stretch extends Place {
  /** Epochs completed when it began; 0 for the first. */
  readonly afterEpoch: number;
}

/** What a run says of where it trained; the place itself is the last one. */
export interface Trained extends Place {
  /** All of them in order, where there was more than one; absent otherwise. */
  readonly stretches?: readonly Stretch[];
}

/** The same as a list; empty for a run that has not begun. */
export const stretchesOf = ({ backend, adapter, stretches }: Trained): readonly Stretch[] =>
  stretches ?? (backend === '' ? [] : [{ afterEpoch: 0, backend, adapter }]);

/** What a run says when it begins, at its first epoch or later. */
export type Begun = Pick<RunStarted, 'backend' | 'adapter' | 'afterEpoch'>;

/** Where a run has trained once this has begun; what it goes back before does not count. */
export function trainedAfter(run: Trained, started: Begun): Trained {
  const { backend, adapter, afterEpoch = 0 } = started;
  const kept = stretchesOf(run).filter((each) => each.afterEpoch < afterEpoch);
  const last = kept.at(-1);
  const isSame = last?.backend === backend && last.adapter === adapter;
  const stretches = isSame ? kept : [...kept, { afterEpoch, backend, adapter }];
  return stretches.length > 1 ? { backend, adapter, stretches } : { backend, adapter };
}
