/**
 * A table of numbers as text for other programs: Markdown for notes, LaTeX for papers, tabs for spreadsheets. Pure.
 */
import { plainNumbers, type TextTable } from './plain-numbers';

export type TableForm = 'markdown' | 'latex' | 'tsv';

export const TABLE_FORMS: readonly { readonly id: TableForm; readonly word: string }[] = [
  { id: 'markdown', word: 'Markdown' },
  { id: 'latex', word: 'LaTeX' },
  { id: 'tsv', word: 'TSV' },
];

/** A cell that is a number, with whatever the lab writes around one; an empty one says nothing against it. */
const NUMBER = /^$|^[\u2013\u2212+-]?$|^[\u2212+-]?[\d.,]+/;

/** Whether every cell of a column under its name is a number. */
export function numbersIn({ rows }: TextTable): readonly boolean[] {
  const [head = [], ...body] = rows;
  return head.map((_, c) => c > 0 && body.every((row) => NUMBER.test(row[c] ?? '')));
}

function markdown(table: TextTable): string {
  const cell = (text: string) => text.replaceAll(/[\\|<]/g, '\\$&');
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const [head = [], ...body] = table.rows;
  const under = numbersIn(table).map((isNumber) => (isNumber ? '---:' : '---'));
  return [line(head.map(cell)), line(under), ...body.map((row) => line(row.map(cell))), ''].join(
    '\n',
  );
}

/** What LaTeX would take for a command, and signs that its plain fonts lack. */
const LATEX: Readonly<Record<string, string>> = {
  '\\': '\\textbackslash{}',
  '&': '\\&',
  '%': '\\%',
  $: '\\$',
  '#': '\\#',
  _: '\\_',
  '{': '\\{',
  '}': '\\}',
  '~': '\\textasciitilde{}',
  '^': '\\textasciicircum{}',
  '\u00b1': '$\\pm$',
  '\u2212': '$-$',
  '\u2013': '--',
  '\u2014': '---',
  '\u00d7': '$\\times$',
  '\u00b7': '$\\cdot$',
  '\u2192': '$\\to$',
  '\u2264': '$\\le$',
  '\u2265': '$\\ge$',
  '\u00a0': '~',
  '\u2026': '\\dots{}',
};

export const latexText = (text: string): string =>
  [...text].map((letter) => LATEX[letter] ?? letter).join('');

/** For the packages `booktabs`, which draws three rules and no more. */
function latex(table: TextTable): string {
  const line = (cells: readonly string[]) => `${cells.map(latexText).join(' & ')} \\\\`;
  const [head = [], ...body] = table.rows;
  const columns = numbersIn(table).map((isNumber) => (isNumber ? 'r' : 'l'));
  return [
    '% needs \\usepackage{booktabs}',
    '\\begin{table}',
    '\\centering',
    `\\caption{${latexText(table.caption)}}`,
    `\\begin{tabular}{${columns.join('')}}`,
    '\\toprule',
    line(head),
    '\\midrule',
    ...body.map(line),
    '\\bottomrule',
    '\\end{tabular}',
    '\\end{table}',
    '',
  ].join('\n');
}

const tsv = (table: TextTable): string =>
  `${plainNumbers(table)
    .rows.map((row) => row.join('\t'))
    .join('\n')}\n`;

export function tableText(table: TextTable, form: TableForm): string {
  if (form === 'markdown') return markdown(table);
  return form === 'latex' ? latex(table) : tsv(table);
}
