/**
 * The session: everything a person can do on the page, turned into requests to a lab, and
 * everything the lab says, turned into state. Knows no React and no address bar; both are given.
 */

import type { StartThread } from '../client/pool/pool-thread';
import type { OpenCapture } from '../data/page/capture/capture';
import { type ImportJob, startImport } from '../data/page/import-job';
import { type KeptSets, keptSets } from '../data/page/kept/kept-sets';
import type { DeviceWish } from '../protocol/backends';
import type { Lab, StepSize } from '../protocol/messages';
import { runNames, type Settings } from '../protocol/settings';
import type { Row } from '../protocol/units';
import {
  type AssignmentStorage,
  type Assignments,
  createAssignments,
} from './assignments/assignments';
import { pageScheduler, type Scheduler } from './batcher';
import { breathe } from './breathe';
import { createDrawingStore, type DrawingStore, drawnInTurns } from './drawing-store';
import { createExperimentChanges, type ExperimentChanges } from './experiment-changes';
import { createExperimentStore, type ExperimentState } from './experiment-store';
import { showFinished, showRecording, takeUpUnfinished } from './first-look';
import { createImporting, type Importing } from './importing/importing';
import { createKeeping, type Keeping } from './keeping/keeping';
import { createLabLink } from './lab-link';
import { createLabStore, type LabState } from './lab-store';
import { type Classes, createClasses } from './lessons/class/classes';
import type { LessonStorage } from './lessons/kept-lessons';
import type { Scene } from './lessons/scene';
import { createStage, type Stage } from './lessons/stage';
import type { StageAddress } from './lessons/stage-store';
import { type NeedState, watchRaceNeed } from './need/race-need';
import { createNoticesStore, type NoticesStore } from './notices';
import { createDataOpener } from './open-data';
import { createPageVersionStore, type PageVersionStore } from './page-version';
import { createRaceStore, type RaceState } from './race-store';
import type { ReadonlyStore } from './readonly-store';
import { createRecording, type Recording } from './recording/recording';
import type { RunStorage } from './runs/run-storage';
import { createRuns, type Runs } from './runs/runs';
import { createSampleReader } from './samples/sample-reader';
import { createSampleStore, type SampleState } from './samples/sample-store';
import { createBeside, noThread, roomBeside } from './seeds/beside';
import { asNumber } from './seeds/repeat';
import { createSeeds, type Seeds } from './seeds/seeds';
import { createStepLook } from './slow-motion/look';
import { createStepStore, type StepState } from './slow-motion/step-store';
import type { Mending } from './storage/mending';
import { createStorageStore, type StorageState } from './storage/storage-store';
import { keptSweep, type SweepStorage } from './sweeps/kept-sweep';
import type { Sweeps } from './sweeps/sweeps';
import { createTaking, type Taking } from './taking/taking';
import { createMilestones, type MilestonesStore } from './telling/milestones';
import { createThreadsStore, type ThreadsState, type ThreadsStore } from './threads-store';
import { createReplay, type Replay } from './time/replay';
import { createShownStore, type ShownStore } from './time/shown-store';
import { createTimeStore, type TimeStore } from './time/time-store';
import { whyNotLonger } from './training-on';
import { createTrying, type Trying } from './trying/trying';
import { createUndo, type Undo } from './undo';
import type { UnfinishedKeeper, UnfinishedStorage } from './unfinished/unfinished-race';
import { createViewStore, type ViewStore } from './view-store';
import type { RoomId, ViewId } from './views';

