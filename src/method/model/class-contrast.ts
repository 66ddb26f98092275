/**
 * Supervised contrast (NT-Xent with labels, as pytorch-metric-learning has it): the features of all modalities of a
 * batch, each at length 1, are drawn to those of their class and pushed from those of others. For every ordered pair (i, p)
 * of one class, -log(e^(s_ip / tau) / (e^(s_ip / tau) + sum of e^(s_in / tau) over n of other classes)), s the scalar
 * product; the mean over the pairs. Other samples of the class are no negatives.
 */
import { RowsOfLength } from '../../engine/heads/rows-of-length';
import {
  exp,
  type Formula,
  log,
  max,
  minus,
  over,
  own,
  times,
} from '../../engine/kernels/formula/op';
import type { BatchRows, DeviceArray, Kernels } from '../../engine/kernels/kernels';
import { zip } from '../../math/zip';

/** Smaller numbers count as this where they are divided by or under a logarithm. */
const LEAST = 1e-37;

const ofDifferentClass = times(own(0), minus(1, own(1)));
const share = over(own(0), max(own(1), LEAST));
/** -log of the share of a pair; list 2 has the similarities. Nothing is larger than e^0: similarities end at 1. */
const surprise = (temperature: number): Formula =>
  times(own(0), minus(log(max(own(1), LEAST)), over(minus(own(2), 1), temperature)));

/** Arrays for one number of rows n; N = n times the modalities. */
type Block = ReturnType<typeof blockOf>;

function blockOf(kernels: Kernels, n: number, count: number, dims: number, classes: number) {
  const N = n * count;
  const table = () => kernels.allocate([N, N]);
  const column = () => kernels.allocate([N, 1]);
  const filled = (rows: number, columns: number, of: (i: number, c: number) => number) => {
    const values = Float32Array.from({ length: rows * columns }, (_, k) =>
      of(Math.floor(k / columns), k % columns),
    );
    return kernels.upload(values, [rows, columns]);
  };
  return {
    rows: N,
    /** Puts a modality's rows among those of all, or takes them out. */
    places: Array.from({ length: count }, (_, m) =>
      filled(n, N, (i, c) => Number(c === m * n + i)),
    ),
    identity: filled(N, N, (i, c) => Number(i === c)),
    ones: filled(N, N, () => 1),
    onesColumn: filled(N, 1, () => 1),
    ...{ similarity: table(), same: table(), powers: table(), pairs: table(), apart: table() },
    ...{ total: table(), shares: table(), terms: table(), gradient: table() },
    ...{ negatives: column(), lessNegatives: column(), shareSums: column(), termSums: column() },
    ...{ pairSums: column(), value: column() },
    ...{ pairCount: kernels.allocate([1, 1]), perPair: kernels.allocate([1]) },
    scale: kernels.allocate([1]),
    units: kernels.allocate([N, dims]),
    labels: kernels.allocate([N, classes]),
    ...{ dUnits: kernels.allocate([N, dims]), dScaled: kernels.allocate([N, dims]) },
  };
}

export class ClassContrast {
  private readonly kernels: Kernels;
  private readonly batch: BatchRows;
  private readonly temperature: number;
  private readonly dims: number;
  private readonly classes: number;
  private readonly units: readonly RowsOfLength[];
  private readonly dUnits: readonly DeviceArray[];
  private readonly blocks = new Map<number, Block>();

  /** @param count of modalities, whose features are `dims` long each. */
  constructor(
    kernels: Kernels,
    shape: { batch: BatchRows; count: number; dims: number; classes: number },
    temperature: number,
  ) {
    const { batch, count, dims, classes } = shape;
    this.kernels = kernels;
    this.batch = batch;
    this.temperature = temperature;
    this.dims = dims;
    this.classes = classes;
    this.units = Array.from({ length: count }, () => new RowsOfLength(kernels, batch, dims, 1));
    this.dUnits = this.units.map(() => kernels.allocate([batch, dims]));
  }

  /** Makes room for a batch of as many rows as the one at hand; before a step, which must not. */
  makeRoom(): void {
    this.block();
  }

