/**
 * Trains one race after the other, each on another seed, until there are as many seeds as are wanted. One seed is the
 * page's race while it trains, so that charts, shelf and going on after a reload are those of any race; where there are
 * processors for more, others train beside it, each in a thread of its own. Goes on from what the lab says and waits for
 * no timer and no drawing, which a tab out of sight does not get.
 */
import { haveSameSettings } from '../../protocol/same-settings';
import type { ExperimentStore } from '../experiment-store';
import type { LabStore } from '../lab-store';
import type { NoticesStore } from '../notices';
import type { RaceRecord } from '../race-record';
import { type RaceState, type RaceStore, racingRuns } from '../race-store';
import type { Shelf } from '../runs/shelf';
import type { Beside } from './beside';
import { type GivenRuns, givenRuns } from './given-runs';
import { asNumber, numberIn, type Repeat, repeatIn } from './repeat';
import { shareOfPlan } from './seed-progress';
import type { SeedTask } from './seed-runs';
import { tellInterrupted, tellLost } from './seed-words';
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
  readonly beside: Beside;
  /** How many may train beside the page's now. */
  readonly room: () => number;
  /** How many threads the page's own race may have; null for as many as are wanted. */
  readonly limitThreads: (most: number | null) => void;
  /** Milliseconds since some start. */
  readonly now: () => number;
}

export interface RunSeeds {
  /**
   * Trains what is missing until there are as many seeds as are wanted; goes on where it was stopped.
   * @param tasks what to train instead, from the start, each on the page: whoever names them watches its race.
   */
  start(tasks?: readonly SeedTask[]): void;
  /** Stands still; what is done stays, and what has begun goes on with the numbers it would have had. */
  stop(): void;
}