export interface SessionOptions {
  /** Makes a lab; called again after a device was lost. */
  readonly createLab: () => Lab;
  readonly settings: Settings;
  readonly device: DeviceWish;
  /** Whether races are weighed before they are trained; not where absent. */
  readonly weighs?: boolean;
  /** Starts a further thread, for a race beside the page's; seeds train one after the other where absent. */
  readonly startThread?: StartThread;
  /** How many threads may train; one where absent. */
  readonly threads?: ThreadsStore;
  readonly scheduler?: Scheduler;
  /** How the page is looked at first; the lab where absent. */
  readonly view?: ViewId;
  /** Of a view that is no room itself: whether the stage or the lab is looked at; the lab where absent. */
  readonly room?: RoomId;
  /** The scenes of the stage; none where absent. */
  readonly scenes?: readonly Scene[];
  /** What the address asks of the stage. */
  readonly stage?: StageAddress;
  /** Keeps guesses and ticks; where absent, they last as long as the session. */
  readonly lessons?: LessonStorage | null;
  /** Starts the thread that reads a person's files; the page's own where absent. */
  readonly startImport?: () => ImportJob;
  /** What stays in this browser of a person's own data; the page's own where absent. */
  readonly keptSets?: KeptSets;
  /** Opens camera and microphone; the page's own where absent. */
  readonly openCapture?: OpenCapture;
  /** Keeps the plan of a sweep; where absent, it lasts as long as the session. */
  readonly sweeps?: SweepStorage | null;
  /** Keeps the assignment that somebody works on; where absent, it lasts as long as the session. */
  readonly assignments?: AssignmentStorage | null;
  /** Opens what keeps finished runs; where absent, they last as long as the session. */
  readonly openRuns?: () => Promise<RunStorage>;
  /** Where the race in progress is written down; nowhere where absent. */
  readonly unfinished?: UnfinishedStorage;
  /** Calls back once the page has nothing more urgent to do; at once where absent. The device opens then. */
  readonly whenIdle?: (task: () => void) => void;
  /** Fetches the recorded race that comes with the page; where absent or failing, the page begins empty. */
  readonly fetchRecording?: () => Promise<ArrayBuffer>;
  /** Called with every change of the settings, e.g. to write the address. */
  readonly onSettings?: (settings: Settings) => void;
}

/** The way to sweeps, which few ask for. */
export interface SweepsDoor {
  /** Whether one is kept in this browser. */
  isKept(): boolean;
  /** All the rest; fetched the first time. */
  open(): Promise<Sweeps>;
}

