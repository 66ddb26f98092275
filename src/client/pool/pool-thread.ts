/** One thread of a pool, and what is awaited of it. */
import type { DataSet } from '../../protocol/data-set';
import type { Lab, LabRequest } from '../../protocol/messages';
import type { PooledRace } from './pooled-race';

/**
 * Starts a thread and returns the lab in it.
 * @param onGone called once, with the reason, when the thread is gone or was never there, unless it was closed.
 * @throws whatever keeps a thread from being started.
 */
export type StartThread = (onGone: (reason: string) => void) => Lab;

export class PoolThread {
  readonly lab: Lab;
  state: 'opening' | 'open' | 'gone' = 'opening';
  /** The race that its events are of; null where nobody wants to hear of it. */
  race: PooledRace | null = null;
  /** A person's files that it was given. */
  files: DataSet | null = null;
  /** Races it was told to start and has not answered, in order. */
  readonly starts: PooledRace[] = [];
  /** Stops it was told and has not answered, in order: whether somebody waits for the answer. */
  readonly stops: { readonly isAwaited: boolean }[] = [];

  constructor(lab: Lab) {
    this.lab = lab;
  }

  send(request: LabRequest): void {
    if (this.state !== 'gone') this.lab.send(request);
  }

  start(race: PooledRace, request: Extract<LabRequest, { kind: 'start-race' }>): void {
    this.starts.push(race);
    this.send(request);
  }

  /** Ends what it trains; what it still says of that is not heard. */
  stop(isAwaited: boolean): void {
    this.race = null;
    this.stops.push({ isAwaited });
    this.send({ kind: 'stop-race' });
  }

  close(): void {
    this.state = 'gone';
    this.lab.close();
  }
}
