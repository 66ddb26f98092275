/**
 * Odd and broken files from public test corpora, each met as their manifest says: read with so many
 * numbers, or refused with a sentence that names it. Kinds that need a browser are refused by name here.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { nodeDecoders } from '../../headless/decoders';
import { fileOf, importOptionsFor } from '../../testing/import-fixtures';
import { realData } from '../../testing/real-data';
import { readNpy } from './arrays/read-npy';
import { gather } from './gather';
import { importData } from './import-data';
import { FORMATS } from './readers';
import { readSeparated } from './table/read-separated';

const folder = realData('malformed');

/** What each file must give: a short text of what was read, or a part of the refusal. */
const EXPECTED: Readonly<Record<string, { readonly read: string } | { readonly refused: string }>> =
  {
    'audio/test-8000Hz-le-3ch-5S-24bit-inconsistent.wav': { refused: 'contradicts itself' },
    'audio/test-44100Hz-le-1ch-4bytes-rf64.wav': { read: '44100 Hz, 1 x 4410' },
    'audio/test-8000Hz-le-2ch-1byteu.wav': { read: '8000 Hz, 2 x 800' },
    'audio/test-44100Hz-le-1ch-4bytes-early-eof.wav': { read: '44100 Hz, 1 x 236, shorter' },
    'audio/sine_mono_s32_8000.wav': { read: '8000 Hz, 1 x 32000' },
    'audio/test-44100Hz-le-1ch-4bytes-early-eof-no-data.wav': { refused: 'has no sound in it' },
    'audio/test-44100Hz-le-1ch-4bytes-incomplete-chunk.wav': { refused: 'is cut off' },
    'audio/too-short.mp3': { refused: 'reads WAV only' },
    'audio/test-1234Hz-le-1ch-10S-20bit-extra.wav': { read: '1234 Hz, 1 x 10' },
    'audio/test-8000Hz-le-3ch-5S-24bit.wav': { read: '8000 Hz, 3 x 5' },
    'audio/test-44100Hz-2ch-32bit-float-le.wav': { read: '44100 Hz, 2 x 441' },
    'audio/test-44100Hz-be-1ch-4bytes.wav': { read: '44100 Hz, 1 x 4410' },
    'image/mode_16bit.png': { read: '128 x 64, 16 bits per colour became 8' },
    'image/basn0g16.png': { read: '32 x 32, 16 bits per colour became 8' },
    'image/basn6a16.png': { read: '32 x 32, 16 bits per colour became 8' },
    'image/grayalpha_pytorch.png': { read: '100 x 100' },
    'image/palette_pytorch.png': { read: '100 x 100' },
    'image/broken_data_stream.png': { refused: 'is not a whole PNG picture' },
    'image/xs1n0g01.png': { refused: 'is no picture that the lab knows' },
    'image/xcsn0g01.png': { refused: 'is not a whole PNG picture' },
    'image/png-truncated.png': { refused: 'is not a whole PNG picture' },
    'image/hopper_16bit.pgm': { refused: 'is a PGM picture' },
    'image/12in16bit.tif': { refused: 'is a TIFF picture' },
    'image/heif.heif': { refused: 'is a HEIF picture' },
    'image/decompression_bomb.gif': { refused: 'is a GIF picture' },
    'image/iss634.gif': { refused: 'is a GIF picture' },
    'image/iss634.webp': { refused: 'is a WebP picture' },
    'image/bad_huffman.jpg': { refused: 'is a JPEG picture' },
    'image/cmyk_pytorch.jpg': { refused: 'is a JPEG picture' },
    'image/corrupt.jpg': { refused: 'is a JPEG picture' },
    'video/unordered.mov': { refused: 'is a video' },
    'video/Mpeg4.mp4': { refused: 'is a video' },
    'video/truncated-64bit.mp4': { refused: 'is a video' },
    'video/h265_video.mp4': { refused: 'is a video' },
    'video/corrupted.mp4': { refused: 'is a video' },
    'video/FlashVideo.flv': { refused: 'browsers do not play' },
    'csv/newlines.csv': { read: '3 rows: a, b, c' },
    'csv/simple.ssv': { read: '6 rows: date, temperature, place' },
    'csv/excel_pasting.csv': { read: '16 rows: Year, 2000, 2001' },
    'csv/utf8bom.csv': { refused: 'has a line of names (kitten, win) but no row of data' },
    'csv/utf-16le_encoded.csv': { read: '327 rows: Organisation_code, Organisation_name' },
    'csv/penguins_raw.csv': { read: '344 rows: studyName, Sample Number' },
    'csv/skip_initials.csv': { read: '2 rows: field1, field2' },
    'csv/weird_head_padding.csv': { read: '61 rows: 1, 2' },
    'csv/null.csv': { read: '10 rows: 1, 2, 3, 4' },
    'csv/json.csv': { read: '1 rows: key, val' },
    'csv/quotes_and_newlines.csv': { read: '2 rows: a, b' },
    'npy/win64python2.npy': { read: '2 numbers' },
    'npy/bool.npy': { read: '2 numbers' },
    'npy/10-int64.npy': { read: '10 numbers' },
    'npy/10-complex64.npy': { refused: 'holds complex numbers' },
    'npy/py3-objarr.npy': { refused: 'a pickle' },
    'npy/py3-objarr.npz': { refused: 'x.npy holds Python objects (a pickle)' },
    'npy/chessboard_GRAY_U8.npz': { refused: 'has no array of labels; its arrays are arr_0' },
    'mat/corrupted_zlib_data.mat': { refused: 'is not a whole MATLAB file' },
    'mat/testhdf5_7.4_GLNX86.mat': { refused: 'its arrays are testdouble' },
    'zip/declares_too_many_bytes.zip': { read: 'nothing; left out: would grow' },
    'zip/more_than_declared.zip': { read: 'nothing; left out: contradicts itself' },
    'zip/zip-slip.zip': { read: 'good.txt; left out: leads out of the archive' },
    'zip/method1.zip': { read: 'a.txt; left out: Shrink' },
    'zip/xz_method.zip': { read: 'nothing; left out: XZ' },
    'zip/symlink.zip': { read: 'nothing; left out: a link' },
    'zip/relative_path.zip': { read: 'b.txt; left out: leads out of the archive' },
    'zip/absolute_path.zip': { read: 'b.txt; left out: an absolute path' },
    'zip/zip64.zip': { read: 'test1.txt, test2.txt; left out: ' },
    'mesh/table_0002_OFF_joined.off': { refused: 'is a mesh' },
    'mesh/tri.off': { refused: 'is a mesh' },
  };

