/**
 * A lab of several threads that callers cannot tell from a lab of one: the runs of a race are independent, so each
 * thread trains some of them, and what the threads say is told as one race. The first thread does everything else: it
 * holds the data that samples are read from, and remembers references. On a graphics device it is the only one.
 */
import type { Failure } from '../../protocol/failure';
import type { Lab, LabEvent, LabRequest } from '../../protocol/messages';
import { FilesInUse } from './files-in-use';
import type { PoolThread, StartThread } from './pool-thread';
import { Races } from './races';
import { Threads } from './threads';

type RequestFailed = Extract<LabEvent, { kind: 'request-failed' }>;

const AGAIN = 'Press Play to start another one; if it happens again, reload the page.';
const GOES_ON =
  'The other runs go on. Once they are through, press Play: this one goes on from where it was written down last, with the numbers it would have had.';

const lost = (message: string, hint: string): Failure => ({ code: 'thread-lost', message, hint });

export class LabPool implements Lab {
  private readonly threads: Threads;
  private readonly files = new FilesInUse();
  private readonly races: Races;
  private readonly listeners = new Set<(event: LabEvent) => void>();
  /** What was asked while it could not be carried out, in order. */
  private waiting: readonly LabRequest[] = [];
  /** Who looks at a step. */
  private looking: PoolThread | null = null;

  constructor(startThread: StartThread) {
    const emit = (event: LabEvent) => {
      for (const listener of this.listeners) listener(event);
    };
    this.threads = new Threads({
      startThread,
      hear: (thread, event) => {
        this.hear(thread, event, emit);
        this.carryOutWaiting();
      },
      lost: (thread, reason) => {
        this.lose(thread, reason, emit);
        this.carryOutWaiting();
      },
      count: (threads, reasons) => emit({ kind: 'threads-counted', threads, reasons }),
    });
    this.races = new Races({ threads: this.threads, files: this.files, emit });
  }

  send(request: LabRequest): void {
    this.waiting = [...this.waiting, request];
    this.carryOutWaiting();
  }

  subscribe(listener: (event: LabEvent) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  close(): void {
    this.listeners.clear();
    this.threads.close();
  }

  private carryOutWaiting(): void {
    const [first] = this.waiting;
    if (!first || this.mustWait(first)) return;
    this.waiting = this.waiting.slice(1);
    const { looking } = this;
    const asked = this.carryOut(first);
    // whoever looks at a step hears that somebody asked for something else
    if (looking && first.kind !== 'read-samples' && !asked.includes(looking)) {
      looking.send({ kind: 'give-up-step' });
    }
    this.carryOutWaiting();
  }

  /** A race begins once the one before it is gone, or has begun, and threads can be told apart from one. */
  private mustWait({ kind }: LabRequest): boolean {
    if (this.races.isStopping) return true;
    return kind === 'start-race' && (this.races.isStarting || this.threads.isOpening);
  }

  /** @returns the threads that were asked. */
  private carryOut(request: LabRequest): readonly PoolThread[] {
    const { threads, races } = this;
    switch (request.kind) {
      case 'open-lab':
        races.forget();
        this.looking = null;
        threads.open(request);
        return [threads.lead];
      case 'use-threads':
        threads.want(request.most);
        return [];
      case 'use-data':
        this.files.hand(request.dataSet, threads.all);
        return [threads.lead];
      case 'start-race':
        return races.start(request);
      case 'stop-race':
        return races.stop();
      case 'step-race':
        races.step();
        return sent(request, races.racers());
      case 'resume-race':
      case 'pause-race':
      case 'try-sample':
      case 'take-nets':
        return sent(request, races.racers());
      case 'show-step':
        this.looking = races.trainerOf(request.run) ?? threads.lead;
        return sent(request, [this.looking]);
      case 'open-data':
        races.expect(request);
        return sent(request, [threads.lead]);
      case 'give-up-step':
      case 'weigh-race':
      case 'read-samples':
      case 'take-data':
        return sent(request, [threads.lead]);
    }
  }

  private hear(thread: PoolThread, event: LabEvent, emit: (event: LabEvent) => void): void {
    const isLead = thread === this.threads.lead;
    switch (event.kind) {
      case 'lab-opened':
        if (!this.threads.opened(thread, event)) return;
        this.races.catalogue = event.catalogue;
        emit(event);
        this.threads.tell();
        return;
      case 'data-opened':
        if (!isLead) return;
        emit(event);
        // not before: what the page waits for comes first
        this.races.prepare();
        return;
      case 'race-started':
        this.races.started(thread, event.runs);
        return;
      case 'race-stopped':
        this.races.stopped(thread, event);
        return;
      case 'request-failed':
        this.refused(thread, event, emit);
        return;
      case 'device-lost':
        if (isLead && this.threads.all.length === 1) {
          emit(event);
          return;
        }
        this.threads.lose(thread, event.failed.message);
        return;
      case 'step-shown':
      case 'step-given-up':
        if (thread === this.looking) this.looking = null;
        emit(event);
        return;
      case 'race-weighed':
        emit({ ...event, need: this.races.needOf(event.settings, event.need) });
        return;
      case 'step-approached':
      case 'samples-read':
      case 'sample-tried':
      case 'nets-taken':
      case 'data-taken':
      case 'threads-counted':
        emit(event);
        return;
      case 'reference-known':
        this.races.knowsReference(thread);
        thread.race?.take(thread, event);
        return;
      default:
        thread.race?.take(thread, event);
    }
  }

  private refused(thread: PoolThread, event: RequestFailed, emit: (event: LabEvent) => void): void {
    switch (event.request) {
      case 'open-lab':
        if (thread !== this.threads.lead) {
          this.threads.lose(thread, event.failed.message);
          return;
        }
        this.threads.notOpened();
        break;
      case 'start-race':
        this.races.refused(thread, event);
        return;
      case 'stop-race':
        this.races.stopped(thread, event);
        return;
      case 'show-step':
        if (thread === this.looking) this.looking = null;
    }
    emit(event);
  }

  private lose(thread: PoolThread, reason: string, emit: (event: LabEvent) => void): void {
    this.races.lose(thread, (label) =>
      lost(`The thread that trained ${label} ended: ${reason}.`, GOES_ON),
    );
    if (this.looking === thread) {
      this.looking = null;
      const failed = lost(`The thread that went to this step ended: ${reason}.`, AGAIN);
      emit({ kind: 'request-failed', request: 'show-step', failed });
    }
    const { threads } = this;
    if (thread !== threads.lead) return;
    if (!threads.isOpen) {
      threads.notOpened();
      const failed = lost(`The training thread could not be started: ${reason}.`, AGAIN);
      emit({ kind: 'request-failed', request: 'open-lab', failed });
      return;
    }
    const failed = lost(`The training thread ended: ${reason}.`, AGAIN);
    const heir = this.races.loseLead(failed);
    // it has the same data; without one the lab is gone
    if (heir) threads.promote(heir);
    else emit({ kind: 'device-lost', failed });
  }
}

/** @returns the threads that were asked. */
function sent(request: LabRequest, threads: readonly PoolThread[]): readonly PoolThread[] {
  for (const thread of threads) thread.send(request);
  return threads;
}
