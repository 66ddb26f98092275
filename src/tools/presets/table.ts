/**
 * .github/presets.md from the trainings done so far: the lab beside the reference study, what training the smaller last
 * batch moves, what the default race shows, and DI-MML taken apart. Every sentence with a number is made of these
 * results. Pure.
 */
import { holm } from '../../math/paired-tests';
import { type Summary, type WelchComparison, welch } from '../../math/student';
import { compareSeeds, type SeedComparison } from '../../verdict/compare-seeds';
import { spreadOf } from '../../verdict/spread';
import { LEVEL } from '../../verdict/words';
import { table } from '../docs/markdown';
import { between, pText, signed, tooFew } from '../table-text';
import { type Moved, whatMoves } from './last-batch';
import { COLUMNS, REFERENCE } from './reference';
import { ABLATED, type PresetResult } from './train-preset';

/** A number of a training by run and path in its accuracies, in %; null where it has none. */
function numberAt({ accuracy }: PresetResult, run: string, path: string): number | null {
  const value = path
    .split('.')
    .reduce<unknown>((part, key) => (part as Record<string, unknown>)?.[key], accuracy[run]);
  return typeof value === 'number' ? 100 * value : null;
}

/** @throws RangeError for no values. */
function summaryOf(values: readonly number[]): Summary {
  const spread = spreadOf(values);
  if (!spread) throw new RangeError('Nothing was trained, so there is nothing to sum up.');
  return { mean: spread.mean, sd: spread.sd ?? 0, n: values.length };
}

const one = (value: number) => value.toFixed(1);
const spread = ({ mean, sd }: Summary) => `${one(mean)}±${one(sd)}`;

/** One line of the first table. */
interface Line extends Moved {
  readonly dropped: Summary;
  readonly trained: Summary | null;
  readonly study: { readonly mean: number; readonly sd: number | null; readonly n: number };
  /** With the last batch dropped, as the study had it; null where the study gives no sd. */
  readonly compared: WelchComparison | null;
}

function linesOf(results: readonly PresetResult[]): Line[] {
  return REFERENCE.flatMap(({ preset, seeds, columns }) =>
    COLUMNS.flatMap(({ name, run, path }): Line[] => {
      const bySeed = (dropLast: boolean) =>
        new Map(
          results.flatMap((result) => {
            const value = numberAt(result, run, path);
            const isMeant = result.preset === preset && result.dropLast === dropLast;
            return isMeant && value !== null ? [[result.seed, value] as const] : [];
          }),
        );
      const [dropped, trained] = [bySeed(true), bySeed(false)];
      const reference = columns[name];
      if (!reference || dropped.size < 2) return [];
      const [mean, sd] = reference;
      const own = summaryOf([...dropped.values()]);
      return [
        {
          preset,
          name,
          dropped: own,
          trained: trained.size < 2 ? null : summaryOf([...trained.values()]),
          study: { mean, sd, n: seeds },
          compared: sd === null ? null : welch(own, { mean, sd, n: seeds }),
          moved: [...trained].flatMap(([seed, value]) => {
            const before = dropped.get(seed);
            return before === undefined ? [] : [value - before];
          }),
        },
      ];
    }),
  );
}

/** Every line beside its p after Holm's correction over all lines that have one; null for the others. */
function corrected(lines: readonly Line[]): ReadonlyMap<Line, number> {
  const tested = lines.flatMap((line) => (line.compared ? [{ line, p: line.compared.p }] : []));
  const ps = holm(tested.map(({ p }) => p));
  return new Map(tested.map(({ line }, k) => [line, ps[k] ?? 1]));
}

const verdictWord = (difference: number, p: number) =>
  p > LEVEL ? 'cannot tell' : difference > 0 ? 'lab higher' : 'lab lower';

