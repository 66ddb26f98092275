/** The groups of a sweep as a Markdown table for people: per cent, mean and spread over the seeds, and the verdicts. Pure. */
import type { Comparison, RunOverSeeds } from '../seeds/seeds-table';
import type { Group } from './groups';

/** Columns a reader wants; ridge and readouts stand in the JSON. */
const isColumn = (measure: string): boolean =>
  measure === 'fusion' || measure.startsWith('unimodal.');

const percent = (share: number): string => (100 * share).toFixed(1);
/** "+1.2", "-0.4". */
const signed = (share: number): string => `${share < 0 ? '' : '+'}${percent(share)}`;

/** What the test says, in a few words. */
function words({ mean, interval, pHolm, verdict, differences, least }: Comparison): string {
  if (mean === null || differences.length === 0) return 'no pairs of seeds';
  const found = interval ? ` [${signed(interval[0])}, ${signed(interval[1])}]` : '';
  const said = {
    better: `better, p ${pHolm.toFixed(3)}`,
    worse: `worse, p ${pHolm.toFixed(3)}`,
    'cannot-tell': `${differences.length} seeds cannot tell, p ${pHolm.toFixed(3)}`,
    'too-few': `too few: ${least} seeds are the least`,
  }[verdict];
  return `${signed(mean)}${found}, ${said}`;
}

function cell(run: RunOverSeeds, measure: string): string {
  const mean = run.mean[measure];
  if (mean === undefined) return '';
  const sd = run.sd[measure] ?? null;
  return sd === null ? percent(mean) : `${percent(mean)} ± ${percent(sd)}`;
}

const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

/** A group's heading: its data and what sets it apart. */
export function titleOf({ data, set }: Pick<Group, 'data' | 'set'>): string {
  const conditions = Object.entries(set).map(
    ([path, value]) =>
      `${path}=${typeof value === 'object' ? JSON.stringify(value) : String(value)}`,
  );
  return [data, ...conditions].join(' · ');
}

function groupTable(group: Group): string {
  const { baseline, runs, comparisons } = group;
  const measures = [...new Set(runs.flatMap(({ values }) => Object.keys(values)))].filter(isColumn);
  const lines = runs.map((run) => {
    const n = Math.max(
      0,
      ...Object.values(run.values).map((all) => all.filter((value) => value !== null).length),
    );
    const against = measures.map((measure) => {
      const found = comparisons.find(
        (each) => each.method === run.method && each.measure === measure,
      );
      return found ? words(found) : '';
    });
    const cells = measures.flatMap((measure, i) => [cell(run, measure), against[i] ?? '']);
    return row([run.method, String(n), ...cells]);
  });
  return [
    `## ${titleOf(group)}`,
    '',
    row(['run', 'seeds', ...measures.flatMap((measure) => [measure, `against ${baseline}`])]),
    row(['---', '---:', ...measures.flatMap(() => ['---:', '---'])]),
    ...lines,
  ].join('\n');
}

/** What the numbers are, once. */
const LEGEND = `Test accuracy in %, mean ± standard deviation over the seeds; \`unimodal\` is a linear probe (logistic) on each encoder. Differences are paired by seed, with a
bootstrap interval of 95 % (of two seeds: their range); p is that of a sign-flip test, after Holm over all runs of the group.`;

export const writeTable = (groups: readonly Group[]): string =>
  `${[LEGEND, ...groups.map(groupTable)].join('\n\n')}\n`;
