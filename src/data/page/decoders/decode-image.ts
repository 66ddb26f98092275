/**
 * Pictures by the browser's own decoder, in a worker. `createImageBitmap` refuses damaged pictures that an
 * <img> would show as they are. Must not import anything that needs a window.
 */
import { unusable } from '../../import/import-error';
import type { DecodedImage } from '../../import/media/decoders';
import { imageFormat, isAnimated } from '../../import/media/image-size';

/** Longer sides are scaled down to this on the way; samples are far smaller. */
const LONGEST_SIDE = 1024;
/** Formats that a browser may read in one place and not in the next. */
const FIX = 'Save it as PNG or JPEG.';

/** @throws ImportError naming the file and what it is, where this browser cannot decode it. */
export async function decodeImage(bytes: Uint8Array, file: string): Promise<DecodedImage> {
  const format = imageFormat(bytes);
  let bitmap: ImageBitmap;
  try {
    bitmap = await createImageBitmap(new Blob([bytes as Uint8Array<ArrayBuffer>]));
  } catch {
    throw format === null || UNKNOWN_TO_BROWSERS.includes(format)
      ? unusable(
          file,
          `is ${format ? `a ${format} picture, which this browser does not read` : 'no picture that this browser knows'}`,
          FIX,
        )
      : unusable(file, `is not a whole ${format} picture`, 'Save the picture again.');
  }
  const scale = Math.min(1, LONGEST_SIDE / Math.max(bitmap.width, bitmap.height));
  const width = Math.max(1, Math.round(bitmap.width * scale));
  const height = Math.max(1, Math.round(bitmap.height * scale));
  const context = canvasOf(width, height);
  if (!context) {
    throw unusable(file, 'found no canvas to be drawn on', 'Close other tabs and try again.');
  }
  context.drawImage(bitmap, 0, 0, width, height);
  bitmap.close();
  const { data } = context.getImageData(0, 0, width, height);
  // byte 24 of a PNG is its bits per colour
  const isDeep = format === 'PNG' && bytes[24] === 16;
  const notes = [
    ...(isDeep ? ['16 bits per colour became 8'] : []),
    ...(isAnimated(bytes) ? ['only the first of several pictures is used'] : []),
  ];
  return { width, height, rgba: data, ...(notes.length > 0 ? { note: notes.join(' and ') } : {}) };
}

let kept: OffscreenCanvasRenderingContext2D | null = null;

/** An empty canvas of this size; the same one for all pictures, for thousands of them would be slow. */
function canvasOf(width: number, height: number): OffscreenCanvasRenderingContext2D | null {
  kept ??= new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true });
  if (!kept) return null;
  // setting a side empties the canvas
  kept.canvas.width = width;
  if (kept.canvas.height !== height) kept.canvas.height = height;
  return kept;
}

const UNKNOWN_TO_BROWSERS: readonly string[] = ['TIFF', 'HEIF', 'PGM'];