function besideStudy(lines: readonly Line[], ps: ReadonlyMap<Line, number>): string {
  return table(
    [
      ...['preset', 'measure', 'lab, last batch dropped', 'seeds', 'study', 'seeds'],
      ...['lab \u2212 study', '95 %', 'p, Holm', 'verdict', 'lab, last batch trained'],
    ],
    lines.map((line) => {
      const { preset, name, dropped, trained, study, compared } = line;
      const p = ps.get(line);
      const said =
        compared && p !== undefined
          ? [
              signed(compared.difference),
              between(compared.interval),
              pText(p),
              verdictWord(compared.difference, p),
            ]
          : [signed(dropped.mean - study.mean), '', '', 'no test: the study gives no sd'];
      return [
        ...[preset, name, spread(dropped), String(dropped.n)],
        ...[study.sd === null ? one(study.mean) : spread({ ...study, sd: study.sd })],
        ...[String(study.n), ...said, trained ? spread(trained) : ''],
      ];
    }),
  );
}

/** How many lie beyond two standard errors, which differ, and which columns lean one way in every preset. */
function sumUp(lines: readonly Line[], ps: ReadonlyMap<Line, number>): string {
  const tested = lines.filter((line) => line.compared !== null);
  const beyond = tested.filter(
    ({ compared }) => compared && Math.abs(compared.difference) > 2 * compared.standardError,
  );
  const differ = tested.filter((line) => (ps.get(line) ?? 1) <= LEVEL);
  const named = differ.map(
    ({ preset, name, compared }) => `${preset}, ${name} (${signed(compared?.difference ?? 0)})`,
  );
  const leaning = COLUMNS.flatMap(({ name }) => {
    const differences = tested
      .filter((line) => line.name === name)
      .map(({ compared }) => compared?.difference ?? 0);
    const lower = differences.filter((difference) => difference < 0).length;
    const higher = differences.filter((difference) => difference > 0).length;
    const all = differences.length;
    if (all < 5 || (lower < all && higher < all)) return [];
    return [`${name} is ${lower === all ? 'lower' : 'higher'} than the study in ${all} of ${all}`];
  });
  return [
    `${beyond.length} of ${tested.length} differences lie beyond two standard errors (both sampling errors together).`,
    `After Holm's correction over the ${tested.length} tests,`,
    differ.length === 0
      ? 'none is left that a test tells from 0. That does not show that they are 0: the intervals say how large they may be.'
      : `${differ.length} ${differ.length === 1 ? 'is' : 'are'} left that a test tells from 0: ${named.join('; ')}.`,
    leaning.length === 0
      ? 'No measure leans the same way in every preset.'
      : `By measure, over the presets (counted, not tested): ${leaning.join('; ')}.`,
  ].join('\n');
}

/** Runs against a baseline in one measure, on the trainings given. */
function against(
  results: readonly PresetResult[],
  runs: readonly string[],
  baseline: string,
  path: string,
): readonly SeedComparison[] {
  const values = runs.map((method) => ({
    method,
    bySeed: new Map(
      results.flatMap((result) => {
        const value = numberAt(result, method, path);
        return value === null ? [] : [[result.seed, value] as const];
      }),
    ),
  }));
  return compareSeeds({ values, baseline, measure: path });
}

const WORDS = { better: 'better', worse: 'worse', 'cannot-tell': 'cannot tell' } as const;

function comparisonRow(compared: SeedComparison): readonly string[] {
  const { method, differences, mean, interval, pHolm, verdict, least } = compared;
  return [
    method,
    mean === null ? '' : signed(mean),
    interval ? between(interval) : '',
    `${differences.filter((difference) => difference > 0).length} of ${differences.length}`,
    pText(pHolm),
    verdict === 'too-few' ? tooFew(least) : WORDS[verdict],
  ];
}
const COMPARISON_HEAD = ['mean difference', '95 %', 'ahead in', 'p, Holm', 'verdict'];

const RACE = ['joint', 'late-ensemble@certainty', 'di-mml'] as const;

function defaultRace(trained: readonly PresetResult[]): string {
  const rows = REFERENCE.flatMap(({ preset }) => {
    const mine = trained.filter((result) => result.preset === preset);
    if (mine.length === 0) return [];
    return against(mine, RACE, 'di-mml', 'fusion').map((compared) => [
      preset,
      ...comparisonRow(compared),
    ]);
  });
  return table(['preset', 'run, against `di-mml`', ...COMPARISON_HEAD], rows);
}

