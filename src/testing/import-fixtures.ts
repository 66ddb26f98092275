/** Files, options and arrays for tests of the import, made in memory. */
import type { ImportOptions } from '../data/import/options';
import type { SourceFile } from '../data/import/source-file';

/** A file with these bytes, or this text in UTF-8. */
export function fileOf(path: string, content: Uint8Array | string): SourceFile {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  return { path, size: bytes.length, bytes: async () => bytes };
}

/** Options as the settings' defaults give them, everything used. */
export const importOptionsFor = (over: Partial<ImportOptions> = {}): ImportOptions => ({
  name: 'my data',
  pairing: 'given',
  imageSize: 4,
  colour: false,
  frames: 3,
  sound: {},
  shares: { train: 0.5, validation: 0, test: 0.5 },
  most: { train: 100_000, validation: 100_000, test: 100_000 },
  seed: 1,
  ...over,
});

/** An NPY file. @param type numpy's description such as `<f4`; `data` are its entries' bytes. */
export function npyFile(
  type: string,
  shape: readonly number[],
  data: Uint8Array,
  { fortran = false, version = 1 }: { fortran?: boolean; version?: 1 | 2 | 3 } = {},
): Uint8Array {
  const sides = shape.length === 1 ? `${shape[0]},` : shape.join(', ');
  const header = `{'descr': '${type}', 'fortran_order': ${fortran ? 'True' : 'False'}, 'shape': (${sides}), }\n`;
  const start = version === 1 ? 10 : 12;
  const out = new Uint8Array(start + header.length + data.length);
  out.set([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, version, 0]);
  const view = new DataView(out.buffer);
  if (version === 1) view.setUint16(8, header.length, true);
  else view.setUint32(8, header.length, true);
  out.set(new TextEncoder().encode(header), start);
  out.set(data, start + header.length);
  return out;
}

/** Bytes of little-endian float32 numbers. */
export const floatBytes = (numbers: readonly number[]): Uint8Array =>
  new Uint8Array(Float32Array.from(numbers).buffer);

/** A mono WAV of 16-bit PCM. @param samples in -1..1. */
export function wavFile(samples: readonly number[], sampleRateHz = 8000): Uint8Array {
  const out = new Uint8Array(44 + samples.length * 2);
  const view = new DataView(out.buffer);
  const text = (at: number, word: string) => out.set(new TextEncoder().encode(word), at);
  text(0, 'RIFF');
  view.setUint32(4, out.length - 8, true);
  text(8, 'WAVEfmt ');
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, 1, true);
  view.setUint32(24, sampleRateHz, true);
  view.setUint32(28, sampleRateHz * 2, true);
  view.setUint16(32, 2, true);
  view.setUint16(34, 16, true);
  text(36, 'data');
  view.setUint32(40, samples.length * 2, true);
  samples.forEach((sample, i) => {
    view.setInt16(44 + i * 2, Math.round(sample * 32_767), true);
  });
  return out;
}
