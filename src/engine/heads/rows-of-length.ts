/**
 * The rows of an array at one length, and the gradient through that: what compares directions and not sizes begins with
 * it. Put together from kernels that every back end has.
 */
import { type Formula, ifGreater, max, over, own, sqrt, times } from '../kernels/formula/op';
import type { DeviceArray, Kernels, Rows } from '../kernels/kernels';
import { RowProducts } from './row-products';

/** The square of 1e-12: a row that is shorter has no direction. */
const LEAST_SQUARE = 1e-24;

/** What a row is multiplied by, from its square; 0 for one without direction. */
const scaleTo = (length: number): Formula =>
  ifGreater(LEAST_SQUARE, own(0), 0, over(length, sqrt(max(own(0), LEAST_SQUARE))));

/** How much of the row itself a gradient loses, from the square, the scale and <x, dy>. */
const ALONG = times(-1, over(times(own(1), own(2)), max(own(0), LEAST_SQUARE)));

export class RowsOfLength {
  /** length x / |x|, row by row; zeros for a row shorter than 1e-12. Valid after `forward`. */
  readonly out: DeviceArray;
  private readonly kernels: Kernels;
  private readonly length: number;
  private readonly products: RowProducts;
  private readonly square: DeviceArray;
  private readonly scale: DeviceArray;
  private readonly along: DeviceArray;
  private readonly less: DeviceArray;
  /** What `forward` was given last. */
  private x: DeviceArray | null = null;

  constructor(kernels: Kernels, rows: Rows, dims: number, length: number) {
    this.kernels = kernels;
    this.length = length;
    this.out = kernels.allocate([rows, dims]);
    this.products = new RowProducts(kernels, rows, dims);
    this.square = kernels.allocate([rows, 1]);
    this.scale = kernels.allocate([rows, 1]);
    this.along = kernels.allocate([rows, 1]);
    this.less = kernels.allocate([rows, 1]);
  }

  /** @param x `[rows, dims]` @returns `out`. */
  forward(x: DeviceArray): DeviceArray {
    const { kernels, square, scale, out } = this;
    this.x = x;
    this.products.of(x, x, square);
    kernels.formula(scaleTo(this.length), [[square]], [scale]);
    kernels.clear(out);
    kernels.multiply(x, scale, out);
    return out;
  }

  /**
   * Adds the gradient on what `forward` was given, length (dy - x <x, dy> / |x|^2) / |x|; none on a row without direction.
   * @param dy the gradient on `out`. @throws Error before the first `forward`.
   */
  backward(dy: DeviceArray, into: DeviceArray): void {
    const { kernels, x, square, scale, along, less } = this;
    if (!x) throw new Error('There is no gradient through rows that nobody has seen.');
    this.products.of(x, dy, along);
    kernels.formula(ALONG, [[square], [scale], [along]], [less]);
    kernels.multiply(dy, scale, into);
    kernels.multiply(x, less, into);
  }

  free(): void {
    const { out, square, scale, along, less } = this;
    this.products.free();
    this.kernels.free([out, square, scale, along, less]);
  }
}
