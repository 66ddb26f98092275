/**
 * MLA's projection of a shared head's gradient: a matrix P that forgets the directions which features have taken so far,
 * so that a step for one modality disturbs less what others have taught the head. P begins as the identity. At a step of
 * the head: r = the batch's mean feature, k = P r, P = P - k k^T / (a + r k), and the weight's gradient becomes P dW.
 */
import { constant, over, own, plus, sqrt } from '../../engine/kernels/formula/op';
import type { DeviceArray, ParameterArena } from '../../engine/kernels/kernels';
import type { Memory } from '../../protocol/checkpoint';
import type { RunContext } from '../method';
import { note } from '../run/notes';
import { type Remembering, remembering } from '../run/remembering';
import type { Lane } from './encoder-bank';

/** 0.1^(1 + how much of the epoch is over): later batches of an epoch count for more. */
export const forgetting = (shareOfEpoch: number): number => 0.1 ** (1 + shareOfEpoch);

const identity = (side: number): Float32Array =>
  Float32Array.from({ length: side * side }, (_, k) => (k % (side + 1) === 0 ? 1 : 0));

/** What is asked of a lane. */
type Batch = Pick<Lane, 'feature' | 'weights'>;

/** What products of arrays are called in the arena whose gradients they are. */
type ProductName = 'row' | 'column' | 'square' | 'number';

export class HeadProjection {
  /** P between two epochs. */
  readonly memory: Remembering;
  /** P, `[side, side]`, symmetric. */
  private readonly matrix: DeviceArray;
  private readonly context: RunContext;
  private readonly isNormalised: boolean;
  /** A linear layer's gradient is x^T dy: that is how two arrays are multiplied here. */
  private readonly products: ParameterArena;
  private readonly owned: DeviceArray[] = [];
  /** Each row's share of the batch's mean, `[batch, 1]`. */
  private readonly shares: DeviceArray;
  private readonly mean: DeviceArray;
  /** k as a row and as a column. */
  private readonly row: DeviceArray;
  private readonly column: DeviceArray;
  private readonly square: DeviceArray;
  private readonly least: DeviceArray;
  private readonly along: DeviceArray;
  private readonly factor: DeviceArray;
  private readonly sizes: { both: DeviceArray; taken: DeviceArray; now: DeviceArray };
  private readonly gradient: DeviceArray;
  /** The identity, where somebody listens to P's trace. */
  private readonly one: DeviceArray | null;

  /**
   * @param side length of the features.
   * @param isNormalised whether P is divided by its Frobenius norm whenever it has changed.
   */
  constructor(context: RunContext, side: number, isNormalised: boolean) {
    const { kernels, batch, data, notes } = context;
    this.context = context;
    this.isNormalised = isNormalised;
    const keep = (array: DeviceArray) => {
      this.owned.push(array);
      return array;
    };
    const number = () => keep(kernels.allocate([1]));
    const square = () => keep(kernels.upload(identity(side), [side, side]));
    this.matrix = square();
    this.square = square();
    this.one = notes ? square() : null;
    this.shares = keep(kernels.allocate([batch, 1]));
    this.mean = keep(kernels.allocate([side, 1]));
    this.row = keep(kernels.allocate([1, side]));
    this.column = keep(kernels.allocate([side, 1]));
    this.gradient = keep(kernels.allocate([side, data.classes]));
    this.along = keep(kernels.allocate([1, 1]));
    [this.least, this.factor] = [number(), number()];
    this.sizes = { both: number(), taken: number(), now: number() };
    const shapes: Readonly<Record<ProductName, readonly number[]>> = {
      ...{ row: [1, side], column: [side, 1] },
      ...{ square: [side, side], number: [1, 1] },
    };
    this.products = kernels.arena(
      Object.entries(shapes).map(([name, shape]) => ({ name, shape, bound: 0, stream: [] })),
    );
    this.memory = remembering<Memory>(
      async () => Float64Array.from((await kernels.read([this.matrix]))[0]),
      (saved) => {
        if (!(saved instanceof Float64Array)) throw new Error('A projection was not saved.');
        kernels.write(this.matrix, Float32Array.from(saved));
      },
    );
  }

  /** Before a batch, outside its repeated step. @param shareOfEpoch of its batches that are over, 0..1. */
  startBatch(shareOfEpoch: number): void {
    this.context.kernels.write(this.least, Float32Array.of(forgetting(shareOfEpoch)));
  }

  /** Takes a lane's batch into P, then projects the gradient of the weight `[side, classes]` that it has put there. */
  act(lane: Batch, arena: ParameterArena, weight: string): void {
    const { kernels } = this.context;
    this.take(lane);
    kernels.takeGradient(arena, weight, this.gradient);
    kernels.linearWeightGradient(this.matrix, this.gradient, arena, weight, null);
  }

  /** The mean feature is that over the samples that have the modality. */
  private take({ feature, weights }: Batch): void {
    const { kernels, batch } = this.context;
    const { shares, mean, row, column, matrix, square, along, factor } = this;
    const share = weights ? over(own(0), batch.now) : constant(1 / batch.now);
    kernels.formula(share, weights ? [[weights]] : [], [shares]);
    this.multiply('column', feature, shares, mean);
    this.multiply('row', mean, matrix, row);
    this.multiply('column', matrix, mean, column);
    this.multiply('number', mean, column, along);
    this.multiply('square', row, row, square);
    kernels.formula(over(-1, plus(own(0), own(1))), [[this.least], [along]], [factor]);
    kernels.multiply(square, factor, matrix);
    if (this.isNormalised) this.normalise();
  }

  /** Tells P's trace and Frobenius norm to whoever listens. */
  note(): void {
    const { context, one, products, matrix, sizes, factor } = this;
    if (!one) return;
    const { kernels } = context;
    kernels.linearWeightGradient(one, matrix, products, 'square', null);
    kernels.compareGradients(products, ['square'], [one], sizes);
    kernels.takeGradient(products, 'square', this.square);
    note(context, 'projectionTrace', sizes.both);
    kernels.formula(sqrt(own(0)), [[sizes.now]], [factor]);
    note(context, 'projectionNorm', factor);
  }

  free(): void {
    this.context.kernels.free(this.owned);
    this.products.free();
  }

  /** out = a^T b */
  private multiply(name: ProductName, a: DeviceArray, b: DeviceArray, out: DeviceArray): void {
    const { kernels } = this.context;
    kernels.linearWeightGradient(a, b, this.products, name, null);
    kernels.takeGradient(this.products, name, out);
  }

  private normalise(): void {
    const { context, products, matrix, square, sizes, factor } = this;
    const { kernels } = context;
    // the gradient it is held against is 0; only the size of what was taken is asked for
    kernels.compareGradients(products, ['square'], [matrix], sizes);
    kernels.formula(over(1, sqrt(own(0))), [[sizes.taken]], [factor]);
    kernels.clear(square);
    kernels.multiply(matrix, factor, square);
    kernels.clear(matrix);
    kernels.add(square, matrix);
  }
}
