/**
 * Orders of a batch's rows, drawn anew for every step, as matrices of ones: their product with an array has its rows in
 * that order, and the product of what is turned round leads a gradient back. There is a set of them for each number of
 * rows that a batch has.
 */
import type { DeviceArray, Kernels } from '../../engine/kernels/kernels';
import type { Random } from '../../math/rng';

export class Shuffles {
  private readonly kernels: Kernels;
  private readonly random: Random;
  private readonly count: number;
  private readonly byRows = new Map<number, readonly DeviceArray[]>();

  /** @param count of orders in a step. */
  constructor(kernels: Kernels, random: Random, count: number) {
    this.kernels = kernels;
    this.random = random;
    this.count = count;
  }

  /** Draws the orders of a step, which must not be repeated as it was: row i becomes row order[i]. */
  draw(rows: number): readonly DeviceArray[] {
    const { kernels, random, count, byRows } = this;
    const known = byRows.get(rows);
    const matrices = known ?? Array.from({ length: count }, () => kernels.allocate([rows, rows]));
    byRows.set(rows, matrices);
    for (const matrix of matrices) {
      const ones = new Float32Array(rows ** 2);
      random.permutation(rows).forEach((from, row) => {
        ones[row * rows + from] = 1;
      });
      kernels.write(matrix, ones);
    }
    return matrices;
  }

  free(): void {
    this.kernels.free([...this.byRows.values()].flat());
  }
}