/** Reads one file by its kind and says briefly what came out. */
async function meet(path: string, bytes: Uint8Array): Promise<string> {
  switch (path.split('/')[0]) {
    case 'audio': {
      const { sampleRateHz, channels, warning } = await nodeDecoders.audio(bytes, path);
      for (const channel of channels) expect(channel.every(Number.isFinite)).toBe(true);
      return `${sampleRateHz} Hz, ${channels.length} x ${channels[0]?.length}${warning ? ', shorter' : ''}`;
    }
    case 'image': {
      const { width, height, note } = await nodeDecoders.image(bytes, path);
      return `${width} x ${height}${note ? `, ${note}` : ''}`;
    }
    case 'csv': {
      const table = readSeparated(bytes, path);
      return `${table.rows} rows: ${table.columns.map(({ name }) => name).join(', ')}`;
    }
    case 'npy': {
      if (path.endsWith('.npy')) return `${readNpy(bytes, 'x', path).data.length} numbers`;
      break;
    }
    case 'zip': {
      const { files, leftOut } = await gather([fileOf(path, bytes)], FORMATS.readers, {});
      const names = files.map((file) => file.path).join(', ') || 'nothing';
      return `${names}; left out: ${leftOut.map(({ reason }) => reason).join(' ')}`;
    }
  }
  const { report } = await importData(
    [fileOf(path, bytes)],
    importOptionsFor({ name: path }),
    nodeDecoders,
  );
  return `${report.samples} samples`;
}

describe('odd and broken files', () => {
  const manifest =
    folder === null
      ? []
      : (
          JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')) as {
            files: { file: string; odd: string }[];
          }
        ).files;

  it.skipIf(folder === null)('are all expected here, none forgotten', () => {
    expect(manifest.map(({ file }) => file).sort()).toEqual(Object.keys(EXPECTED).sort());
  });

  for (const { file, odd } of manifest) {
    const expected = EXPECTED[file];
    if (!expected) continue;
    it(`are met as they deserve: ${file} (${odd})`, async () => {
      const bytes = new Uint8Array(readFileSync(join(folder as string, file)));
      if ('refused' in expected) {
        const error = await meet(file, bytes).then(
          (read) => new Error(`read: ${read}`),
          (thrown: Error) => thrown,
        );
        expect(error.message).toContain(expected.refused);
        expect(error.message).toContain(file);
        expect((error as { hint?: string }).hint?.length).toBeGreaterThan(5);
        return;
      }
      const read = await meet(file, bytes);
      for (const part of expected.read.split('; left out: ')) expect(read).toContain(part);
    });
  }
});
