/**
 * How large a picture says it is, from its first bytes: a few bytes can claim a canvas of gigabytes, so
 * this is asked before anything is decoded. Imports this folder only.
 */
import { unusable } from '../import-error';

/** 50 megapixels: above any camera in a classroom, below what a tab can hold many times over. */
const MOST_PIXELS = 50_000_000;

/** Formats that show themselves in their first bytes. */
export type ImageFormat = 'PNG' | 'JPEG' | 'GIF' | 'WebP' | 'BMP' | 'TIFF' | 'HEIF' | 'PGM';

/** The format by the first bytes; null for none of those known. */
export function imageFormat(bytes: Uint8Array): ImageFormat | null {
  const text = (at: number, length: number) =>
    String.fromCharCode(...bytes.subarray(at, at + length));
  if (bytes[0] === 0x89 && text(1, 3) === 'PNG') return 'PNG';
  if (bytes[0] === 0xff && bytes[1] === 0xd8) return 'JPEG';
  if (text(0, 4) === 'GIF8') return 'GIF';
  if (text(0, 4) === 'RIFF' && text(8, 4) === 'WEBP') return 'WebP';
  if (text(0, 2) === 'BM') return 'BMP';
  if (text(0, 2) === 'II' || text(0, 2) === 'MM') return 'TIFF';
  if (text(4, 4) === 'ftyp') return 'HEIF';
  if (/^P[2-7]\s/.test(text(0, 3))) return 'PGM';
  return null;
}

/** @throws ImportError when a PNG or GIF claims more pixels than the lab decodes. */
export function checkImageSize(bytes: Uint8Array, file: string): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const format = imageFormat(bytes);
  let size: [number, number] | null = null;
  if (format === 'PNG' && bytes.length >= 24) size = [view.getUint32(16), view.getUint32(20)];
  if (format === 'GIF' && bytes.length >= 10) {
    size = [view.getUint16(6, true), view.getUint16(8, true)];
  }
  if (size && size[0] * size[1] > MOST_PIXELS) {
    throw unusable(
      file,
      `claims ${size[0]} x ${size[1]} pixels, more than the ${MOST_PIXELS / 1e6} million the lab decodes`,
      'Save a smaller copy of the picture.',
    );
  }
}
