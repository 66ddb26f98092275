/** This browser's own result code of the scene at hand, once every race that it holds has yielded all its numbers. Pure. */
import { guessIn } from '../kept-lessons';
import { writeResultCode } from '../result-code';
import type { StageState } from '../stage-store';
import { guessAsked, isAnswer } from '../tell-guess';

export interface OwnCode {
  readonly code: string;
  readonly seed: number;
  /** Words of the scene's races that are not in it yet. */
  readonly missing: readonly string[];
}

/** Null before a race of the scene has ended with all its numbers. */
export function ownCode({ scene, kept }: StageState): OwnCode | null {
  const results = scene ? kept.results[scene.id] : undefined;
  if (!scene || !results) return null;
  const { seed, races, values } = results;
  const wanted = scene.numbers.filter(({ race }) => races.includes(race));
  if (wanted.length === 0 || wanted.some(({ id }) => !values[id])) return null;
  const guesses = Object.fromEntries(
    scene.races.map(({ id }) => {
      const [asked, guess] = [guessAsked(scene, id), guessIn(kept, scene.id, id)];
      return [id, asked && guess !== null && isAnswer(asked, guess) ? guess : null];
    }),
  );
  try {
    return {
      code: writeResultCode(scene, seed, guesses, values),
      seed,
      missing: scene.races.filter(({ id }) => !races.includes(id)).map(({ label }) => label),
    };
  } catch (error) {
    // what lay in the browser's storage is of another version of the scene, or broken
    if (error instanceof RangeError) return null;
    throw error;
  }
}
