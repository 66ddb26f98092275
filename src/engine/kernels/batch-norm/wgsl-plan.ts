/** How the sums of a batch norm are split in WGSL. */
import type { Range } from '../webgpu/memory';

/** Pieces that the second stage can take quickly. */
const MOST_PIECES = 1024;
/** Fewest pixels of a piece. */
const LEAST_RUN = 16;

/** Pixels of every piece but the last, and how many pieces there are. */
export function piecesOf(pixels: number): { readonly run: number; readonly count: number } {
  const run = Math.max(LEAST_RUN, Math.ceil(pixels / MOST_PIECES));
  return { run, count: Math.ceil(pixels / run) };
}

/** The pieces of some pixels, the first of which begins a piece. */
export const piecesIn = ({ begin, count }: Range, run: number): Range => ({
  begin: begin / run,
  count: Math.ceil(count / run),
});
