/**
 * Whether two experiments are the same, and whether they train on the same data: one answer for page, worker and
 * storage. A key is a text that two settings share exactly when they are the same in that respect, however they were
 * written.
 */
import type { Settings } from './settings';

/** Equal for the same values, in whatever order their parts were written; what is undefined counts as absent. */
export const keyOf = (value: unknown): string => JSON.stringify(value, sortedKeys) ?? 'undefined';

/** For `JSON.stringify`: objects with their keys in order. */
function sortedKeys(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Of everything. The race is a list: the same runs in another order are another race. */
export function settingsKey({ methods, ...rest }: Settings): string {
  return keyOf([rest, Object.entries(methods)]);
}

/** Weights drawn by the seed itself are the same whether that was said or not. */
function plain(settings: Settings): Settings {
  const { weightSeed, ...rest } = settings;
  return weightSeed === undefined || weightSeed === settings.seed ? rest : settings;
}

/** Whether two experiments are the same in everything. */
export function haveSameSettings(a: Settings, b: Settings): boolean {
  return a === b || settingsKey(plain(a)) === settingsKey(plain(b));
}

/** Equal for experiments that differ in their seed at most, e.g. to put runs of several seeds together. */
export const keyWithoutSeed = (settings: Settings): string =>
  settingsKey({ ...plain(settings), seed: 0 });

/** Whether an experiment keeps its first weights on every seed: they were set, be it to the seed that it has now. */
export const hasFixedWeights = ({ weightSeed }: Settings): boolean => weightSeed !== undefined;

/**
 * The keys of the groups over several seeds that an experiment belongs to: `following`, of those whose weights the seed
 * draws, and `fixed`, of those whose weights one other seed draws on every seed. On the seed that draws the weights
 * both are the same training, so it belongs to both; elsewhere to one, and the other is null.
 */
export function keysOverSeeds(settings: Settings): {
  readonly following: string | null;
  readonly fixed: string | null;
} {
  const { seed, weightSeed } = settings;
  const { weightSeed: _, ...rest } = settings;
  const isBoth = weightSeed === undefined || weightSeed === seed;
  return {
    following: isBoth ? settingsKey({ ...rest, seed: 0 }) : null,
    fixed: settingsKey({ ...rest, seed: 0, weightSeed: weightSeed ?? seed }),
  };
}

/** Equal for experiments that differ in the fold that tests at most. */
export const keyOverFolds = (settings: Settings): string =>
  settingsKey({ ...plain(settings), fold: 0 });

/**
 * Equal only when the data sets are the same in everything, name included: two presets whose knobs are turned alike
 * draw the same samples and are two data sets. Knobs without effect on the data (the vector's while it is off, sample
 * counts of a built-in set) are left out; of a person's files the name stands for the contents.
 */
export function dataKey(settings: Settings): string {
  const { data, seed, samples, split, folds, fold, generator } = settings;
  const taken = takenAway(settings);
  switch (data.source) {
    case 'generator': {
      const { picture, sound, vector, ...everywhere } = generator;
      return keyOf([
        ...[data.source, data.id, seed, samples, everywhere],
        { ...picture, failTest: picture.failTest ?? picture.fail },
        { ...sound, failTest: sound.failTest ?? sound.fail },
        vector.enabled ? vector : null,
        ...taken,
      ]);
    }
    case 'builtin':
      return keyOf([data.source, data.id, seed, split, folds, fold, ...taken]);
    case 'files':
      return keyOf([data, seed, split, folds, fold, samples]);
  }
}

/** What is taken away of modalities; empty where nothing is, however that was said. */
function takenAway({ data: { missing = {}, missingIn = 'everywhere' } }: Settings): unknown[] {
  const shares = Object.entries(missing).filter(([, share]) => share > 0);
  return shares.length > 0 ? [Object.fromEntries(shares), missingIn] : [];
}

/** Whether two experiments train on the same data set. */
export function haveSameData(a: Settings, b: Settings): boolean {
  return a === b || dataKey(a) === dataKey(b);
}

/** Whether two experiments train on data of one kind, drawn from the same seed or not. */
export function haveSameDataButSeed(a: Settings, b: Settings): boolean {
  return haveSameData({ ...a, seed: 0 }, { ...b, seed: 0 });
}
