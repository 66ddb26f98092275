/**
 * One entry of a ZIP, from the archive's bytes (APPNOTE 6.3.10, sections 4.3.7 and 4.3.8). zip.js would do it as well, but
 * its entries take 8 kB of memory each and every unpacking a dozen streams, too much for a hundred thousand files.
 * Imports this room and the checksum only.
 */
import { crc32 } from '../../../math/crc32';
import { ImportError } from '../import-error';
import { decompress } from './gunzip';

/** What the archive's list says of an entry, as far as it is needed to unpack it. */
export interface EntryPlace {
  /** Where its own header begins. */
  readonly offset: number;
  /** 0 as it is, 8 deflated. */
  readonly method: number;
  readonly packedSize: number;
  readonly size: number;
  readonly crc: number;
}

/** What to do about an archive that was packed badly. */
export const PACK_AGAIN = 'Pack the files again with an ordinary ZIP program.';

const HEADER = 0x04034b50;
const HEADER_BYTES = 30;
/** Sizes stand behind the bytes, not in the header. */
const SIZES_BEHIND = 8;
/** A size that stands elsewhere since it is too large for its place. */
const ELSEWHERE = 0xffffffff;

/** Where every entry of an archive begins, in order: where the next begins, one must have ended. */
export type EntryStarts = Float64Array;

/**
 * @param archive its bytes, or a blob of which only the entry is read.
 * @param entry names it, as the beginning of a sentence.
 * @throws ImportError when it is damaged, shares its bytes with another one, or is not as its archive says.
 */
export async function unpackEntry(
  archive: Uint8Array | Blob,
  place: EntryPlace,
  starts: EntryStarts,
  entry: string,
): Promise<Uint8Array> {
  const { offset, method, packedSize, size, crc } = place;
  const refusal = (reason: string) =>
    new ImportError('file-unusable', `${entry} ${reason}.`, PACK_AGAIN);
  const header = await bytesAt(archive, offset, HEADER_BYTES);
  const view = new DataView(header.buffer, header.byteOffset, header.length);
  if (header.length < HEADER_BYTES || view.getUint32(0, true) !== HEADER) {
    throw refusal('is damaged (its header is not there)');
  }
  const from = offset + HEADER_BYTES + view.getUint16(26, true) + view.getUint16(28, true);
  if (sharesBytes(starts, offset, from + packedSize)) {
    throw refusal('shares its bytes with another entry');
  }
  if (!agrees(view, place)) {
    throw refusal('contradicts itself: its size is written twice, and differently');
  }
  const packed = await bytesAt(archive, from, packedSize);
  const bytes = method === 0 ? packed : await inflated(packed, size, entry);
  if (bytes === null || bytes.length !== size) {
    throw refusal('is not as large as the archive says');
  }
  if (crc32(bytes) !== crc) throw refusal('is damaged (its checksum is another one)');
  return bytes;
}

/** Bytes of its own, which whoever gets them may give away; fewer where the archive ends before. */
const bytesAt = async (
  archive: Uint8Array | Blob,
  from: number,
  length: number,
): Promise<Uint8Array> =>
  archive instanceof Blob
    ? new Uint8Array(await archive.slice(from, from + length).arrayBuffer())
    : archive.slice(from, from + length);

/** Whether its header says what the archive's list says, as far as it says anything. */
function agrees(header: DataView, { method, crc, packedSize, size }: EntryPlace): boolean {
  if (header.getUint16(8, true) !== method) return false;
  if (header.getUint16(6, true) & SIZES_BEHIND) return true;
  const said = [14, 18, 22].map((at) => header.getUint32(at, true));
  const listed = [crc, packedSize, size];
  return (
    said.every((value) => value === 0) ||
    said.every((value, i) => value === listed[i] || (i > 0 && value === ELSEWHERE))
  );
}

/** Whether another entry begins where this one does, or before it ends. @param starts in ascending order. */
function sharesBytes(starts: EntryStarts, offset: number, end: number): boolean {
  let [low, high] = [0, starts.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((starts[middle] ?? 0) < offset) low = middle + 1;
    else high = middle;
  }
  // the first of those from here on is the entry itself
  return (starts[low + 1] ?? Number.POSITIVE_INFINITY) < Math.max(end, offset + 1);
}

/** Null where more comes out than was said. */
async function inflated(packed: Uint8Array, size: number, entry: string) {
  try {
    return await decompress(packed, {
      format: 'deflate-raw',
      file: entry,
      what: 'entry',
      mostBytes: size,
    });
  } catch (error) {
    if (error instanceof ImportError && error.code === 'too-large') return null;
    throw new ImportError(
      'file-unusable',
      `${entry} is damaged (it cannot be unpacked).`,
      PACK_AGAIN,
    );
  }
}
