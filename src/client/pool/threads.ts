/**
 * The threads of a pool: how many there may be and why not more, who is the first of them, and who takes its place.
 * Further threads are started when a race has work for them, and never again once one could not be started.
 */
import { VARIANTS } from '../../protocol/backends';
import type { BackendReport, LabEvent, LabRequest } from '../../protocol/messages';
import { PoolThread, type StartThread } from './pool-thread';

type OpenLab = Extract<LabRequest, { kind: 'open-lab' }>;
type LabOpened = Extract<LabEvent, { kind: 'lab-opened' }>;

export interface ThreadsOptions {
  readonly startThread: StartThread;
  readonly hear: (thread: PoolThread, event: LabEvent) => void;
  /** The thread is gone, and no longer among these. */
  readonly lost: (thread: PoolThread, reason: string) => void;
  readonly count: (threads: number, reasons: readonly string[]) => void;
}

const ON_GPU = 'A graphics device is shared by all who train on it, so every run trains there.';

const isOnGpu = (report: BackendReport | null): boolean =>
  report !== null && VARIANTS[report.backend].backend === 'webgpu';

export class Threads {
  private readonly options: ThreadsOptions;
  /** The first one. */
  lead: PoolThread;
  private helpers: PoolThread[] = [];
  /** How many are wanted at most. */
  private wanted = 1;
  /** How many can be had at most, as far as it is known. */
  private possible = Number.POSITIVE_INFINITY;
  private reasons: readonly string[] = [];
  private opening: OpenLab | null = null;
  private report: BackendReport | null = null;

  constructor(options: ThreadsOptions) {
    this.options = options;
    this.lead = this.start();
  }

  /** All there are, the first one first. */
  get all(): readonly PoolThread[] {
    return [this.lead, ...this.helpers];
  }

  /** Whether the first one's lab is being opened. */
  get isOpening(): boolean {
    return this.opening !== null && this.report === null;
  }

  /** Whether the first one's lab is open. */
  get isOpen(): boolean {
    return this.report !== null;
  }

  /** How many may train. */
  get most(): number {
    return isOnGpu(this.report) ? 1 : Math.min(this.wanted, this.possible);
  }

  want(threads: number): void {
    this.wanted = Math.max(1, Math.round(threads));
    this.tell();
  }

  /** Opens the first one anew; the others go. */
  open(request: OpenLab): void {
    for (const helper of this.helpers) helper.close();
    this.helpers = [];
    this.possible = Number.POSITIVE_INFINITY;
    this.reasons = [];
    this.report = null;
    this.opening = request;
    this.lead.state = 'opening';
    this.lead.send(request);
  }

  /** @returns whether it is the first one, whose opening is the lab's. */
  opened(thread: PoolThread, { report }: LabOpened): boolean {
    thread.state = 'open';
    if (thread === this.lead) {
      this.report = report;
      return true;
    }
    const { backend, adapter } = this.report ?? report;
    // other arithmetic would be other numbers
    if (report.backend !== backend || report.adapter !== adapter) {
      this.lose(thread, `it opened ${report.adapter} instead of ${adapter}`);
    }
    return false;
  }

  /** The first one's lab could not be opened. */
  notOpened(): void {
    this.opening = null;
  }

  /** Starts further ones until there are so many, as far as they may be had; those too many and idle go. */
  provide(threads: number): void {
    const { opening, report } = this;
    if (!opening || !report) return;
    // the same kernels: another's numbers would differ in the last digits
    const { backend, engine } = VARIANTS[report.backend];
    const most = this.most;
    for (const helper of this.helpers.slice(most - 1)) {
      if (helper.race?.isTrainedBy(helper)) continue;
      helper.close();
      this.helpers = this.helpers.filter((each) => each !== helper);
    }
    while (this.helpers.length + 1 < Math.min(threads, most)) {
      try {
        const helper = this.start();
        this.helpers.push(helper);
        helper.send({ ...opening, backend, engine });
      } catch (error) {
        this.cannotHaveMore(error instanceof Error ? error.message : String(error));
        return;
      }
    }
  }

  /** @param heir another one that takes the first one's place. */
  promote(heir: PoolThread): void {
    this.helpers = this.helpers.filter((each) => each !== heir);
    this.lead = heir;
  }

  close(): void {
    for (const thread of this.all) thread.close();
  }

  /** Says how many there may be, once that is known. */
  tell(): void {
    if (!this.report) return;
    this.options.count(this.most, isOnGpu(this.report) ? [ON_GPU] : this.reasons);
  }

  private start(): PoolThread {
    const thread: PoolThread = new PoolThread(
      this.options.startThread((reason) => this.lose(thread, reason)),
    );
    thread.lab.subscribe((event) => {
      if (thread.state !== 'gone') this.options.hear(thread, event);
    });
    return thread;
  }

  /** A thread that is gone, or that cannot be used. */
  lose(thread: PoolThread, reason: string): void {
    if (thread.state === 'gone') return;
    const wasOpening = thread.state === 'opening';
    thread.close();
    this.helpers = this.helpers.filter((each) => each !== thread);
    if (thread !== this.lead && wasOpening) this.cannotHaveMore(reason);
    this.options.lost(thread, reason);
  }

  private cannotHaveMore(reason: string): void {
    this.possible = this.helpers.length + 1;
    this.reasons = [`A further thread could not be started: ${reason}.`];
    this.tell();
  }
}
