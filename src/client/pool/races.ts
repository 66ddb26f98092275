/**
 * The races of a pool: the one on the page and the one that is about to take its place. Shares a race out, and hears
 * the first thread's word on whether there is one: every thread looks at the whole race, so what refuses refuses it
 * everywhere.
 */
import type { Catalogue } from '../../protocol/catalogue';
import { REFERENCE_RUN } from '../../protocol/default-race';
import type { Failure } from '../../protocol/failure';
import type { LabEvent, LabRequest } from '../../protocol/messages';
import type { RaceNeed } from '../../protocol/need';
import { keyOf } from '../../protocol/same-settings';
import { parseSettings, runNames, type Settings } from '../../protocol/settings';
import type { FilesInUse } from './files-in-use';
import type { PoolThread } from './pool-thread';
import { PooledRace } from './pooled-race';
import { type Group, groupsOf, shareOut } from './share-out';
import type { Threads } from './threads';

type StartRace = Extract<LabRequest, { kind: 'start-race' }>;
type Refusal = Extract<LabEvent, { kind: 'request-failed' }>;

/** Null where the request says nothing that can be trained, which the first thread will say. */
function settingsIn({ settings }: Pick<StartRace, 'settings'>): Settings | null {
  try {
    return parseSettings(settings);
  } catch {
    return null;
  }
}

/** Equal for races with the same reference, but for what files hold; only a hint at how to share the work. */
const referenceKey = ({ methods: _, ...rest }: Settings): string => keyOf(rest);

export interface RacesOptions {
  readonly threads: Threads;
  readonly files: FilesInUse;
  readonly emit: (event: LabEvent) => void;
}

export class Races {
  catalogue: Catalogue = [];
  private readonly options: RacesOptions;
  /** The race on the page, in progress or over. */
  private race: PooledRace | null = null;
  /** The race that the first thread was asked for and has not answered. */
  private next: PooledRace | null = null;
  /** Threads whose stop somebody waits for. */
  private readonly stopping = new Set<PoolThread>();
  /** How many threads the race to come has work for, as far as it is known. */
  private expected = 1;
  /** Of the race whose reference the first thread knows. */
  private knownReference: string | null = null;

  constructor(options: RacesOptions) {
    this.options = options;
  }

  get isStopping(): boolean {
    return this.stopping.size > 0;
  }

  get isStarting(): boolean {
    return this.next !== null;
  }

  /** Everything is gone, and nobody needs to be told. */
  forget(): void {
    for (const thread of this.options.threads.all) thread.race = null;
    this.race = null;
    this.next = null;
    this.knownReference = null;
  }

  /** A race on these settings is likely. */
  expect(request: Pick<StartRace, 'settings'>): void {
    const settings = settingsIn(request);
    if (settings)
      this.expected = this.groups([...runNames(settings), REFERENCE_RUN], settings).length;
  }

  /** Starts the threads that the expected race has work for. */
  prepare(): void {
    this.options.threads.provide(this.expected);
  }

  /** Who trains the run, or has trained it, in the race on the page. */
  trainerOf(run: string): PoolThread | undefined {
    const { race } = this;
    return this.options.threads.all.find((each) => each.race === race && race?.has(each, run));
  }

  /** Those who train, and where nobody does the first one. */
  racers(): readonly PoolThread[] {
    const { all, lead } = this.options.threads;
    const racers = all.filter(({ race, starts }) => race !== null || starts.length > 0);
    return racers.length > 0 ? racers : [lead];
  }

  /** Every thread was told to train so far and to pause again. */
  step(): void {
    this.race?.step();
    this.next?.step();
  }

  /** What the race takes where its runs train side by side; each thread has the samples. */
  needOf(settings: Settings, need: RaceNeed): RaceNeed {
    const groups = this.groups(
      need.runs.map(({ run }) => run),
      settings,
    );
    const parts = shareOut(groups, this.options.threads.most);
    const msOf = (part: readonly string[]) =>
      need.runs.reduce((sum, { run, ms }) => sum + (part.includes(run) ? ms : 0), 0);
    return {
      ...need,
      ms: Math.max(0, ...parts.map(msOf)),
      bytes: need.bytes + (parts.length - 1) * need.sampleBytes,
      threads: parts.length,
    };
  }

