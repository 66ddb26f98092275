/**
 * What the runs of a task have said so far, run by run, so that a task that was cut off ends with the very record it
 * would have had: what came after its checkpoint is said again. Pure.
 */
import type { Checkpoint, RaceCheckpoint } from '../../protocol/checkpoint';
import type { RunEvent, RunStarted } from '../../protocol/events';

/** Everything that a record keeps. */
export type KeptEvent = Exclude<
  RunEvent,
  { readonly kind: 'chunk-trained' | 'snapshot-taken' | 'checkpoint-taken' }
>;

/** A run of a task as it stands. */
interface LoggedRun {
  readonly events: readonly KeptEvent[];
  /** Where it can go on; null before there is such a place, and once it is over. */
  readonly checkpoint: Checkpoint | null;
  /** How many of the events had been said there. */
  readonly known: number;
}

/** By run name. */
export type SavedLog = Readonly<Record<string, LoggedRun>>;

const UNBEGUN: LoggedRun = { events: [], checkpoint: null, known: 0 };

const isEnd = ({ kind }: RunEvent): boolean => kind === 'run-ended' || kind === 'run-failed';

/** Whether it is the back end that the run trained on last. */
function isAt({ backend, adapter }: RunStarted, events: readonly KeptEvent[]): boolean {
  const last = events.findLast((event) => event.kind === 'run-started');
  return last?.backend === backend && last.adapter === adapter;
}

export class RunLog {
  private readonly runs: Record<string, LoggedRun>;
  /** Places whose epoch is about to be told. */
  private readonly coming = new Map<string, Checkpoint>();

  /** @param saved what an earlier attempt left; a run goes on from its checkpoint, or starts anew. */
  constructor(saved: SavedLog = {}) {
    this.runs = Object.fromEntries(
      Object.entries(saved).map(([name, run]) => {
        const isOver = run.events.some(isEnd);
        return [name, isOver ? run : { ...run, events: run.events.slice(0, run.known) }];
      }),
    );
  }

  /** Takes one event. @returns whether the log is worth writing down: a run can go on from later than before. */
  add(event: RunEvent): boolean {
    const run = this.runs[event.run] ?? UNBEGUN;
    switch (event.kind) {
      case 'chunk-trained':
      case 'snapshot-taken':
        return false;
      case 'checkpoint-taken':
        // the end of its epoch is told right after it
        this.coming.set(event.run, event.checkpoint);
        return false;
      case 'run-started':
        if (event.afterEpoch === undefined) this.runs[event.run] = { ...UNBEGUN, events: [event] };
        // said before, unless it goes on elsewhere
        else if (!isAt(event, run.events)) {
          this.runs[event.run] = { ...run, events: [...run.events, event] };
        }
        return false;
    }
    const events = [...run.events, event];
    const isOver = isEnd(event);
    const coming = this.coming.get(event.run);
    const isPlace = event.kind === 'epoch-ended' && coming?.epoch === event.epoch;
    if (isPlace) this.coming.delete(event.run);
    this.runs[event.run] = {
      events,
      checkpoint: isOver ? null : isPlace ? coming : run.checkpoint,
      known: isPlace || isOver ? events.length : run.known,
    };
    return isPlace || isOver;
  }

  /** Where the race goes on; null where it must begin at the beginning. */
  place(): RaceCheckpoint | null {
    const entries = Object.entries(this.runs);
    const done = entries.flatMap(([name, { events }]) => (events.some(isEnd) ? [name] : []));
    const runs = entries.flatMap(([, { checkpoint }]) => (checkpoint ? [checkpoint] : []));
    return done.length + runs.length > 0 ? { runs, done } : null;
  }

  /** Everything a run has said, in order. */
  eventsOf(name: string): readonly KeptEvent[] {
    return this.runs[name]?.events ?? [];
  }

  /** As it stands now, whatever is added later. */
  save(): SavedLog {
    return { ...this.runs };
  }
}
