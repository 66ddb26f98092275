/** Gzip, with the platform's own decompressor and a cap on what comes out. Imports this folder only. */
import { ImportError, plainName, unusable } from '../import-error';
import type { ArchiveReader } from '../reader';

/** Text and bytes compress a thousandfold at most; beyond the cap it is a bomb or too large anyway. */
const MOST_BYTES = 2 ** 30;

const isGzip = (bytes: Uint8Array): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b;

export const gzip: ArchiveReader = {
  id: 'gzip',
  name: 'gzip',
  endings: ['gz'],
  signature: { test: isGzip, weight: 'certain' },
  gives: 'files',
  holds: 'one',
  where: 'anywhere',
  note: 'Any of these files, compressed.',
  async open(archive, file) {
    const bytes = archive instanceof Blob ? new Uint8Array(await archive.arrayBuffer()) : archive;
    const inner = await gunzip(bytes, file);
    const path = file.replace(/\.gz$/i, '');
    return {
      files: [{ path, size: inner.length, bytes: async () => inner }],
      leftOut: [],
    };
  },
};

const gunzip = (bytes: Uint8Array, file: string) =>
  decompress(bytes, { format: 'gzip', file, what: 'gzip file', mostBytes: MOST_BYTES });

/**
 * @param file what it is part of. @param what that is. @param mostBytes that may come out.
 * @throws ImportError when it is damaged or unpacks to more.
 */
export async function decompress(
  bytes: Uint8Array,
  {
    format,
    file,
    what,
    mostBytes,
  }: {
    readonly format: CompressionFormat;
    readonly file: string;
    readonly what: string;
    readonly mostBytes: number;
  },
): Promise<Uint8Array> {
  const stream = new Blob([bytes as Uint8Array<ArrayBuffer>])
    .stream()
    .pipeThrough(new DecompressionStream(format));
  const chunks: Uint8Array[] = [];
  let total = 0;
  const reader = stream.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      total += value.length;
      if (total > mostBytes) {
        await reader.cancel();
        throw new ImportError(
          'too-large',
          `${plainName(file)} unpacks to more than ${MOST_BYTES / 2 ** 30} GB.`,
          'Open a smaller part of it.',
        );
      }
      chunks.push(value);
    }
  } catch (error) {
    if (error instanceof ImportError) throw error;
    throw unusable(file, `is not a whole ${what}`, 'Copy or download it again.');
  }
  const out = new Uint8Array(total);
  let at = 0;
  for (const chunk of chunks) {
    out.set(chunk, at);
    at += chunk.length;
  }
  return out;
}
