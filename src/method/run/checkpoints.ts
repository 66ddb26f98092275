/** Writes a run down between two epochs, and takes it up again where another one was written down. */
import { zip } from '../../math/zip';
import type { Checkpoint } from '../../protocol/checkpoint';
import type { CheckpointTaken } from '../../protocol/events';
import type { MethodRun } from '../method';
import { bytesOfStanding } from './kept-standings';
import type { Remembering } from './remembering';

/** What is kept of a run so that it can be trained on later; a larger one is trained again from its start. */
const MOST_KEPT_BYTES = 16_000_000;

interface CheckpointOptions {
  readonly name: string;
  readonly now: () => number;
  readonly checkpointMs?: number | undefined;
}

export class Checkpoints {
  private readonly run: MethodRun;
  private readonly measures: Remembering;
  private readonly options: CheckpointOptions;
  private lastMs: number;

  /** @param measurer whose comparisons between epochs are to go on as well. */
  constructor(
    run: MethodRun,
    measurer: { readonly memory: Remembering },
    options: CheckpointOptions,
  ) {
    this.run = run;
    this.measures = measurer.memory;
    this.options = options;
    this.lastMs = options.now();
  }

  /**
   * Whether the last one is old enough, or one is wanted whatever its age.
   * @param isLandmark whether a race of more epochs goes on from here.
   */
  due(isLandmark: boolean): boolean {
    const { checkpointMs, now } = this.options;
    return checkpointMs !== undefined && (isLandmark || now() - this.lastMs >= checkpointMs);
  }

  /** @param at where the run stands; must be called between two epochs. @param isLandmark as in `due`. */
  async take(
    at: Pick<Checkpoint, 'epoch' | 'stage' | 'stageEpoch' | 'durationMs' | 'spent'>,
    isLandmark: boolean,
  ): Promise<Omit<CheckpointTaken, 'run' | 'seq'>> {
    const { run, measures, options } = this;
    this.lastMs = options.now();
    const arenas = await Promise.all(run.arenas.map((arena) => arena.save()));
    const checkpoint: Checkpoint = {
      run: options.name,
      ...at,
      arenas,
      memory: await run.memory.save(),
      measures: await measures.save(),
    };
    const isKept = isLandmark && bytesOfStanding(checkpoint) <= MOST_KEPT_BYTES;
    return { kind: 'checkpoint-taken', checkpoint, ...(isKept && { trainsOn: true }) };
  }

  /** @throws Error when it is another network's. */
  restore({ arenas, memory, measures }: Checkpoint): void {
    if (arenas.length !== this.run.arenas.length) {
      throw new Error('The checkpoint belongs to a run with other networks.');
    }
    for (const [arena, saved] of zip(this.run.arenas, arenas)) arena.restore(saved);
    this.run.memory.restore(memory);
    this.measures.restore(measures);
  }
}
