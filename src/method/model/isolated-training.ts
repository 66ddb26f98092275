/**
 * The plain isolated training: every encoder learns from its own private head and nothing else (R2). A method whose
 * encoder stage is just that asks for it here. Runs of one race that train alike from the same start then share one
 * training on the device: whoever comes first to a step takes it, the others find it taken, and each reads the encoders
 * when it has come to the end of the epoch itself. No run can tell the difference but by the clock.
 */
import type { BatchFeeder, ParameterArena } from '../../engine/kernels/kernels';
import type { Readings, RunContext, Stage } from '../method';
import type { SplitData } from '../run/race-data';
import type { Remembering } from '../run/remembering';
import type { DetachedModel } from './detached-model';
import { type Beginning, type SharedTraining, sharedTraining } from './shared-training';

/** What a method calls its stage. */
type StageName = Pick<Stage, 'id' | 'label'>;

/**
 * The isolated training of a run.
 * @throws SettingsError where the settings ask for encoders that do not suit the data; nothing is held then.
 */
export function isolatedTraining(context: RunContext, name: StageName): IsolatedTraining {
  const training = new IsolatedTraining(sharedTraining(context), name, context.settings.epochs);
  context.whenUndone?.(() => training.free());
  return training;
}

/** One run's part in it. */
export class IsolatedTraining {
  /** Heads and ensembles; its encoders may be other runs' too. */
  readonly model: DetachedModel;
  readonly stage: Stage;
  readonly arena: ParameterArena;
  readonly memory: Remembering;
  private readonly shared: SharedTraining;
  /** Steps that this run has taken or found taken. */
  private done = 0;

  constructor(shared: SharedTraining, name: StageName, epochs: number) {
    this.shared = shared;
    this.model = shared.model;
    shared.join(this);
    const feeder = this.ownFeeder();
    this.stage = {
      ...name,
      epochs,
      order: 'encoder',
      feeder: () => feeder,
      beforeEpoch: async () => {
        if (this.isLevel) await shared.beginEpoch();
      },
      step: (learningRate) => {
        if (this.isLevel) shared.step(learningRate);
        this.done += 1;
      },
      losses: () => {
        this.mustBeLevel();
        return shared.lossesNow();
      },
      wholeCost: (own) => shared.add(own),
    };
    this.arena = this.ownArena();
    this.memory = this.ownMemory();
  }

  /** Whether this run has done all steps that were taken, so that the next one is its to take. */
  get isLevel(): boolean {
    return this.done === this.shared.taken;
  }

  /** Features, and the private heads' logits unless only features are wanted. */
  async read(split: SplitData, featuresOnly = false): Promise<Readings> {
    this.mustBeLevel();
    const readings = await this.shared.read(split);
    return featuresOnly ? { ...readings, logits: {} } : readings;
  }

  free(): void {
    this.shared.leave(this);
  }

  private mustBeLevel(): void {
    if (!this.isLevel) throw new Error('A shared training was read after others had gone on.');
  }

  /** Where this run stands: now, or at the beginning of the epoch that another one is in. */
  private async standing<T>(now: () => Promise<T>, then: (kept: Beginning) => T): Promise<T> {
    if (this.isLevel) return now();
    const { beginning } = this.shared;
    if (!beginning) throw new Error('Nobody kept where a shared training stood.');
    return then(beginning);
  }

  private ownFeeder(): BatchFeeder {
    const { shared } = this;
    const real = this.model.training.bank.feeder;
    return {
      batch: real.batch,
      startEpoch: (order, batches) => {
        if (this.isLevel) shared.once(() => real.startEpoch(order, batches));
      },
      next: () => {
        if (this.isLevel) shared.once(() => real.next());
      },
      free: () => {},
    };
  }

  private ownArena(): ParameterArena {
    const { shared } = this;
    const real = this.model.training.arena;
    return {
      specs: real.specs,
      write: (name, values) => shared.overwrite(() => real.write(name, values)),
      read: () => real.read(),
      save: () =>
        this.standing(
          () => real.save(),
          ({ arena }) => arena,
        ),
      restore: (saved) => shared.restore(() => real.restore(saved)),
      free: () => {},
    };
  }

  private ownMemory(): Remembering {
    const { shared } = this;
    const real = this.model.training.memory;
    return {
      save: () =>
        this.standing(
          () => real.save(),
          ({ memory }) => memory,
        ),
      restore: (saved) => {
        // comes after the arena
        shared.restore(() => real.restore(saved));
        shared.noteRestored();
      },
    };
  }
}
