/**
 * docs/table.md from the cells that are there: every method on every preset beside the tuned late ensemble. All
 * comparisons of the table are one family of Holm's correction. Pure; the texts are Markdown.
 */
import { meanInterval } from '../../math/bootstrap';
import { holm, signFlip } from '../../math/paired-tests';
import { leastSeeds } from '../../verdict/compare-seeds';
import { spreadOfNumbers } from '../../verdict/spread';
import { type Verdict, verdictOf } from '../../verdict/words';
import { code, table } from '../docs/markdown';
import { between, signed } from '../table-text';
import { BASELINE, type CellResult, TUNED_DI_MML } from './cells';

/** A row of the table on one preset, beside the baseline. */
interface Compared {
  readonly row: string;
  readonly preset: string;
  /** Fused accuracies, by seed. */
  readonly bySeed: ReadonlyMap<number, number>;
  /** Paired with the baseline's, ascending by seed. */
  readonly differences: readonly number[];
  readonly verdict: Verdict;
}

const MARKS: Readonly<Record<Verdict, string>> = {
  better: ' \u25b2',
  worse: ' \u25bc',
  'cannot-tell': '',
  'too-few': '',
};

const percent = (share: number): string => (100 * share).toFixed(1);
const unique = <T>(values: readonly T[]): T[] => [...new Set(values)];
const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/** Fused accuracies of a row on a preset, by seed. */
function fusedOf(results: readonly CellResult[], preset: string, row: string): Map<number, number> {
  const found = results.filter((cell) => cell.preset === preset && Object.hasOwn(cell.rows, row));
  return new Map(
    found.flatMap(({ seed, rows }) => {
      const fusion = rows[row]?.fusion ?? null;
      return fusion === null ? [] : [[seed, fusion] as const];
    }),
  );
}

/** Every row on every preset where it has answers; the family are those that are no baseline. */
export function compareCells(
  results: readonly CellResult[],
  presets: readonly string[],
): { readonly compared: readonly Compared[]; readonly family: number; readonly least: number } {
  const rows = unique(results.flatMap((cell) => Object.keys(cell.rows)));
  const found = presets.flatMap((preset) => {
    const theirs = fusedOf(results, preset, BASELINE);
    return rows.flatMap((row) => {
      const bySeed = fusedOf(results, preset, row);
      if (bySeed.size === 0) return [];
      const both = [...bySeed].filter(([seed]) => theirs.has(seed)).sort(([a], [b]) => a - b);
      const differences = both.map(([seed, share]) => share - (theirs.get(seed) ?? share));
      return [{ row, preset, bySeed, differences }];
    });
  });
  const family = found.filter(({ row }) => row !== BASELINE);
  const corrected = holm(family.map(({ differences }) => signFlip(differences)));
  const least = leastSeeds(family.length);
  const verdicts = new Map(
    family.map((one, i): [object, Verdict] => [
      one,
      one.differences.length < least
        ? 'too-few'
        : verdictOf(mean(one.differences), corrected[i] ?? 1),
    ]),
  );
  return {
    compared: found.map((one) => ({ ...one, verdict: verdicts.get(one) ?? 'cannot-tell' })),
    family: family.length,
    least,
  };
}

const listed = (words: readonly string[]): string =>
  words.length < 2
    ? words.join('')
    : `${words.slice(0, -1).join(', ')} and ${words.slice(-1).join('')}`;

/** "better on `synergy` (+73.9) and ...". */
function where(compared: readonly Compared[], row: string, verdict: Verdict): string {
  const found = compared.filter((one) => one.row === row && one.verdict === verdict);
  return listed(
    found.map(({ preset, differences }) => `${code(preset)} (${signed(100 * mean(differences))})`),
  );
}

/** What the tests say, row by row; of a table with too few seeds that it says nothing. */
function summary(compared: readonly Compared[], least: number): string[] {
  const rows = unique(compared.map(({ row }) => row)).filter((row) => row !== BASELINE);
  const told = compared.filter(({ verdict }) => verdict !== 'too-few');
  if (told.every(({ row }) => row === BASELINE)) {
    return [
      `No cell has the ${least} seeds below which Holm's correction over this table cannot speak, so nothing is called better or worse: the intervals stand by themselves.`,
    ];
  }
  const line = (row: string) => {
    const [better, worse] = [where(told, row, 'better'), where(told, row, 'worse')];
    if (!better && !worse) return null;
    const parts = [better && `better on ${better}`, worse && `worse on ${worse}`];
    return `- ${code(row)}: ${parts.filter(Boolean).join('; ')}.`;
  };
  const [ahead, behind] = [[] as string[], [] as string[]];
  for (const row of rows) {
    const text = line(row);
    if (text) (where(told, row, 'better') ? ahead : behind).push(text);
  }
  const silent = rows.filter((row) => line(row) === null);
  return [
    ahead.length > 0
      ? '**Better than the tuned late ensemble somewhere:**'
      : 'No method is better than the tuned late ensemble anywhere.',
    ...ahead,
    ...(behind.length > 0 ? ['', '**Worse somewhere, better nowhere:**', ...behind] : []),
    ...(silent.length > 0 ? ['', `Told from it nowhere: ${listed(silent.map(code))}.`] : []),
  ];
}

