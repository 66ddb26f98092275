/**
 * Trains a race at a scene's pace: epoch by epoch where it is to be watched, then plainly to its end. Every slow epoch
 * is a step that is asked for when its time has come, so that nothing is trained ahead and held back, and the numbers
 * are those of a race that was played through. In a hidden tab timers come late; steps then come late too, and never
 * two for one. Knows no scene.
 */
import type { Scheduler } from '../batcher';
import type { RacePhase, RaceStore } from '../race-store';
import type { ReadonlyStore } from '../readonly-store';
import { presentEpoch } from '../time/shown';
import type { Pace } from './scene';

export interface PacedRaceNeeds {
  readonly race: ReadonlyStore<ReturnType<RaceStore['getState']>>;
  readonly scheduler: Scheduler;
  /** Starts the race or goes on with it: to its end, or one epoch of every run. */
  readonly begin: (how: 'play' | 'epoch') => void;
  readonly pause: () => void;
  readonly pace: () => readonly Pace[];
  /** Told whenever it begins or ceases to play. */
  readonly onPlaying: (isPlaying: boolean) => void;
}

export interface PacedRace {
  /** Plays at the scene's pace from where the race stands. */
  play(): void;
  /** Stands still; an epoch in progress is trained to its end. */
  pause(): void;
  /** One epoch, then stands still. */
  step(): void;
  /** No slow epochs any more until it is played anew. */
  fast(): void;
}

/** After these there is nothing to pace. */
const OVER: ReadonlySet<RacePhase> = new Set<RacePhase>(['idle', 'ended', 'lost']);

export function createPacedRace(needs: PacedRaceNeeds): PacedRace {
  const { race, scheduler, begin, onPlaying } = needs;
  let mode: 'still' | 'paced' | 'plain' = 'still';
  let isFast = false;
  let calledOff: (() => void) | null = null;
  let steppedMs = Number.NEGATIVE_INFINITY;
  /** How long the epoch last asked for lasts on the page. */
  let periodMs = 0;

  const callOff = () => {
    calledOff?.();
    calledOff = null;
  };
  const become = (next: typeof mode) => {
    const was = mode;
    mode = next;
    if ((was === 'still') !== (next === 'still')) onPlaying(next !== 'still');
  };
  const goOn = () => {
    callOff();
    const done = presentEpoch(race.getState().record);
    const slow = isFast ? undefined : needs.pace().find(({ untilEpoch }) => done < untilEpoch);
    if (!slow) {
      become('plain');
      return begin('play');
    }
    become('paced');
    steppedMs = scheduler.now();
    periodMs = 1000 / slow.epochsPerSecond;
    begin('epoch');
  };

  race.subscribe(({ phase }, before) => {
    if (mode === 'still' || phase === before.phase) return;
    if (OVER.has(phase)) {
      callOff();
      return become('still');
    }
    if (phase !== 'paused') return;
    // whoever pauses a race that plays plainly means it
    if (mode === 'plain') return become('still');
    const waitMs = isFast ? 0 : steppedMs + periodMs - scheduler.now();
    calledOff = scheduler.later(goOn, Math.max(0, waitMs));
  });

  return {
    play: () => {
      if (mode !== 'still') return;
      isFast = false;
      goOn();
    },
    pause: () => {
      const wasPlain = mode === 'plain';
      callOff();
      become('still');
      if (wasPlain && race.getState().phase === 'running') needs.pause();
    },
    step: () => {
      callOff();
      become('still');
      begin('epoch');
    },
    fast: () => {
      isFast = true;
      if (mode === 'paced' && calledOff !== null) goOn();
    },
  };
}
