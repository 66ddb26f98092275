/** The table of `npm run released`: every pair in every measure, tested over the seeds. Pure; the texts are Markdown. */
import { holm } from '../../math/paired-tests';
import { compareSeeds, leastSeeds, type SeedComparison } from '../../verdict/compare-seeds';
import { verdictOf } from '../../verdict/words';
import type { Pair } from './pairs';

/** One finished run: its test accuracies by measure (`fusion`, `unimodal.sound`). */
export interface Finished {
  readonly seed: number;
  readonly run: string;
  readonly values: Readonly<Record<string, number>>;
}

/** The seeds in which every run of every pair has ended: only those are compared, so that all rows speak of the same. */
export function completeSeeds(finished: readonly Finished[], pairs: readonly Pair[]): number[] {
  const runs = pairs.flatMap(({ written, released }) => [written, released]);
  const seeds = [...new Set(finished.map(({ seed }) => seed))].sort((a, b) => a - b);
  return seeds.filter((seed) => {
    const ended = new Set(finished.filter((each) => each.seed === seed).map(({ run }) => run));
    return runs.every((run) => ended.has(run));
  });
}

interface Row {
  readonly pair: Pair;
  readonly measure: string;
  readonly means: readonly [number, number];
  readonly comparison: SeedComparison;
  /** Over all pairs in this measure. */
  readonly pHolm: number;
}

const mean = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length;

/** Every pair in one measure; the pairs are the family of Holm's correction. */
function rowsOf(
  finished: readonly Finished[],
  pairs: readonly Pair[],
  seeds: readonly number[],
  measure: string,
): Row[] {
  const valuesOf = (run: string) =>
    new Map(
      finished
        .filter((each) => each.run === run && seeds.includes(each.seed))
        .flatMap(({ seed, values }) => {
          const value = values[measure];
          return value === undefined ? [] : [[seed, value] as const];
        }),
    );
  const compared = pairs.map((pair) => {
    const [written, released] = [valuesOf(pair.written), valuesOf(pair.released)];
    const [comparison] = compareSeeds({
      values: [
        { method: pair.written, bySeed: written },
        { method: pair.released, bySeed: released },
      ],
      baseline: pair.written,
      measure,
    }).filter(({ method }) => method === pair.released);
    if (!comparison) throw new Error(`${pair.released} is not compared with ${pair.written}.`);
    const means = [mean([...written.values()]), mean([...released.values()])] as const;
    return { pair, measure, means, comparison };
  });
  const corrected = holm(compared.map(({ comparison }) => comparison.p));
  return compared.map((row, k) => ({ ...row, pHolm: corrected[k] ?? 1 }));
}

const points = (share: number) => {
  const text = (100 * share).toFixed(1);
  return text === '-0.0' ? '0.0' : text;
};
const signed = (share: number) => (share > 0 ? `+${points(share)}` : points(share));
const pText = (p: number) => (p < 0.001 ? 'below .001' : p.toFixed(3).replace(/^0/, ''));

/** The words of the last column: the test's over all rows, never of a difference it does not see. */
function verdictText({ comparison: { mean: lead, seeds }, pHolm }: Row, rows: number): string {
  const least = leastSeeds(rows);
  if (lead === null || seeds.length < least) return `too few seeds: ${least} are the least`;
  const said = verdictOf(lead, pHolm);
  return said === 'better'
    ? 'released is higher'
    : said === 'worse'
      ? 'released is lower'
      : 'cannot tell';
}

function line(row: Row, rows: number): string {
  const { pair, means, comparison, pHolm } = row;
  const { interval } = comparison;
  const difference = comparison.mean === null ? '' : signed(comparison.mean);
  const range = interval ? `${signed(interval[0])} to ${signed(interval[1])}` : '';
  return `| ${pair.what} | ${points(means[0])} | ${points(means[1])} | ${difference} | ${range} | ${pText(pHolm)} | ${verdictText(row, rows)} |`;
}

const TITLES: Readonly<Record<string, string>> = { fusion: 'Fused answer' };
const titleOf = (measure: string) =>
  TITLES[measure] ?? `Probe of the ${measure.replace('unimodal.', '')}`;

/** @param measures in the order of the tables. */
export function table(
  finished: readonly Finished[],
  pairs: readonly Pair[],
  measures: readonly string[],
): string {
  const seeds = completeSeeds(finished, pairs);
  if (seeds.length === 0) return 'Nothing has been measured yet.';
  const head = `Test accuracy in %, last epoch, on the default preset \`sound-starves\`, means over ${seeds.length} seed${seeds.length === 1 ? '' : 's'} (${seeds.join(', ')}); \`npm run released\` on the wasm back end. The difference is released minus written, paired by seed, with a bootstrap interval of 95 %; p is that of an exact or sign-flip permutation test after Holm's correction over the rows of its table.`;
  const tables = measures.map((measure) =>
    [
      `**${titleOf(measure)}**`,
      '',
      '| what | written | released | difference | 95 % interval | p | |',
      '|---|---|---|---|---|---|---|',
      ...rowsOf(finished, pairs, seeds, measure).map((row) => line(row, pairs.length)),
    ].join('\n'),
  );
  return [head, ...tables].join('\n\n');
}
