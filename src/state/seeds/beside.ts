/**
 * Races of other seeds beside the one on the page, each whole in a thread of its own: their runs go to the shelf as they
 * end, with the numbers they would have on the page. Nobody looks at them, so there are no samples and no charts. A
 * thread that ends costs its seed what came after its last checkpoint: it is lost until it is trained again.
 */
import type { StartThread } from '../../client/pool/pool-thread';
import { VARIANTS } from '../../protocol/backends';
import type { DataSet, DataSetSummary } from '../../protocol/data-set';
import { toFailure } from '../../protocol/failure';
import type { Lab, LabEvent } from '../../protocol/messages';
import type { ReferenceLevels } from '../../protocol/reference-levels';
import { settingsKey } from '../../protocol/same-settings';
import type { Settings } from '../../protocol/settings';
import { aloneToKeep } from '../alone';
import type { LabState, LabStore } from '../lab-store';
import { newId } from '../new-id';
import { isCutOff, type RaceRecord, recordAfter, waitingRuns, whereToGoOn } from '../race-record';
import { racingRuns } from '../race-store';
import type { Shelf } from '../runs/shelf';
import { isWorthKeeping, storedRun } from '../runs/stored-run';
import type { ThreadsState } from '../threads-store';
import { doneIn, type GivenRuns, givenRuns } from './given-runs';
import { shareOfRace } from './seed-progress';
import type { SeedTask } from './seed-runs';

export interface BesideNeeds {
  readonly startThread: StartThread;
  readonly lab: LabStore;
  readonly shelf: Pick<Shelf, 'read' | 'store' | 'keep'>;
  /** A person's files as these settings make a data set of them; null for other data. */
  readonly deliver: (settings: Settings) => Promise<DataSet | null> | null;
  /** Wall-clock time, for the cards. */
  readonly date: () => Date;
}

/** What is told of a race. */
export interface BesideTold {
  /** How much of it is done, 0..1. */
  readonly onShare: (share: number) => void;
  /** Its runs stand on the shelf. */
  readonly onEnded: () => void;
  /** Its thread ended, or could not begin; it can be trained again, and goes on then where it was written down. */
  readonly onLost: (reason: string) => void;
}

/** What of a race is to be trained. */
interface BesideTask extends SeedTask {
  /** Whether it is also to be learned how far each modality gets alone; it is where absent. */
  readonly withReference?: boolean;
}

export interface Beside {
  /** Trains what a seed lacks. @param settings with that seed. */
  train(task: BesideTask, settings: Settings, told: BesideTold): void;
  /** All of them stand still, or go on. */
  pause(): void;
  resume(): void;
  /** Ends all of them; what has ended is on the shelf. */
  close(): void;
}

/** A thread, with a race or waiting for the next. */
interface Thread {
  readonly lab: Lab;
  /** Hears what the thread says of its race; null while it has none. */
  hear: ((event: LabEvent) => void) | null;
  /** The data it has open: a race on the same data says nothing of them. */
  summary: DataSetSummary | null;
}

/** Where a race stood when its thread ended. */
interface Standing {
  readonly id: string;
  readonly record: RaceRecord;
  readonly levels: ReferenceLevels | null;
}

