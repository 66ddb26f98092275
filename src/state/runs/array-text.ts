/**
 * Typed arrays as text, for files: the kind of numbers, a colon, the bytes in base64, little-endian as every
 * processor that runs a browser has them. Imports nothing.
 */
const KINDS = {
  i8: Int8Array,
  u8: Uint8Array,
  i16: Int16Array,
  u16: Uint16Array,
  i32: Int32Array,
  f32: Float32Array,
} as const;

type Kind = keyof typeof KINDS;
export type NumberArray =
  | Int8Array
  | Uint8Array
  | Int16Array
  | Uint16Array
  | Int32Array
  | Float32Array;

/** As many bytes as `String.fromCharCode` takes as arguments without trouble. */
const CHUNK = 8192;

export function arrayToText(array: NumberArray): string {
  const found = Object.entries(KINDS).find(([, kind]) => array instanceof kind);
  const bytes = new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
  let binary = '';
  for (let at = 0; at < bytes.length; at += CHUNK) {
    binary += String.fromCharCode(...bytes.subarray(at, at + CHUNK));
  }
  return `${found?.[0]}:${btoa(binary)}`;
}

/** The array of such a text; null where it is none. */
export function textToArray(text: string): NumberArray | null {
  const [name = '', encoded] = text.split(':', 2);
  const kind = Object.hasOwn(KINDS, name) ? KINDS[name as Kind] : undefined;
  if (!kind || encoded === undefined) return null;
  try {
    const bytes = Uint8Array.from(atob(encoded), (letter) => letter.charCodeAt(0));
    // a length that is no whole number of elements throws as well
    return new kind(bytes.buffer);
  } catch {
    return null;
  }
}
