/**
 * WGSL of products in tiles: 64 threads compute a tile of the result together, eight by eight, each some rows and some fours of
 * columns of it. What they all read they bring into workgroup memory, sixteen steps of the sums at a time. Texts to put
 * programs together from: what is multiplied, a program says by how it fills the tiles, and where it goes by how it stores.
 */
import { WORKGROUP } from './program';

/** Threads along either side of a tile. */
const SIDE = 8;
/** Steps of the sums between two barriers. */
export const DEPTH = 16;
/** Fours from a row of the left tile to the next: one more than it has, so that rows do not begin in the same banks. */
const PITCH = DEPTH / 4 + 1;

/** What one thread computes of a tile. */
export interface TileSize {
  /** Rows of the result, a multiple of four. */
  readonly rows: number;
  /** Columns of the result, by four. */
  readonly fours: number;
}

/** Tiles of 64 x 64, in which every number read serves 64 products. */
export const LARGE: TileSize = { rows: 8, fours: 2 };
/** Tiles of 32 x 32, for results that would have too few large ones. */
export const SMALL: TileSize = { rows: 4, fours: 1 };
/** Large tiles from which a graphics processor is busy. */
const BUSY = 128;

/** Rows of the result in a tile. */
export const rowsOf = ({ rows }: TileSize): number => SIDE * rows;
/** Fours of columns of the result in a tile. */
export const foursOf = ({ fours }: TileSize): number => SIDE * fours;

/** Tiles of a result of so many rows and columns. */
export const tilesOf = (size: TileSize, rows: number, columns: number): number =>
  Math.ceil(rows / rowsOf(size)) * Math.ceil(columns / (4 * foursOf(size)));

/** The tiles that a result of so many rows and columns is computed in. */
export const tileSizeFor = (rows: number, columns: number): TileSize =>
  columns > 4 * foursOf(SMALL) && tilesOf(LARGE, rows, columns) >= BUSY ? LARGE : SMALL;

/** What `write` says of 0 to n - 1, a line each. */
const each = (n: number, write: (k: number) => string): string =>
  Array.from({ length: n }, (_, k) => write(k)).join('\n');

/** Workgroup memory of a product whose left tile is filled row by row (`multiplyRows`). */
export const rowMemory = (size: TileSize): string => memory(rowsOf(size) * PITCH, size);
/** The same, filled step by step (`multiplySteps`). */
export const stepMemory = (size: TileSize): string => memory((DEPTH * rowsOf(size)) / 4, size);

const memory = (left: number, size: TileSize) => `
var<workgroup> leftTile: array<vec4<f32>, ${left}>;
var<workgroup> rightTile: array<vec4<f32>, ${DEPTH * foursOf(size)}>;`;

/**
 * Which rows and fours of columns of the result this workgroup computes, from `firstRow` and `firstFour` on, and this thread's
 * sums, all zero. @param tile WGSL: number of the tile. @param columns WGSL: fours of columns of the result.
 */
export const beginTile = (size: TileSize, tile: string, columns: string): string => `
  let tile = ${tile};
  let across = (${columns} + ${foursOf(size) - 1}u) / ${foursOf(size)}u;
  let firstRow = (tile / across) * ${rowsOf(size)}u;
  let firstFour = (tile % across) * ${foursOf(size)}u;
  let tx = lane % ${SIDE}u;
  let ty = lane / ${SIDE}u;
  ${each(size.rows, (r) => each(size.fours, (f) => `var s${r}_${f} = vec4<f32>();`))}`;

/** Rows of the left tile that all threads together fill at once. */
const ROWS_AT_ONCE = WORKGROUP / (DEPTH / 4);

/** How a left tile is filled by rows. */
interface RowFilling {
  /** WGSL before the rows: each thread fills the steps 4 (lane % 4) and on, counted from this round's first; k says which where they are filled one by one. */
  before(k: string): string;
  /** WGSL of the steps of a row, WGSL that counts it from the tile's first. */
  load(row: string): string;
}

/** Fills the left tile by rows. @param whole whether four steps are loaded at once. */
export function fillRows(size: TileSize, whole: boolean, { before, load }: RowFilling): string {
  const rows = `for (var n = 0u; n < ${rowsOf(size) / ROWS_AT_ONCE}u; n++) {
      let row = n * ${ROWS_AT_ONCE}u + lane / 4u;
      leftTile[row * ${PITCH}u + lane % 4u]${whole ? '' : '[k]'} = ${load('row')};
    }`;
  return whole
    ? `${before('0u')}
    ${rows}`
    : `for (var k = 0u; k < 4u; k++) { ${before('k')}
    ${rows} }`;
}

