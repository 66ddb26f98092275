/**
 * Modalities whose heads have grown, as heads of one hidden layer: the units of all heads of a modality side by side and
 * the last layer under each. Their merged answer is a fusion head with as many hidden units as all of them have.
 */
import type { Weight } from './graph';

interface Head {
  readonly modality: number;
  readonly weight: Weight;
  readonly bias: Weight;
}

function headsOf(weights: readonly Weight[]): readonly Head[] {
  return weights.flatMap((weight) => {
    const [, modality] = /^growing\.(\d+)\.\d+\.weight$/.exec(weight.name) ?? [];
    const bias = weights.find(({ name }) => name === weight.name.replace(/weight$/, 'bias'));
    return modality === undefined || !bias ? [] : [{ modality: Number(modality), weight, bias }];
  });
}

/** One modality's heads as one. */
function asOne(heads: readonly Head[], modality: number, last: Weight, lastBias: Weight): Grown {
  const own = heads.filter((head) => head.modality === modality);
  const [width = 0, classes = 0] = last.shape;
  const [inputs = 0] = own[0]?.weight.shape ?? [];
  const units = own.length * width;
  const hidden = new Float32Array(inputs * units);
  own.forEach(({ weight }, j) => {
    weight.values.forEach((value, place) => {
      hidden[Math.floor(place / width) * units + j * width + (place % width)] = value;
    });
  });
  const repeated = ({ values }: Weight) => Float32Array.from(own.flatMap(() => [...values]));
  return {
    inputs,
    units,
    classes,
    hidden,
    hiddenBias: Float32Array.from(own.flatMap(({ bias }) => [...bias.values])),
    out: repeated(last),
    // the last layer’s bias counts once for each head
    outBias: lastBias.values.map((value) => own.length * value),
  };
}

/** `[inputs, units]`, `[units]`, `[units, classes]`, `[classes]`. */
interface Grown {
  readonly inputs: number;
  readonly units: number;
  readonly classes: number;
  readonly hidden: Float32Array;
  readonly hiddenBias: Float32Array;
  readonly out: Float32Array;
  readonly outBias: Float32Array;
}

/** Its columns among others: `[inputs, all]`, 0 where the others stand. */
function among({ inputs, units, hidden }: Grown, from: number, all: number): Float32Array {
  const values = new Float32Array(inputs * all);
  hidden.forEach((value, place) => {
    values[Math.floor(place / units) * all + from + (place % units)] = value;
  });
  return values;
}

/**
 * The same net without heads that have grown; as it is where there are none.
 * @param shares how much each modality’s answer weighs.
 */
export function withoutGrown(
  weights: readonly Weight[],
  shares: readonly number[],
): readonly Weight[] {
  const heads = headsOf(weights);
  const last = weights.find(({ name }) => name === 'shared.weight');
  const lastBias = weights.find(({ name }) => name === 'shared.bias');
  if (heads.length === 0 || !last || !lastBias) return weights;
  const grown = shares.map((_, m) => asOne(heads, m, last, lastBias));
  const all = grown.reduce((sum, { units }) => sum + units, 0);
  const classes = lastBias.values.length;
  const own = grown.flatMap(({ inputs, units, hidden, hiddenBias, out, outBias }, m) => [
    { name: `head.${m}.hidden.weight`, shape: [inputs, units], values: hidden },
    { name: `head.${m}.hidden.bias`, shape: [units], values: hiddenBias },
    { name: `head.${m}.out.weight`, shape: [units, classes], values: out },
    { name: `head.${m}.out.bias`, shape: [classes], values: outBias },
  ]);
  let from = 0;
  const maps = grown.map((each, m): Weight => {
    const values = among(each, from, all);
    from += each.units;
    return { name: `fusion.${m}.weight`, shape: [each.inputs, all], values };
  });
  const weighed = (of: (each: Grown) => Float32Array) =>
    grown.map((each, m) => of(each).map((value) => (shares[m] ?? 0) * value));
  const outBias = new Float32Array(classes);
  for (const part of weighed((each) => each.outBias)) {
    part.forEach((value, c) => {
      outBias[c] = (outBias[c] ?? 0) + value;
    });
  }
  return [
    ...weights.filter(({ name }) => !/^(growing|shared)\./.test(name)),
    ...own,
    ...maps,
    {
      name: 'fusion.bias',
      shape: [all],
      values: Float32Array.from(grown.flatMap(({ hiddenBias }) => [...hiddenBias])),
    },
    {
      name: 'fusion.out.weight',
      shape: [all, classes],
      values: Float32Array.from(weighed((each) => each.out).flatMap((part) => [...part])),
    },
    { name: 'fusion.out.bias', shape: [classes], values: outBias },
  ];
}
