/**
 * What of a pupil's lessons this browser keeps: guesses, races that ended with their numbers, what was tried, and the
 * ticks. What lies there may be of another version or broken: whatever does not fit is left out. Knows no scene.
 */
import * as v from 'valibot';
import type { GuessValue } from './scene';

const value = v.object({
  value: v.pipe(v.number(), v.finite()),
  told: v.picklist(['more', 'less', 'cannot-tell', 'untested']),
});

const schema = v.object({
  format: v.literal(1),
  guesses: v.fallback(
    v.record(v.string(), v.union([v.pipe(v.number(), v.finite()), v.string()])),
    {},
  ),
  results: v.fallback(
    v.record(
      v.string(),
      v.object({
        seed: v.number(),
        races: v.array(v.string()),
        values: v.record(v.string(), v.nullable(value)),
      }),
    ),
    {},
  ),
  tried: v.fallback(v.array(v.string()), []),
  done: v.fallback(v.array(v.string()), []),
});

type Readonlys<T> = { readonly [K in keyof T]: T[K] extends object ? Readonlys<T[K]> : T[K] };

/** Guesses by scene and race; results, what was tried and ticks by scene. */
export type KeptLessons = Readonlys<v.InferOutput<typeof schema>>;

/** What a scene's races came to with one seed. */
export type SceneResults = KeptLessons['results'][string];

export const NOTHING_KEPT: KeptLessons = {
  format: 1,
  guesses: {},
  results: {},
  tried: [],
  done: [],
};

const KEY = 'modality-lab.lessons';

export type LessonStorage = Pick<Storage, 'getItem' | 'setItem'>;

/** Nothing kept where the storage is closed, empty or holds something else. */
export function readLessons(storage: LessonStorage | null): KeptLessons {
  try {
    const found = v.safeParse(schema, JSON.parse(storage?.getItem(KEY) ?? 'null'));
    return found.success ? found.output : NOTHING_KEPT;
  } catch {
    return NOTHING_KEPT;
  }
}

/** @returns whether the browser took it. */
export function writeLessons(storage: LessonStorage | null, kept: KeptLessons): boolean {
  try {
    storage?.setItem(KEY, JSON.stringify(kept));
    return storage !== null;
  } catch {
    return false;
  }
}

const guessKey = (scene: string, race: string): string => `${scene}/${race}`;

export const guessIn = (kept: KeptLessons, scene: string, race: string): GuessValue | null =>
  kept.guesses[guessKey(scene, race)] ?? null;

export const withGuess = (
  kept: KeptLessons,
  scene: string,
  race: string,
  guess: GuessValue,
): KeptLessons => ({ ...kept, guesses: { ...kept.guesses, [guessKey(scene, race)]: guess } });

/** The results with another race's; those of another seed give way. */
export function withResults(kept: KeptLessons, scene: string, found: SceneResults): KeptLessons {
  const before = kept.results[scene];
  const same = before?.seed === found.seed ? before : { races: [], values: {} };
  const results = {
    seed: found.seed,
    races: [...new Set([...same.races, ...found.races])],
    values: { ...same.values, ...found.values },
  };
  return { ...kept, results: { ...kept.results, [scene]: results } };
}

/** The list with this scene in it, once. */
export const withScene = (list: readonly string[], scene: string): readonly string[] =>
  list.includes(scene) ? list : [...list, scene];