/** What a run takes, as multiples of joint training's, over the cells of the same preset and seed. */
function budget(results: readonly CellResult[], presets: readonly string[]): string {
  const methods = unique(results.map(({ method }) => method));
  const joint = new Map(
    results
      .filter(({ method }) => method === 'joint')
      .map((cell) => [`${cell.preset} ${cell.seed}`, cell]),
  );
  const ratios = methods.flatMap((method) => {
    const own = results.filter(
      (cell) => cell.method === method && cell.steps > 0 && presets.includes(cell.preset),
    );
    const times = own.flatMap((cell) => {
      const base = joint.get(`${cell.preset} ${cell.seed}`);
      if (!base) return [];
      const of = (part: 'steps' | 'before' | 'cpu') =>
        base[part === 'before' ? 'steps' : part] > 0
          ? cell[part] / base[part === 'before' ? 'steps' : part]
          : 0;
      return [{ steps: of('steps'), before: of('before'), cpu: of('cpu') }];
    });
    if (times.length === 0) return [];
    const cell = (part: 'steps' | 'before' | 'cpu') =>
      mean(times.map((each) => each[part])).toFixed(2);
    return [[code(method), cell('steps'), cell('before'), cell('cpu')]];
  });
  return table(['method', 'steps', 'of these teachers', 'processor time'], ratios);
}

/** @param presets in the order of the columns. */
export function tablePage(results: readonly CellResult[], presets: readonly string[]): string {
  const rows = unique(results.flatMap((cell) => Object.keys(cell.rows)));
  const seeds = unique(results.map(({ seed }) => seed)).sort((a, b) => a - b);
  const { compared, family, least } = compareCells(results, presets);
  const at = (row: string, preset: string) =>
    compared.find((one) => one.row === row && one.preset === preset);
  const numbers = rows
    .filter((row) => compared.some((one) => one.row === row))
    .map((row) => [
      code(row),
      ...presets.map((preset) => {
        const one = at(row, preset);
        if (!one) return '';
        const spread = spreadOfNumbers([...one.bySeed.values()]);
        if (!spread) return '';
        return `${percent(spread.mean)}${spread.sd === null ? '' : ` \u00b1 ${percent(spread.sd)}`}${MARKS[one.verdict]}`;
      }),
    ]);
  const leads = rows
    .filter((row) => row !== BASELINE && compared.some((one) => one.row === row))
    .map((row) => [
      code(row),
      ...presets.map((preset) => {
        const { differences = [] } = at(row, preset) ?? {};
        if (differences.length === 0) return '';
        const interval = meanInterval(differences);
        const lead = signed(100 * mean(differences));
        return interval ? `${lead} (${between([100 * interval[0], 100 * interval[1]])})` : lead;
      }),
    ]);
  const refused = unique(
    results.flatMap(({ method, preset, refused }) =>
      refused === undefined ? [] : [`- ${code(method)} on ${code(preset)}: ${refused}`],
    ),
  );
  const chosen = unique(
    results.flatMap(({ rows: own }) => Object.values(own).flatMap((row) => row.chosen ?? [])),
  ).sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));
  const counts = compared.map(({ bySeed }) => bySeed.size);
  const fewest = counts.length > 0 ? Math.min(...counts) : 0;
  const head = ['method', ...presets.map(code)];
  return `${[
    '# Every method on every preset',
    '',
    `Test accuracy of the fused answer in %, last epoch, mean \u00b1 standard deviation over ${seeds.length} seeds (${seeds[0]} to ${seeds[seeds.length - 1]}; ${fewest} in the cell that has fewest), each with data and first weights of its own; \`npm run table\` on the wasm back end, every method with its defaults. ${code(BASELINE)} is independent encoders whose average (${chosen.length > 0 ? listed(chosen) : 'not chosen yet'}) is chosen on 400 validation samples of each seed, and ${code(TUNED_DI_MML)} has its temperature chosen the same way; nothing else sees the validation samples unless its definition asks for them.`,
    '',
    `Every cell is held against the tuned late ensemble on the same seeds (sign-flip test), and all ${family} comparisons of the table are one family of Holm's correction, so fewer than ${least} seeds can say nothing. \u25b2 better, \u25bc worse; without a mark the seeds cannot tell, which does not show that nothing differs: the intervals below say how much may.`,
    '',
    ...summary(compared, least),
    '',
    '## Accuracy',
    '',
    table(head, numbers),
    '',
    '## Differences from the tuned late ensemble',
    '',
    'In points, with a bootstrap interval of 95 % of each difference by itself.',
    '',
    table(head, leads),
    '',
    '## What it costs',
    '',
    'Means over all cells, as multiples of joint training on the same data: optimizer steps, steps of teachers among them, and processor time of training and scoring.',
    '',
    budget(results, presets),
    ...(refused.length > 0 ? ['', '## Not there', '', ...refused] : []),
  ].join('\n')}\n`;
}