/** Fills the right tile. @param load WGSL: the four at `step` of the sums from this round's first on, and `four` of the result. */
export const fillRight = (size: TileSize, load: string): string => `
    for (var n = 0u; n < ${(DEPTH * foursOf(size)) / WORKGROUP}u; n++) {
      let slot = n * ${WORKGROUP}u + lane;
      let step = slot / ${foursOf(size)}u;
      let four = firstFour + slot % ${foursOf(size)}u;
      rightTile[slot] = ${load};
    }`;

const rightFour = (size: TileSize, step: string, f: number) =>
  `rightTile[(${step}) * ${foursOf(size)}u + tx + ${SIDE * f}u]`;

/** Adds to the sums what both tiles hold, the left one filled by `fillRows`. */
export const multiplyRows = (size: TileSize): string => `
    workgroupBarrier();
    for (var k = 0u; k < ${DEPTH / 4}u; k++) {
      ${each(4, (c) => each(size.fours, (f) => `let b${c}_${f} = ${rightFour(size, `4u * k + ${c}u`, f)};`))}
      ${each(
        size.rows,
        (r) => `let a${r} = leftTile[(ty + ${SIDE * r}u) * ${PITCH}u + k];
      ${each(size.fours, (f) => `s${r}_${f} += a${r}.x * b0_${f} + a${r}.y * b1_${f} + a${r}.z * b2_${f} + a${r}.w * b3_${f};`)}`,
      )}
    }
    workgroupBarrier();`;

/** Adds to the sums what both tiles hold, the left one with the fours of rows of one step side by side. */
export const multiplySteps = (size: TileSize): string => `
    workgroupBarrier();
    for (var k = 0u; k < ${DEPTH}u; k++) {
      ${each(size.fours, (f) => `let b${f} = ${rightFour(size, 'k', f)};`)}
      ${each(
        size.rows / 4,
        (g) => `let a${g} = leftTile[k * ${rowsOf(size) / 4}u + ty + ${SIDE * g}u];
      ${each(4, (c) => each(size.fours, (f) => `s${4 * g + c}_${f} += a${g}[${c}] * b${f};`))}`,
      )}
    }
    workgroupBarrier();`;

/** The result's row of sum `r` of a product whose left tile is filled by rows, and of one filled by steps. */
export const rowByRows = (r: number): string => `firstRow + ty + ${SIDE * r}u`;
export const rowBySteps = (r: number): string =>
  `firstRow + 4u * ty + ${4 * SIDE * Math.floor(r / 4) + (r % 4)}u`;

/**
 * Stores the sums by `put` of `storing`. @param rows WGSL: rows of the result. @param row the row of sum r.
 * @param place WGSL: where in `out` the row `row` begins.
 */
export const storeTile = (
  size: TileSize,
  rows: string,
  row: (r: number) => string,
  place: string,
): string =>
  each(
    size.rows,
    (r) => `{
    let row = ${row(r)};
    if (row < ${rows}) {
      let at = ${place};
      ${each(size.fours, (f) => `put(u, at, firstFour + tx + ${SIDE * f}u, s${r}_${f});`)}
    }
  }`,
  );

/** Function that stores a four of a row that begins `at`; `u.co` counts its columns, in fours where memory is seen so. */
export const storing = (vec4: boolean): string =>
  vec4
    ? `
fn put(u: Numbers, at: u32, four: u32, sums: vec4<f32>) {
  if (four >= u.co) { return; }
  if (u.adds == 1u) { out[at + four] = out[at + four] + sums; } else { out[at + four] = sums; }
}`
    : `
fn put(u: Numbers, at: u32, four: u32, sums: vec4<f32>) {
  for (var k = 0u; k < 4u; k++) {
    let column = 4u * four + k;
    if (column >= u.co) { return; }
    out[at + column] = select(0.0, out[at + column], u.adds == 1u) + sums[k];
  }
}`;

/** Function that loads a four of columns of `name`, a matrix of `u.co` columns: zeros from row `end` on and beyond the columns. */
export const loading = (name: string, vec4: boolean): string =>
  vec4
    ? `
fn columns(u: Numbers, row: u32, end: u32, four: u32) -> vec4<f32> {
  if (row >= end || four >= u.co) { return vec4<f32>(); }
  return ${name}[row * u.co + four];
}`
    : `
fn columns(u: Numbers, row: u32, end: u32, four: u32) -> vec4<f32> {
  var found = vec4<f32>();
  if (row >= end) { return found; }
  for (var k = 0u; k < 4u && 4u * four + k < u.co; k++) { found[k] = ${name}[row * u.co + 4u * four + k]; }
  return found;
}`;
