/**
 * The stage: one scene at a time, with its race, its guess and its rhythm. Turns what a pupil does there into requests
 * to the session's race, and follows the race. What is kept lies in the browser's storage where it has one; where it
 * refuses, everything holds as long as the page. Knows the scenes by their shape only.
 */
import { settingsFrom } from '../../data/starting-settings';
import { haveSameSettings } from '../../protocol/same-settings';
import { parseSettings, type Settings } from '../../protocol/settings';
import { withPath } from '../../protocol/settings-paths';
import type { Scheduler } from '../batcher';
import type { ExperimentStore } from '../experiment-store';
import type { LabStore } from '../lab-store';
import type { NoticesStore } from '../notices';
import type { RaceStore } from '../race-store';
import type { ReadonlyStore } from '../readonly-store';
import type { TimeStore } from '../time/time-store';
import type { ViewStore } from '../view-store';
import type { ClassSeed } from './class/class-seeds';
import {
  type KeptLessons,
  type LessonStorage,
  NOTHING_KEPT,
  readLessons,
  withGuess,
  withResults,
  withScene,
  writeLessons,
} from './kept-lessons';
import { createPacedRace } from './pace';
import type { GuessValue, Scene } from './scene';
import {
  createStageStore,
  guessOf,
  nextScene,
  type StageAddress,
  type StageState,
  sceneState,
  sentencesOf,
  stageAsked,
} from './stage-store';

export interface Stage {
  readonly store: ReadonlyStore<StageState>;
  /** Puts on the stage what another address asks for. */
  open(asked: StageAddress): void;
  /** Goes to a scene that is offered, by id; its first race where none is named. */
  choose(scene: string, race?: string): void;
  /** To the scene after this one. */
  next(): void;
  /** The guess for the race at hand; none is taken once it trains. */
  guess(value: GuessValue): void;
  /** Trains the race at the scene's pace, or goes on with it. */
  play(): void;
  pause(): void;
  /** One epoch of every run. */
  stepEpoch(): void;
  /** The rest at full speed. */
  fast(): void;
  /** From looking to the first sentence, to the next, at last to what there is to try. */
  goOn(): void;
  toggleWall(): void;
  /** The same race on this seed, trained at once where the guess was made. */
  trySeed(seed: number): void;
  /** The race with this one number instead, trained at once. */
  trySetting(path: string, value: number): void;
  /** What there is to try was done elsewhere, e.g. with own data in the whole lab. */
  noteTried(): void;
  /** Forgets guesses, results and ticks. */
  forget(): void;
}

export interface StageNeeds {
  readonly stores: {
    readonly lab: LabStore;
    readonly experiment: ExperimentStore;
    readonly race: RaceStore;
    readonly time: TimeStore;
    readonly view: ViewStore;
    readonly notices: NoticesStore;
  };
  readonly scenes: readonly Scene[];
  readonly asked: StageAddress;
  readonly storage: LessonStorage | null;
  /** The seed of this browser in a class. */
  readonly seedOf: (className: string) => ClassSeed;
  readonly scheduler: Scheduler;
  readonly begin: (how: 'play' | 'epoch') => void;
  readonly pause: () => void;
  readonly clearRace: () => void;
  /** Puts an experiment on the page without a word; the race is cleared. */
  readonly moveTo: (settings: Settings) => void;
}

const NOT_KEPT = {
  topic: 'lessons',
  tone: 'news',
  message: 'This browser does not let the page keep guesses and ticks.',
  hint: 'They last until the page is closed.',
} as const;

/** What begins anew with every race. */
const FRESH = { step: 'predict', said: 0 } as const;

