/**
 * Trains one race after the other, each on another seed, until there are as many seeds as are wanted. Every seed is
 * the page's race while it trains, so that charts, shelf and going on after a reload are those of any race. Goes on
 * from what the lab says and waits for no timer and no drawing, which a tab out of sight does not get.
 */
import { haveSameSettings } from '../../protocol/same-settings';
import type { ExperimentStore } from '../experiment-store';
import type { LabStore } from '../lab-store';
import type { NoticesStore } from '../notices';
import type { RaceRecord } from '../race-record';
import { type RaceState, type RaceStore, racingRuns } from '../race-store';
import type { Shelf } from '../runs/shelf';
import { type GivenRuns, givenRuns } from './given-runs';
import { numberIn, type Repeat, repeatIn } from './repeat';
import { shareOfPlan } from './seed-progress';
import type { SeedTask } from './seed-runs';
import { tellInterrupted } from './seed-words';
import type { SeedsState, SeedsStore } from './seeds-store';

export interface RunSeedsNeeds {
  readonly seeds: SeedsStore;
  readonly lab: LabStore;
  readonly race: RaceStore;
  readonly experiment: ExperimentStore;
  readonly notices: NoticesStore;
  readonly shelf: Pick<Shelf, 'read' | 'store'>;
  /** What is missing now. */
  readonly toTrain: () => readonly SeedTask[];
  /** Lets the race on the page begin or go on. */
  readonly play: () => void;
  readonly pause: () => void;
  /** Puts the same experiment on another seed and trains there what is not given. */
  readonly playSeed: (seed: number, given: GivenRuns) => void;
  /** Milliseconds since some start. */
  readonly now: () => number;
}

export interface RunSeeds {
  /**
   * Trains what is missing until there are as many seeds as are wanted; goes on where it was stopped.
   * @param tasks what to train instead, from the start.
   */
  start(tasks?: readonly SeedTask[]): void;
  /** Stands still; what is done stays, and what has begun goes on with the numbers it would have had. */
  stop(): void;
}

export function createRunSeeds(needs: RunSeedsNeeds): RunSeeds {
  const { seeds, lab, race, experiment, notices, shelf, now } = needs;
  /** Set while this file itself changes seed or race, which would otherwise look like somebody's interruption. */
  let isMoving = false;
  /** What is still under way for a seed that is no longer wanted comes too late. */
  let turn = 0;
  /** What the plan is of; settings may be others by the time it is interrupted. */
  let planned: Repeat = 'seed';

  const moving = (change: () => void) => {
    isMoving = true;
    try {
      change();
    } finally {
      isMoving = false;
    }
  };
  const takeTime = (): Pick<SeedsState, 'pace'> => ({
    pace: { sinceMs: now(), share: shareOfPlan(seeds.getState(), trainedRecord()) },
  });
  /** Of the seed in training; nothing of a race that stood there before. */
  const trainedRecord = (): RaceRecord => {
    const { plan, at } = seeds.getState();
    const isThere = plan[at]?.seed === numberIn(experiment.getState().settings);
    return isThere ? race.getState().record : [];
  };
  const end = (part: Partial<SeedsState> = {}) => {
    turn += 1;
    seeds.setState({ status: 'off', plan: [], at: 0, ...part });
  };
  const interrupt = (why: 'changed' | 'refused' | 'no-data') => {
    const { plan, at } = seeds.getState();
    notices
      .getState()
      .tell({ topic: 'seeds', tone: 'news', ...tellInterrupted(why, at, plan, planned) });
    end();
  };

  const begin = async ({ seed, missing }: SeedTask) => {
    const mine = ++turn;
    const { settings } = experiment.getState();
    const { phase } = race.getState();
    const goesOn = phase !== 'idle' && phase !== 'ended';
    if (numberIn(settings) === seed && goesOn) {
      if (phase === 'paused' || phase === 'lost') moving(needs.play);
      return;
    }
    const given = await givenRuns(shelf, settings, seed, missing);
    if (mine !== turn || seeds.getState().status !== 'running') return;
    moving(() => needs.playSeed(seed, given));
  };
  const beginAt = (at: number) => {
    const task = seeds.getState().plan[at];
    if (!task) return end({ shows: 'all' });
    seeds.setState({ at });
    void begin(task);
  };

  race.subscribe((state, before) => {
    const { status } = seeds.getState();
    if (isMoving || status === 'off' || !isMoved(state, before)) return;
    if (state.phase === 'idle')
      return interrupt(before.phase === 'starting' ? 'refused' : 'changed');
    // asked for before the stop, begun after it
    if (status === 'stopped' && before.phase === 'starting' && state.phase === 'running') {
      return moving(needs.pause);
    }
    if (status !== 'running') return;
    if (state.phase === 'paused' || state.phase === 'lost') seeds.setState({ status: 'stopped' });
    if (state.phase === 'ended') {
      const mine = turn;
      // other listeners hear of this end before the next race wipes it from the page
      queueMicrotask(() => {
        if (mine === turn && seeds.getState().status === 'running') {
          beginAt(seeds.getState().at + 1);
        }
      });
    }
  });
  lab.subscribe(({ status }) => {
    // where no device opens, nothing trains until somebody tries again
    if (status === 'failed' && seeds.getState().status === 'running') {
      turn += 1;
      seeds.setState({ status: 'stopped' });
    }
  });
  experiment.subscribe((state, before) => {
    if (isMoving || seeds.getState().status === 'off') return;
    if (!haveSameSettings(state.settings, before.settings)) return interrupt('changed');
    if (state.dataStatus === 'failed' && before.dataStatus !== 'failed') interrupt('no-data');
  });

  return {
    start(tasks) {
      const { status, at } = seeds.getState();
      if (status === 'running') return;
      notices.getState().dismiss('seeds');
      if (status === 'stopped' && !tasks) {
        seeds.setState({ status: 'running', ...takeTime() });
        return beginAt(race.getState().phase === 'ended' ? at + 1 : at);
      }
      const plan = tasks ?? needs.toTrain();
      if (plan.length === 0) return seeds.setState({ shows: 'all' });
      planned = repeatIn(experiment.getState().settings);
      seeds.setState({ status: 'running', plan, at: 0, shows: 'one' });
      seeds.setState(takeTime());
      beginAt(0);
    },
    stop() {
      if (seeds.getState().status !== 'running') return;
      turn += 1;
      seeds.setState({ status: 'stopped' });
      if (race.getState().phase === 'running') moving(needs.pause);
    },
  };
}

/** Whether a change of the race is one of where it stands. */
const isMoved = (state: RaceState, before: RaceState): boolean =>
  state.phase !== before.phase ||
  racingRuns(state.record).length < racingRuns(before.record).length;
