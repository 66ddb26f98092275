/** safetensors: a header in JSON, then the numbers of every tensor, float32 little-endian. */

export interface Tensor {
  readonly name: string;
  readonly shape: readonly number[];
  readonly values: Float32Array;
}

/** The header's length is a multiple of this, as the format's own writer has it. */
const ALIGNED = 8;

/** @param metadata words about the whole file. */
export function safetensors(
  tensors: readonly Tensor[],
  metadata: Readonly<Record<string, string>>,
): Uint8Array {
  let at = 0;
  const entries = tensors.map(({ name, shape, values }) => {
    const begin = at;
    at += values.byteLength;
    return [name, { dtype: 'F32', shape, data_offsets: [begin, at] }] as const;
  });
  const words = JSON.stringify({ __metadata__: metadata, ...Object.fromEntries(entries) });
  const header = new TextEncoder().encode(words);
  const length = Math.ceil(header.length / ALIGNED) * ALIGNED;
  const out = new Uint8Array(8 + length + at);
  new DataView(out.buffer).setBigUint64(0, BigInt(length), true);
  out.fill(' '.charCodeAt(0), 8, 8 + length);
  out.set(header, 8);
  let offset = 8 + length;
  for (const { values } of tensors) {
    out.set(new Uint8Array(values.buffer, values.byteOffset, values.byteLength), offset);
    offset += values.byteLength;
  }
  return out;
}