export function createStage(needs: StageNeeds): Stage {
  const { lab, experiment, race, time, view, notices } = needs.stores;
  /** In a class every browser has a seed of its own. */
  const seated = (asked: StageAddress): StageAddress => {
    if (!asked.className) return asked;
    const { seed, failed } = needs.seedOf(asked.className);
    if (failed) notices.getState().tellFailure('class', failed);
    return { ...asked, seed };
  };
  const store = createStageStore(needs.scenes, seated(needs.asked), readLessons(needs.storage));
  const state = store.getState;

  /** The settings of the race at hand, with what was tried. */
  const settings = (): Settings | null => {
    const { scene, race: id, seed, tried } = state();
    const found = scene?.races.find((each) => each.id === id);
    if (!found) return null;
    const own = settingsFrom({ ...found.settings, seed });
    return tried ? parseSettings(withPath(own, tried.path, tried.value)) : own;
  };
  const isOnPage = () => {
    const wanted = settings();
    return wanted !== null && haveSameSettings(experiment.getState().settings, wanted);
  };

  let isRefused = false;
  const keep = (change: (kept: KeptLessons) => KeptLessons) => {
    const kept = change(state().kept);
    store.setState({ kept });
    if (writeLessons(needs.storage, kept) || isRefused) return;
    isRefused = true;
    notices.getState().tell(NOT_KEPT);
  };
  /** Ticks the scene where its test holds. */
  const noteDone = () => {
    const { scene, kept } = state();
    if (!scene || kept.done.includes(scene.id)) return;
    if (!scene.done(sceneState(state(), race.getState()))) return;
    keep((all) => ({ ...all, done: withScene(all.done, scene.id) }));
  };
  const noteTried = () => {
    const { scene } = state();
    if (!scene) return;
    keep((all) => ({ ...all, tried: withScene(all.tried, scene.id) }));
    noteDone();
  };

  const paced = createPacedRace({
    race,
    scheduler: needs.scheduler,
    begin: needs.begin,
    pause: needs.pause,
    pace: () => state().scene?.pace ?? [],
    onPlaying: (isPlaying) => store.setState({ isPlaying, isFast: false }),
  });

  /** Puts the race at hand on the page, unless it is there already. */
  const enter = () => {
    const wanted = settings();
    if (!wanted) return;
    if (time.getState().past) time.getState().backToPresent();
    if (isOnPage()) return;
    store.setState(FRESH);
    needs.moveTo(wanted);
  };
  const goTo = (change: Partial<StageState>) => {
    paced.pause();
    // a race that is not over would go on behind the new question
    if (race.getState().phase !== 'ended') needs.clearRace();
    if (time.getState().at !== null) time.getState().follow();
    store.setState({ ...FRESH, tried: null, ...change });
    enter();
  };
  /** Makes ready to train: a race that is over is trained anew. */
  const start = () => {
    enter();
    if (race.getState().phase === 'ended') needs.clearRace();
    time.getState().follow();
    store.setState({ step: 'run', said: 0 });
  };
  const play = () => {
    if (!settings()) return;
    start();
    paced.play();
  };

  /** The race has come to its end: its numbers are kept, those of a changed race for the eye only. */
  const end = () => {
    const { scene, race: id, seed, tried } = state();
    if (!scene) return;
    store.setState({ step: 'look', said: 0 });
    if (tried) return noteTried();
    const said = race.getState();
    const own = scene.numbers.filter((number) => number.race === id);
    const values = Object.fromEntries(own.map((number) => [number.id, number.read(said)]));
    keep((kept) => withResults(kept, scene.id, { seed, races: [id], values }));
    noteDone();
  };
  race.subscribe(({ phase }, before) => {
    if (phase === before.phase || !isOnPage()) return;
    const { step } = state();
    // from wherever it was started, also from the whole lab
    if (phase === 'starting' && step === 'predict') store.setState({ step: 'run' });
    if (phase === 'ended' && step === 'run') end();
    if (phase === 'idle' && step !== 'predict' && !state().isPlaying) store.setState(FRESH);
  });
  // what was asked for while device or data were opening will not come
  const giveUp = () => {
    if (race.getState().phase !== 'idle' || !state().isPlaying) return;
    paced.pause();
    store.setState(FRESH);
  };
  lab.subscribe(({ status }) => status === 'failed' && giveUp());
  experiment.subscribe(({ dataStatus }) => dataStatus === 'failed' && giveUp());
  view.subscribe(({ view: now, room }, before) => {
    if (now === before.view) return;
    if (room === 'stage' && before.room !== 'stage') enter();
    // the lab has no slow epochs
    if (room !== 'stage' && state().isPlaying) paced.fast();
  });
  if (view.getState().room === 'stage') enter();

  return {
    store,
    open: (asked) => goTo(stageAsked(needs.scenes, seated(asked))),
    choose: (id, raceId) => {
      const scene = state().scenes.find((each) => each.id === id);
      if (!scene) return;
      const found = scene.races.find((each) => each.id === raceId) ?? scene.races[0];
      if (raceId !== undefined && scene === state().scene) noteTried();
      goTo({ scene, race: found.id, isWallShut: false });
    },
    next() {
      const next = nextScene(state());
      if (next) goTo({ scene: next, race: next.races[0].id, isWallShut: false });
    },
    guess: (value) => {
      const { scene, race: id, step } = state();
      if (!scene || step !== 'predict') return;
      keep((kept) => withGuess(kept, scene.id, id, value));
    },
    play,
    pause: paced.pause,
    stepEpoch: () => {
      if (!settings()) return;
      start();
      paced.step();
    },
    fast: () => {
      store.setState({ isFast: true });
      paced.fast();
    },
    goOn: () => {
      const { step, said } = state();
      if (step !== 'look' && step !== 'say') return;
      const count = sentencesOf(state(), race.getState()).length;
      store.setState(said < count ? { step: 'say', said: said + 1 } : { step: 'try' });
    },
    toggleWall: () => store.setState(({ isWallShut }) => ({ isWallShut: !isWallShut })),
    trySeed: (seed) => {
      const isGuessed = guessOf(state()) !== null;
      noteTried();
      goTo({ seed });
      if (isGuessed) play();
    },
    trySetting: (path, value) => {
      goTo({ tried: { path, value } });
      play();
    },
    noteTried,
    forget: () => keep(() => NOTHING_KEPT),
  };
}
