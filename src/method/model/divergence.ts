/**
 * How far the answers of several heads to the same samples are apart: J = 1/M sum_m KL(p_m || p), p the mean of the
 * p_m = softmax(z_m), which for two is the Jensen-Shannon divergence; natural logarithm, mean over the batch. LFM's
 * released code has the two sides of KL the other way round. Value and gradients stay on the device.
 */
import { RowProducts } from '../../engine/heads/row-products';
import {
  type Formula,
  log,
  max,
  meanOf,
  minus,
  over,
  own,
  plus,
  times,
} from '../../engine/kernels/formula/op';
import type { BatchRows, DeviceArray, Kernels } from '../../engine/kernels/kernels';
import { zip } from '../../math/zip';

/** Probabilities below this count as this under a logarithm: about the smallest of float32. */
const LEAST = 1e-37;

const logOf = (of: Formula): Formula => log(max(of, LEAST));

/** KL(p_m || p), or KL(p || p_m). */
export type DivergenceForm = 'jensen-shannon' | 'reversed';

/** Formulas of one class's probabilities, list 0, and of their logarithms, list 1, for `count` answers. */
interface Rule {
  /** p_m dJ/dp_m of one sample. */
  slope(count: number): Formula;
  /** What the class adds to J, the same for every m; list 2 has the slopes. */
  value(count: number): Formula;
}

const RULES: Readonly<Record<DivergenceForm, Rule>> = {
  'jensen-shannon': {
    slope: (count) =>
      over(times(own(0), log(over(max(own(0), LEAST), max(meanOf(0, count), LEAST)))), count),
    // in p log p - p log p the slopes are the terms themselves
    value: (count) => times(count, meanOf(2, count)),
  },
  reversed: {
    slope: (count) => {
      const mean = meanOf(0, count);
      const off = plus(1, minus(logOf(mean), meanOf(1, count)));
      return over(minus(times(own(0), off), mean), count);
    },
    value: (count) => {
      const mean = meanOf(0, count);
      return times(mean, minus(logOf(mean), meanOf(1, count)));
    },
  },
};

/** For each answer `[rows, classes]`. */
interface Answer {
  readonly probabilities: DeviceArray;
  readonly logarithms: DeviceArray;
  readonly slopes: DeviceArray;
  /** Its probabilities times the sum of the slopes. */
  readonly taken: DeviceArray;
  readonly gradient: DeviceArray;
}

export class Divergence {
  /** Its mean over all numbers is J, `[rows, classes]`; valid after `of`, as the gradients are. */
  readonly value: DeviceArray;
  /** dJ/dz_m, `[rows, classes]` each. */
  readonly gradients: readonly DeviceArray[];
  private readonly kernels: Kernels;
  private readonly rows: BatchRows;
  private readonly classes: number;
  private readonly rule: Rule;
  private readonly answers: readonly Answer[];
  private readonly products: RowProducts;
  private readonly sums: DeviceArray;

  /** @param count of answers, two or more. */
  constructor(
    kernels: Kernels,
    { rows, classes, count }: { rows: BatchRows; classes: number; count: number },
    form: DivergenceForm = 'jensen-shannon',
  ) {
    const array = () => kernels.allocate([rows, classes]);
    this.kernels = kernels;
    this.rows = rows;
    this.classes = classes;
    this.rule = RULES[form];
    this.value = array();
    this.products = new RowProducts(kernels, rows, classes);
    this.sums = kernels.allocate([rows, 1]);
    this.answers = Array.from({ length: count }, () => ({
      ...{ probabilities: array(), logarithms: array(), slopes: array() },
      ...{ taken: array(), gradient: array() },
    }));
    this.gradients = this.answers.map(({ gradient }) => gradient);
  }

  /** Works out J of these logits, one array for each answer, and its gradients. */
  of(logits: readonly DeviceArray[]): void {
    const { kernels, answers, rule, value, products, sums, classes, gradients } = this;
    for (const [{ probabilities }, z] of zip(answers, logits)) kernels.softmax(z, probabilities);
    const count = answers.length;
    const probabilities = answers.map((each) => each.probabilities);
    const logarithms = answers.map((each) => each.logarithms);
    const slopes = answers.map((each) => each.slopes);
    kernels.formula(logOf(own(0)), [probabilities], logarithms);
    kernels.formula(rule.slope(count), [probabilities, logarithms], slopes);
    const lists = [probabilities, logarithms, slopes];
    // the mean over all numbers is J, the sum over classes is wanted; every answer has the same
    kernels.formula(times(classes, rule.value(count)), lists, gradients);
    kernels.clear(value);
    for (const same of gradients.slice(0, 1)) kernels.add(same, value);
    // through the softmax: dz = p (g - sum p g)
    for (const each of answers) {
      products.sums(each.slopes, sums);
      kernels.clear(each.taken);
      kernels.multiply(each.probabilities, sums, each.taken);
    }
    const taken = answers.map((each) => each.taken);
    kernels.formula(over(minus(own(0), own(1)), this.rows.now), [slopes, taken], gradients);
  }

  free(): void {
    const { kernels, answers, products, sums, value } = this;
    products.free();
    kernels.free([value, sums, ...answers.flatMap((each) => Object.values(each))]);
  }
}
