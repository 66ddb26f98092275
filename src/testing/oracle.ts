/**
 * A slow oracle in plain float64 numbers: every kernel of the engine once more, written for reading, not speed.
 * Tests hold the fast implementations against it, and hold it against finite differences.
 */

/** `[rows][columns]` */
export type Table = number[][];

export const transpose = (a: Table): Table =>
  (a[0] ?? []).map((_, c) => a.map((row) => row[c] as number));

export const product = (a: Table, b: Table): Table => {
  const columns = transpose(b);
  return a.map((row) =>
    columns.map((column) => row.reduce((sum, x, k) => sum + x * (column[k] as number), 0)),
  );
};

export const plus = (a: Table, b: Table): Table =>
  a.map((row, i) => row.map((x, c) => x + (b[i]?.[c] as number)));

export const relu = (a: Table): Table => a.map((row) => row.map((x) => Math.max(0, x)));

/** x W + b */
export const linear = (x: Table, w: Table, b: readonly number[]): Table =>
  product(x, w).map((row) => row.map((value, c) => value + (b[c] as number)));

export const columnSums = (a: Table): number[] =>
  transpose(a).map((column) => column.reduce((sum, x) => sum + x, 0));

export const softmax = (row: readonly number[]): number[] => {
  const top = Math.max(...row);
  const powers = row.map((x) => Math.exp(x - top));
  const total = powers.reduce((sum, x) => sum + x, 0);
  return powers.map((x) => x / total);
};

/** Mean cross-entropy against row labels. */
export const crossEntropy = (logits: Table, labels: readonly number[]): number =>
  -logits.reduce((sum, row, i) => sum + Math.log(softmax(row)[labels[i] as number] as number), 0) /
  logits.length;

/** d(weight * cross-entropy) / d logits */
export const crossEntropyGradient = (
  logits: Table,
  labels: readonly number[],
  weight: number,
): Table =>
  logits.map((row, i) =>
    softmax(row).map((p, c) => (weight * (p - (c === labels[i] ? 1 : 0))) / logits.length),
  );

/** How the contrastive loss of the oracle is set. */
export interface Contrast {
  readonly similarity: 'cosine' | 'dot';
  readonly temperature: number;
  /** Labels when samples of one class are not negatives of each other. */
  readonly labels: readonly number[] | null;
}

const onDimensions = (row: readonly number[], dimensions: readonly number[]) =>
  dimensions.map((d) => row[d] as number);

const compare = (
  s: readonly number[],
  t: readonly number[],
  how: Contrast['similarity'],
): number => {
  const dot = s.reduce((sum, x, k) => sum + x * (t[k] as number), 0);
  if (how === 'dot') return dot;
  const length = (v: readonly number[]) => Math.max(1e-6, Math.hypot(...v));
  return dot / (length(s) * length(t));
};

/** R7 for one student and teacher on `dimensions`. */
export const contrast = (
  student: Table,
  teacher: Table,
  dimensions: readonly number[],
  { similarity, temperature, labels }: Contrast,
): number =>
  student.reduce((sum, s, i) => {
    const scores = teacher.flatMap((t, j) => {
      const sameClass = labels !== null && i !== j && labels[i] === labels[j];
      if (sameClass) return [];
      const score = compare(onDimensions(s, dimensions), onDimensions(t, dimensions), similarity);
      return [{ score: score / temperature, own: i === j }];
    });
    const p = softmax(scores.map(({ score }) => score));
    return sum - Math.log(p[scores.findIndex(({ own }) => own)] as number);
  }, 0) / student.length;

/** Gradient of any scalar function of a table, by central differences. */
export const finiteDifferences = (f: (at: Table) => number, at: Table, step = 1e-5): Table =>
  at.map((row, i) =>
    row.map((_, c) => {
      const moved = (by: number) =>
        f(at.map((r, k) => (k === i ? r.map((x, d) => (d === c ? x + by : x)) : r)));
      return (moved(step) - moved(-step)) / (2 * step);
    }),
  );

/** Mean over rows of KL(softmax(target) || softmax(x)). */
export const divergence = (x: Table, target: Table): number =>
  x.reduce((sum, row, i) => {
    const own = softmax(row);
    const taught = softmax(target[i] ?? []);
    return taught.reduce((apart, q, c) => apart + q * Math.log(q / (own[c] as number)), sum);
  }, 0) / x.length;

/** Mean over rows and columns of (x - target)^2. */
export const meanSquare = (x: Table, target: Table): number => {
  const squares = x.flatMap((row, i) => row.map((v, c) => (v - (target[i]?.[c] as number)) ** 2));
  return squares.reduce((sum, v) => sum + v, 0) / squares.length;
};

const logSum = (values: readonly number[]): number => {
  const top = Math.max(...values);
  return top + Math.log(values.reduce((sum, v) => sum + Math.exp(v - top), 0));
};

/** TCMax's loss of a batch of logits by modality, over all tuples of the batch's samples. */
export const totalCorrelation = (modalities: readonly Table[], labels: readonly number[]) => {
  const rows = labels.length;
  const sums = modalities.map((z) => transpose(z).map(logSum));
  const all = logSum((sums[0] ?? []).map((_, c) => sums.reduce((sum, s) => sum + (s[c] ?? 0), 0)));
  const chosen = modalities.reduce(
    (sum, z) => sum + labels.reduce((own, y, i) => own + (z[i]?.[y] ?? 0), 0),
    0,
  );
  return all - modalities.length * Math.log(rows) - chosen / rows;
};
