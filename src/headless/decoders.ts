/** Pictures in Node: PNG by fast-png. What the lab's own readers do not decode needs a browser, and is told so. */
import { decode } from 'fast-png';
import { namesOf } from '../data/import/guide';
import { unusable } from '../data/import/import-error';
import type { DecodedImage, Decoders } from '../data/import/media/decoders';
import { imageFormat } from '../data/import/media/image-size';
import { isWav, readWav, wav } from '../data/import/media/wav';
import { FORMATS } from '../data/import/readers';
import { readerByName } from '../data/import/sniff';
import { extensionOf } from '../data/import/source-file';

/** Kinds that this command reads, in words. */
const here = (gives: 'image' | 'sound') =>
  namesOf(FORMATS.readers, gives, 'anywhere').join(' and ');

export const nodeDecoders: Decoders = {
  async image(bytes, file) {
    const format = imageFormat(bytes);
    if (format !== 'PNG') {
      throw unusable(
        file,
        `is ${format ? `a ${format} picture` : 'no picture that the lab knows'}; this command reads ${here('image')} only`,
        'Open the files in the page, or save them as PNG.',
      );
    }
    try {
      return toRgba(decode(bytes, { checkCrc: true }));
    } catch (error) {
      throw unusable(
        file,
        `is not a whole PNG picture (${(error as Error).message})`,
        'Save the picture again.',
      );
    }
  },
  async audio(bytes, file) {
    // what calls itself WAV is told by its reader what is wrong with it
    if (!isWav(bytes) && readerByName(file, [wav]) === null) {
      throw unusable(
        file,
        `is a sound of the kind ${extensionOf(file).toUpperCase()}; this command reads ${here('sound')} only`,
        'Open the files in the page, or save them as WAV.',
      );
    }
    return readWav(bytes, file);
  },
  async video(_bytes, _request, file) {
    throw unusable(
      file,
      'is a video, which only a browser decodes',
      'Open the files in the page, or save its frames as PNG and its sound as WAV.',
    );
  },
  async renderMesh(_mesh, _viewpoints, _side, file) {
    throw unusable(
      file,
      'is a mesh, which only a browser draws',
      'Open the files in the page, or draw it from the front and the rear and save both as PNG.',
    );
  },
};

type Png = ReturnType<typeof decode>;

/** Grey, palette, 16 bit and transparent pictures alike as four bytes a pixel. */
function toRgba({
  width,
  height,
  data,
  channels,
  depth,
  palette,
  transparency,
}: Png): DecodedImage {
  const rgba = new Uint8Array(width * height * 4);
  const full = depth === 16 ? 65_535 : palette ? 255 : 2 ** depth - 1;
  // depths below 8 come packed, several pixels a byte, every row from a new byte
  const rowBytes = Math.ceil((width * depth) / 8);
  const valueAt = (row: number, column: number, channel: number): number => {
    if (depth >= 8) return data[(row * width + column) * channels + channel] as number;
    const bit = column * depth;
    const byte = data[row * rowBytes + (bit >> 3)] as number;
    return (byte >> (8 - depth - (bit & 7))) & (2 ** depth - 1);
  };
  const isGrey = channels < 3;
  const hasAlpha = channels === 2 || channels === 4;
  const see = transparency?.[0];
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const at = (row * width + column) * 4;
      const first = valueAt(row, column, 0);
      if (palette) {
        const [r = 0, g = 0, b = 0, a = 255] = palette[first] ?? [];
        rgba.set([r, g, b, a], at);
        continue;
      }
      const scale = 255 / full;
      rgba[at] = Math.round(first * scale);
      rgba[at + 1] = isGrey ? (rgba[at] as number) : Math.round(valueAt(row, column, 1) * scale);
      rgba[at + 2] = isGrey ? (rgba[at] as number) : Math.round(valueAt(row, column, 2) * scale);
      // a grey level may be declared to be see-through
      const opaque = channels === 1 && see === first ? 0 : 255;
      rgba[at + 3] = hasAlpha ? Math.round(valueAt(row, column, channels - 1) * scale) : opaque;
    }
  }
  return { width, height, rgba, ...(depth === 16 ? { note: '16 bits per colour became 8' } : {}) };
}