export function createRunSeeds(needs: RunSeedsNeeds): RunSeeds {
  const { seeds, lab, race, experiment, notices, shelf, beside, now } = needs;
  /** Set while this file itself changes seed or race, which would otherwise look like somebody's interruption. */
  let isMoving = false;
  /** What is still under way for a seed that is no longer wanted comes too late. */
  let turn = 0;
  /** What the plan is of; settings may be others by the time it is interrupted. */
  let planned: Repeat = 'seed';
  /** Plans begun and ended so far: what is told of an earlier one comes too late. */
  let plans = 0;
  /** Whether every seed of the plan is to be the page's race. */
  let isOnPageOnly = false;
  const room = () => (isOnPageOnly ? 0 : needs.room());
  /** Seeds whose thread ended beside the page's, and why: they wait until somebody goes on. */
  const lost = new Map<number, string>();

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
    plans += 1;
    lost.clear();
    beside.close();
    needs.limitThreads(null);
    seeds.setState({ status: 'off', plan: [], at: 0, over: [], beside: [], ...part });
  };
  const stand = () => {
    seeds.setState({ status: 'stopped' });
    beside.pause();
  };
  const interrupt = (why: 'changed' | 'refused' | 'no-data') => {
    const { plan, at, over } = seeds.getState();
    const told = { why, done: over.length, of: plan.length, at: plan[at]?.seed, repeat: planned };
    notices.getState().tell({ topic: 'seeds', tone: 'news', ...tellInterrupted(told) });
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
  /** Whether the page's seed trains, or is about to. */
  const isPageBusy = (): boolean => {
    const { plan, at, over } = seeds.getState();
    const task = plan[at];
    return task !== undefined && !over.includes(task.seed);
  };
  /** The place of the next seed that nobody has begun; -1 where there is none. */
  const nextFree = (): number => {
    const { plan, at, over, beside: others } = seeds.getState();
    const taken = new Set([...over, ...lost.keys(), ...others.map(({ seed }) => seed)]);
    return plan.findIndex(({ seed }, i) => !taken.has(seed) && !(i === at && isPageBusy()));
  };
  /** The seed is no longer in training beside the page's. */
  const leave = (seed: number, over: readonly number[]) =>
    seeds.setState((state) => ({
      over: [...state.over, ...over],
      beside: state.beside.filter((each) => each.seed !== seed),
    }));
  const trainBeside = (task: SeedTask) => {
    const { seed } = task;
    const mine = plans;
    const left = (over: readonly number[]) => {
      leave(seed, over);
      shareOut();
    };
    seeds.setState((state) => ({ beside: [...state.beside, { seed, share: 0 }] }));
    beside.train(task, asNumber(experiment.getState().settings, seed), {
      onShare(share) {
        if (mine !== plans) return;
        seeds.setState((state) => ({
          beside: state.beside.map((each) => (each.seed === seed ? { seed, share } : each)),
        }));
      },
      onEnded() {
        if (mine === plans) left([seed]);
      },
      onLost(reason) {
        if (mine !== plans) return;
        lost.set(seed, reason);
        left([]);
      },
    });
  };
  /** Gives the page and every free thread a seed; where all are over, so is the plan. */
  const shareOut = () => {
    if (seeds.getState().status !== 'running') return;
    const next = isPageBusy() ? -1 : nextFree();
    if (next >= 0) {
      seeds.setState({ at: next });
      void begin(seeds.getState().plan[next] as SeedTask);
    }
    while (seeds.getState().beside.length < room()) {
      const task = seeds.getState().plan[nextFree()];
      if (!task) break;
      trainBeside(task);
    }
    if (isPageBusy() || seeds.getState().beside.length > 0) return;
    if (lost.size === 0) return end({ shows: 'all' });
    stand();
    notices.getState().tell({ topic: 'seeds', tone: 'problem', ...tellLost(lost, planned) });
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
    if (state.phase === 'paused' || state.phase === 'lost') stand();
    if (state.phase === 'ended') {
      const mine = turn;
      // other listeners hear of this end before the next race wipes it from the page
      queueMicrotask(() => {
        if (mine === turn && seeds.getState().status === 'running') {
          const { plan, at } = seeds.getState();
          leave(-1, plan[at] ? [plan[at].seed] : []);
          shareOut();
        }
      });
    }
  });
  lab.subscribe(({ status }) => {
    // where no device opens, nothing trains until somebody tries again
    if (status === 'failed' && seeds.getState().status === 'running') {
      turn += 1;
      stand();
    }
  });
  experiment.subscribe((state, before) => {
    if (isMoving || seeds.getState().status === 'off') return;
    if (!haveSameSettings(state.settings, before.settings)) return interrupt('changed');
    if (state.dataStatus === 'failed' && before.dataStatus !== 'failed') interrupt('no-data');
  });

  return {
    start(tasks) {
      const { status } = seeds.getState();
      if (status === 'running') return;
      notices.getState().dismiss('seeds');
      if (status === 'stopped' && !tasks) {
        seeds.setState({ status: 'running', ...takeTime() });
        lost.clear();
        beside.resume();
        const { plan, at } = seeds.getState();
        const task = plan[at];
        if (task && isPageBusy()) {
          if (race.getState().phase === 'ended') leave(-1, [task.seed]);
          else void begin(task);
        }
        return shareOut();
      }
      const plan = tasks ?? needs.toTrain();
      if (plan.length === 0) return seeds.setState({ shows: 'all' });
      planned = repeatIn(experiment.getState().settings);
      plans += 1;
      // another seed in a thread of its own does more than another thread for this one
      isOnPageOnly = tasks !== undefined;
      needs.limitThreads(plan.length > 1 && room() > 0 ? 1 : null);
      seeds.setState({ status: 'running', plan, at: 0, over: [], beside: [], shows: 'one' });
      seeds.setState(takeTime());
      void begin(plan[0] as SeedTask);
      shareOut();
    },
    stop() {
      if (seeds.getState().status !== 'running') return;
      turn += 1;
      stand();
      if (race.getState().phase === 'running') moving(needs.pause);
    },
  };
}

/** Whether a change of the race is one of where it stands. */
const isMoved = (state: RaceState, before: RaceState): boolean =>
  state.phase !== before.phase ||
  racingRuns(state.record).length < racingRuns(before.record).length;