  /**
   * Adds the gradient on every feature.
   * @param weight factor on the gradient, `[1]`. @returns an array whose mean is the unweighted loss.
   */
  take(
    features: readonly DeviceArray[],
    targets: DeviceArray,
    weight: DeviceArray,
    into: readonly DeviceArray[],
  ): DeviceArray {
    const { kernels, units } = this;
    const block = this.block();
    kernels.clear(block.units);
    kernels.clear(block.labels);
    for (const [place, [unit, feature]] of zip(block.places, zip(units, features))) {
      kernels.transposedProduct(place, unit.forward(feature), block.units);
      kernels.transposedProduct(place, targets, block.labels);
    }
    this.compare(block);
    this.count(block);
    this.backward(block, weight, into);
    return block.value;
  }

  free(): void {
    for (const unit of this.units) unit.free();
    const arrays = [...this.blocks.values()].flatMap(({ rows: _, places, ...held }) => [
      ...places,
      ...Object.values(held),
    ]);
    this.kernels.free([...this.dUnits, ...arrays]);
  }

  private block(): Block {
    const { kernels, blocks, batch, units, dims, classes } = this;
    const known = blocks.get(batch.now);
    if (known) return known;
    const made = blockOf(kernels, batch.now, units.length, dims, classes);
    blocks.set(batch.now, made);
    return made;
  }

  /** Every row against every other: powers of similarities, which pairs there are, and what stands against each. */
  private compare(block: Block): void {
    const { kernels, temperature } = this;
    const { similarity, same, powers, pairs, apart, total, negatives, onesColumn } = block;
    kernels.clear(similarity);
    kernels.productTransposed(block.units, block.units, similarity);
    kernels.clear(same);
    kernels.productTransposed(block.labels, block.labels, same);
    kernels.formula(exp(over(minus(own(0), 1), temperature)), [[similarity]], [powers]);
    kernels.formula(minus(own(0), own(1)), [[same], [block.identity]], [pairs]);
    kernels.formula(ofDifferentClass, [[powers], [same]], [apart]);
    kernels.product(apart, onesColumn, negatives);
    kernels.clear(total);
    kernels.add(powers, total);
    kernels.multiply(block.ones, negatives, total);
    kernels.formula(share, [[pairs], [total]], [block.shares]);
  }

  /** The loss, as a column whose mean it is. */
  private count(block: Block): void {
    const { kernels, temperature } = this;
    const { pairs, total, similarity, terms, onesColumn, termSums, pairSums, pairCount } = block;
    kernels.formula(surprise(temperature), [[pairs], [total], [similarity]], [terms]);
    kernels.product(terms, onesColumn, termSums);
    kernels.product(pairs, onesColumn, pairSums);
    kernels.clear(pairCount);
    kernels.transposedProduct(onesColumn, pairSums, pairCount);
    kernels.formula(over(block.rows, max(1, own(0))), [[pairCount]], [block.perPair]);
    kernels.clear(block.value);
    kernels.multiply(termSums, block.perPair, block.value);
  }

  private backward(block: Block, weight: DeviceArray, into: readonly DeviceArray[]): void {
    const { kernels, temperature, units, dUnits } = this;
    const { shares, apart, gradient, negatives, lessNegatives, shareSums, scale } = block;
    // on a pair minus its negatives' part of the total, on a negative its part of every pair of its row
    kernels.product(shares, block.onesColumn, shareSums);
    kernels.formula(times(-1, own(0)), [[negatives]], [lessNegatives]);
    kernels.clear(gradient);
    kernels.multiply(apart, shareSums, gradient);
    kernels.multiply(shares, lessNegatives, gradient);
    kernels.product(gradient, block.units, block.dUnits);
    kernels.transposedProduct(gradient, block.units, block.dUnits);
    const perPair = over(own(0), times(temperature, max(1, own(1))));
    kernels.formula(perPair, [[weight], [block.pairCount]], [scale]);
    kernels.clear(block.dScaled);
    kernels.multiply(block.dUnits, scale, block.dScaled);
    for (const [[unit, dUnit], [place, own]] of zip(zip(units, dUnits), zip(block.places, into))) {
      kernels.product(place, block.dScaled, dUnit);
      unit.backward(dUnit, own);
    }
  }
}
