/**
 * What a picture's first bytes say before anything is decoded: its format, how large it claims to be (a few bytes
 * can claim a canvas of gigabytes), and whether it moves. Imports this folder only.
 */
import { unusable } from '../import-error';

/** 50 megapixels: above any camera in a classroom, below what a tab can hold many times over. */
const MOST_PIXELS = 50_000_000;

/** Formats that show themselves in their first bytes. */
export type ImageFormat = 'PNG' | 'JPEG' | 'GIF' | 'WebP' | 'BMP' | 'TIFF' | 'HEIF' | 'PGM';

/** The format by the first bytes; null for none of those known. */
export function imageFormat(bytes: Uint8Array): ImageFormat | null {
  if (bytes[0] === 0x89 && wordAt(bytes, 1, 3) === 'PNG') return 'PNG';
  if (bytes[0] === 0xff && bytes[1] === 0xd8) return 'JPEG';
  if (wordAt(bytes, 0, 4) === 'GIF8') return 'GIF';
  if (wordAt(bytes, 0, 4) === 'RIFF' && wordAt(bytes, 8, 4) === 'WEBP') return 'WebP';
  if (wordAt(bytes, 0, 2) === 'BM') return 'BMP';
  if (wordAt(bytes, 0, 2) === 'II' || wordAt(bytes, 0, 2) === 'MM') return 'TIFF';
  if (wordAt(bytes, 4, 4) === 'ftyp') return 'HEIF';
  if (/^P[2-7]\s/.test(wordAt(bytes, 0, 3))) return 'PGM';
  return null;
}

/** @throws ImportError when a picture claims more pixels than the lab decodes. */
export function checkImageSize(bytes: Uint8Array, file: string): void {
  const { width, height } = claimsOf(bytes);
  if (width * height <= MOST_PIXELS) return;
  throw unusable(
    file,
    `claims ${width} x ${height} pixels, more than the ${MOST_PIXELS / 1e6} million the lab decodes`,
    'Save a smaller copy of the picture.',
  );
}

/** Whether a GIF, WebP or PNG holds more than one picture. */
export const isAnimated = (bytes: Uint8Array): boolean => claimsOf(bytes).pictures > 1;

interface Claims {
  readonly width: number;
  readonly height: number;
  /** 2 stands for "several". */
  readonly pictures: number;
}

/** What the bytes claim; no size where the format does not say or is cut off: the decoder will. */
function claimsOf(bytes: Uint8Array): Claims {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    switch (imageFormat(bytes)) {
      case 'PNG':
        return pngClaims(view);
      case 'GIF':
        return gifClaims(view);
      case 'JPEG':
        return jpegClaims(view);
      case 'WebP':
        return webpClaims(view, bytes);
      case 'BMP':
        return still(Math.abs(view.getInt32(18, true)), Math.abs(view.getInt32(22, true)));
      default:
        return still(0, 0);
    }
  } catch (error) {
    // reading beyond the end: the file is cut off
    if (error instanceof RangeError) return still(0, 0);
    throw error;
  }
}

const still = (width: number, height: number): Claims => ({ width, height, pictures: 1 });

function pngClaims(view: DataView): Claims {
  const size = still(view.getUint32(16), view.getUint32(20));
  // the chunk that announces an animation stands before the first data
  for (let at = 8; at + 8 <= view.byteLength; at += 12 + view.getUint32(at)) {
    const tag = view.getUint32(at + 4);
    if (tag === IDAT) break;
    if (tag === ACTL && at + 12 <= view.byteLength) {
      return { ...size, pictures: view.getUint32(at + 8) };
    }
  }
  return size;
}

const IDAT = 0x49444154;
const ACTL = 0x6163544c;

/** The canvas, or a picture on it that is larger. */
function gifClaims(view: DataView): Claims {
  let [width, height] = [view.getUint16(6, true), view.getUint16(8, true)];
  const tableBytes = (flags: number) => (flags & 0x80 ? 3 * 2 ** ((flags & 7) + 1) : 0);
  let pictures = 0;
  let at = 13 + tableBytes(view.getUint8(10));
  while (at < view.byteLength && pictures < 2) {
    const block = view.getUint8(at);
    if (block === 0x21) at = afterBlocks(view, at + 2);
    else if (block === 0x2c && at + 10 <= view.byteLength) {
      pictures++;
      width = Math.max(width, view.getUint16(at + 5, true));
      height = Math.max(height, view.getUint16(at + 7, true));
      at = afterBlocks(view, at + 11 + tableBytes(view.getUint8(at + 9)));
    } else break;
  }
  return { width, height, pictures };
}

/** The place after a chain of blocks, each led by its length, the last one empty. */
function afterBlocks(view: DataView, start: number): number {
  let at = start;
  while (at < view.byteLength) {
    const length = view.getUint8(at);
    at += 1 + length;
    if (length === 0) break;
  }
  return at;
}

/** The size stands in the frame header, after an unknown number of other segments. */
function jpegClaims(view: DataView): Claims {
  for (let at = 2; at + 9 <= view.byteLength && view.getUint8(at) === 0xff; ) {
    const marker = view.getUint8(at + 1);
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame) return still(view.getUint16(at + 7), view.getUint16(at + 5));
    // filling bytes may stand before a marker
    at += marker === 0xff ? 1 : 2 + Math.max(2, view.getUint16(at + 2));
  }
  return still(0, 0);
}

function webpClaims(view: DataView, bytes: Uint8Array): Claims {
  const kind = wordAt(bytes, 12, 4);
  if (kind === 'VP8X') {
    const side = (at: number) => 1 + view.getUint16(at, true) + view.getUint8(at + 2) * 65_536;
    return { ...still(side(24), side(27)), pictures: view.getUint8(20) & 2 ? 2 : 1 };
  }
  if (kind === 'VP8L') {
    const bits = view.getUint32(21, true);
    return still(1 + (bits & 0x3fff), 1 + ((bits >> 14) & 0x3fff));
  }
  return still(view.getUint16(26, true) & 0x3fff, view.getUint16(28, true) & 0x3fff);
}

const wordAt = (bytes: Uint8Array, at: number, length: number): string =>
  String.fromCharCode(...bytes.subarray(at, at + length));
