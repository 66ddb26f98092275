/**
 * What several seeds say, in sentences, of methods and not of single trained nets: who answers better than the
 * baseline, who answers best of all, which modality stays below what it reaches alone, and where one alone is better
 * than all together. Every word rests on a paired test over the seeds. Pure.
 */
import { holm, signFlip } from '../math/paired-tests';
import { inPercent } from '../protocol/in-percent';
import { compareSeeds, leastSeeds, type SeedComparison } from './compare-seeds';
import { type BySeed, intervalWords, spreadOf } from './seed-numbers';
import { meanOf } from './spread';
import { LEVEL } from './words';

export interface ToldMethod {
  readonly method: string;
  readonly label: string;
  /** "under joint training". */
  readonly under: string;
  /** Its prediction from all modalities; empty where it makes none. */
  readonly fusion: BySeed;
  /** Each modality's probe, by modality id. */
  readonly unimodal: ReadonlyMap<string, BySeed>;
}

export interface ToldSeeds {
  /** In the order of the race. */
  readonly methods: readonly ToldMethod[];
  /** `word` is what a sentence calls it; no two alike. */
  readonly modalities: readonly { readonly id: string; readonly word: string }[];
  /** What each reaches alone, by modality id. */
  readonly alone: ReadonlyMap<string, BySeed>;
  /** A method's name. */
  readonly baseline: string;
  /** What guessing gets, 0..1. */
  readonly chance: number;
}

/** A name no method can have. */
const YARDSTICK = '(yardstick)';

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