const ABLATION = [
  'di-mml',
  'di-mml@no-shared-head',
  'di-mml@no-duc',
  'di-mml@neither',
  'di-mml@twice-the-rate',
  'di-mml@no-certainty',
  'late-ensemble@certainty',
] as const;
const ABLATION_MEASURES = [
  { path: 'fusion', name: 'prediction', without: [] },
  {
    path: 'readouts.fusionHead',
    name: 'fusion head alone',
    // the one is read from the training of `di-mml` itself, so its head is the same one; the other has no head
    without: ['di-mml@no-certainty', 'late-ensemble@certainty'],
  },
] as const;
/** The runs that have something of their own in a measure: they are its family. */
const ablatedIn = ({ without }: (typeof ABLATION_MEASURES)[number]) =>
  ABLATION.filter((run) => !without.some((other) => other === run));

function ablation(trained: readonly PresetResult[]): string {
  const mine = trained.filter(({ preset }) => preset === ABLATED);
  if (mine.length === 0) return 'Not trained yet.';
  const accuracies = ABLATION.map((run) => [
    run,
    ...ABLATION_MEASURES.map((measure) => {
      if (!ablatedIn(measure).includes(run)) return '';
      const values = mine.flatMap((result) => numberAt(result, run, measure.path) ?? []);
      return values.length < 2 ? '' : spread(summaryOf(values));
    }),
  ]);
  const differences = ABLATION_MEASURES.flatMap((measure) =>
    against(mine, ablatedIn(measure), 'di-mml', measure.path).map((compared) => [
      measure.name,
      ...comparisonRow(compared),
    ]),
  );
  return [
    table(['run', ...ABLATION_MEASURES.map(({ name }) => name)], accuracies),
    '',
    table(['measure', 'run, against `di-mml`', ...COMPARISON_HEAD], differences),
  ].join('\n');
}

/** The page. */
export function presetsPage(results: readonly PresetResult[]): string {
  const lines = linesOf(results);
  const ps = corrected(lines);
  const trained = results.filter(({ dropLast }) => !dropLast);
  const seeds = [...new Set(results.map(({ seed }) => seed))].sort((a, b) => a - b);
  return [
    '# Presets: this lab beside the reference study',
    '',
    'Test accuracy in %, last epoch, mean±sd over fresh seeds (new data and weights per seed); nothing selected on test data.',
    'Made by `npm run presets` on the wasm back end. The study left the smaller last batch of an epoch out, so the lab with',
    '`dropLast=true` stands beside it; with `dropLast=false`, the page\u2019s default, in the last column. Differences from the study are',
    'tested by Welch\u2019s test on both sampling errors, with Holm\u2019s correction over the whole table; all others are paired by seed and',
    `tested by sign flips. A verdict other than \u201ccannot tell\u201d takes a corrected p of ${LEVEL} or less. The 95 % intervals are not`,
    'corrected: each is of one difference by itself, so it may lie beside 0 where the verdict is \u201ccannot tell\u201d.',
    '',
    `Seeds: ${seeds.join(', ')}.`,
    '',
    '## Beside the study',
    '',
    sumUp(lines, ps),
    '',
    besideStudy(lines, ps),
    '',
    '## What training the last batch moves',
    '',
    whatMoves(lines),
    '',
    '## The default race',
    '',
    'The last batch trained, as Play does. Each preset is a family of its own: Holm over its two runs, not over the presets.',
    '',
    defaultRace(trained),
    '',
    `## DI-MML taken apart, on ${ABLATED}`,
    '',
    '`neither` is without shared head and without DUC; `twice-the-rate` the same at twice the learning rate, the control of the shared',
    'head. Holm over the runs of one measure. A positive difference is in favour of the run that is named. `no-certainty` differs from',
    '`di-mml` in the prediction alone and is read from the same training, so it has no fusion head of its own here.',
    '',
    ablation(trained),
    '',
  ].join('\n');
}
