/**
 * Where a pupil stands: which scene and race, how far in its rhythm, what is kept of the lessons. Written by the stage
 * alone. Pure reading below; must not import session.
 */
import { createStore, type StoreApi } from 'zustand/vanilla';
import { defaultSettings } from '../../data/starting-settings';
import type { RaceSaid } from '../race-store';
import { guessIn, type KeptLessons } from './kept-lessons';
import {
  type Say,
  SCENE_PARTS,
  type Scene,
  type ScenePart,
  type SceneState,
  type SceneValues,
} from './scene';
import type { SceneAddress } from './scene-address';

/** Predict, run, look, say, try: each opens the next. */
export type Rhythm = 'predict' | 'run' | 'look' | 'say' | 'try';

/** What an address asks of the stage; all of it may be left out. */
export type StageAddress = Partial<SceneAddress>;

export interface StageState {
  /** All scenes there are, in order. */
  readonly all: readonly Scene[];
  /** Those that are offered. */
  readonly scenes: readonly Scene[];
  /** Null only where there are none. */
  readonly scene: Scene | null;
  /** The scene's race at hand, by id. */
  readonly race: string;
  /** Of every race of the stage. */
  readonly seed: number;
  readonly step: Rhythm;
  /** How many of the sentences after the race were said. */
  readonly said: number;
  /** Whether the race trains or waits for its next epoch. */
  readonly isPlaying: boolean;
  /** Whether the slow epochs are skipped. */
  readonly isFast: boolean;
  readonly isWallShut: boolean;
  /** The setting that was tried in place of the race's own. */
  readonly tried: { readonly path: string; readonly value: number } | null;
  readonly kept: KeptLessons;
  readonly parts: readonly ScenePart[];
  readonly isLocked: boolean;
  readonly className: string | null;
}

export type StageStore = StoreApi<StageState>;

/** The scenes that an address offers. */
const offered = (all: readonly Scene[], places: StageAddress['scenes']): readonly Scene[] => {
  if (!places) return all;
  const some = all.filter((_, place) => places.includes(place + 1));
  return some.length > 0 ? some : all;
};

/** The stage as an address asks for it. */
export function stageAsked(all: readonly Scene[], asked: StageAddress) {
  const scenes = offered(all, asked.scenes);
  const scene = scenes.find(({ id }) => id === asked.scene) ?? scenes[0] ?? null;
  return {
    scenes,
    scene,
    race: scene?.races[0].id ?? '',
    seed: asked.seed ?? defaultSettings().seed,
    isWallShut: false,
    parts: asked.show ?? SCENE_PARTS,
    isLocked: asked.lock ?? false,
    className: asked.className ?? null,
  };
}

export function createStageStore(
  all: readonly Scene[],
  asked: StageAddress,
  kept: KeptLessons,
): StageStore {
  return createStore<StageState>(() => ({
    ...stageAsked(all, asked),
    all,
    step: 'predict',
    said: 0,
    isPlaying: false,
    isFast: false,
    tried: null,
    kept,
  }));
}

/** The link to what is on the stage. In a class it leaves out the seed, of which every browser has its own. */
export function linkOf(state: StageState): SceneAddress {
  const { all, scenes, scene, seed, parts, isLocked, className } = state;
  const hasOwnSeed = className === null && seed !== defaultSettings().seed;
  return {
    scene: scene?.id ?? '',
    seed: hasOwnSeed ? seed : null,
    show: parts.length === SCENE_PARTS.length ? null : parts,
    scenes: scenes.length === all.length ? null : scenes.map((each) => all.indexOf(each) + 1),
    lock: isLocked,
    className,
  };
}

/** The guess for the race at hand. */
export const guessOf = ({ kept, scene, race }: StageState) =>
  scene ? guessIn(kept, scene.id, race) : null;

/** Whether what the race came to may be seen: not before the guess. */
export const isOver = ({ step }: StageState): boolean => step !== 'predict' && step !== 'run';

/** The numbers of the scene that are known: of the race at hand once it is over, of its others from before. */
export function valuesOf(state: StageState, said: RaceSaid): SceneValues {
  const { scene, race, kept, seed } = state;
  const before = scene ? kept.results[scene.id] : undefined;
  const remembered = before?.seed === seed ? before.values : {};
  return Object.fromEntries(
    (scene?.numbers ?? []).map((number) => {
      const isHere = number.race === race && isOver(state);
      return [number.id, isHere ? number.read(said) : (remembered[number.id] ?? null)];
    }),
  );
}

/** What has been done in the scene at hand. */
export function sceneState(state: StageState, said: RaceSaid): SceneState {
  const { scene, kept } = state;
  const id = scene?.id ?? '';
  return {
    guess: guessOf(state),
    ended: kept.results[id]?.races ?? [],
    hasTried: kept.tried.includes(id),
    values: valuesOf(state, said),
  };
}

/** The slider that the race at hand was changed by; null where it is the scene's own race. */
export function triedBy({ scene, tried }: StageState) {
  const control = scene?.try.control;
  return tried && control?.kind === 'slider' && control.path === tried.path ? control : null;
}

/** What was changed, in words: "Epochs: 120"; empty where nothing was. */
export function triedText(state: StageState): string {
  const control = triedBy(state);
  return control && state.tried ? `${control.label}: ${control.show(state.tried.value)}` : '';
}

/** The rules for what is said: those of the scene, or of what was tried in it. */
export const sayOf = (state: StageState): Say | null =>
  triedBy(state)?.say?.(state.race) ?? state.scene?.say ?? null;

/** The sentences after the race, where it is over. */
export function sentencesOf(state: StageState, said: RaceSaid) {
  if (!state.scene || !isOver(state)) return [];
  return sayOf(state)?.sentences(valuesOf(state, said), guessOf(state)) ?? [];
}

/** The scene after the one at hand; null after the last. */
export function nextScene({ scenes, scene }: StageState): Scene | null {
  const place = scene ? scenes.indexOf(scene) : -1;
  return scenes[place + 1] ?? null;
}
