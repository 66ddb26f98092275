/**
 * Seeds, or folds, on several threads, told in the order of the seeds whatever order they end in: the lines of the first
 * unfinished seed as they come, those of later ones kept until it is their turn. So the same command prints the same
 * lines on one thread and on many. A thread that dies costs its own seed only.
 */
import { Worker } from 'node:worker_threads';
import { type Failure, toFailure } from '../../protocol/failure';
import type { BackendReport } from '../../protocol/messages';
import type { Settings } from '../../protocol/settings';
import type { RunResult } from '../lab/run-race';
import { threadAddress } from '../threads/thread-address';
import type { SeedRequest, ThreadMessage, ThreadStart } from './thread-messages';

/** How a seed came out: every run that ended or failed, or why there is none. */
export type SeedOutcome =
  | { readonly settings: Settings; readonly runs: readonly RunResult[] }
  | { readonly settings: Settings; readonly refused: Failure };

export interface PoolOptions extends Omit<ThreadStart, 'trains'> {
  /** One race a seed. */
  readonly races: readonly Settings[];
  readonly jobs: number;
  /** Called once, by the first thread that is ready. */
  readonly onOpened: (report: BackendReport) => void;
  readonly onLine: (line: string) => void;
  /** Called for every seed in their order, after its lines. */
  readonly onSeed: (outcome: SeedOutcome) => void;
}

interface Seed {
  readonly settings: Settings;
  readonly lines: string[];
  outcome: SeedOutcome | null;
}

export class SeedPool {
  private readonly options: PoolOptions;
  private readonly seeds: readonly Seed[];
  private readonly threads = new Set<Worker>();
  /** Seeds handed out, and seeds told to their end. */
  private next = 0;
  private told = 0;
  private opened = false;
  private stopped = false;

  constructor(options: PoolOptions) {
    this.options = options;
    this.seeds = options.races.map((settings) => ({ settings, lines: [], outcome: null }));
  }

  /** Resolves when every seed has been told, or when the pool was stopped. */
  async run(): Promise<void> {
    const jobs = Math.min(this.options.jobs, this.seeds.length);
    await Promise.all(Array.from({ length: jobs }, () => this.work()));
  }

  /** Ends every thread where it stands. Nothing is told any more. */
  stop(): void {
    this.stopped = true;
    for (const thread of this.threads) void thread.terminate();
  }

  /** One thread after the other until no seed is left. */
  private async work(): Promise<void> {
    while (!this.stopped && this.next < this.seeds.length) await this.liveOfThread();
  }

  /** Starts a thread and gives it seeds until none is left or it dies. */
  private liveOfThread(): Promise<void> {
    const { device, paths, leavesValidation, by } = this.options;
    const workerData: ThreadStart = { trains: 'seeds', by, device, paths, leavesValidation };
    const thread = new Worker(threadAddress, { workerData });
    this.threads.add(thread);
    let current: Seed | null = null;
    const giveNext = () => {
      const seed = this.seeds[this.next];
      current = seed ?? null;
      if (!seed || this.stopped) {
        void thread.terminate();
        return;
      }
      const request: SeedRequest = { settings: seed.settings, tells: this.next === 0 };
      this.next += 1;
      thread.postMessage(request);
    };
    const end = (outcome: SeedOutcome) => {
      if (current) current.outcome = outcome;
      this.tell();
    };
    const refuse = (failed: Failure) => {
      if (current) end({ settings: current.settings, refused: failed });
    };
    return new Promise((resolve) => {
      thread.on('message', (message: ThreadMessage) => {
        if (this.stopped) return;
        switch (message.kind) {
          case 'opened':
            if (!this.opened) this.options.onOpened(message.report);
            this.opened = true;
            break;
          case 'line':
            current?.lines.push(message.line);
            this.tell();
            break;
          case 'ended':
            end({ settings: message.settings, runs: message.runs });
            giveNext();
            break;
          case 'refused':
            refuse(message.failed);
            giveNext();
            break;
        }
      });
      thread.on('error', (error) => {
        if (!this.stopped) refuse(toFailure(error));
        current = null;
      });
      thread.on('exit', (code) => {
        if (!this.stopped && current && !current.outcome) {
          refuse(toFailure(new Error(`its thread ended (${code})`)));
        }
        this.threads.delete(thread);
        resolve();
      });
      giveNext();
    });
  }

  /** Hands on what it is the turn of. */
  private tell(): void {
    for (;;) {
      const seed = this.seeds[this.told];
      if (!seed || this.stopped) return;
      for (const line of seed.lines.splice(0)) this.options.onLine(line);
      if (!seed.outcome) return;
      this.told += 1;
      this.options.onSeed(seed.outcome);
    }
  }
}
