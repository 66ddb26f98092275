/** Where a run stands between two epochs, as plain data: all that a twin of it needs to go on. */
import type { Memory, SavedArena } from '../../protocol/checkpoint';
import type { MethodRun } from '../method';

export interface Standing {
  readonly arenas: readonly SavedArena[];
  readonly memory: Memory;
  /** Epochs trained, over all stages. */
  readonly epochs: number;
}

/** Reads where a run stands; the run is left as it is. */
export async function standingOf(run: MethodRun, epochs: number): Promise<Standing> {
  const arenas = await Promise.all(run.arenas.map((arena) => arena.save()));
  return { arenas, memory: await run.memory.save(), epochs };
}