export interface Session extends ExperimentChanges {
  /** Whether the device is open, which back end runs and why, and the methods there are. */
  readonly lab: ReadonlyStore<LabState>;
  /** How many threads may train, and can. */
  readonly threads: ReadonlyStore<ThreadsState>;
  /** The settings, and what is known of the data set in use. */
  readonly experiment: ReadonlyStore<ExperimentState>;
  /** The race in progress or just ended: its phase and what every run has said so far. */
  readonly race: ReadonlyStore<RaceState>;
  /** What the race would take, before Play. */
  readonly need: ReadonlyStore<NeedState>;
  /** What the page has to say: failures with what to do about them, and news. */
  readonly notices: NoticesStore;
  /** The stage, the lab or the projector, and which chart the projector shows. */
  readonly view: ViewStore;
  /** The scenes, and where in them a pupil stands. */
  readonly stage: Stage;
  /** Seeds of a class, and its result codes. */
  readonly classes: Classes;
  /** The epoch, and the race, that is looked at. */
  readonly time: TimeStore;
  /** Plays the time bar. */
  readonly replay: Replay;
  /** Samples of the data set that were asked for. */
  readonly samples: ReadonlyStore<SampleState>;
  /** Giving the trained nets a sample of one's own. */
  readonly trying: Trying;
  /** The step looked at in slow motion. */
  readonly slowMotion: ReadonlyStore<StepState>;
  /** Whether the page is kept on this computer, and whether a new version of it waits. */
  readonly version: PageVersionStore;
  /** Whether what is in sight shows the latest. */
  readonly drawing: DrawingStore;
  /** What the views draw; follows the others. */
  readonly shown: ShownStore;
  /** What is spoken of the race to those who hear the page. */
  readonly milestones: MilestonesStore;
  /** Race, nets, data and features as files of other programs. */
  readonly taking: Taking;
  /** The same race over several seeds. */
  readonly seeds: Seeds;
  /** Taking changes of the experiment back, the race with them. */
  readonly undo: Undo;
  /** Sweeps of one knob: whether one is kept in this browser, and all the rest, fetched when somebody asks for it. */
  readonly sweeps: SweepsDoor;
  /** Tasks with conditions that a program can check. */
  readonly assignments: Assignments;
  /** Opening files of this computer. */
  readonly importing: Importing;
  /** Own data that stay in this browser, and leave as a file. */
  readonly keeping: Keeping;
  /** Recording samples with camera and microphone. */
  readonly recording: Recording;
  /** Finished runs. */
  readonly runs: Runs;
  /** What is wrong with what this browser keeps, and what therefore lives in this page only. */
  readonly storage: ReadonlyStore<StorageState>;
  /** What can be done about it; fetched when somebody asks for it. */
  mend(): Promise<Mending>;
  /** Writes down what is not written yet: the page may go. */
  writeDown(): void;
  /** The ids of races that were left before their end and can go on; none where the browser keeps nothing. */
  leftRaces(): Promise<readonly string[]>;
  /** Puts such a race with its settings and data on the page and trains it from where it was. */
  goOnWith(id: string): Promise<void>;
  /** Chooses how many threads may train, from the next race on. */
  trainOn(threads: number): void;
  /** Opens the lab and the data; called once. */
  open(): void;
  /** Starts, or goes on with, the race; opens a new lab first where the old one is gone. */
  play(): void;
  /** Stops after the chunk in progress; nothing is lost. */
  pause(): void;
  /** One epoch, or one batch, of every unfinished run. */
  step(by: StepSize): void;
  /** Lets the race that has ended train for as many epochs again, with the numbers that a race of so many would have. */
  trainLonger(): void;
  /** Ends the race and clears its curves; settings and seed stay. */
  reset(): void;
  /** Asks for samples of the data set in use, those that are not there yet; they come into the sample store. */
  readSamples(rows: readonly Row[]): void;
  /**
   * Pauses the race and looks at one step of a run from inside, which changes nothing of it; see `StepLook.show`.
   * @param run the first of the race where null. @param stage the one that the epoch is of where null.
   * @param epoch its first step; null for the step to come; where absent, what the time bar shows.
   */
  showStep(run: string | null, stage: string | null, epoch?: number | null): void;
  /** Ends the way to a step that is not there yet. */
  giveUpStep(): void;
  /** Ends slow motion; the race stays paused. */
  closeStep(): void;
  /** Ends everything and frees the device. */
  close(): void;
}

/** Fetched when somebody records. */
const openDevices: OpenCapture = async (wish) =>
  (await import('../data/page/capture/capture')).openCapture(wish);

/** Fetched where nothing is kept. */
const memoryRuns = async () => (await import('./runs/memory-run-storage')).memoryRunStorage();

/** A link that hides the whole lab hides its assignments as well. */
const ONLY_STAGE = {
  message: 'This link shows the stage only, and assignments are solved in the whole lab.',
  hint: 'Open the page without the link, or ask your teacher for one that shows the lab.',
};

/** At once in the lab, else once somebody comes there: on the stage nothing is shown before the guess. */
function showInLab(view: ViewStore, show: () => void): void {
  if (view.getState().room === 'lab') {
    show();
    return;
  }
  const stop = view.subscribe(({ room }) => {
    if (room !== 'lab') return;
    stop();
    show();
  });
}

