/**
 * Puts what several threads say of a race into the order in which one thread says it: run after run, an epoch at a
 * time, whoever is ahead waits to be told. So the same race prints the same lines on one thread and on many. Pure.
 */
import type { RunEvent } from '../../protocol/events';

export class Turns {
  /** Runs that are not over, in the order of the race, with what they said and nobody has heard. */
  private readonly active: { readonly run: string; readonly said: RunEvent[]; epochs: number }[];
  /** Whose turn it is. */
  private at = 0;
  private readonly emit: (event: RunEvent) => void;

  /** @param runs of the race, in their order. */
  constructor(runs: readonly string[], emit: (event: RunEvent) => void) {
    this.active = runs.map((run) => ({ run, said: [], epochs: 0 }));
    this.emit = emit;
  }

  take(event: RunEvent): void {
    this.active.find(({ run }) => run === event.run)?.said.push(event);
    for (;;) {
      const now = this.active[this.at];
      const next = now?.said.shift();
      if (!now || !next) return;
      if (next.kind === 'run-started') now.epochs = next.epochs;
      const isOver = next.kind === 'run-ended' || next.kind === 'run-failed';
      if (isOver) this.active.splice(this.at, 1);
      else if (next.kind === 'epoch-ended' && next.epoch < now.epochs) this.at += 1;
      if (this.at >= this.active.length) this.at = 0;
      this.emit(next);
    }
  }
}
