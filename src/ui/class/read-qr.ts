/** Reads the QR code in a picture: a saved code, a photograph, a picture of the screen. The reader loads when it is needed. */

/** Sides at which a picture is looked at, in pixels: photographs first small, which is fast and blurs their grain. */
const SIDES = [800, 1600];

/**
 * @returns the text of the code; null where there is none.
 * @throws where the browser cannot open the picture.
 */
export async function readQr(picture: Blob): Promise<string | null> {
  const [bitmap, { default: jsQR }] = await Promise.all([
    createImageBitmap(picture),
    import('jsqr'),
  ]);
  try {
    for (const side of SIDES) {
      const { data, width, height } = pixelsOf(bitmap, side);
      const found = jsQR(data, width, height);
      if (found && found.data !== '') return found.data;
      if (Math.max(bitmap.width, bitmap.height) <= side) return null;
    }
    return null;
  } finally {
    bitmap.close();
  }
}

function pixelsOf(bitmap: ImageBitmap, side: number): ImageData {
  const scale = Math.min(1, side / Math.max(bitmap.width, bitmap.height));
  const width = Math.max(1, Math.round(bitmap.width * scale));
  const height = Math.max(1, Math.round(bitmap.height * scale));
  const context = new OffscreenCanvas(width, height).getContext('2d');
  if (!context) throw new Error('This browser draws no pictures here.');
  // what is see-through in a picture would read as black
  context.fillStyle = 'white';
  context.fillRect(0, 0, width, height);
  context.drawImage(bitmap, 0, 0, width, height);
  return context.getImageData(0, 0, width, height);
}