/** Builds a session; nothing is sent before `open`. */
export function createSession(options: SessionOptions): Session {
  const stores = {
    lab: createLabStore(),
    experiment: createExperimentStore(options.settings),
    race: createRaceStore(),
    notices: createNoticesStore(),
    view: createViewStore(options.view ?? 'lab', options.room),
    time: createTimeStore(),
    samples: createSampleStore(),
    slowMotion: createStepStore(),
    threads: options.threads ?? createThreadsStore({ storage: null, processors: 1 }),
    storage: createStorageStore(),
  };
  const shown = createShownStore(stores);
  const { experiment } = stores;
  const { unfinished, fetchRecording, startThread, scheduler = pageScheduler } = options;
  const whenIdle = options.whenIdle ?? ((task) => task());
  const drawing = createDrawingStore();
  const present = () => experiment.getState().settings;
  const replay = createReplay({ time: stores.time, shown, scheduler });

  const link = createLabLink({
    stores,
    createLab: options.createLab,
    device: options.device,
    scheduler: drawnInTurns(scheduler, drawing),
    openData: () => openData(),
    hear: (event) => {
      reader.hear(event);
      need.hear(event);
      trying.hear(event);
      taking.hear(event);
    },
  });
  const reader = createSampleReader(
    stores.samples,
    () => stores.lab.getState().status === 'ready',
    link.send,
  );
  const need = watchRaceNeed({ ...stores, scheduler, send: options.weighs ? link.send : () => {} });
  const importing = createImporting({
    startImport: options.startImport ?? startImport,
    settings: present,
    settingsWith: (data) => changes.onData(data),
    choose: (data, trainSamples) => changes.chooseData(data, trainSamples),
    take: (settings) => changes.takeOpened(settings),
    openRuns: async (files) => (await import('./runs/open-runs')).openRuns(files, runs),
    now: scheduler.now,
  });
  const keeping = createKeeping({
    sets: options.keptSets ?? keptSets,
    importing,
    settings: present,
  });
  const recording = createRecording({
    openCapture: options.openCapture ?? openDevices,
    openFiles: (picked) => void importing.open(picked),
    later: scheduler.later,
    addressOf: (blob) => URL.createObjectURL(blob),
    forget: (address) => URL.revokeObjectURL(address),
    today: () => new Date(),
  });
  const trying = createTrying({
    ...stores,
    readSamples: reader.read,
    send: link.send,
    openCapture: options.openCapture ?? openDevices,
    readSample: (picked) => importing.sample(picked),
  });
  const taking = createTaking({ ...stores, shown, send: link.send });
  const openData = createDataOpener({ ...stores, deliver: importing.deliver, send: link.send });
  const changes = createExperimentChanges({
    ...stores,
    clearRace: link.clearRace,
    openData,
    undo: () => undo,
    onSettings: (settings) => options.onSettings?.(settings),
  });
  const undo = createUndo({
    ...stores,
    moveTo: changes.moveTo,
    whyNotOpen: importing.whyNotOpen,
  });
  const runs = createRuns({
    stores,
    openStorage: options.openRuns ?? memoryRuns,
    now: () => new Date(),
    breathe,
  });
  const makeBeside = () =>
    createBeside({
      ...stores,
      shelf: runs,
      startThread: startThread ?? noThread,
      deliver: (settings) =>
        settings.data.source === 'files' ? importing.deliver(settings) : null,
      date: () => new Date(),
    });
  const seeds = createSeeds({
    stores,
    shelf: runs,
    play: () => link.begin('play'),
    pause: () => link.send({ kind: 'pause-race' }),
    playSeed: (seed, given) => {
      changes.moveTo(asNumber(present(), seed));
      link.begin('play', given);
    },
    beside: makeBeside(),
    room: () => (startThread ? roomBeside(stores.lab.getState(), stores.threads.getState()) : 0),
    limitThreads: (most) =>
      link.send({ kind: 'use-threads', most: most ?? stores.threads.getState().wanted }),
    now: scheduler.now,
  });
  let sweeps: Promise<Sweeps> | null = null;
  const openSweeps = () => {
    sweeps ??= import('./sweeps/sweeps').then(({ createSweeps }) =>
      createSweeps({
        shelf: runs,
        beside: makeBeside(),
        // the page's own thread is its race's, be it idle
        room: () => {
          const lab = stores.lab.getState();
          return lab.report ? Math.max(1, roomBeside(lab, stores.threads.getState())) : 0;
        },
        whyNotOpen: importing.whyNotOpen,
        storage: options.sweeps ?? null,
        now: scheduler.now,
      }),
    );
    return sweeps;
  };
  const classes = createClasses(options.scenes ?? [], options.lessons ?? null);
  const onStage = createStage({
    stores,
    seedOf: classes.seedOf,
    scenes: options.scenes ?? [],
    asked: options.stage ?? {},
    storage: options.lessons ?? null,
    scheduler,
    begin: link.begin,
    pause: () => link.send({ kind: 'pause-race' }),
    clearRace: link.clearRace,
    moveTo: changes.moveTo,
  });
  const look = createStepLook({
    ...stores,
    shown,
    send: link.send,
    pause: () => {
      onStage.pause();
      if (stores.race.getState().phase === 'running') link.send({ kind: 'pause-race' });
    },
  });
  const assignments = createAssignments({
    ...stores,
    storage: options.assignments ?? null,
    takeSettings: changes.takeSettings,
    change: changes.change,
    showLab: () => {
      if (onStage.store.getState().isLocked) return ONLY_STAGE;
      stores.view.getState().go('lab');
      return null;
    },
    trainSeeds: (wanted) =>
      seeds.start(wanted.map((seed) => ({ seed, missing: runNames(present()) }))),
  });
  const { whenKept } = runs;
  let writer: UnfinishedKeeper | null = null;
  /** Fetched beside the page: the first race has not come to its first checkpoint by then. */
  const watchUnfinished = async (written: UnfinishedStorage) => {
    const { keepUnfinishedRace } = await import('./unfinished/unfinished-race');
    const needs = { ...stores, unfinished: written, whenKept, scheduler, now: Date.now };
    writer = keepUnfinishedRace(needs);
  };

  /** Fetched beside the page: the lab has not said yet which methods there are. */
  const watchNeeds = async () => {
    const { watchSetAside } = await import('./set-aside');
    watchSetAside({ ...stores, amend: changes.amend });
  };

  return {
    ...stores,
    ...changes,
    stage: onStage,
    need: need.store,
    classes,
    drawing,
    version: createPageVersionStore(stores.notices),
    shown,
    milestones: createMilestones({
      shown,
      scheduler,
      isOneOfMany: () => seeds.store.getState().status === 'running',
    }),
    replay,
    importing,
    keeping,
    recording,
    trying,
    taking,
    runs,
    mend: async () => {
      const { createMending } = await import('./storage/mending');
      const { storage: store, race } = stores;
      return createMending({
        store,
        race,
        runs,
        keeper: writer,
        ...(unfinished && { unfinished }),
      });
    },
    writeDown: () => {
      writer?.flush();
      void runs.keepUnfinished();
    },
    leftRaces: async () => (await unfinished?.ids().catch(() => [])) ?? [],
    goOnWith: async (id) => {
      if (!unfinished) return;
      const { goOnWith } = await import('./unfinished/left-races');
      const { moveTo } = changes;
      await goOnWith(id, {
        ...stores,
        ...{ storage: unfinished, moveTo, play: () => link.begin('play') },
      });
    },
    seeds,
    undo,
    sweeps: { isKept: () => keptSweep(options.sweeps ?? null) !== null, open: openSweeps },
    assignments,
    open: () => {
      const needs = { ...stores, isAwaited: link.isAwaited, scheduler };
      if (fetchRecording) {
        showInLab(stores.view, () => void showRecording(needs, fetchRecording, whenIdle));
      }
      if (unfinished) {
        void watchUnfinished(unfinished).then(() => takeUpUnfinished(needs, unfinished));
      }
      void runs.open();
      showInLab(stores.view, () => void showFinished(needs, runs));
      void keeping.begin();
      void watchNeeds();
      whenIdle(link.open);
    },
    // whoever stopped the seeds and plays on means all of them
    play: () => (seeds.store.getState().status === 'stopped' ? seeds.start() : link.begin('play')),
    step: link.begin,
    pause: () => link.send({ kind: 'pause-race' }),
    trainLonger: () => {
      if (whyNotLonger({ ...stores, seeds: seeds.store }) !== null) return;
      changes.amend({ ...present(), epochs: 2 * present().epochs });
      link.trainOn();
    },
    reset: () => {
      undo.remember();
      link.clearRace();
    },
    trainOn: (threads) => stores.threads.getState().want(threads),
    readSamples: reader.read,
    showStep: look.show,
    giveUpStep: look.giveUp,
    closeStep: look.close,
    close: () => {
      replay.stop();
      importing.close();
      recording.close();
      link.close();
    },
  };
}
