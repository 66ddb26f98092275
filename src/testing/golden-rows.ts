/** Weights as golden files hold them, and as ours lie. */

export type Rows = readonly (readonly number[])[];
export type Parameters = Readonly<Record<string, Rows | readonly number[] | number>>;

const isRows = (value: Rows | readonly number[]): value is Rows => Array.isArray(value[0]);

/** PyTorch keeps weights as [out, in]; ours are [in, out]. */
export function flat(value: Rows | readonly number[] | number): Float32Array {
  if (typeof value === 'number') return Float32Array.of(value);
  if (!isRows(value)) return Float32Array.from(value);
  const out = value.length;
  const values = new Float32Array(out * (value[0]?.length ?? 0));
  value.forEach((row, o) => {
    row.forEach((weight, i) => {
      values[i * out + o] = weight;
    });
  });
  return values;
}