  /** @returns the threads that were asked. */
  start(request: StartRace): readonly PoolThread[] {
    const { threads, files, emit } = this.options;
    const settings = settingsIn(request);
    const done = request.from?.done ?? [];
    const runs = settings ? runNames(settings).filter((run) => !done.includes(run)) : [];
    const parts = settings
      ? this.partsOf(request, settings, runs)
      : new Map([[threads.lead, runs]]);
    const race = new PooledRace({ settings, runs, paused: request.paused, emit });
    this.next = race;
    for (const [thread, own] of parts) {
      const isLead = thread === threads.lead;
      if (!isLead) files.bring(thread);
      race.add(thread, own);
      // whether there is a reference run is the first thread's to say
      const only = isLead && !own.includes(REFERENCE_RUN) ? [...own, REFERENCE_RUN] : own;
      const withReference = request.withReference && isLead;
      thread.start(race, parts.size === 1 ? request : { ...request, withReference, only });
    }
    return [...parts.keys()];
  }

  stop(): readonly PoolThread[] {
    const asked = this.racers();
    this.race = null;
    this.next = null;
    for (const thread of asked) {
      this.stopping.add(thread);
      thread.stop(true);
    }
    return asked;
  }

  /** A thread has begun its part. @param runs what it trains. */
  started(thread: PoolThread, runs: readonly string[]): void {
    const race = thread.starts.shift();
    if (!race || (race !== this.next && race !== this.race)) {
      // it was refused elsewhere, or stopped, meanwhile
      thread.race = null;
      if (thread.starts.length === 0) thread.stop(false);
      return;
    }
    thread.race = race;
    const { all, lead } = this.options.threads;
    if (race !== this.next || thread !== lead) return;
    this.race = race;
    this.next = null;
    for (const other of all) {
      if (other.race === null || other.race === race) continue;
      if (other.starts.length > 0) other.race = null;
      else other.stop(false);
    }
    race.announce(thread, runs);
  }

  /** A thread has refused its part. */
  refused(thread: PoolThread, refusal: Refusal): void {
    const race = thread.starts.shift();
    const { all, lead } = this.options.threads;
    if (thread !== lead) {
      race?.lose(thread, () => refusal.failed);
      return;
    }
    this.next = null;
    for (const other of all) if (race && other.race === race) other.stop(false);
    this.options.emit(refusal);
  }

  /** @param answer what is told once all have stopped. */
  stopped(thread: PoolThread, answer: LabEvent): void {
    if (thread.stops.shift()?.isAwaited) this.noLongerStopping(thread, answer);
  }

  /** The first thread has said how far each modality gets alone. */
  knowsReference({ race }: PoolThread): void {
    this.knownReference = race?.settings ? referenceKey(race.settings) : null;
  }

  /** The thread is gone: what it had not finished has failed. */
  lose(thread: PoolThread, failure: (label: string) => Failure): void {
    for (const race of [this.race, this.next]) race?.lose(thread, failure);
    this.noLongerStopping(thread, { kind: 'race-stopped' });
  }

  /**
   * The first thread is gone: a race that it had not confirmed will not be.
   * @returns who has the data of the race on the page, and may go on in its place.
   */
  loseLead(failed: Failure): PoolThread | undefined {
    const { threads, emit } = this.options;
    const { race } = this;
    this.knownReference = null;
    if (this.next) {
      this.next = null;
      emit({ kind: 'request-failed', request: 'start-race', failed });
    }
    return threads.all.find((each) => each.state === 'open' && race !== null && each.race === race);
  }

  private noLongerStopping(thread: PoolThread, answer: LabEvent): void {
    if (this.stopping.delete(thread) && this.stopping.size === 0) this.options.emit(answer);
  }

  private groups(runs: readonly string[], settings: Settings): readonly Group[] {
    return groupsOf(runs, settings, this.catalogue);
  }

  /** The runs of each thread, the first one's first. */
  private partsOf(
    { withReference, from }: StartRace,
    settings: Settings,
    runs: readonly string[],
  ): ReadonlyMap<PoolThread, readonly string[]> {
    const { threads, files } = this.options;
    const trainsReference =
      withReference &&
      !from?.done.includes(REFERENCE_RUN) &&
      this.knownReference !== referenceKey(settings);
    const groups = this.groups(trainsReference ? [...runs, REFERENCE_RUN] : runs, settings);
    this.expected = groups.length;
    threads.provide(groups.length);
    const isOfFiles = settings.data.source === 'files';
    const able = threads.all
      .filter((thread) => thread === threads.lead || !isOfFiles || files.canTrain(thread))
      .slice(0, threads.most);
    const shares = shareOut(groups, able.length);
    return new Map(
      able.flatMap((thread, i) => {
        const share = shares[i];
        // the first one confirms the race even where there is nothing to train
        return share || i === 0 ? [[thread, share ?? []] as const] : [];
      }),
    );
  }
}
