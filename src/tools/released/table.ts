/** The table of `npm run released`: every pair in every measure, tested over the seeds. Pure; the texts are Markdown. */
import { holm } from '../../math/paired-tests';
import { compareSeeds, leastSeeds, type SeedComparison } from '../../verdict/compare-seeds';
import { verdictOf } from '../../verdict/words';
import { table as markdown } from '../docs/markdown';
import { between, pText, signed, tooFew } from '../table-text';
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
  /** Released, written: in the order in which `what` names them. */
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
    const means = [mean([...released.values()]), mean([...written.values()])] as const;
    return { pair, measure, means, comparison };
  });
  const corrected = holm(compared.map(({ comparison }) => comparison.p));
  return compared.map((row, k) => ({ ...row, pHolm: corrected[k] ?? 1 }));
}

/** The words of the last column: the test's over all rows, never of a difference it does not see. */
function verdictText({ comparison: { mean: lead, seeds }, pHolm }: Row, rows: number): string {
  const least = leastSeeds(rows);
  if (lead === null || seeds.length < least) return tooFew(least);
  const said = verdictOf(lead, pHolm);
  return { better: 'higher', worse: 'lower', 'cannot-tell': 'cannot tell' }[said];
}

const percent = (share: number) => (100 * share).toFixed(1);

function cells(row: Row, rows: number): string[] {
  const { pair, means, comparison, pHolm } = row;
  const { mean: lead, interval, seeds } = comparison;
  return [
    ...[pair.what, ...means.map(percent), lead === null ? '' : signed(100 * lead)],
    interval ? between([100 * interval[0], 100 * interval[1]]) : '',
    ...[String(seeds.length), pText(pHolm), verdictText(row, rows)],
  ];
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
  const head = `Test accuracy in %, last epoch, on the default preset \`sound-starves\`, means over ${seeds.length} seed${seeds.length === 1 ? '' : 's'} (${seeds.join(', ')}); \`npm run released\` on the wasm back end. The difference is the first named minus the second, paired by seed, with a bootstrap interval of 95 % of that difference by itself; p is that of a sign-flip test after Holm\u2019s correction over the rows of its table, and the verdict is that p\u2019s. \u201cCannot tell\u201d does not show that nothing changes: the interval says how much may.`;
  const tables = measures.map((measure) =>
    [
      `**${titleOf(measure)}**`,
      '',
      markdown(
        ['what', 'first', 'second', 'difference', '95 %', 'seeds', 'p, Holm', 'the first is'],
        rowsOf(finished, pairs, seeds, measure).map((row) => cells(row, pairs.length)),
      ),
    ].join('\n'),
  );
  return [head, ...tables].join('\n\n');
}
