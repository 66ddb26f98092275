/**
 * The runs of the present settings over all seeds that stand on the shelf: which there are, which of a seed are
 * missing, and which seeds to train until there are enough. Settings count as the same when nothing but the seed
 * differs; weights that were set stay as they are set on every seed, even to the present one; a run's own knobs are compared, other runs of its race are not. Pure.
 */
import { canGoOnAfter } from '../../protocol/failure';
import { hasFixedWeights } from '../../protocol/same-settings';
import { methodIdOf, runNames, type Settings } from '../../protocol/settings';
import type { Accuracy } from '../../protocol/units';
import type { RunCard } from '../runs/run-card';
import { keysOverNumbers, numberIn } from './repeat';

/** A run of one seed, with what it came to on the test split. */
export interface SeedRun {
  /** Its card's id on the shelf. */
  readonly id: string;
  readonly run: string;
  readonly methodId: string;
  readonly label: string;
  readonly seed: number;
  /** `failed`: by itself, and it would fail again; it has no numbers. */
  readonly status: 'ended' | 'failed';
  /** The prediction's accuracy, 0..1; null for a method without prediction. */
  readonly fusion: Accuracy | null;
  /** Each modality's probe, by modality id. */
  readonly unimodal: Readonly<Record<string, Accuracy>>;
  /** The same probe on the encoder that was trained alone on this seed; empty where that is not known. */
  readonly alone: Readonly<Record<string, Accuracy>>;
}

/** The settings that a run is kept with: it alone among the methods. */
const settingsOfRun = (settings: Settings, run: string): Settings => ({
  ...settings,
  methods: { [run]: settings.methods[run] ?? {} },
});

/** Settings are values that nobody changes, so a key once made stays true. */
const keys = new WeakMap<Settings, ReturnType<typeof keysOverNumbers>>();
function keysOfCard({ settings }: RunCard): ReturnType<typeof keysOverNumbers> {
  const known = keys.get(settings) ?? keysOverNumbers(settings);
  keys.set(settings, known);
  return known;
}

/** A run cut off by a lost device, a lost thread or a closed page says nothing of its seed. */
const isOver = ({ status, failure }: RunCard): boolean =>
  status === 'ended' ||
  (status === 'failed' && typeof failure === 'string' && !canGoOnAfter(failure));

function seedRun(card: RunCard): SeedRun {
  const hasEnded = card.status === 'ended';
  return {
    id: card.id,
    run: card.name,
    methodId: methodIdOf(card.name),
    label: card.label,
    seed: numberIn(card.settings),
    status: hasEnded ? 'ended' : 'failed',
    fusion: hasEnded ? card.fusion : null,
    unimodal: hasEnded ? card.unimodal : {},
    // a card written before this was asked for has none
    alone: hasEnded ? (card.alone ?? {}) : {},
  };
}

/**
 * The runs of the race over all seeds: in the order of the race, each by ascending seed; of a seed trained twice the
 * newest that ended.
 * @param cards the shelf's, the oldest first.
 */
export function runsOfSeeds(cards: readonly RunCard[], settings: Settings): readonly SeedRun[] {
  const which = hasFixedWeights(settings) ? 'fixed' : 'following';
  return runNames(settings).flatMap((run) => {
    const key = keysOverNumbers(settingsOfRun(settings, run))[which];
    const bySeed = new Map<number, SeedRun>();
    for (const card of cards) {
      if (card.name !== run || !isOver(card) || keysOfCard(card)[which] !== key) {
        continue;
      }
      const found = seedRun(card);
      if (found.status === 'failed' && bySeed.get(found.seed)?.status === 'ended') continue;
      bySeed.set(found.seed, found);
    }
    return [...bySeed.values()].sort((a, b) => a.seed - b.seed);
  });
}

/** What of a seed is still to be trained. */
export interface SeedTask {
  readonly seed: number;
  /** Runs that are missing, in the order of the race; never empty. */
  readonly missing: readonly string[];
}

/** The largest seed that settings take, after which they begin again at 0. */
const LAST_SEED = 2_147_483_647;

/**
 * The folds that are not whole, or the seeds to train until `count` are: the present one first, then those that lack a run, then the next ones.
 * @param known what there is of every seed; what ended or failed by itself is not trained again.
 */
export function seedsToTrain(
  known: readonly Pick<SeedRun, 'run' | 'seed'>[],
  settings: Settings,
  count: number,
): readonly SeedTask[] {
  const names = runNames(settings);
  const have = new Map<number, Set<string>>();
  for (const { run, seed } of known) have.set(seed, (have.get(seed) ?? new Set()).add(run));
  const taskOf = (seed: number): SeedTask => ({
    seed,
    missing: names.filter((name) => !have.get(seed)?.has(name)),
  });
  const isWhole = (seed: number) => taskOf(seed).missing.length === 0;
  const seeds = [...have.keys()].sort((a, b) => a - b);
  const { folds } = settings;
  if (folds !== undefined) {
    return Array.from({ length: folds }, (_, i) => taskOf(i + 1)).filter(
      ({ seed }) => !isWhole(seed),
    );
  }
  const needed = count - seeds.filter(isWhole).length;
  const chosen = new Set([settings.seed, ...seeds].filter((seed) => !isWhole(seed)));
  for (let seed = settings.seed; chosen.size < needed; seed = seed < LAST_SEED ? seed + 1 : 0) {
    if (!isWhole(seed)) chosen.add(seed);
  }
  return [...chosen].slice(0, Math.max(0, needed)).map(taskOf);
}
