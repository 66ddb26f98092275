/** Sums of products within each row of two arrays: a product by a column of ones adds up what stands in a row. */
import type { DeviceArray, Kernels, Rows } from '../kernels/kernels';

export class RowProducts {
  private readonly kernels: Kernels;
  private readonly products: DeviceArray;
  private readonly ones: DeviceArray;

  constructor(kernels: Kernels, rows: Rows, columns: number) {
    this.kernels = kernels;
    this.products = kernels.allocate([rows, columns]);
    this.ones = kernels.upload(new Float32Array(columns).fill(1), [columns, 1]);
  }

  /** out `[rows, 1]` = the scalar product of a's row and b's. */
  of(a: DeviceArray, b: DeviceArray, out: DeviceArray): void {
    const { kernels, products } = this;
    kernels.clear(products);
    kernels.multiply(a, b, products);
    this.sums(products, out);
  }

  /** out `[rows, 1]` = the sum of a's row. */
  sums(a: DeviceArray, out: DeviceArray): void {
    this.kernels.product(a, this.ones, out);
  }

  free(): void {
    this.kernels.free([this.products, this.ones]);
  }
}
