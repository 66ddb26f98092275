/**
 * Products whose right side was put into panels beforehand: eight columns of it lie side by side, row after row, so that
 * the innermost loop reads one stream however wide the matrix is.
 */
import { ADDS, tiles, transpose } from './product';

/** Columns of a panel. */
const WIDE: i32 = 8;
/** Numbers of the left side that are worked on at a time: what stays close to the processor while the panels go by. */
const NEAR: i32 = 65536;
/** Rows of a panel that are multiplied at a time, so that they stay closer still; longer sums are taken in parts. */
const DEEP: i32 = 1024;

/** Bytes of a panel with so many rows. */
function panelBytes(rows: i32): usize {
  return (<usize>rows) << 5;
}

/** Bytes of all panels of a matrix. */
export function panelsBytes(rows: i32, columns: i32): usize {
  return <usize>((columns + WIDE - 1) / WIDE) * panelBytes(rows);
}

/**
 * Puts rows of a matrix into panels. Columns past the last are whatever follows in memory; nobody stores what comes of them.
 * @param step bytes from row to row. @param rows of this part. @param first row of the panels where it begins.
 * @param all rows of a panel.
 */
export function putRows(
  from: usize,
  step: usize,
  rows: i32,
  columns: i32,
  panels: usize,
  first: i32,
  all: i32,
): void {
  let panel = panels + panelBytes(first);
  for (let j = 0; j < columns; j += WIDE) {
    let at = from + ((<usize>j) << 2);
    for (let row = 0; row < rows; row++) {
      const to = panel + panelBytes(row);
      v128.store(to, v128.load(at));
      v128.store(to, v128.load(at, 16), 16);
      at += step;
    }
    panel += panelBytes(all);
  }
}

/** Puts a matrix `[columns, rows]`, turned, into panels; one for every eight of its lines. @returns the end of the panels. */
export function putTurned(from: usize, columns: i32, rows: i32, panels: usize): usize {
  let panel = panels;
  for (let j = 0; j < columns; j += WIDE) {
    const line = from + ((<usize>j * <usize>rows) << 2);
    transpose(line, min(WIDE, columns - j), rows, panel);
    panel += panelBytes(rows);
  }
  return panel;
}

/**
 * c[i, j] (+)= sum over s and k of a[i, s, k] b[s, k, j], b in panels; the rest as in `tiles`, with rows from 0.
 * @param turned whether panels come from `putTurned`, whose last is as narrow as what is left.
 */
export function panelProduct(
  a: usize,
  stepRow: usize,
  line: i32,
  stepLine: usize,
  stepK: usize,
  segments: i32,
  stepSegment: usize,
  length: i32,
  panels: usize,
  turned: bool,
  c: usize,
  stepC: usize,
  rows: i32,
  columns: i32,
  flags: i32,
): void {
  const depth = segments * length;
  const whole = depth <= DEEP;
  const parts = whole ? 1 : segments;
  const together = whole ? segments : 1;
  const deep = min(DEEP, length);
  const most = max(4, (NEAR / (together * deep)) & ~3);
  for (let begin = 0; begin < rows; begin += most) {
    const end = min(rows, begin + most);
    let adds = flags;
    for (let segment = 0; segment < parts; segment++) {
      for (let k = 0; k < length; k += deep) {
        let panel = panels;
        for (let j = 0; j < columns; j += WIDE) {
          const wide = min(WIDE, columns - j);
          const stepB = turned ? (<usize>wide) << 2 : panelBytes(1);
          tiles(
            a + <usize>segment * stepSegment + <usize>k * stepK,
            stepRow,
            line,
            stepLine,
            stepK,
            together,
            stepSegment,
            min(deep, length - k),
            panel + <usize>(segment * length + k) * stepB,
            stepB,
            c + ((<usize>j) << 2),
            stepC,
            begin,
            end,
            wide,
            adds,
            0,
          );
          panel += panelBytes(depth);
        }
        adds = flags | ADDS;
      }
    }
  }
}

/** c (+)= a b for a matrix a whose rows lie one behind the other, as many numbers long as b has rows. */
export function rowsProduct(
  a: usize,
  depth: i32,
  panels: usize,
  turned: bool,
  c: usize,
  rows: i32,
  columns: i32,
  flags: i32,
): void {
  const stepC = (<usize>columns) << 2;
  const stepA = (<usize>depth) << 2;
  panelProduct(a, stepA, rows, 0, 4, 1, 0, depth, panels, turned, c, stepC, rows, columns, flags);
}
