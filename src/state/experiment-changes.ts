/**
 * Everything that changes the experiment: single settings, methods, data. A change that is refused leaves everything
 * as it was and says why on the page; one that is taken resets the race and says so.
 */
import { type DataReference, proposedTraining, startingSettings } from '../data/starting-settings';
import { DEFAULT_RACE } from '../protocol/default-race';
import { toFailure } from '../protocol/failure';
import { haveSameData, keyOf } from '../protocol/same-settings';
import { parseSettings, type Settings, SettingsError } from '../protocol/settings';
import { changesFrom, layOver } from '../protocol/settings-overlay';
import { withPath } from '../protocol/settings-paths';
import type { ExperimentStore } from './experiment-store';
import type { LabStore } from './lab-store';
import type { Notice, NoticesStore } from './notices';
import { type RaceStore, racingRuns } from './race-store';
import type { Undo } from './undo';

/** Of a race that a change has reset. */
const BRING_BACK = 'Bring the race back';
const isOffer = ({ action }: Notice): boolean => action?.word === BRING_BACK;

/** What a person's choices keep when the data set changes; sizes belong to the data set. */
const KEPT_KEYS = ['seed', 'weightSeed', 'batchSize', 'dropLast', 'optimizer', 'methods'] as const;

export interface ExperimentChanges {
  /** Takes over a whole experiment, e.g. from an address. */
  takeSettings(settings: Settings): void;
  /** Changes one setting by its path; refused with a sentence on the page when out of range. */
  change(path: string, value: unknown): void;
  /**
   * Changes to another data set with its own starting settings; what a person chose stays where it suits.
   * @param trainSamples of a person's files, which have no number of epochs of their own: it is proposed by that.
   */
  chooseData(data: DataReference, trainSamples?: number): void;
  /** Puts back what the chosen data set started from. */
  restoreData(): void;
  /** Cuts the data into so many folds, the first of which tests; one split again where null. */
  setFolds(folds: number | null): void;
  /** Decides who races, by run names such as `di-mml@no-duc`; knobs of runs that stay are kept, and runs of the default race have theirs. */
  setRuns(names: readonly string[]): void;
  /** The same with the knobs of every run. */
  setMethods(methods: Settings['methods']): void;
}

export interface AllChanges extends ExperimentChanges {
  /** Takes over an experiment with data that were opened for it, under whatever name. */
  takeOpened(settings: Settings): void;
  /**
   * The present settings on other data, as `chooseData` would have them.
   * @throws SettingsError when what was chosen does not suit the other data.
   */
  onData(data: DataReference): Settings;
  /** Puts an experiment on the page without a word; the race is cleared. */
  moveTo(settings: Settings): void;
  /** Changes the settings as part of what was done last: nothing is said or cleared, and undoing takes back both. */
  amend(settings: Settings): void;
}

export interface ExperimentChangesNeeds {
  readonly lab: LabStore;
  readonly experiment: ExperimentStore;
  readonly race: RaceStore;
  readonly notices: NoticesStore;
  readonly clearRace: () => void;
  readonly openData: () => void;
  /** What can take the change back that is about to be made. */
  readonly undo: () => Pick<Undo, 'remember' | 'bringRaceBack' | 'hasRace'>;
  /** Called with every change of the settings. */
  readonly onSettings: (settings: Settings) => void;
}

/**
 * The settings on other data: what a person chose stays, sizes are those of the data set.
 * @param takenWhole the experiment that was taken whole with the data, whose training is nobody's choice; null where the
 * data set's own was.
 * @throws SettingsError when what was chosen does not suit the other data.
 */
export function settingsOnData(
  settings: Settings,
  data: DataReference,
  takenWhole: Settings | null = null,
): Settings {
  const own = parseSettings(startingSettings(settings.data));
  const start = takenWhole ? { ...takenWhole, seed: own.seed, methods: own.methods } : own;
  const changes = changesFrom(settings, start);
  const kept = Object.fromEntries(
    KEPT_KEYS.filter((key) => changes[key] !== undefined).map((key) => [key, changes[key]]),
  );
  return parseSettings(layOver(parseSettings(startingSettings(data)), kept));
}

export function createExperimentChanges(needs: ExperimentChangesNeeds): AllChanges {
  const { lab, experiment, race, notices, clearRace, openData, onSettings } = needs;
  const present = () => experiment.getState().settings;
  /** The experiment that was last taken whole. */
  let takenWhole: Settings | null = null;
  const onData = (data: DataReference) => {
    const settings = present();
    const isOfIt = takenWhole !== null && keyOf(takenWhole.data) === keyOf(settings.data);
    return settingsOnData(settings, data, isOfIt ? takenWhole : null);
  };

  const take = (settings: Settings, isNewData = false) => {
    const before = present();
    experiment.setState({ settings });
    onSettings(settings);
    const stale = isNewData || !haveSameData(before, settings);
    if (stale && lab.getState().status === 'ready') openData();
  };

  /** @param isNewData whether the data are to be opened though their name and knobs are the same. */
  const adopt = (settings: Settings, what: string, isNewData = false) => {
    const had = racingRuns(race.getState().record).some((run) => run.epochs.length > 0);
    const undo = needs.undo();
    // of several changes one after the other each offers the race that the first of them reset
    const isOffered = notices.getState().notices.some(isOffer) && undo.hasRace();
    undo.remember();
    clearRace();
    notices.getState().dismiss('settings', 'address');
    if (had || isOffered) {
      notices.getState().tell({
        topic: 'race',
        tone: 'news',
        message: `${what} The race was reset.`,
        hint: 'Press Play to train with it.',
        action: { word: BRING_BACK, run: undo.bringRaceBack },
      });
    }
    take(settings, isNewData);
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

  const setMethods = (methods: Settings['methods']) =>
    attempt('The race changed.', () => parseSettings({ ...present(), methods }));

  return {
    takeSettings: (settings) => adopt(settings, 'The experiment changed.'),
    takeOpened: (settings) => {
      adopt(settings, 'The experiment changed.', true);
      takenWhole = settings;
    },
    onData,
    change: (path, value) =>
      attempt(path === 'seed' ? 'The seed changed.' : 'The experiment changed.', () =>
        parseSettings(withPath(present(), path, value)),
      ),
    chooseData: (data, trainSamples) => {
      const make = () => {
        const settings = onData(data);
        if (trainSamples === undefined) return settings;
        return { ...settings, epochs: proposedTraining(trainSamples, settings).epochs };
      };
      attempt('The data changed.', make, data.source === 'files');
    },
    restoreData: () =>
      attempt('The data changed.', () => {
        const settings = present();
        const { generator, samples, split } = parseSettings(startingSettings(settings.data));
        return { ...settings, generator, samples, split };
      }),
    setFolds: (folds) =>
      attempt('The split changed.', () => {
        const { folds: _, fold: __, ...rest } = present();
        return parseSettings(folds === null ? rest : { ...rest, folds, fold: 1 });
      }),
    setRuns: (names) => {
      const { methods } = present();
      setMethods(
        Object.fromEntries(names.map((name) => [name, methods[name] ?? DEFAULT_RACE[name] ?? {}])),
      );
    },
    setMethods,
    amend: (settings) => take(settings),
    moveTo: (settings) => {
      clearRace();
      notices.getState().dismiss('settings');
      take(settings);
    },
  };
}
