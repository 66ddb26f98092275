/**
 * One race that several threads train, as one lab would tell it: begun once, paused once all have paused, ended once
 * all have ended, its events numbered in the order in which they came. Of a thread that is lost its unfinished runs
 * fail, and the others go on.
 */
import { REFERENCE_RUN } from '../../protocol/default-race';
import type { RunEvent } from '../../protocol/events';
import type { Failure } from '../../protocol/failure';
import type { LabEvent } from '../../protocol/messages';
import type { Settings } from '../../protocol/settings';

/** What a thread says of its part of a race. */
export type PartEvent =
  | RunEvent
  | Extract<
      LabEvent,
      {
        kind: 'race-started' | 'race-paused' | 'race-resumed' | 'race-ended' | 'reference-known';
      }
    >;

type Mode = 'going' | 'paused' | 'ended';

/** What one thread trains of it. */
interface Part {
  readonly runs: readonly string[];
  /** Runs that have neither ended nor failed. */
  readonly unfinished: Set<string>;
  mode: Mode;
}

export interface PooledRaceOptions {
  /** What was asked for; null where it says nothing that can be trained. */
  readonly settings: Settings | null;
  /** Every run of the settings that is trained, in their order. */
  readonly runs: readonly string[];
  readonly paused: boolean;
  readonly emit: (event: LabEvent) => void;
}

export class PooledRace {
  private readonly options: PooledRaceOptions;
  /** By thread. */
  private readonly parts = new Map<object, Part>();
  private readonly labels = new Map<string, string>();
  /** What is said before the first thread has said that the race is there; null from then on. */
  private held: (() => void)[] | null = [];
  /** What was told last; a race that is there has not been told to train. */
  private told: Mode = 'paused';
  private seq = 0;

  constructor(options: PooledRaceOptions) {
    this.options = options;
  }

  /** @param thread who trains these runs; any object that stands for it. */
  add(thread: object, runs: readonly string[]): void {
    const mode = this.options.paused ? 'paused' : 'going';
    this.parts.set(thread, { runs, unfinished: new Set(runs), mode });
  }

  get settings(): Settings | null {
    return this.options.settings;
  }

  /** Whether the thread trains the run, or has trained it. */
  has(thread: object, run: string): boolean {
    return this.parts.get(thread)?.runs.includes(run) ?? false;
  }

  get isOver(): boolean {
    return [...this.parts.values()].every(({ mode }) => mode === 'ended');
  }

  /** Whether the thread still has something to train. */
  isTrainedBy(thread: object): boolean {
    const part = this.parts.get(thread);
    return part !== undefined && part.mode !== 'ended';
  }

  /** The race is there. @param runs what the first thread trains, which knows whether there is a reference run. */
  announce(thread: object, runs: readonly string[]): void {
    const mode = this.parts.get(thread)?.mode ?? 'going';
    this.parts.set(thread, { runs, unfinished: new Set(runs), mode });
    const reference = runs.includes(REFERENCE_RUN) ? [REFERENCE_RUN] : [];
    this.options.emit({ kind: 'race-started', runs: [...this.options.runs, ...reference] });
    const held = this.held ?? [];
    this.held = null;
    for (const tell of held) tell();
  }

  /** Every part was told to train so far and to pause again. */
  step(): void {
    for (const part of this.parts.values()) if (part.mode === 'paused') part.mode = 'going';
    if (!this.isOver) this.told = 'going';
  }

  take(thread: object, event: PartEvent): void {
    if (this.held) this.held.push(() => this.tell(thread, event));
    else this.tell(thread, event);
  }

  /** The thread trains no more of it: what it had not finished has failed. */
  lose(thread: object, failure: (label: string) => Failure): void {
    if (this.held) {
      this.held.push(() => this.lose(thread, failure));
      return;
    }
    const part = this.parts.get(thread);
    if (!part) return;
    for (const run of part.unfinished) {
      const label = this.labels.get(run) ?? run;
      const failed = failure(label);
      this.options.emit({ kind: 'run-failed', run, seq: ++this.seq, label, failed });
    }
    part.unfinished.clear();
    this.turn(part, 'ended');
  }

  private tell(thread: object, event: PartEvent): void {
    const part = this.parts.get(thread);
    if (!part) return;
    switch (event.kind) {
      case 'race-started':
        return;
      case 'race-resumed':
        part.mode = 'going';
        if (this.told !== 'going') {
          this.told = 'going';
          this.options.emit(event);
        }
        return;
      case 'race-paused':
        this.turn(part, 'paused');
        return;
      case 'race-ended':
        this.turn(part, 'ended');
        return;
      case 'reference-known':
        this.options.emit(event);
        return;
    }
    if (event.kind === 'run-started') this.labels.set(event.run, event.label);
    if (event.kind === 'run-ended' || event.kind === 'run-failed') {
      part.unfinished.delete(event.run);
    }
    this.options.emit({ ...event, seq: ++this.seq });
  }

  /** A part stands still, and with the last of them the race. */
  private turn(part: Part, mode: 'paused' | 'ended'): void {
    part.mode = mode;
    const modes = [...this.parts.values()].map((each) => each.mode);
    if (modes.includes('going')) return;
    const all = modes.includes('paused') ? 'paused' : 'ended';
    if (all === this.told) return;
    this.told = all;
    this.options.emit({ kind: all === 'paused' ? 'race-paused' : 'race-ended' });
  }
}
