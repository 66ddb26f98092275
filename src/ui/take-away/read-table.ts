/** A table of the page as rows of texts, with what only screen readers hear, for there it says whose number a cell is. */
import type { TextTable } from '../../state/tables/plain-numbers';

/** What is there to be pressed, or only says how the table stands on the page. */
const LEFT_OUT = '[data-leave-out]';

/** Words of parts that stand under each other must not grow together. */
function textOf(node: Node): string {
  if (node instanceof Text) return node.data;
  if (node instanceof Element && node.matches(LEFT_OUT)) return '';
  const inner = [...node.childNodes].map(textOf).join('');
  const isApart = node instanceof HTMLElement && getComputedStyle(node).display !== 'inline';
  return isApart ? ` ${inner} ` : inner;
}

const cellsIn = (row: HTMLTableRowElement) =>
  [...row.cells].filter((cell) => !cell.matches(LEFT_OUT));

/** A cell that spans several columns is in the first of them; the others are empty. */
function cellsOf(row: HTMLTableRowElement, columns: number): readonly string[] {
  const cells = cellsIn(row).flatMap((cell) => [
    textOf(cell)
      .replaceAll(/[ \n\t]+/g, ' ')
      .trim(),
    ...Array.from({ length: cell.colSpan - 1 }, () => ''),
  ]);
  return [...cells, ...Array.from({ length: columns - cells.length }, () => '')];
}

export function readTable(table: HTMLTableElement, caption: string): TextTable {
  const rows = [...table.rows].filter((row) => !row.matches(LEFT_OUT));
  const widthOf = (row: HTMLTableRowElement) =>
    cellsIn(row).reduce((sum, { colSpan }) => sum + colSpan, 0);
  const columns = Math.max(0, ...rows.map(widthOf));
  return { caption, rows: rows.map((row) => cellsOf(row, columns)) };
}
