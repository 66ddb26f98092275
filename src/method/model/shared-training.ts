/**
 * One isolated training on the device, for every run of a race that trains its encoders alike from the same start:
 * how far it has come, and what was read of it where it stands. What a run sees of it is `isolated-training.ts`.
 */
import { BatchRows } from '../../engine/kernels/kernels';
import type { Memory, SavedArena } from '../../protocol/checkpoint';
import type { Readings, RunContext, Spent } from '../method';
import type { SplitData } from '../run/race-data';
import { DetachedModel } from './detached-model';

/** Where the training stood when its present epoch began: where those still are that have not taken part in it. */
export interface Beginning {
  readonly arena: SavedArena;
  readonly memory: Memory;
}

/** What the training knows of a run that has a part in it. */
interface Taker {
  /** Whether it has done all steps that were taken. */
  readonly isLevel: boolean;
}

export class SharedTraining {
  readonly model: DetachedModel;
  /** Steps taken. */
  taken = 0;
  beginning: Beginning | null = null;
  private readonly takers = new Set<Taker>();
  /** Whether more than one run ever had a part. */
  private isShared = false;
  private hasRestored = false;
  /** What a step of it threw: it is no training any more, for nobody. */
  private broken: { readonly error: unknown } | null = null;
  /** Losses of the epoch that ended at `at`, which can be asked of the device once. */
  private losses: { readonly at: number; readonly read: Promise<Record<string, number>> } | null =
    null;
  private spent: { readonly at: number; readonly sum: Spent } | null = null;
  /** Of the encoders as they are. */
  private readonly readings = new Map<SplitData, Promise<Readings>>();

  constructor(model: DetachedModel) {
    this.model = model;
  }

  /** Whether a run can still join: nothing has been trained, and it is on the device. */
  get isOpen(): boolean {
    return this.taken === 0 && this.takers.size > 0;
  }

  join(taker: Taker): void {
    this.takers.add(taker);
    if (this.takers.size > 1) this.isShared = true;
  }

  /** The last to leave frees what is on the device. */
  leave(taker: Taker): void {
    if (this.takers.delete(taker) && this.takers.size === 0) this.model.free();
  }

  /** Carries out a part of a step, once for all. @throws what it throws, to every run that needs it. */
  once(part: () => void): void {
    if (this.broken) throw this.broken.error;
    try {
      part();
    } catch (error) {
      this.broken = { error };
      throw error;
    }
  }

  step(learningRate: number): void {
    this.readings.clear();
    this.once(() => this.model.step(learningRate));
    this.taken += 1;
  }

  /**
   * Keeps where the training stands, for runs that are looked at while another one is in the epoch to come.
   * @throws Error when a run has not come so far; it would never see the encoders as they are now.
   */
  async beginEpoch(): Promise<void> {
    if ([...this.takers].some(({ isLevel }) => !isLevel)) {
      throw new Error('A shared training went on before all had read it.');
    }
    if (this.takers.size < 2) return;
    const { arena, memory } = this.model.training;
    this.beginning = { arena: await arena.save(), memory: await memory.save() };
  }

  /** Mean losses of the epoch just ended. */
  lossesNow(): Promise<Record<string, number>> {
    if (this.losses?.at !== this.taken) {
      this.losses = { at: this.taken, read: this.model.losses() };
    }
    return this.losses.read;
  }

  /** Adds what a run spent on the epoch just ended; what all have spent on it by now. */
  add({ ms, dispatches }: Spent): Spent {
    const before = this.spent?.at === this.taken ? this.spent.sum : { ms: 0, dispatches: 0 };
    const sum = { ms: before.ms + ms, dispatches: before.dispatches + dispatches };
    this.spent = { at: this.taken, sum };
    return sum;
  }

  /** Features and private heads' logits of a split, read once between two steps. */
  read(split: SplitData): Promise<Readings> {
    const known = this.readings.get(split);
    if (known) return known;
    const read = this.model.training.bank.read(split, (features, rows) =>
      this.model.privateLogits(features, rows),
    );
    this.readings.set(split, read);
    return read;
  }

  /** Changes the weights from outside. */
  overwrite(change: () => void): void {
    this.readings.clear();
    change();
  }

  /** A part of going back to a checkpoint; runs that share were saved alike, so the first of them does it for all. */
  restore(part: () => void): void {
    if (!(this.isShared && this.hasRestored)) this.overwrite(part);
  }

  /** After all parts. */
  noteRestored(): void {
    this.hasRestored = true;
  }
}

/** By the runs that start together, then by what draws first weights and batches; all else a race has for all. */
const trainings = new WeakMap<object, Map<number, SharedTraining>>();

/**
 * The training of a run, another run's where one has begun alike; the caller joins it.
 * @throws SettingsError where the settings ask for encoders that do not suit the data.
 */
export function sharedTraining(context: RunContext): SharedTraining {
  const { together, given, weightSeed } = context;
  // its batches are its own: a run's other stages have theirs
  const batch = new BatchRows(context.batch.most, context.batch.whole);
  const start = () => new SharedTraining(new DetachedModel({ ...context, batch }));
  if (!together || given) return start();
  const alike = trainings.get(together) ?? new Map<number, SharedTraining>();
  trainings.set(together, alike);
  const known = alike.get(weightSeed);
  if (known?.isOpen) return known;
  const made = start();
  alike.set(weightSeed, made);
  return made;
}
