/** The stage as its views read it: the scene, what of it may be seen, and which part is spoken of. */
import { useMemo } from 'react';
import { useStore } from 'zustand';
import type { Moment, SaidOf, Scene, ScenePart, SceneValues } from '../../state/lessons/scene';
import {
  guessOf,
  isOver,
  type StageState,
  sayOf,
  sentencesOf,
  triedText,
  valuesOf,
} from '../../state/lessons/stage-store';
import { tellGuess } from '../../state/lessons/tell-guess';
import { presentEpoch } from '../../state/time/shown';
import { useRace, useSession, useShown, useView } from '../session-context';

export function useStage<T>(select: (state: StageState) => T): T {
  return useStore(useSession().stage.store, select);
}

/**
 * Whether pictures and tables can leave the stage now: once the race is over, for before there is nothing in them and
 * while it trains the eye is elsewhere; not from a projector, which is a screen to look at.
 */
export function useCanTakeAway(): boolean {
  const over = useStage(isOver);
  const isProjected = useView((state) => state.view === 'projector');
  return over && !isProjected;
}

/** What is said now, and of which part. */
export interface Spoken extends Omit<SaidOf, 'part'> {
  readonly part: ScenePart | null;
}

const SILENT: Spoken = { text: '', part: null };

/** The numbers of the scene that are known. */
export function useValues(): SceneValues {
  const state = useStage((all) => all);
  const record = useRace(({ record }) => record);
  const levels = useRace(({ levels }) => levels);
  return useMemo(() => valuesOf(state, { record, levels }), [state, record, levels]);
}

/** The epoch that is looked at; 0 before the first. */
export const useEpoch = (): number => useShown(({ record, at }) => at ?? presentEpoch(record));

const momentAt = (moments: readonly Moment[], epoch: number): Moment | undefined =>
  moments.find(({ from, to }) => from <= epoch && epoch <= to);

/** While it trains or is replayed the caption of the moment, after that one sentence after the other. */
export function useSpoken(scene: Scene): Spoken {
  const state = useStage((all) => all);
  const record = useRace(({ record }) => record);
  const levels = useRace(({ levels }) => levels);
  const epoch = useEpoch();
  const isBack = useShown(({ at }) => at !== null);
  return useMemo(() => {
    const { step, said } = state;
    if (step === 'predict') return SILENT;
    if (step === 'run' || isBack) return momentAt(scene.moments, epoch) ?? SILENT;
    if (step === 'say') return sentencesOf(state, { record, levels })[said - 1] ?? SILENT;
    const isHeld = step === 'look' && guessOf(state) !== null;
    return isHeld ? { text: '', part: 'chart' } : SILENT;
  }, [scene, state, record, levels, epoch, isBack]);
}

/** Question, or what came of it, and the line under it. */
export function useHeading(scene: Scene): { readonly heading: string; readonly line: string } {
  const state = useStage((all) => all);
  const values = useValues();
  const { race, step } = state;
  if (!isOver(state)) {
    const about = scene.races.find(({ id }) => id === race)?.about ?? '';
    return { heading: scene.question, line: step === 'predict' ? about : '' };
  }
  return {
    heading: sayOf(state)?.heading(values) ?? '',
    // a guess was about the scene's own race, not about one that was changed
    line: triedText(state) || tellGuess(scene, race, guessOf(state), values),
  };
}
