/**
 * Plays the time bar: the epoch looked at moves on by itself at a chosen speed, on the present race, a race of the past
 * or the recording. It only looks: training is never touched. Whatever else moves the bar ends it. The clock is given.
 */
import { createStore } from 'zustand/vanilla';
import type { Scheduler } from '../batcher';
import { expectedEpochs } from '../charts/chart-frame';
import type { ReadonlyStore } from '../readonly-store';
import { presentEpoch } from './shown';
import type { ShownStore } from './shown-store';
import type { TimeStore } from './time-store';

/** Epochs a second; or `whole`, the whole race in `WHOLE_SECONDS`, however long it is. */
export type ReplaySpeed = number | 'whole';

/** What the page offers. */
export const REPLAY_SPEEDS: readonly ReplaySpeed[] = [1, 2, 5, 10, 20, 'whole'];
export const WHOLE_SECONDS = 10;
const FIRST_SPEED: ReplaySpeed = 5;

/** Twenty epochs a second, the fastest speed that shows each, are drawn one by one; what is faster leaves some out. */
const FRAME_MS = 50;

export interface ReplayState {
  readonly isPlaying: boolean;
  readonly speed: ReplaySpeed;
  /** Where the last one stopped; null before the first, and while one plays. */
  readonly stoppedAt: number | null;
}

export interface Replay {
  readonly store: ReadonlyStore<ReplayState>;
  /**
   * Plays to the end of what has been trained. A race that still trains is played as far as it has come; once the
   * replay has caught up, the page follows the race live and the replay is over. Does nothing before the first epoch.
   * @param from an epoch, brought into 1..the latest; where absent, the epoch looked at, or the first from the latest.
   */
  play(from?: number): void;
  /** Stays at the epoch that is shown. */
  stop(): void;
  /** Also in the middle of playing. @throws RangeError for a number that is not above 0. */
  setSpeed(speed: ReplaySpeed): void;
  /** The speed in epochs a second, on the race that is shown. */
  epochsPerSecond(): number;
  /** Whether the page can be seen: out of sight, a replay waits where it is. */
  setInSight(isInSight: boolean): void;
}

export interface ReplayOptions {
  readonly time: TimeStore;
  readonly shown: ShownStore;
  readonly scheduler: Scheduler;
}

export function createReplay({ time, shown, scheduler }: ReplayOptions): Replay {
  const store = createStore<ReplayState>(() => ({
    isPlaying: false,
    speed: FIRST_SPEED,
    stoppedAt: null,
  }));
  /** Where it was when the clock showed `sinceMs`, in epochs and fractions. */
  let position = 1;
  let sinceMs = 0;
  let isInSight = true;
  /** The epoch that the replay itself put on the bar last. */
  let ownEpoch: number | null = null;
  let cancel: (() => void) | null = null;

  const present = () => presentEpoch(shown.getState().record);
  const epochsPerSecond = () => {
    const { speed } = store.getState();
    if (speed !== 'whole') return speed;
    const epochs = Math.max(expectedEpochs(shown.getState()), present());
    return Math.max(1, epochs - 1) / WHOLE_SECONDS;
  };
  const isTicking = () => store.getState().isPlaying && isInSight;
  /** Brings the position up to the clock. */
  const settle = () => {
    const nowMs = scheduler.now();
    if (isTicking()) position += ((nowMs - sinceMs) * epochsPerSecond()) / 1000;
    sinceMs = nowMs;
  };
  const rest = () => {
    cancel?.();
    cancel = null;
  };
  const stop = (at = ownEpoch) => {
    if (!store.getState().isPlaying) return;
    rest();
    store.setState({ isPlaying: false, stoppedAt: at });
  };
  const put = (epoch: number) => {
    if (ownEpoch === epoch) return;
    ownEpoch = epoch;
    time.getState().show(epoch);
  };
  const finish = () => {
    stop(present());
    time.getState().follow();
  };
  const tick = () => {
    rest();
    if (!isTicking()) return;
    settle();
    // a task that comes a hair early must not show the epoch before
    const epoch = Math.floor(position + 1e-6);
    if (epoch >= present()) return finish();
    put(epoch);
    const dueMs = (1000 * (epoch + 1 - position)) / epochsPerSecond();
    cancel = scheduler.later(tick, Math.max(FRAME_MS, dueMs));
  };

  time.subscribe(({ at, past }, before) => {
    if (store.getState().isPlaying && (at !== ownEpoch || past !== before.past)) stop();
  });

  return {
    store,
    play(from) {
      const last = present();
      if (last === 0) return;
      const { at } = time.getState();
      const start = from ?? (at === null || at >= last ? 1 : at);
      position = Math.min(last, Math.max(1, Math.round(start)));
      sinceMs = scheduler.now();
      stop();
      ownEpoch = null;
      // before it is said to play, so that this step is not taken for somebody else's
      put(position);
      store.setState({ isPlaying: true, stoppedAt: null });
      tick();
    },
    stop: () => stop(),
    setSpeed(speed) {
      if (speed !== 'whole' && !(speed > 0 && Number.isFinite(speed))) {
        throw new RangeError(`A replay goes at some epochs a second, not at ${speed}.`);
      }
      settle();
      store.setState({ speed });
      tick();
    },
    epochsPerSecond,
    setInSight(inSight) {
      if (inSight === isInSight) return;
      settle();
      isInSight = inSight;
      sinceMs = scheduler.now();
      tick();
    },
  };
}
