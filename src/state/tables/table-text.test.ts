/** Tables as text: what other programs would take for their own signs stays a letter, and numbers stand to the right. */
import { expect, test } from 'vitest';
import { latexText, type TextTable, tableText } from './table-text';

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

test('a spreadsheet gets one cell for each, with a minus that it can calculate with', () => {
  expect(tableText(TABLE, 'tsv')).toBe(
    'Method\tFusion\tgap of Sound\nJoint | <b>\t92.4\u00a0%\t-1.5 lost\na_b & c\t\u2013\t+0.3\n',
  );
  const broken: TextTable = { caption: '', rows: [['a\tb'], ['c\nd']] };
  expect(tableText(broken, 'tsv')).toBe('a b\nc d\n');
});
