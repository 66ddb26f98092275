/**
 * Pulls a race: play, pause, one epoch at a time, stop. Pausing is not pulling, so a paused race goes on with
 * the numbers it would have had.
 */
import type { RaceDoing } from '../method/run/errors';
import type { RunEvent } from '../protocol/events';
import type { Failure } from '../protocol/failure';
import type { LabEvent, StepSize } from '../protocol/messages';

export interface RaceDriverOptions {
  /** Every run in the race. */
  readonly names: readonly string[];
  readonly events: AsyncGenerator<RunEvent, void, void>;
  readonly emit: (event: LabEvent) => void;
  readonly breathe: () => Promise<void>;
  /** Frees what the race's runs shared; called once, after the last pull. */
  readonly release: () => void;
}

type Mode = 'paused' | 'playing' | 'stepping' | 'stopped';

export class RaceDriver {
  private readonly options: RaceDriverOptions;
  private mode: Mode = 'paused';
  /** The pulling loop while there is one. */
  private loop: Promise<void> | null = null;
  /** Somebody looks at the runs: nothing is pulled meanwhile. */
  private isHeld = false;
  private ended = false;
  private readonly active: Set<string>;
  /** Runs that have not finished their part of the present step. */
  private pending = new Set<string>();
  private stepSize: StepSize = 'epoch';
  private readonly epochs = new Map<string, number>();
  /** The device is gone: the loop may hang in a pull for ever and must touch nothing when it returns. */
  private abandoned = false;

  constructor(options: RaceDriverOptions) {
    this.options = options;
    this.active = new Set(options.names);
  }

  resume(): void {
    if (this.ended || this.mode === 'playing') return;
    this.options.emit({ kind: 'race-resumed' });
    this.go('playing');
  }

  pause(): void {
    if (this.ended || this.mode === 'paused') return;
    this.mode = 'paused';
    this.options.emit({ kind: 'race-paused' });
  }

  /** Whether runs take turns batch by batch now. */
  readonly byBatch = (): boolean => this.mode === 'stepping' && this.stepSize === 'batch';

  /** Trains every unfinished run one epoch or one batch further, then pauses. */
  step(by: StepSize): void {
    if (this.ended) return;
    this.stepSize = by;
    this.pending = new Set(this.active);
    this.go('stepping');
  }

  /** Does something between two pulls; whoever trained goes on after it, and nobody is told. */
  async between<T>(work: () => Promise<T>): Promise<T> {
    this.isHeld = true;
    await this.loop;
    try {
      return await work();
    } finally {
      this.isHeld = false;
      if (this.mode !== 'paused' && !this.ended) this.go(this.mode);
    }
  }

  /** Resolves when nothing is being pulled: paused or ended. */
  async idle(): Promise<void> {
    await this.loop;
  }

  /** Whether it trains, stands still, or has nothing left to train. */
  doing(): RaceDoing {
    if (this.ended || this.active.size === 0) return 'rests';
    return this.mode === 'paused' ? 'pauses' : 'trains';
  }

  /** Ends the race and frees everything it held. */
  async stop(): Promise<void> {
    if (this.abandoned) return;
    this.mode = 'stopped';
    await this.loop;
    if (this.ended) return;
    this.ended = true;
    await this.options.events.return();
    this.options.release();
  }

  /** Fails every unfinished run without touching the device. */
  abandon(failed: Failure): void {
    this.abandoned = true;
    this.ended = true;
    this.mode = 'stopped';
    for (const run of this.active) {
      this.options.emit({ kind: 'run-failed', run, seq: 0, label: run, failed });
    }
  }

  private go(mode: Mode): void {
    this.mode = mode;
    this.loop ??= this.pull().finally(() => {
      this.loop = null;
    });
  }

  private async pull(): Promise<void> {
    const { events, emit, breathe, release } = this.options;
    while (!this.isHeld && (this.mode === 'playing' || this.mode === 'stepping')) {
      const { done, value } = await events.next();
      if (this.abandoned) return;
      if (done) {
        this.ended = true;
        release();
        emit({ kind: 'race-ended' });
        return;
      }
      this.note(value);
      emit(value);
      if (this.mode === 'stepping' && this.pending.size === 0 && this.active.size > 0) this.pause();
      await breathe();
    }
  }

  /** Keeps track of who still trains and whose turn of the present step is over. */
  private note(event: RunEvent): void {
    const { run } = event;
    if (event.kind === 'run-started') this.epochs.set(run, event.epochs);
    if (event.kind === 'chunk-trained' && this.byBatch()) this.pending.delete(run);
    if (event.kind === 'epoch-ended' && event.epoch < (this.epochs.get(run) ?? 0)) {
      this.pending.delete(run);
    }
    if (event.kind === 'run-ended' || event.kind === 'run-failed') {
      this.pending.delete(run);
      this.active.delete(run);
    }
  }
}
