/** Tables as text: what other programs would take for their own signs stays a letter, and numbers stand to the right. */
import { expect, test } from 'vitest';
import type { TextTable } from './plain-numbers';
import { latexText, tableText } from './table-text';

const TABLE: TextTable = {
  caption: 'End numbers, 100 % of them',
  rows: [
    ['Method', 'Fusion', 'gap of Sound'],
    ['Joint | <b>', '92.4\u00a0%', '\u22121.5 lost'],
    ['a_b & c', '\u2013', '+0.3'],
  ],
};

test('Markdown keeps bars and tags as letters and sets numbers to the right', () => {
  expect(tableText(TABLE, 'markdown').split('\n')).toEqual([
    '| Method | Fusion | gap of Sound |',
    '| --- | ---: | ---: |',
    '| Joint \\| \\<b> | 92.4\u00a0% | \u22121.5 lost |',
    '| a_b & c | \u2013 | +0.3 |',
    '',
  ]);
});

test('LaTeX has no sign left that it would take for a command', () => {
  const text = tableText(TABLE, 'latex');
  expect(text).toContain('\\begin{tabular}{lrr}');
  expect(text).toContain('a\\_b \\& c & -- & +0.3 \\\\');
  expect(text).toContain('Joint | <b> & 92.4~\\% & $-$1.5 lost \\\\');
  expect(text).toContain('\\caption{End numbers, 100 \\% of them}');
  expect(latexText('\\{x}^~#$')).toBe(
    '\\textbackslash{}\\{x\\}\\textasciicircum{}\\textasciitilde{}\\#\\$',
  );
});

test('a spreadsheet gets plain numbers, their units and what else a cell says in columns of their own', () => {
  expect(tableText(TABLE, 'tsv')).toBe(
    [
      'Method\tFusion (%)\tgap of Sound\tgap of Sound, note',
      'Joint | <b>\t92.4\t-1.5\tlost',
      'a_b & c\t\t+0.3\t',
      '',
    ].join('\n'),
  );
  const spread: TextTable = {
    caption: '',
    rows: [
      ['Method', 'Fusion', 'steps', 'interval', 'p (Holm)'],
      ['one', '92.2 \u00b1 0.7\u00a0% 91.4 to 93.0', '1,240', '\u22121.0 to 2.5', 'under 0.001'],
      ['two', '80.0\u00a0% \u00b7 1 seed', '980', '\u2013', '0.041'],
      ['three', 'failed', '', '0.0 to 0.5', '\u2013'],
    ],
  };
  expect(
    tableText(spread, 'tsv')
      .split('\n')
      .slice(0, 4)
      .map((line) => line.split('\t')),
  ).toEqual([
    [
      ...['Method', 'Fusion (%)', 'Fusion, sd (%)', 'Fusion, low (%)', 'Fusion, high (%)'],
      ...['Fusion, note', 'steps', 'interval, low', 'interval, high', 'p (Holm)'],
    ],
    ['one', '92.2', '0.7', '91.4', '93.0', '', '1240', '-1.0', '2.5', 'under 0.001'],
    ['two', '80.0', '', '', '', '1 seed', '980', '', '', '0.041'],
    ['three', 'failed', '', '', '', '', '', '0.0', '0.5', ''],
  ]);
});

test('where rows count different things their names have the units', () => {
  const pairs: TextTable = {
    caption: '',
    rows: [
      ['measure', 'picture to sound', 'sound to picture'],
      ['set unchanged', '97\u00a0%', '100\u00a0%'],
      ['cosine', '\u22120.12', '0.30'],
    ],
  };
  expect(tableText(pairs, 'tsv').split('\n').slice(1, 3)).toEqual([
    'set unchanged (%)\t97\t100',
    'cosine\t-0.12\t0.30',
  ]);
});

test('tabs and line ends within a cell are blanks', () => {
  const broken: TextTable = { caption: '', rows: [['a\tb'], ['c\nd']] };
  expect(tableText(broken, 'tsv')).toBe('a b\nc d\n');
});
