/**
 * Trains a sweep beside the page's own race: race by race in threads of their own, as many at a time as there are, so
 * that what stands on the page stays. Its runs go to the shelf as they end, and the plan is kept in this browser: after
 * a reload it goes on with what is missing. Fetched when somebody opens the room.
 */
import { createStore } from 'zustand/vanilla';
import type { Settings } from '../../protocol/settings';
import type { ReadonlyStore } from '../readonly-store';
import type { Shelf } from '../runs/shelf';
import type { Beside } from '../seeds/beside';
import { lasting } from '../seeds/seed-progress';
import { keepSweep, keptSweep, type SweepStorage } from './kept-sweep';
import { planAsText, planFromText, type SweepPlan, type SweepTask, sweepTasks } from './sweep-plan';

export interface SweepsState {
  /** What is, or was, swept; null where nothing was. */
  readonly plan: SweepPlan | null;
  /** `stopped`: what is done stands on the shelf, and the rest can go on. */
  readonly status: 'off' | 'running' | 'stopped';
  /** Races that were to be trained when it began or went on. */
  readonly tasks: readonly SweepTask[];
  /** Races that are over, by their places among the tasks. */
  readonly over: readonly number[];
  /** Races in training, each with the share of it that is done, 0..1. */
  readonly training: readonly { readonly place: number; readonly share: number }[];
  /** Why races could not be trained to their ends; empty for most. */
  readonly lost: readonly string[];
  /** When it began or went on, and the share that was done then. */
  readonly pace: { readonly sinceMs: number; readonly share: number };
}

export interface Sweeps {
  readonly store: ReadonlyStore<SweepsState>;
  start(plan: SweepPlan): void;
  /** Stands still; what is done stays, and what has begun goes on with the numbers it would have had. */
  stop(): void;
  /** Trains what is missing. */
  goOn(): void;
  /** Forgets the plan; its runs stay on the shelf. */
  forget(): void;
  /** "about 2 minutes left"; null before there is a pace. */
  timeLeft(): string | null;
}

export interface SweepsNeeds {
  readonly shelf: Pick<Shelf, 'store'>;
  readonly beside: Beside;
  /** How many races may train at a time; 0 while there is no device. */
  readonly room: () => number;
  /** Why the data of these settings cannot be had; null where they can. */
  readonly whyNotOpen: (settings: Settings) => string | null;
  readonly storage: SweepStorage | null;
  /** Milliseconds since some start. */
  readonly now: () => number;
}

const NOTHING = { tasks: [], over: [], training: [], lost: [] } as const;
/** A pace measured over less than this says nothing. */
const LEAST_MEASURED_MS = 2000;

/** How much of a sweep is done, 0..1. */
export function shareOfSweep({ tasks, over, training }: SweepsState): number {
  if (tasks.length === 0) return 0;
  const begun = training.reduce((sum, { share }) => sum + share, 0);
  return Math.min(1, (over.length + begun) / tasks.length);
}

export function createSweeps(needs: SweepsNeeds): Sweeps {
  const { shelf, beside, room, now } = needs;
  const store = createStore<SweepsState>(() => {
    const plan = planFromText(keptSweep(needs.storage));
    return { ...NOTHING, plan, status: 'off', pace: { sinceMs: 0, share: 0 } };
  });
  const { getState, setState } = store;
  /** Plans begun and ended so far: what is told of an earlier one comes too late. */
  let plans = 0;

  const train = (place: number, task: SweepTask) => {
    const mine = plans;
    const leave = (part: (state: SweepsState) => Partial<SweepsState>) => {
      if (mine !== plans) return;
      setState((state) => ({
        training: state.training.filter((each) => each.place !== place),
        ...part(state),
      }));
      shareOut();
    };
    setState(({ training }) => ({ training: [...training, { place, share: 0 }] }));
    // how far each modality gets alone is a question of its own, and costs a run a race
    beside.train({ ...task, withReference: false }, task.settings, {
      onShare(share) {
        if (mine !== plans) return;
        setState(({ training }) => ({
          training: training.map((each) => (each.place === place ? { place, share } : each)),
        }));
      },
      onEnded: () => leave(({ over }) => ({ over: [...over, place] })),
      onLost: (reason) =>
        leave(({ over, lost }) => ({ over: [...over, place], lost: [...lost, reason] })),
    });
  };
  /** Gives every free thread a race; where all are over, so is the sweep. */
  const shareOut = () => {
    if (getState().status !== 'running') return;
    for (;;) {
      const { tasks, over, training } = getState();
      const taken = new Set([...over, ...training.map(({ place }) => place)]);
      const place = tasks.findIndex((_, i) => !taken.has(i));
      const task = tasks[place];
      if (!task || training.length >= room()) break;
      train(place, task);
    }
    const { training, over, tasks, lost } = getState();
    if (training.length > 0 || over.length < tasks.length) return;
    plans += 1;
    beside.close();
    setState({ status: lost.length > 0 ? 'stopped' : 'off' });
  };
  const begin = (plan: SweepPlan) => {
    plans += 1;
    const reason = needs.whyNotOpen(plan.settings) ?? (room() === 0 ? NO_DEVICE : null);
    if (reason !== null) return setState({ ...NOTHING, plan, status: 'stopped', lost: [reason] });
    const tasks = sweepTasks(plan, shelf.store.getState().cards);
    const pace = { sinceMs: now(), share: 0 };
    setState({ ...NOTHING, plan, status: tasks.length > 0 ? 'running' : 'off', tasks, pace });
    shareOut();
  };

  return {
    store,
    start(plan) {
      if (getState().status === 'running') return;
      beside.close();
      keepSweep(needs.storage, planAsText(plan));
      begin(plan);
    },
    stop() {
      if (getState().status !== 'running') return;
      beside.pause();
      setState({ status: 'stopped' });
    },
    goOn() {
      const { status, plan, training } = getState();
      if (status === 'running' || !plan) return;
      if (training.length === 0) return begin(plan);
      beside.resume();
      setState((state) => ({
        status: 'running',
        pace: { sinceMs: now(), share: shareOfSweep(state) },
      }));
      shareOut();
    },
    forget() {
      plans += 1;
      beside.close();
      keepSweep(needs.storage, null);
      setState({ ...NOTHING, plan: null, status: 'off' });
    },
    timeLeft() {
      const { status, pace } = getState();
      const tookMs = now() - pace.sinceMs;
      const share = shareOfSweep(getState());
      if (status !== 'running' || tookMs < LEAST_MEASURED_MS || share <= pace.share) return null;
      return `${lasting((tookMs * (1 - share)) / (share - pace.share))} left`;
    },
  };
}

const NO_DEVICE = 'No device is open to train on yet; go on in a moment.';
