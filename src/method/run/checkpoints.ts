/** Writes a run down between two epochs, and takes it up again where another one was written down. */
import { zip } from '../../math/zip';
import type { Checkpoint } from '../../protocol/checkpoint';
import type { CheckpointTaken } from '../../protocol/events';
import type { MethodRun } from '../method';
import type { Remembering } from './remembering';

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

  /** Whether the last one is old enough. */
  due(): boolean {
    const { checkpointMs, now } = this.options;
    return checkpointMs !== undefined && now() - this.lastMs >= checkpointMs;
  }

  /** @param at where the run stands; must be called between two epochs. */
  async take(
    at: Pick<Checkpoint, 'epoch' | 'stage' | 'stageEpoch' | 'durationMs' | 'spent'>,
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
    return { kind: 'checkpoint-taken', checkpoint };
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
