/**
 * The session: everything a person can do on the page, turned into requests to a lab, and
 * everything the lab says, turned into state. Knows no React and no address bar; both are given.
 */
import { type ImportJob, startImport } from '../data/page/import-job';
import { toFailure } from '../protocol/failure';
import type { BackendName, Lab, LabEvent, LabRequest, StepSize } from '../protocol/messages';
import { parseSettings, runNames, type Settings, SettingsError } from '../protocol/settings';
import { withPath } from '../protocol/settings-paths';
import { writeFragment } from './address-codec';
import { createBatcher, pageScheduler, type Scheduler } from './batcher';
import { whereToGoOn } from './cut-off';
import { type DataReference, startingSettings } from './data-choices';
import { createExperimentStore, type ExperimentStore } from './experiment-store';
import { createImporting, type Importing } from './importing/importing';
import { isUrgent, takeIn } from './lab-events';
import { createLabStore, type LabStore } from './lab-store';
import { createNoticesStore, type NoticesStore } from './notices';
import { createDataOpener } from './open-data';
import { createRaceStore, NO_RACE, type RaceStore, racingRuns } from './race-store';
import { memoryRunStorage, type RunStorage } from './runs/run-storage';
import { createRuns, type Runs } from './runs/runs';
import { haveSameData } from './same-data';
import { createSampleStore, type SampleStore } from './samples/sample-store';
import { changesFrom, layOver } from './settings-overlay';
import { CLOSED, createStepStore, type StepStore } from './slow-motion/step-store';
import { createShownStore, type ShownStore } from './time/shown-store';
import { createTimeStore, type TimeStore } from './time/time-store';
import {
  findUnfinishedRace,
  keepUnfinishedRace,
  type UnfinishedStorage,
} from './unfinished/unfinished-race';
import { createViewStore, type View, type ViewStore } from './view-store';

