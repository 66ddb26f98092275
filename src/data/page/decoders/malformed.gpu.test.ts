/**
 * Odd and broken media from public test corpora in a real browser, each met as its manifest says: read with so
 * much in it, or refused with a sentence that names it. Skipped, and said so, where they are not at hand.
 */
import { expect, it } from 'vitest';
import { commands } from 'vitest/browser';
import { checkImageSize } from '../../import/media/image-size';
import { withOwnReaders } from '../../import/media/own-readers';
import { wav } from '../../import/media/wav';
import { readOff } from '../../import/mesh/read-off';
import { workerDecoders } from './worker-decoders';

declare module 'vitest/browser' {
  interface BrowserCommands {
    realFile: (path: string) => Promise<string | null>;
  }
}

/** What is read, or a part of the refusal. */
const EXPECTED: Readonly<Record<string, string>> = {
  'audio/sine_mono_s32_8000.wav': '8000 Hz, 1 x 32000',
  'audio/test-1234Hz-le-1ch-10S-20bit-extra.wav': '1234 Hz, 1 x 10',
  'audio/test-44100Hz-2ch-32bit-float-le.wav': '44100 Hz, 2 x 441',
  'audio/test-44100Hz-be-1ch-4bytes.wav': '44100 Hz, 1 x 4410',
  'audio/test-44100Hz-le-1ch-4bytes-early-eof-no-data.wav': 'has no sound in it',
  'audio/test-44100Hz-le-1ch-4bytes-early-eof.wav': '44100 Hz, 1 x 236, shorter',
  'audio/test-44100Hz-le-1ch-4bytes-incomplete-chunk.wav': 'is cut off before its sound begins',
  'audio/test-44100Hz-le-1ch-4bytes-rf64.wav': '44100 Hz, 1 x 4410',
  'audio/test-8000Hz-le-2ch-1byteu.wav': '8000 Hz, 2 x 800',
  'audio/test-8000Hz-le-3ch-5S-24bit-inconsistent.wav': 'contradicts itself',
  'audio/test-8000Hz-le-3ch-5S-24bit.wav': '8000 Hz, 3 x 5',
  'audio/too-short.mp3': 'is no whole MP3 file',
  'image/12in16bit.tif': 'is a TIFF picture, which this browser does not read',
  // the browser decodes it without a word, and nothing in the file tells
  'image/bad_huffman.jpg': '1024 x 768',
  'image/basn0g16.png': '32 x 32, 16 bits per colour became 8',
  'image/basn6a16.png': '32 x 32, 16 bits per colour became 8',
  'image/broken_data_stream.png': 'is not a whole PNG picture',
  'image/cmyk_pytorch.jpg': '100 x 100',
  'image/corrupt.jpg': 'is not a whole JPEG picture',
  'image/decompression_bomb.gif': 'claims 65535 x 1321 pixels',
  'image/grayalpha_pytorch.png': '100 x 100',
  'image/heif.heif': 'is a HEIF picture, which this browser does not read',
  'image/hopper_16bit.pgm': 'is a PGM picture, which this browser does not read',
  'image/iss634.gif': '245 x 245, only the first of several pictures is used',
  'image/iss634.webp': '245 x 245, only the first of several pictures is used',
  'image/mode_16bit.png': '128 x 64, 16 bits per colour became 8',
  'image/palette_pytorch.png': '100 x 100',
  'image/png-truncated.png': 'is not a whole PNG picture',
  'image/xcsn0g01.png': 'is not a whole PNG picture',
  'image/xs1n0g01.png': 'is no picture that this browser knows',
  'mesh/table_0002_OFF_joined.off': '471 triangles, drawn 32 x 32',
  'mesh/tri.off': '6 triangles, drawn 32 x 32',
  'video/FlashVideo.flv': 'is Flash video (FLV), a video that browsers do not play',
  'video/Mpeg4.mp4': 'has no pictures in it',
  'video/corrupted.mp4': 'could not be read (Decoder error.',
  'video/h265_video.mp4': 'holds HEVC (H.265) video, which this browser does not decode',
  'video/truncated-64bit.mp4': 'holds MPEG-4 part 2 video, which this browser does not decode',
  'video/unordered.mov': '8 pictures of 50 x 50',
};

const decoders = withOwnReaders(workerDecoders, [wav]);

async function meet(path: string, bytes: Uint8Array): Promise<string> {
  switch (path.split('/')[0]) {
    case 'audio': {
      const { sampleRateHz, channels, warning } = await decoders.audio(bytes, path);
      for (const channel of channels) expect(channel.every(Number.isFinite)).toBe(true);
      return `${sampleRateHz} Hz, ${channels.length} x ${channels[0]?.length}${warning ? ', shorter' : ''}`;
    }
    case 'image': {
      checkImageSize(bytes, path);
      const { width, height, note } = await workerDecoders.image(bytes, path);
      return `${width} x ${height}${note ? `, ${note}` : ''}`;
    }
    case 'video': {
      const request = { frames: 8, pairs: 8, audio: true };
      const { frames, audio } = await workerDecoders.video(bytes, request, path);
      return `${frames.length} pictures of ${frames[0]?.width} x ${frames[0]?.height}${audio ? ' and sound' : ''}`;
    }
    default: {
      const view = { azimuthDegrees: 30, elevationDegrees: 30 };
      const mesh = readOff(bytes, path);
      const [picture] = await workerDecoders.renderMesh(mesh, [view], 32, path);
      return `${mesh.triangles.length / 3} triangles, drawn ${picture?.width} x ${picture?.height}`;
    }
  }
}

it('malformed media are read or refused by name', async ({ skip }) => {
  const manifest = await commands.realFile('malformed/manifest.json');
  if (manifest === null) return skip('no malformed in LAB_DATA or ../shared/data');
  const { files } = JSON.parse(atob(manifest)) as { files: { file: string }[] };
  const media = files
    .map(({ file }) => file)
    .filter((file) => /^(audio|image|video|mesh)/.test(file));
  expect(media.sort()).toEqual(Object.keys(EXPECTED).sort());
  for (const file of media) {
    const text = atob((await commands.realFile(`malformed/${file}`)) as string);
    const bytes = Uint8Array.from(text, (letter) => letter.charCodeAt(0));
    const met = await meet(file, bytes).catch((error: Error & { hint?: string }) => {
      expect(error.message).toContain(file);
      expect(error.hint?.length).toBeGreaterThan(5);
      return error.message;
    });
    expect(met, file).toContain(EXPECTED[file]);
  }
});