function listed(parts: readonly string[]): string {
  if (parts.length < 2) return parts.join('');
  return `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;
}

const number = (difference: number): string =>
  (Math.abs(difference) < 0.0005 ? 0 : difference * 100).toFixed(1).replace('-', '\u2212');

/** "+10.9 points, 10.2 to 11.6"; how many seeds, where not all have both. */
function margin({ mean, interval, seeds }: SeedComparison, all: number): string {
  if (mean === null) return 'no seed has both';
  const points = `${mean > 0 ? '+' : ''}${number(mean)} points`;
  const range = interval ? `, ${number(interval[0])} to ${number(interval[1])}` : '';
  return `${points}${range}${seeds.length === all ? '' : `, ${seeds.length} seeds`}`;
}

/** What the sentences are about: everything, the prediction from all modalities, or each modality by itself. */
export type SeedsSubject = 'all' | 'fusion' | 'modalities';

/** How many seeds anything has. */
export function seedsOfAll({ methods }: ToldSeeds): number {
  return Math.max(
    0,
    ...methods.map(({ fusion, unimodal }) =>
      Math.max(fusion.size, ...[...unimodal.values()].map(({ size }) => size)),
    ),
  );
}

/** The sentences; empty while there are not two seeds of anything, or where nothing can be said of the subject. */
export function tellSeeds(told: ToldSeeds, subject: SeedsSubject = 'all'): string {
  const all = seedsOfAll(told);
  if (all < 2) return '';
  const ofModalities = told.modalities.map((modality) => tellModality(told, modality, all));
  return [
    ...(subject === 'modalities' ? [] : [tellFusion(told, all), tellBest(told)]),
    ...(subject === 'fusion' ? [] : ofModalities),
  ]
    .filter(Boolean)
    .join(' ');
}

/** The methods under which a modality stays below what it reaches alone, as the sentences say it; by modality id. */
export function methodsBelow(told: ToldSeeds): ReadonlyMap<string, readonly ToldMethod[]> {
  return new Map(
    told.modalities.map(({ id }) => {
      const worse = (comparedWithAlone(told, id)?.probes ?? [])
        .filter(({ verdict }) => verdict === 'worse')
        .map(({ method }) => method);
      return [id, told.methods.filter(({ method }) => worse.includes(method))];
    }),
  );
}

function tellFusion({ methods, baseline }: ToldSeeds, all: number): string {
  const values = methods
    .filter(({ fusion }) => fusion.size > 0)
    .map(({ method, fusion }) => ({ method, bySeed: fusion }));
  const labelOf = (name: string) => methods.find(({ method }) => method === name)?.label ?? name;
  const against = values.some(({ method }) => method === baseline) ? baseline : values[0]?.method;
  if (against === undefined) return '';
  if (values.length === 1) {
    const spread = spreadOf(values[0]?.bySeed ?? new Map());
    if (!spread) return '';
    const range = spread.interval
      ? ` (${intervalWords(spread.seeds)} ${inPercent(spread.interval[0], 1)} to ${inPercent(spread.interval[1], 1)})`
      : '';
    return `Over ${all} seeds, ${labelOf(against)} is right for ${inPercent(spread.mean, 1)}\u00A0%${range} with all modalities.`;
  }
  const compared = compareSeeds({ values, baseline: against, measure: 'fusion' });
  const by = (verdict: SeedComparison['verdict']) =>
    compared.filter((each) => each.verdict === verdict);
  const named = (list: readonly SeedComparison[]) =>
    listed(list.map((each) => `${labelOf(each.method)} (${margin(each, all)})`));
  const verb = (list: readonly SeedComparison[]) => (list.length === 1 ? 'answers' : 'answer');
  const [better, worse, alike, few] = [by('better'), by('worse'), by('cannot-tell'), by('too-few')];
  const said = [
    ...(better.length > 0
      ? [`${named(better)} ${verb(better)} better than ${labelOf(against)}`]
      : []),
    ...(worse.length > 0 ? [`${named(worse)} ${verb(worse)} worse than ${labelOf(against)}`] : []),
    ...(alike.length > 0
      ? [
          `${seedsOf(alike)} cannot tell ${listed(alike.map(({ method }) => labelOf(method)))} from ${labelOf(against)}`,
        ]
      : []),
    ...(few.length > 0 ? [tooFew(few, labelOf, all)] : []),
  ];
  return `Over ${all} seeds, with all modalities: ${said.join('; ')}.`;
}

/** "these 8 seeds", by how many both of a pair have. */
function seedsOf(pairs: readonly SeedComparison[]): string {
  const counts = new Set(pairs.map(({ seeds }) => seeds.length));
  return counts.size === 1 ? `these ${[...counts][0]} seeds` : 'the seeds that both have';
}

function tooFew(
  few: readonly SeedComparison[],
  labelOf: (name: string) => string,
  all: number,
): string {
  const least = few[0]?.least ?? 0;
  const names = listed(few.map(({ method }) => labelOf(method)));
  const have = Math.min(all, ...few.map(({ seeds }) => seeds.length));
  return `${have} seeds are too few for a verdict on ${names}, ${least} are the least`;
}

/**
 * Who answers best of all, where that is not the baseline, and from whom these seeds cannot tell it. Means and tests are
 * of the seeds that every method has, or a method that failed on the hard ones would look best; the best was found by
 * looking, so the family is every pair of methods. Silent while the seeds are too few for that family.
 */
function tellBest({ methods, baseline }: ToldSeeds): string {
  const scored = methods.filter(({ fusion }) => fusion.size > 0);
  const seeds = [...(scored[0]?.fusion.keys() ?? [])].filter((seed) =>
    scored.every(({ fusion }) => fusion.has(seed)),
  );
  const pairs = scored.flatMap((a, i) =>
    scored.slice(i + 1).map((b) => ({ a: a.method, b: b.method, differences: apart(a, b, seeds) })),
  );
  if (seeds.length < leastSeeds(pairs.length)) return '';
  const mean = ({ fusion }: ToldMethod) => meanOf(seeds.map((seed) => fusion.get(seed) ?? 0)) ?? 0;
  const [best, ...others] = [...scored].sort((a, b) => mean(b) - mean(a));
  const rivals = others.filter(({ method }) => method !== baseline);
  if (!best || best.method === baseline || rivals.length === 0) return '';
  const corrected = holm(pairs.map(({ differences }) => signFlip(differences)));
  const isTold = (rival: ToldMethod) => {
    const place = pairs.findIndex(
      ({ a, b }) =>
        (a === best.method && b === rival.method) || (b === best.method && a === rival.method),
    );
    return (corrected[place] ?? 1) <= LEVEL;
  };
  const close = rivals.filter((rival) => !isTold(rival)).map(({ label }) => label);
  const behind = rivals.filter(isTold).map(({ label }) => label);
  const highest = `${best.label} has the highest mean (${inPercent(mean(best), 1)}\u00A0%)`;
  if (close.length === 0) return `${highest} and answers better than ${listed(behind)} too.`;
  const than = behind.length > 0 ? ` and answers better than ${listed(behind)},` : ',';
  return `${highest}${than} but these ${seeds.length} seeds cannot tell it from ${listed(close)}.`;
}

/** The differences of two methods, seed by seed. */
const apart = (a: ToldMethod, b: ToldMethod, seeds: readonly number[]): number[] =>
  seeds.map((seed) => (a.fusion.get(seed) ?? 0) - (b.fusion.get(seed) ?? 0));

/** Every method's probe of a modality, and its prediction, against the modality alone; null where it only guesses. */
function comparedWithAlone({ methods, alone, chance }: ToldSeeds, id: string) {
  const own = alone.get(id);
  if (!own || own.size === 0 || !isAboveChance(own, chance)) return null;
  const yardstick = { method: YARDSTICK, bySeed: own };
  const against = (measure: string, values: (method: ToldMethod) => BySeed | undefined) => {
    const runs = methods.flatMap((each) => {
      const bySeed = values(each);
      return bySeed && bySeed.size > 0 ? [{ method: each.method, bySeed }] : [];
    });
    return compareSeeds({ values: [...runs, yardstick], baseline: YARDSTICK, measure });
  };
  return {
    probes: against(`unimodal.${id}`, ({ unimodal }) => unimodal.get(id)),
    fused: against('fusion', ({ fusion }) => fusion),
  };
}

function tellModality(
  told: ToldSeeds,
  { id, word }: ToldSeeds['modalities'][number],
  all: number,
): string {
  const compared = comparedWithAlone(told, id);
  if (!compared) return '';
  const of = (name: string) => told.methods.find(({ method }) => method === name);
  const listing = (verdict: SeedComparison['verdict']) =>
    listed(
      compared.probes
        .filter((each) => each.verdict === verdict)
        .map((each) => `${of(each.method)?.under ?? each.method} (${margin(each, all)})`),
    );
  const [lost, gained] = [listing('worse'), listing('better')];
  const beaten = compared.fused
    .filter(({ verdict }) => verdict === 'worse')
    .map(({ method }) => of(method)?.label ?? method);
  return [
    lost && `${capital(word)} stays below what it reaches alone ${lost}.`,
    gained && `${capital(word)} reaches more than it does alone ${gained}.`,
    beaten.length > 0 &&
      `${capital(word)} alone answers better than ${listed(beaten)} with all modalities.`,
  ]
    .filter(Boolean)
    .join(' ');
}

/** Whether the seeds say that it is better than guessing: of a modality that only guesses there is nothing to lose. */
function isAboveChance(own: BySeed, chance: number): boolean {
  const guessing = new Map([...own.keys()].map((seed) => [seed, chance]));
  const [compared] = compareSeeds({
    values: [
      { method: YARDSTICK, bySeed: own },
      { method: 'guessing', bySeed: guessing },
    ],
    baseline: 'guessing',
    measure: 'chance',
  });
  return compared?.verdict === 'better';
}