export function createBeside(needs: BesideNeeds): Beside {
  const { shelf, lab } = needs;
  const threads = new Set<Thread>();
  /** By the key of their settings. */
  const lost = new Map<string, Standing>();
  let isPaused = false;

  /** One that is idle, or a new one whose lab is being opened. */
  const threadFor = (onGone: (reason: string) => void): Thread => {
    const idle = [...threads].find(({ hear }) => hear === null);
    if (idle) {
      leave.set(idle, onGone);
      return idle;
    }
    const { report } = lab.getState();
    if (!report) throw new Error('the device is not open');
    const thread: Thread = {
      lab: needs.startThread((reason) => {
        threads.delete(thread);
        leave.get(thread)?.(reason);
      }),
      hear: null,
      summary: null,
    };
    threads.add(thread);
    leave.set(thread, onGone);
    thread.lab.subscribe((event) => {
      if (!threads.has(thread)) return;
      if (event.kind === 'data-opened') thread.summary = event.summary;
      thread.hear?.(event);
    });
    // the same kernels: another's numbers would differ in the last digits
    const { backend, engine } = VARIANTS[report.backend];
    thread.lab.send({ kind: 'open-lab', backend, engine });
    return thread;
  };
  /** Who hears that a thread is gone. */
  const leave = new Map<Thread, (reason: string) => void>();
  const end = (thread: Thread) => {
    threads.delete(thread);
    leave.delete(thread);
    thread.lab.close();
  };

  const keep = async (
    { id, record, levels }: Standing,
    settings: Settings,
    summary: DataSetSummary,
  ) => {
    const said = { record, levels };
    const surroundings = { race: id, settings, summary, levels: aloneToKeep(said) };
    for (const run of racingRuns(record).filter((one) => !one.onShelf && isWorthKeeping(one))) {
      const stored = storedRun(run, surroundings, needs.date().toISOString());
      await shelf.keep([{ stored, snapshots: null }]);
    }
  };

  const begin = async (task: BesideTask, settings: Settings, told: BesideTold) => {
    const key = settingsKey(settings);
    const known = lost.get(key);
    lost.delete(key);
    const given = await givenRuns(shelf, settings, task.seed, task.missing);
    const dataSet = await needs.deliver(settings);
    let standing: Standing = known ?? begun(settings, given);
    const goesOn = known ? whereToGoOn(known.record) : null;
    const from = goesOn ?? (given.runs.length > 0 ? doneIn(given) : null);
    const lose = (reason: string) => {
      lost.set(key, standing);
      told.onLost(reason);
    };
    const thread = threadFor(lose);
    const refuse = (reason: string) => {
      end(thread);
      lose(reason);
    };
    thread.hear = (event) => {
      switch (event.kind) {
        case 'lab-opened': {
          const { report } = lab.getState();
          if (event.report.adapter === report?.adapter) return;
          refuse(`it opened ${event.report.adapter} instead of ${report?.adapter}`);
          return;
        }
        case 'request-failed':
        case 'device-lost':
          refuse(event.failed.message);
          return;
        case 'reference-known': {
          const { alone, end: atEnd, untrained } = event;
          standing = { ...standing, levels: { alone, end: atEnd, untrained } };
          return;
        }
        case 'race-started': {
          const names = new Set(standing.record.map(({ name }) => name));
          const more = waitingRuns(event.runs.filter((name) => !names.has(name)));
          standing = { ...standing, record: [...standing.record, ...more] };
          return;
        }
        case 'race-ended': {
          const cutOff = standing.record.find(isCutOff);
          const { summary } = thread;
          if (cutOff || !summary) {
            refuse(cutOff?.failed?.message ?? 'it said nothing of its data');
            return;
          }
          thread.hear = null;
          void keep(standing, settings, summary).then(told.onEnded);
          return;
        }
      }
      if (!('run' in event) || event.kind === 'chunk-trained') return;
      standing = { ...standing, record: recordAfter(standing.record, [event]) };
      if (event.kind === 'epoch-ended') told.onShare(shareOfRace(standing.record));
    };
    if (dataSet) thread.lab.send({ kind: 'use-data', dataSet });
    thread.lab.send({
      kind: 'start-race',
      settings,
      withReference: task.withReference !== false && standing.levels === null,
      checkpoints: true,
      paused: isPaused,
      ...(from && { from }),
    });
  };

  const toAll = (kind: 'pause-race' | 'resume-race') => {
    isPaused = kind === 'pause-race';
    for (const { lab: each, hear } of threads) if (hear) each.send({ kind });
  };
  return {
    train(task, settings, told) {
      begin(task, settings, told).catch((error: unknown) => told.onLost(toFailure(error).message));
    },
    pause: () => toAll('pause-race'),
    resume: () => toAll('resume-race'),
    close() {
      for (const thread of [...threads]) end(thread);
      lost.clear();
      isPaused = false;
    },
  };
}

/** How many races may train beside the page's: the threads that are wanted less its own, none on a graphics device, which all share. */
export function roomBeside(
  { report }: Pick<LabState, 'report'>,
  { wanted }: Pick<ThreadsState, 'wanted'>,
): number {
  return !report || VARIANTS[report.backend].backend === 'webgpu' ? 0 : wanted - 1;
}

/** Where there are no further threads. */
export const noThread: StartThread = () => {
  throw new Error('there are no further threads here');
};

/** A race before its first epoch: every run in its order, those given as they ended. */
function begun(settings: Settings, { runs, levels }: GivenRuns): Standing {
  const record = waitingRuns(Object.keys(settings.methods)).map(
    (run) => runs.find(({ name }) => name === run.name) ?? run,
  );
  return { id: newId(), record, levels };
}
