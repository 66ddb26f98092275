/** Messages of Protocol Buffers, written: fields one after the other, each with its number and kind. */

/** A field: its number, and a whole number, a text, bytes, or a message within. */
export type Field = readonly [
  number: number,
  value: number | string | Uint8Array | readonly Field[],
];

const VARINT = 0;
const LENGTH = 2;

/** @param value whole, 0 or more, or negative, which takes ten bytes. */
function varint(value: number, into: number[]): void {
  let rest = BigInt.asUintN(64, BigInt(value));
  while (rest > 127n) {
    into.push(Number(rest & 127n) | 128);
    rest >>= 7n;
  }
  into.push(Number(rest));
}

/** The bytes of a message. */
export function message(fields: readonly Field[]): Uint8Array {
  const parts: Uint8Array[] = [];
  for (const [number, value] of fields) {
    const head: number[] = [];
    if (typeof value === 'number') {
      varint(number * 8 + VARINT, head);
      varint(value, head);
      parts.push(Uint8Array.from(head));
      continue;
    }
    const bytes = bytesOf(value);
    varint(number * 8 + LENGTH, head);
    varint(bytes.length, head);
    parts.push(Uint8Array.from(head), bytes);
  }
  const out = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}

function bytesOf(value: string | Uint8Array | readonly Field[]): Uint8Array {
  if (typeof value === 'string') return new TextEncoder().encode(value);
  return value instanceof Uint8Array ? value : message(value);
}
