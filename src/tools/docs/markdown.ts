/** The few forms of Markdown that generated documentation is written in. */

type Cells = readonly (string | number)[];

/** A Markdown table; pipes and line ends in cells are made harmless. */
export function table(head: readonly string[], rows: readonly Cells[]): string {
  const line = (cells: Cells) =>
    `| ${cells.map((cell) => String(cell).replaceAll('|', '\\|').replaceAll(/\s+/g, ' ')).join(' | ')} |`;
  return [line(head), `|${head.map(() => '---').join('|')}|`, ...rows.map(line)].join('\n');
}

/** Text as code. */
export const code = (text: string) => `\`${text}\``;
