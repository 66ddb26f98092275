/** docs/table.md: the table of methods and presets for people. Pure; the texts are Markdown. */
import type { MethodTable, MethodTableCell } from '../../protocol/method-table';
import { VALIDATION_SAMPLES } from '../../protocol/validation-need';
import type { Verdict } from '../../verdict/words';
import { code, table as markdown } from '../docs/markdown';
import { between, signed } from '../table-text';
import { BASELINE, TUNED_DI_MML } from './cells';

const MARKS: Readonly<Record<Verdict, string>> = {
  better: ' \u25b2',
  worse: ' \u25bc',
  'cannot-tell': '',
  'too-few': '',
};

const percent = (share: number): string => (100 * share).toFixed(1);

const listed = (words: readonly string[]): string =>
  words.length < 2
    ? words.join('')
    : `${words.slice(0, -1).join(', ')} and ${words.slice(-1).join('')}`;

/** "`synergy` (+73.9) and `useless-sound` (+2.0)". */
const where = (cells: readonly MethodTableCell[], row: string, verdict: Verdict): string =>
  listed(
    cells.flatMap(({ row: own, column, lead }) =>
      own === row && lead?.verdict === verdict
        ? [`${code(column)} (${signed(100 * lead.mean)})`]
        : [],
    ),
  );

/** What the tests say, row by row; of a table with too few seeds that it says nothing. */
function summary({ cells, rows, least, baseline }: MethodTable): string[] {
  const told = cells.filter(({ lead }) => lead && lead.verdict !== 'too-few');
  if (told.length === 0) {
    return [
      `No cell has the ${least} seeds below which Holm\u2019s correction over this table cannot speak, so nothing is called better or worse: the intervals stand by themselves.`,
    ];
  }
  const lines = rows
    .filter(({ id }) => id !== baseline)
    .map(({ id }) => {
      const [better, worse] = [where(told, id, 'better'), where(told, id, 'worse')];
      const parts = [better && `better on ${better}`, worse && `worse on ${worse}`].filter(Boolean);
      return { id, better, text: parts.length > 0 ? `- ${code(id)}: ${parts.join('; ')}.` : null };
    });
  const ahead = lines.flatMap(({ better, text }) => (better && text ? [text] : []));
  const behind = lines.flatMap(({ better, text }) => (!better && text ? [text] : []));
  const silent = lines.flatMap(({ id, text }) => (text ? [] : [code(id)]));
  return [
    ahead.length > 0
      ? '**Better than the tuned late ensemble somewhere:**'
      : 'No method is better than the tuned late ensemble anywhere.',
    ...(ahead.length > 0 ? ['', ...ahead] : []),
    ...(behind.length > 0 ? ['', '**Worse somewhere, better nowhere:**', '', ...behind] : []),
    ...(silent.length > 0 ? ['', `Told from it nowhere: ${listed(silent)}.`] : []),
  ];
}

/** "92.0 \u00b1 1.5 \u25b2" */
function numberText({ mean, sd, lead }: MethodTableCell): string {
  const spread = sd === null ? '' : ` \u00b1 ${percent(sd)}`;
  return `${percent(mean)}${spread}${lead ? MARKS[lead.verdict] : ''}`;
}

/** "\u22124.4 (\u22124.8 to \u22123.9)" */
function leadText({ lead }: MethodTableCell): string {
  if (!lead) return '';
  const points = signed(100 * lead.mean);
  const { interval } = lead;
  return interval ? `${points} (${between([100 * interval[0], 100 * interval[1]])})` : points;
}

/** @param chosen what was chosen on validation samples, in words. */
export function tablePage(table: MethodTable, chosen: readonly string[]): string {
  const { rows, columns, seeds, cells, family, least, baseline, refused } = table;
  const head = ['method', ...columns.map(code)];
  const grid = (ids: readonly string[], text: (cell: MethodTableCell) => string) =>
    markdown(
      head,
      ids.map((row) => [
        code(row),
        ...columns.map((column) => {
          const cell = cells.find((each) => each.row === row && each.column === column);
          return cell ? text(cell) : '';
        }),
      ]),
    );
  const ids = rows.map(({ id }) => id);
  const counts = cells.map(({ values }) => values.filter((value) => value !== null).length);
  const fewest = counts.length > 0 ? Math.min(...counts) : 0;
  const methods = rows.filter(({ id, method }) => id === method);
  return `${[
    '# Every method on every preset',
    '',
    `Test accuracy of the fused answer in %, last epoch, mean \u00b1 standard deviation over ${seeds.length} seeds (${seeds[0]} to ${seeds[seeds.length - 1]}; ${fewest} in the cell that has fewest), each with data and first weights of its own; \`npm run table\` on the wasm back end, every method with its defaults. ${code(BASELINE)} is independent encoders whose average (${listed(chosen)}) is chosen on ${VALIDATION_SAMPLES} validation samples of each seed, and ${code(TUNED_DI_MML)} has its temperature chosen the same way; nothing else sees the validation samples unless its definition asks for them.`,
    '',
    `Every cell is held against the tuned late ensemble on the same seeds (sign-flip test), and all ${family} comparisons of the table are one family of Holm\u2019s correction, so fewer than ${least} seeds can say nothing. \u25b2 better, \u25bc worse; without a mark the seeds cannot tell, which does not show that nothing differs: the intervals below say how much may.`,
    '',
    ...summary(table),
    '',
    '## Accuracy',
    '',
    grid(ids, numberText),
    '',
    '## Differences from the tuned late ensemble',
    '',
    'In points, with a bootstrap interval of 95 % of each difference by itself.',
    '',
    grid(
      ids.filter((id) => id !== baseline),
      leadText,
    ),
    '',
    '## What it costs',
    '',
    'Means over all cells, as multiples of joint training on the same data: optimizer steps, steps of teachers among them, and processor time of training and scoring.',
    '',
    markdown(
      ['method', 'steps', 'of these teachers', 'processor time'],
      methods.map(({ id, steps = 0, before = 0, cpu = 0 }) => [
        code(id),
        ...[steps, before, cpu].map((times) => times.toFixed(2)),
      ]),
    ),
    ...(refused.length > 0
      ? [
          '',
          '## Not there',
          '',
          ...refused.map(
            ({ method, column, message }) => `- ${code(method)} on ${code(column)}: ${message}`,
          ),
        ]
      : []),
  ].join('\n')}\n`;
}
