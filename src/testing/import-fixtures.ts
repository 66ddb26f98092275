/** Files, options and arrays for tests of the import, made in memory. */
import { unusable } from '../data/import/import-error';
import type { DecodedAudio, DecodedImage, Decoders } from '../data/import/media/decoders';
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
  series: {},
  text: { units: 'characters', shortest: 2, longest: 4, width: 64 },
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

/**
 * Decoders for files whose text says what they are: `grey 0.5` a picture, `tone 440` a sound of half a second,
 * `clip 0.5 440` a video whose k-th picture is that grey plus k hundredths, with a tone where one is named.
 * Anything else is damaged.
 */
export const spokenDecoders: Decoders = {
  async image(bytes, file) {
    const [kind, grey] = words(bytes);
    if (kind !== 'grey') throw unusable(file, 'is damaged', 'Leave it out.');
    return evenPicture(Number(grey));
  },
  async audio(bytes, file) {
    const [kind, hz] = words(bytes);
    if (kind !== 'tone') throw unusable(file, 'is damaged', 'Leave it out.');
    return tone(Number(hz));
  },
  async video(bytes, { frames, pairs, audio, stretch }, file) {
    const [kind, grey, hz] = words(bytes);
    if (kind !== 'clip') throw unusable(file, 'is damaged', 'Leave it out.');
    const start = Number(grey) + (stretch?.fromS ?? 0) / 10;
    const picture = (k: number) => evenPicture(start + k / 100);
    return {
      frames: Array.from({ length: frames }, (_, k) => picture(k)),
      pairs: Array.from({ length: pairs }, (_, k) => [picture(k), picture(k + 1)]),
      audio: audio && hz ? tone(Number(hz)) : null,
    };
  },
  async renderMesh({ triangles }, viewpoints) {
    return viewpoints.map(({ azimuthDegrees }) =>
      evenPicture(triangles.length / 30 + azimuthDegrees / 1000),
    );
  },
};

const words = (bytes: Uint8Array): string[] => new TextDecoder().decode(bytes).split(' ');

const evenPicture = (grey: number): DecodedImage => ({
  width: 8,
  height: 6,
  rgba: Uint8Array.from({ length: 192 }, (_, i) =>
    i % 4 === 3 ? 255 : Math.round((grey + (i % 8 === 0 ? 0.1 : 0)) * 255),
  ),
});

const tone = (hz: number): DecodedAudio => ({
  sampleRateHz: 8000,
  channels: [
    Float32Array.from({ length: 4000 }, (_, t) => Math.sin((hz * t * 2 * Math.PI) / 8000)),
  ],
});
