/**
 * b times the sum of some modalities' logits, b a trained number that starts at 1: the answer of an ensemble whose members
 * are added one by one.
 */
import { own, plus, times } from '../../engine/kernels/formula/op';
import type { DeviceArray, ParameterSpec } from '../../engine/kernels/kernels';
import type { Matrix } from '../../math/matrix';
import { numberAt } from '../../math/numbers';
import type { RunContext } from '../method';
import type { EncoderTraining } from './encoder-training';
import { BOOST_MODULE } from './parameter-names';
import type { Has } from './present';

/** The boost rate b. */
const RATE = `${BOOST_MODULE.name}.rate`;

/** As many ones as there are numbers. */
const ONE = plus(1, times(0, own(0)));

/** A 1 x 1 matrix: what kernels do to weights they do to it. */
export const boostSpec: ParameterSpec = {
  name: RATE,
  shape: [1, 1],
  bound: 0,
  stream: BOOST_MODULE.stream,
};

export class BoostedSum {
  /** Of the batch at hand, `[batch, classes]`, and the accumulator of their gradient. */
  readonly logits: DeviceArray;
  readonly dLogits: DeviceArray;
  private readonly context: RunContext;
  private readonly training: EncoderTraining;
  private readonly sum: DeviceArray;
  private readonly dSum: DeviceArray;
  private readonly products: DeviceArray;
  /** Sums of the products of each row, and as many ones, `[batch, 1]`. */
  private readonly rowSums: DeviceArray;
  private readonly ones: DeviceArray;
  /** b and its gradient, `[1, 1]`. */
  private readonly rate: DeviceArray;
  private readonly dRate: DeviceArray;
  private readonly one: DeviceArray;
  /** A one for each class, `[classes, 1]`. */
  private readonly ofClasses: DeviceArray;

  /** @param training whose arena holds `boostSpec`. */
  constructor(training: EncoderTraining) {
    const { context } = training;
    const { kernels, batch, data, given } = context;
    const ones = (count: number) => new Float32Array(count).fill(1);
    this.context = context;
    this.training = training;
    [this.logits, this.dLogits] = [training.batchOfLogits(), training.batchOfLogits()];
    [this.sum, this.dSum] = [training.batchOfLogits(), training.batchOfLogits()];
    this.products = training.batchOfLogits();
    [this.rowSums, this.ones] = [kernels.allocate([batch, 1]), kernels.allocate([batch, 1])];
    [this.rate, this.dRate] = [kernels.allocate([1, 1]), kernels.allocate([1, 1])];
    this.one = kernels.upload(ones(1), [1, 1]);
    this.ofClasses = kernels.upload(ones(data.classes), [data.classes, 1]);
    training.arena.write(RATE, given?.get(RATE) ?? ones(1));
  }

  /** b times the sum of these logits of the batch; 0 for none. */
  forward(parts: readonly DeviceArray[]): DeviceArray {
    const { kernels } = this.context;
    this.readRate();
    this.addUp(parts, this.sum);
    kernels.clear(this.logits);
    kernels.multiply(this.sum, this.rate, this.logits);
    return this.logits;
  }

  /** Adds the gradient of b for that on `logits`. @returns the gradient on each part of the last forward pass. */
  backward(): DeviceArray {
    const { kernels } = this.context;
    const { dLogits, dSum, sum, products, rowSums } = this;
    kernels.clear(dSum);
    kernels.multiply(dLogits, this.rate, dSum);
    // db = the sum of sum * dLogits over rows and classes
    kernels.clear(products);
    kernels.multiply(sum, dLogits, products);
    kernels.product(products, this.ofClasses, rowSums);
    kernels.formula(ONE, [[rowSums]], [this.ones]);
    kernels.clear(this.dRate);
    kernels.transposedProduct(this.ones, rowSums, this.dRate);
    kernels.linearWeightGradient(this.one, this.dRate, this.training.arena, RATE, null);
    return dSum;
  }

  /** The same sum of other logits, `[rows, classes]`, in a new array that the caller frees. */
  of(parts: readonly DeviceArray[], rows: number): DeviceArray {
    const { kernels, data } = this.context;
    const [sum, out] = [
      kernels.allocate([rows, data.classes]),
      kernels.allocate([rows, data.classes]),
    ];
    this.readRate();
    this.addUp(parts, sum);
    kernels.clear(out);
    kernels.multiply(sum, this.rate, out);
    kernels.free([sum]);
    return out;
  }

  /** b as it stands. */
  async value(): Promise<number> {
    this.readRate();
    const [rate] = await this.context.kernels.read([this.rate]);
    return rate[0] ?? Number.NaN;
  }

  free(): void {
    const { logits, dLogits, sum, dSum, products, rate, dRate, one } = this;
    const more = [this.rowSums, this.ones, rate, dRate, one, this.ofClasses];
    this.context.kernels.free([logits, dLogits, sum, dSum, products, ...more]);
  }

  private addUp(parts: readonly DeviceArray[], into: DeviceArray): void {
    const { kernels } = this.context;
    kernels.clear(into);
    for (const part of parts) kernels.add(part, into);
  }

  private readRate(): void {
    const { kernels } = this.context;
    kernels.linear(this.one, this.training.arena, RATE, null, 'linear', this.rate);
  }
}

/**
 * The sum of those parts that speak, times b, which is read off what it makes of all of them; `[rows, classes]`.
 * @param boosted b times the sum of all parts. @param voices which rows each part answers; all where absent.
 */
export function ofThoseThere(
  boosted: Matrix,
  parts: readonly Matrix[],
  voices: readonly Has[] | undefined,
): Matrix {
  if (!voices) return boosted;
  const sums = new Float64Array(boosted.values.length);
  const there = new Float64Array(boosted.values.length);
  parts.forEach(({ values, columns }, k) => {
    values.forEach((value, place) => {
      sums[place] = numberAt(sums, place) + value;
      const speaks = voices[k]?.[Math.floor(place / columns)] !== 0;
      if (speaks) there[place] = numberAt(there, place) + value;
    });
  });
  let [above, below] = [0, 0];
  sums.forEach((sum, place) => {
    above += sum * numberAt(boosted.values, place);
    below += sum * sum;
  });
  const rate = below > 0 ? above / below : 0;
  return { ...boosted, values: there.map((sum) => rate * sum) };
}