export interface SessionOptions {
  /** Makes a lab; called again after a device was lost. */
  readonly createLab: () => Lab;
  readonly settings: Settings;
  readonly backend: BackendName | null;
  readonly scheduler?: Scheduler;
  /** How the page is looked at first; the lab where absent. */
  readonly view?: View;
  /** Starts the thread that reads a person's files; the page's own where absent. */
  readonly startImport?: () => ImportJob;
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

/** What a person's choices keep when the data set changes; sizes belong to the data set. */
const KEPT_KEYS = ['seed', 'batchSize', 'optimizer', 'methods'] as const;

/** Random, and without `crypto.randomUUID`, which a page served over plain http does not have. */
function newId(): string {
  return [...crypto.getRandomValues(new Uint32Array(4))]
    .map((part) => part.toString(16).padStart(8, '0'))
    .join('');
}

export interface Session {
  readonly lab: LabStore;
  readonly experiment: ExperimentStore;
  readonly race: RaceStore;
  readonly notices: NoticesStore;
  readonly view: ViewStore;
  readonly time: TimeStore;
  readonly samples: SampleStore;
  /** The step looked at in slow motion. */
  readonly slowMotion: StepStore;
  /** What the views draw; follows the others. */
  readonly shown: ShownStore;
  /** Opening files of this computer. */
  readonly importing: Importing;
  /** Finished runs. */
  readonly runs: Runs;
  /** Opens the lab and the data; called once. */
  open(): void;
  /** Starts, or goes on with, the race; opens a new lab first where the old one is gone. */
  play(): void;
  pause(): void;
  /** One epoch, or one batch, of every unfinished run. */
  step(by: StepSize): void;
  /** Ends the race and clears its curves; settings and seed stay. */
  reset(): void;
  /** Takes over a whole experiment, e.g. from an address. */
  takeSettings(settings: Settings): void;
  /** Changes one setting by its path; refused with a sentence on the page when out of range. */
  change(path: string, value: unknown): void;
  chooseData(data: DataReference): void;
  /** Puts back what the chosen data set started from. */
  restoreData(): void;
  setRuns(names: readonly string[]): void;
  /** The same with the knobs of every run. */
  setMethods(methods: Settings['methods']): void;
  /** Asks for samples of the data set in use, those that are not there yet; they come into the sample store. */
  readSamples(rows: readonly number[]): void;
  /**
   * Pauses the race and looks at one step of a run from inside, which changes nothing of it.
   * @param run the first of the race where null. @param stage the one it is in where null.
   */
  showStep(run: string | null, stage: string | null): void;
  /** Ends slow motion; the race stays paused. */
  closeStep(): void;
  close(): void;
}

const isRefusalOf = (event: LabEvent, request: LabRequest['kind']): boolean =>
  event.kind === 'request-failed' && event.request === request;
/** To the end, or one step. */
type Going = 'play' | StepSize;

/** Builds a session; nothing is sent before `open`. */
export function createSession(options: SessionOptions): Session {
  const stores = {
    lab: createLabStore(),
    experiment: createExperimentStore(options.settings),
    race: createRaceStore(),
    notices: createNoticesStore(),
    view: createViewStore(options.view ?? 'lab'),
    time: createTimeStore(),
    samples: createSampleStore(),
    slowMotion: createStepStore(),
  };
  const shown = createShownStore(stores);
  const { lab: labStore, experiment, race, notices, time, samples, slowMotion } = stores;
  const runs = createRuns({
    stores,
    openStorage: options.openRuns ?? (async () => memoryRunStorage()),
    now: () => new Date(),
    breathe: () => new Promise((resolve) => setTimeout(resolve, 0)),
  });
  let lab: Lab | null = null;
  let unsubscribe = () => {};
  /** What was asked for while the device or the data were still opening. */
  let pending: Going | null = null;
  /** Samples that were asked for and have not come. */
  const asked = new Set<number>();
  /** Run events that are still on their way from a race that was stopped. */
  let ignoringRuns = false;

  const batcher = createBatcher<LabEvent>(
    (events) => takeIn(stores, events),
    options.scheduler ?? pageScheduler,
  );

  if (options.unfinished) {
    keepUnfinishedRace({ race, experiment, storage: options.unfinished, now: Date.now });
  }

  const importing = createImporting({
    startImport: options.startImport ?? startImport,
    settings: () => experiment.getState().settings,
    settingsWith: (data) => settingsWith(data),
    choose: (data) => chooseData(data),
    now: (options.scheduler ?? pageScheduler).now,
  });
  const openData = createDataOpener({
    experiment,
    notices,
    deliver: importing.deliver,
    send: (request) => lab?.send(request),
  });

  const startRace = (how: Going) => {
    notices.getState().dismiss('race', 'device', 'settings', 'run:');
    time.getState().backToPresent();
    const { phase, record, levels } = race.getState();
    const from = phase === 'lost' ? whereToGoOn(record) : null;
    race.setState(from ? { phase: 'starting' } : { ...NO_RACE, id: newId(), phase: 'starting' });
    lab?.send({
      kind: 'start-race',
      settings: experiment.getState().settings,
      // levels that are known stay on the page while the race goes on
      withReference: from === null || levels === null,
      snapshots: true,
      checkpoints: true,
      ...(from && { from }),
      paused: how !== 'play',
    });
    if (how !== 'play') lab?.send({ kind: 'step-race', by: how });
  };

  const hear = (event: LabEvent) => {
    if (event.kind === 'race-stopped' || event.kind === 'race-started') ignoringRuns = false;
    if (ignoringRuns && 'run' in event) return;
    batcher.push(event, isUrgent(event));
    if (event.kind === 'samples-read') for (const row of event.rows) asked.delete(row);
    if (event.kind === 'data-opened' || isRefusalOf(event, 'read-samples')) asked.clear();
    if (event.kind === 'lab-opened') openData();
    if (event.kind === 'data-opened' && pending !== null) {
      const how = pending;
      pending = null;
      startRace(how);
    }
    if (event.kind === 'request-failed' || event.kind === 'device-lost') pending = null;
  };

  const openLab = () => {
    unsubscribe();
    lab?.close();
    batcher.clear();
    ignoringRuns = false;
    asked.clear();
    labStore.setState({ status: 'opening' });
    notices.getState().dismiss('device');
    try {
      lab = options.createLab();
      unsubscribe = lab.subscribe(hear);
      lab.send({ kind: 'open-lab', backend: options.backend });
    } catch (error) {
      labStore.setState({ status: 'failed' });
      notices.getState().tellFailure('device', toFailure(error));
    }
  };

  /** Until someone trains: the race that this experiment would give, as it was recorded. */
  const showRecording = async () => {
    const isWanted = () => race.getState().phase === 'idle' && time.getState().past === null;
    if (!options.fetchRecording || writeFragment(experiment.getState().settings) !== '') return;
    try {
      const [bytes, { isRecordingOf, readRecording }] = await Promise.all([
        options.fetchRecording(),
        import('./runs/recording'),
      ]);
      const recording = await readRecording(bytes);
      if (!recording || !isWanted() || pending !== null) return;
      if (isRecordingOf(recording, experiment.getState().settings)) {
        time.getState().showPast(recording);
      }
    } catch {
      // an empty page teaches as well; what a recording lacks is nobody's trouble
    }
  };

  const clearRace = () => {
    pending = null;
    batcher.clear();
    if (race.getState().phase !== 'idle' && labStore.getState().status === 'ready') {
      ignoringRuns = true;
      lab?.send({ kind: 'stop-race' });
    }
    race.setState(NO_RACE);
    time.getState().backToPresent();
    notices.getState().dismiss('race', 'run:');
  };

  /** @param isNewData whether the data are to be opened though their name and knobs are the same. */
  const adopt = (settings: Settings, what: string, isNewData = false) => {
    const before = experiment.getState().settings;
    const had = racingRuns(race.getState().record).some((run) => run.epochs.length > 0);
    clearRace();
    notices.getState().dismiss('settings', 'address');
    if (had) {
      const hint = 'Press Play to train with it.';
      notices
        .getState()
        .tell({ topic: 'race', tone: 'news', message: `${what} The race was reset.`, hint });
    }
    experiment.setState({ settings });
    options.onSettings?.(settings);
    const stale = isNewData || !haveSameData(before, settings);
    if (stale && labStore.getState().status === 'ready') openData();
  };

  /** Carries out a change, or says on the page why it cannot be. */
  const attempt = (what: string, make: () => Settings, isNewData = false) => {
    try {
      adopt(make(), what, isNewData);
    } catch (error) {
      if (!(error instanceof SettingsError)) throw error;
      notices.getState().tellFailure('settings', toFailure(error));
    }
  };

  /** The experiment on other data: what a person chose stays, sizes are those of the data set. */
  const settingsWith = (data: DataReference): Settings => {
    const { settings } = experiment.getState();
    const changes = changesFrom(settings, parseSettings(startingSettings(settings.data)));
    const kept = Object.fromEntries(
      KEPT_KEYS.filter((key) => changes[key] !== undefined).map((key) => [key, changes[key]]),
    );
    return parseSettings(layOver(parseSettings(startingSettings(data)), kept));
  };
  const chooseData = (data: DataReference) =>
    attempt('The data changed.', () => settingsWith(data), data.source === 'files');

  /** Puts the race on the page that an earlier page was closed on, ready to go on. */
  const takeUpUnfinished = async () => {
    if (!options.unfinished) return;
    const { settings } = experiment.getState();
    const found = await findUnfinishedRace(options.unfinished, settings, Date.now);
    if (!found || race.getState().phase !== 'idle' || experiment.getState().settings !== settings) {
      return;
    }
    const { id, record, levels } = found;
    time.getState().backToPresent();
    race.setState({ id, phase: 'lost', record, levels });
    notices.getState().tell({
      topic: 'race',
      tone: 'news',
      message: 'The page was closed while this race was training.',
      hint: 'Play goes on where it was; Reset starts anew.',
    });
  };

  const begin = (how: Going) => {
    const { phase } = race.getState();
    const { status } = labStore.getState();
    if (status === 'failed') {
      pending = how;
      return openLab();
    }
    if (phase === 'paused') {
      race.setState({ phase: 'running' });
      return lab?.send(how === 'play' ? { kind: 'resume-race' } : { kind: 'step-race', by: how });
    }
    if (phase === 'ended') clearRace();
    if (phase === 'idle' || phase === 'ended' || phase === 'lost') {
      if (status === 'ready' && experiment.getState().dataStatus === 'ready') {
        startRace(how);
      } else {
        pending = how;
      }
    }
  };

  const setMethods = (methods: Settings['methods']) =>
    attempt('The race changed.', () =>
      parseSettings({ ...experiment.getState().settings, methods }),
    );

  return {
    ...stores,
    shown,
    importing,
    runs,
    open: () => {
      void showRecording();
      void runs.open();
      void takeUpUnfinished();
      (options.whenIdle ?? ((task) => task()))(openLab);
    },
    play: () => begin('play'),
    step: begin,
    pause: () => lab?.send({ kind: 'pause-race' }),
    reset: clearRace,
    takeSettings: (settings) => adopt(settings, 'The experiment changed.'),
    change: (path, value) =>
      attempt(path === 'seed' ? 'The seed changed.' : 'The experiment changed.', () =>
        parseSettings(withPath(experiment.getState().settings, path, value)),
      ),
    chooseData,
    restoreData: () =>
      attempt('The data changed.', () => {
        const { settings } = experiment.getState();
        const { generator, samples, split } = parseSettings(startingSettings(settings.data));
        return { ...settings, generator, samples, split };
      }),
    setRuns: (names) => {
      const { methods } = experiment.getState().settings;
      setMethods(Object.fromEntries(names.map((name) => [name, methods[name] ?? {}])));
    },
    setMethods,
    readSamples: (rows) => {
      const known = samples.getState().samples;
      const wanted = rows.filter((row) => !known.has(row) && !asked.has(row));
      if (wanted.length === 0 || labStore.getState().status !== 'ready') return;
      for (const row of wanted) asked.add(row);
      lab?.send({ kind: 'read-samples', rows: wanted });
    },
    showStep: (asked, stage) => {
      const { settings } = experiment.getState();
      const run = asked ?? runNames(settings)[0] ?? null;
      if (run === null) return;
      if (race.getState().phase === 'running') lab?.send({ kind: 'pause-race' });
      slowMotion.setState({ ...CLOSED, run });
      lab?.send({ kind: 'show-step', settings, run, stage });
    },
    closeStep: () => slowMotion.setState(CLOSED),
    close: () => {
      unsubscribe();
      batcher.clear();
      importing.close();
      lab?.close();
      lab = null;
    },
  };
}
